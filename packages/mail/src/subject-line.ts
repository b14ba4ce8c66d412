const longest = 120

/**
 * A subject in one line of at most 120 characters, whatever was put in it: no line break, no control or invisible
 * character reaches a header, nor anything that mail programs would decode into one (RFC 2047); what is too long ends
 * with « … ».
 */
export const subjectLine = (words: string): string => {
  const line = words
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replaceAll('=?', '= ?')
    .replace(/ {2,}/g, ' ')
    .trim()
  if (line.length <= longest) return line
  let kept = ''
  for (const character of line) {
    if (kept.length + character.length >= longest) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}
