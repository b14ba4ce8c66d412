/** A run of words of a text that was changed: kept, taken away, or added. */
export interface WordRun {
  readonly kind: 'kept' | 'removed' | 'added'
  readonly words: string
}

const piecesOf = (text: string): string[] => text.match(/\S+|\s+/g) ?? []

/** Lengths of the longest common endings of two lists, from every pair of places. */
const commonEndings = (before: readonly string[], after: readonly string[]): readonly Uint16Array[] => {
  const table = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1))
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const [row, below] = [table[i], table[i + 1]]
      if (row === undefined || below === undefined) continue
      row[j] = before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return table
}

const join = (runs: WordRun[], kind: WordRun['kind'], words: string): void => {
  const last = runs.at(-1)
  if (last?.kind === kind) runs[runs.length - 1] = { kind, words: last.words + words }
  else runs.push({ kind, words })
}

/**
 * Which words of a text were taken away and which were added, in reading order. The kept and removed runs together are
 * the text before, the kept and added ones the text after. Texts of up to some thousand characters.
 */
export const wordDifferences = (before: string, after: string): WordRun[] => {
  const [old, fresh] = [piecesOf(before), piecesOf(after)]
  const table = commonEndings(old, fresh)
  const runs: WordRun[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < fresh.length) {
    const [gone, come] = [old[i], fresh[j]]
    if (gone !== undefined && gone === come) {
      join(runs, 'kept', gone)
      i += 1
      j += 1
    } else if (gone !== undefined && (come === undefined || (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0))) {
      join(runs, 'removed', gone)
      i += 1
    } else if (come !== undefined) {
      join(runs, 'added', come)
      j += 1
    }
  }
  return runs
}

/** What a list lost and gained; its order plays no part. */
export const listDifferences = (
  before: readonly string[],
  after: readonly string[],
): { readonly removed: readonly string[]; readonly added: readonly string[] } => ({
  removed: before.filter((each) => !after.includes(each)),
  added: after.filter((each) => !before.includes(each)),
})
