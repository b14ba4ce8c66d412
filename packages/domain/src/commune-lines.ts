/** What five digits alone mean in a list of communes: people keep lists of either. */
export const bareCodeMeanings = ['insee', 'postal'] as const
export type BareCodeMeaning = (typeof bareCodeMeanings)[number]

/** A line of a pasted list, as far as it can be read without knowing the communes. */
export interface CommuneLine {
  /** Its place in what was pasted, from 1. */
  readonly line: number
  readonly text: string
  /** Five characters that may be an INSEE or a postal code, in order. */
  readonly codes: readonly string[]
  /** What is left beside the codes; empty when there is none. */
  readonly name: string
}

/** Lines read at once, and the characters read of each. */
export const communeLinesAllowed = 3000
const longestLine = 200

const codePattern = /^(\d{4,5}|2[AB]\d{3})$/i

/** Spreadsheets take the zero off 01004. */
const wholeCode = (code: string): string => code.toUpperCase().padStart(5, '0')

const readLine = (text: string, place: number): CommuneLine => {
  const pieces = text
    .slice(0, longestLine)
    .replaceAll(/["()]|\bcedex\b\s*\d*/gi, ' ')
    .split(/[\s;,|]+/)
    .filter((piece) => piece !== '')
  const codes = pieces.filter((piece) => codePattern.test(piece)).map(wholeCode)
  const name = pieces
    .filter((piece) => !codePattern.test(piece) && !/^\d+$/.test(piece))
    .join(' ')
    .replaceAll(/^[-–: ]+|[-–: ]+$/g, '')
  return { line: place + 1, text: text.trim(), codes: [...new Set(codes)], name }
}

/**
 * Reads a pasted list of communes: INSEE codes, or names and postal codes, in any order and with any separator, one
 * commune a line. Empty lines are left out; everything else is kept, understood or not. At most 3,000 lines.
 */
export const readCommuneLines = (pasted: string): CommuneLine[] =>
  pasted
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(readLine)
    .filter(({ text }) => text !== '')
    .slice(0, communeLinesAllowed)
