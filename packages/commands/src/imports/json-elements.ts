/** Longer than this, an element is none: the file is broken. In characters. */
const longestElement = 400_000

/** The file is not what it seemed to be: a quote or a bracket is missing. */
export class BrokenFile extends Error {
  override readonly name = 'BrokenFile'
}

const parse = (words: string): unknown => {
  try {
    return JSON.parse(words)
  } catch (cause) {
    throw new BrokenFile('an element that is no JSON', { cause })
  }
}

/**
 * The elements of the first list in a JSON text, one by one, however long the text is: `[{…}, {…}]`, or the list in an
 * object around it, as APIs answer. Each is parsed by itself, so that no more than one is in memory.
 */
export async function* jsonElements(text: AsyncIterable<string>): AsyncGenerator {
  /** Brackets open around what is read; the list's own is not counted. */
  let depth = -1
  let inString = false
  let escaped = false
  let kept = ''
  for await (const piece of text) {
    let from = 0
    for (let at = 0; at < piece.length; at += 1) {
      const sign = piece.charAt(at)
      if (inString) {
        if (escaped) escaped = false
        else if (sign === '\\') escaped = true
        else if (sign === '"') inString = false
        continue
      }
      if (sign === '"') inString = true
      else if (depth === -1) {
        if (sign !== '[') continue
        depth = 0
        from = at + 1
      } else if (sign === '{' || sign === '[') depth += 1
      else if (sign === '}' || (sign === ']' && depth > 0)) depth -= 1
      else if (depth === 0 && (sign === ',' || sign === ']')) {
        const element = (kept + piece.slice(from, at)).trim()
        kept = ''
        from = at + 1
        if (element !== '') yield parse(element)
        if (sign === ']') return
      }
      if (depth < -1) throw new BrokenFile('a bracket that closes nothing')
    }
    if (depth >= 0) kept += piece.slice(from)
    if (kept.length > longestElement) throw new BrokenFile('an element that does not end')
  }
  throw new BrokenFile('a list that does not end')
}
