import { Fault } from '@boussole/http'

const decoder = new TextDecoder('utf-8', { fatal: true })

/** A string of JSON, or one of the marks that open, close or separate. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g

const keyOf = (quoted: string): string => {
  const key: unknown = JSON.parse(quoted)
  return String(key)
}

/** Throws at the first key that an object holds twice. The text is known to be JSON. */
const refuseKeysTwice = (text: string): void => {
  // The keys seen of each object that is open; null for a list.
  const open: (Set<string> | null)[] = []
  let words: string | undefined
  for (const [mark] of text.matchAll(token)) {
    if (mark === '{') open.push(new Set())
    else if (mark === '[') open.push(null)
    else if (mark === '}' || mark === ']') open.pop()
    else if (mark === ':' && words !== undefined) {
      const keys = open.at(-1)
      const key = keyOf(words)
      // It would become the parent of the object instead of a field: no shape would see it.
      if (key === '__proto__') throw new Fault('input-invalid', [{ path: key, message: 'Ce champ n’existe pas ici.' }])
      if (keys?.has(key) === true) throw new Fault('json-key-twice')
      keys?.add(key)
    }
    words = mark.startsWith('"') ? mark : undefined
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Fault('json-broken')
  }
}

const decode = (body: Buffer): string => {
  try {
    return decoder.decode(body)
  } catch {
    throw new Fault('json-broken')
  }
}

/**
 * Reads a JSON body (RFC 8259), and refuses what `JSON.parse` and a lenient decoder would silently repair: a key written
 * twice, of which the last would win, and bytes that are not UTF-8. An empty body is no body. Throws `Fault`.
 */
export const readStrictJson = (body: Buffer): unknown => {
  const text = decode(body)
  if (text === '') return undefined
  const value = parse(text)
  refuseKeysTwice(text)
  return value
}
