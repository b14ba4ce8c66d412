import { declineReasons, hoursUntil, outcomes, shareKept } from '@boussole/domain'
import type { ReferralFigures } from '@boussole/domain'
import { stringify } from 'csv-stringify/sync'
import { partnerFr } from '../partner/messages.fr.ts'
import { figuresFr as words } from './figures.fr.ts'

/** The figures of something that has a name. */
export type Named = ReferralFigures & { readonly name: string }

const declinedIn = ({ declined }: ReferralFigures): number =>
  declineReasons.reduce((sum, why) => sum + declined[why], 0)

interface Column {
  readonly label: string
  readonly value: (figures: ReferralFigures) => string
}

/** The columns of tables on pages. */
export const columns: readonly Column[] = [
  { label: words.received, value: ({ received }) => words.number(received) },
  { label: words.kept, value: ({ kept }) => words.number(kept) },
  { label: words.share, value: (figures) => words.percent(shareKept(figures)) },
  { label: words.lapsed, value: ({ lapsed }) => words.number(lapsed) },
  { label: words.declined, value: (figures) => words.number(declinedIn(figures)) },
  { label: words.redirected, value: ({ redirected }) => words.number(redirected) },
  { label: words.median, value: (figures) => words.hours(hoursUntil(figures, 0.5)) },
]

/** Those of facts and CSV: the same, and what would not fit beside them. */
export const allColumns: readonly Column[] = [
  ...columns,
  { label: words.ninetieth, value: (figures) => words.hours(hoursUntil(figures, 0.9)) },
  { label: words.awaited, value: ({ awaited }) => words.number(awaited) },
  { label: words.opinions, value: ({ opinions }) => words.number(opinions) },
  { label: words.saidContacted, value: ({ saidContacted }) => words.number(saidContacted) },
  { label: words.saidUseful, value: ({ saidUseful }) => words.number(saidUseful) },
]

/** Rows of figures as CSV, each with what it is grouped by. Values are written as on the page. */
export const csvOf = (rows: readonly { readonly group: string; readonly figures: Named }[]): string => {
  const head = [
    ...words.csv,
    ...allColumns.map(({ label }) => label),
    ...declineReasons.map((why) => partnerFr.reasons[why]),
    ...outcomes.map((outcome) => partnerFr.outcomes[outcome]),
  ]
  return printCsv([
    head,
    ...rows.map(({ group, figures }) => [
      group,
      figures.name,
      ...allColumns.map(({ value }) => value(figures)),
      ...declineReasons.map((why) => words.number(figures.declined[why])),
      ...outcomes.map((outcome) => words.number(figures.outcomes[outcome])),
    ]),
  ])
}

/** Lines for French spreadsheets; what they would read as a formula is kept as words. */
export const printCsv = (lines: readonly (readonly string[])[]): string =>
  stringify(
    lines.map((line) => [...line]),
    { bom: true, delimiter: ';', escape_formulas: true },
  )
