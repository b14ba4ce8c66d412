import { BarChart } from '../components/chart.tsx'
import type { Visit } from '../site/visit.tsx'
import { columns } from './columns.ts'
import type { Named } from './columns.ts'
import { figuresFr as words } from './figures.fr.ts'
import { periodAround, periodBeside } from './period.ts'
import type { Period } from './period.ts'

/** A table whose rows become cards where it has no room: its roles are said, because such cards lose them. */
export const FiguresTable = ({ title, label, rows }: { title: string; label: string; rows: readonly Named[] }) => (
  <section>
    <h2>{title}</h2>
    <div class="table-room">
      <table class="figures" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {label}
            </th>
            {columns.map((column) => (
              <th scope="col" role="columnheader" key={column.label}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={row.name} role="row">
              <th scope="row" role="rowheader">
                {row.name}
              </th>
              {columns.map((column) => (
                <td key={column.label} role="cell" data-label={column.label}>
                  {column.value(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
)

/** A picture of some counts, with their table beside; nothing where there is nothing to count. */
export const Counted = ({
  id,
  title,
  label,
  rows,
}: {
  id: string
  title: string
  label: string
  rows: readonly { readonly label: string; readonly value: number }[]
}) => {
  const shown = rows.filter(({ value }) => value > 0)
  if (shown.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <div class="picture">
        <BarChart
          id={id}
          title={title}
          description={words.listed(shown.map((row) => words.told(row.label, row.value)))}
          bars={shown.map((row) => ({ ...row, words: words.number(row.value) }))}
        />
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{label}</th>
              <th scope="col">{words.count}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.label}>
                <th scope="row">{row.label}</th>
                <td>{words.number(row.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** The kinds of period, and the one before and after; `pathOf` says where each is shown. */
export const Periods = ({
  visit,
  period,
  today,
  pathOf,
}: {
  visit: Visit
  period: Period
  today: Period['from']
  pathOf: (period: Period) => string
}) => {
  const [before, after] = [periodBeside(period, -1), periodBeside(period, 1)]
  return (
    <nav class="chips periods" aria-label={words.periods}>
      {(['month', 'quarter', 'year'] as const).map((kind) => (
        <a
          class="chip"
          key={kind}
          href={visit.href(pathOf(periodAround(kind, kind === period.kind ? today : period.from)))}
          {...(kind === period.kind ? { 'aria-current': 'true' as const } : {})}
        >
          {words.kinds[kind]}
        </a>
      ))}
      <a href={visit.href(pathOf(before))}>{words.before(words.period(before))}</a>
      {after.from.toString() <= today.toString() && (
        <a href={visit.href(pathOf(after))}>{words.after(words.period(after))}</a>
      )}
    </nav>
  )
}

/** What each figure means, in words. */
export const Definitions = () => (
  <section class="checked">
    <h2>{words.definitions.title}</h2>
    <ul>
      {words.definitions.points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  </section>
)
