import { Temporal } from 'temporal-polyfill'

/** A month, a quarter or a year: as an address writes it, its days, and its neighbours. */
export interface Period {
  readonly kind: 'month' | 'quarter' | 'year'
  /** 2026-11, 2026-T4 or 2026. */
  readonly code: string
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
}

const monthsIn = { month: 1, quarter: 3, year: 12 } as const

const codeOf = (kind: Period['kind'], from: Temporal.PlainDate): string => {
  const year = String(from.year).padStart(4, '0')
  if (kind === 'year') return year
  return kind === 'month' ? `${year}-${String(from.month).padStart(2, '0')}` : `${year}-T${(from.month + 2) / 3}`
}

/** The period of this kind in which a day lies. */
export const periodAround = (kind: Period['kind'], day: Temporal.PlainDate): Period => {
  const months = monthsIn[kind]
  const from = day.with({ month: day.month - ((day.month - 1) % months), day: 1 })
  return { kind, code: codeOf(kind, from), from, to: from.add({ months }).subtract({ days: 1 }) }
}

/** The same length of time before or after. */
export const periodBeside = ({ kind, from }: Period, direction: 1 | -1): Period =>
  periodAround(kind, from.add({ months: direction * monthsIn[kind] }))

/** The period that an address writes; undefined when it writes none of this century. */
export const readPeriod = (code: string): Period | undefined => {
  const [, year, month, quarter] = /^(20\d\d)(?:-(0[1-9]|1[0-2])|-T([1-4]))?$/.exec(code) ?? []
  if (year === undefined) return undefined
  const kind = month === undefined ? (quarter === undefined ? 'year' : 'quarter') : 'month'
  const first = month === undefined ? (quarter === undefined ? 1 : Number(quarter) * 3 - 2) : Number(month)
  return periodAround(kind, Temporal.PlainDate.from({ year: Number(year), month: first, day: 1 }))
}
