/** One figure: what is ours, what stands beside it, and how they compare. */
export interface Figure {
  readonly what: string
  readonly ours: number
  readonly limit: number
  readonly unit: string
  /** Which way is good: a rate is to be at least the limit, a cost at most. */
  readonly good: 'at least' | 'at most'
  /** Counts and shares of processor hold on a busy machine too; times and rates do not. */
  readonly isTime: boolean
  /** What it comes from, when the two numbers do not say it. */
  readonly told?: string
}

/** What is only told, because the target is on another figure. */
interface Told {
  readonly what: string
  readonly told: string
}

export type Line = Figure | Told

export type Verdict = 'pass' | 'MISS' | 'noisy'

/** Times on a machine that was not quiet are neither a pass nor a miss. */
export const verdictOf = ({ ours, limit, good, isTime }: Figure, isQuiet: boolean): Verdict => {
  if (isTime && !isQuiet) return 'noisy'
  return (good === 'at least' ? ours >= limit : ours <= limit) ? 'pass' : 'MISS'
}

const inWords = (value: number): string => {
  if (!Number.isFinite(value)) return '?'
  if (value !== 0 && Math.abs(value) < 10) return value.toFixed(2)
  return Math.abs(value) < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en').replaceAll(',', ' ')
}

/** A line as it is printed; the ratio is ours to the limit. */
export const lineOf = (line: Line, isQuiet: boolean): string => {
  if (!('ours' in line)) return `  told   ${line.what}: ${line.told}`
  const { what, ours, limit, unit, good, told } = line
  const figures = `${inWords(ours)} ${unit}, ${good} ${inWords(limit)}, ratio ${inWords(ours / limit)}`
  return `  ${verdictOf(line, isQuiet).padEnd(5)}  ${what}: ${figures}${told === undefined ? '' : ` (${told})`}`
}

/** The value below which this share of the values lies. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
