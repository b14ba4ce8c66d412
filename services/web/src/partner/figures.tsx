import { findOwnAccount, platformNow, readFigures } from '@boussole/db'
import type { NamedFigures } from '@boussole/db'
import { declineReasons, hoursUntil, localDay, outcomes, shareKept, sumOfFigures } from '@boussole/domain'
import type { ReferralFigures } from '@boussole/domain'
import { stringify } from 'csv-stringify/sync'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Facts } from '../components/blocks.tsx'
import { BarChart } from '../components/chart.tsx'
import { Icon } from '../components/icon.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { GoTo } from '../site/form.ts'
import type { Visit } from '../site/visit.tsx'
import { figuresFr as words } from './figures.fr.ts'
import { partnerFr } from './messages.fr.ts'
import { periodAround, periodBeside, readPeriod } from './period.ts'
import type { Period } from './period.ts'

const declinedIn = ({ declined }: ReferralFigures): number =>
  declineReasons.reduce((sum, why) => sum + declined[why], 0)

interface Column {
  readonly label: string
  readonly value: (figures: ReferralFigures) => string
}

/** The columns of the page's tables. */
const columns: readonly Column[] = [
  { label: words.received, value: ({ received }) => words.number(received) },
  { label: words.kept, value: ({ kept }) => words.number(kept) },
  { label: words.share, value: (figures) => words.percent(shareKept(figures)) },
  { label: words.lapsed, value: ({ lapsed }) => words.number(lapsed) },
  { label: words.declined, value: (figures) => words.number(declinedIn(figures)) },
  { label: words.redirected, value: ({ redirected }) => words.number(redirected) },
  { label: words.median, value: (figures) => words.hours(hoursUntil(figures, 0.5)) },
]

/** Those of the CSV: the same, and what would not fit beside them. */
const allColumns: readonly Column[] = [
  ...columns,
  { label: words.ninetieth, value: (figures) => words.hours(hoursUntil(figures, 0.9)) },
  { label: words.awaited, value: ({ awaited }) => words.number(awaited) },
  { label: words.opinions, value: ({ opinions }) => words.number(opinions) },
  { label: words.saidContacted, value: ({ saidContacted }) => words.number(saidContacted) },
  { label: words.saidUseful, value: ({ saidUseful }) => words.number(saidUseful) },
]

/** A table whose rows become cards where it has no room: its roles are said, because such cards lose them. */
const Table = ({
  title,
  label,
  rows,
}: {
  title: string
  label: string
  rows: readonly (ReferralFigures & { readonly name: string })[]
}) => (
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
const Counted = ({
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

/** A partner's figures, as a whole, by offer and by theme. */
interface OwnFigures {
  readonly whole: ReferralFigures
  readonly byOffer: readonly NamedFigures[]
  readonly byTheme: readonly NamedFigures[]
}

const pathOf = ({ code }: Period): string => `/chiffres?periode=${code}`

const Periods = ({ visit, period, today }: { visit: Visit; period: Period; today: Period['from'] }) => {
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

const FiguresPage = ({
  visit,
  period,
  today,
  figures: { whole, byOffer, byTheme },
}: {
  visit: Visit
  period: Period
  today: Period['from']
  figures: OwnFigures
}) => (
  <>
    <h1>{`${words.heading}, ${words.period(period)}`}</h1>
    <p class="lead">{words.lead}</p>
    <Periods visit={visit} period={period} today={today} />
    {whole.received === 0 ? (
      <p class="lead">{words.empty}</p>
    ) : (
      <>
        <div class="figures-facts">
          <Facts facts={allColumns.map(({ label, value }) => ({ label, value: value(whole) }))} />
        </div>
        <p class="standing-links">
          <a href={visit.href(`/chiffres.csv?periode=${period.code}`)}>
            <Icon name="download" />
            <span>{words.download}</span>
          </a>
        </p>
        <section>
          <h2>{words.promise.title}</h2>
          <BarChart
            id="promesses"
            title={words.promise.title}
            description={words.promise.description(whole.kept, whole.lapsed)}
            bars={[
              { label: words.kept, value: whole.kept, words: words.number(whole.kept) },
              { label: words.lapsed, value: whole.lapsed, words: words.number(whole.lapsed), hatched: true },
            ]}
          />
        </section>
        <Table {...words.byOffer} rows={[...byOffer, { ...whole, name: words.whole }]} />
        <Table {...words.byTheme} rows={[...byTheme, { ...whole, name: words.whole }]} />
        <Counted
          id="motifs"
          {...words.reasons}
          rows={declineReasons.map((why) => ({ label: partnerFr.reasons[why], value: whole.declined[why] }))}
        />
        <Counted
          id="issues"
          {...words.outcomes}
          rows={outcomes.map((outcome) => ({ label: partnerFr.outcomes[outcome], value: whole.outcomes[outcome] }))}
        />
        <section class="checked">
          <h2>{words.definitions.title}</h2>
          <ul>
            {words.definitions.points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </section>
      </>
    )}
  </>
)

const csvOf = ({ whole, byOffer, byTheme }: OwnFigures): string => {
  const row = (group: string, figures: ReferralFigures & { readonly name: string }): string[] => [
    group,
    figures.name,
    ...allColumns.map(({ value }) => value(figures)),
    ...declineReasons.map((why) => words.number(figures.declined[why])),
    ...outcomes.map((outcome) => words.number(figures.outcomes[outcome])),
  ]
  const head = [
    ...words.csv,
    ...allColumns.map(({ label }) => label),
    ...declineReasons.map((why) => partnerFr.reasons[why]),
    ...outcomes.map((outcome) => partnerFr.outcomes[outcome]),
  ]
  const rows = [
    row(words.whole, { ...whole, name: words.whole }),
    ...byOffer.map((figures) => row(words.byOffer.label, figures)),
    ...byTheme.map((figures) => row(words.byTheme.label, figures)),
  ]
  // For French spreadsheets; what they would read as a formula is kept as words.
  return stringify([head, ...rows], { bom: true, delimiter: ';', escape_formulas: true })
}

const query = z.object({ periode: z.string().max(10).optional().catch(undefined) })

/** A partner's own figures: what was received, and what became of it. Nothing of anybody is in them. */
export const figuresRoutes = (app: FastifyInstance, { deps: { db }, visits }: ProfessionalParts): void => {
  const read = async (request: FastifyRequest) => {
    const professional = professionalOf(request)
    // Who only watches has the figures of no partner of their own.
    if (professional.partnerIds.length === 0) throw new GoTo('/animation')
    const [now, account] = await Promise.all([platformNow(db), findOwnAccount(db, professional.userId)])
    const today = localDay(now, account?.timeZone ?? 'Europe/Paris')
    const { periode } = query.parse(request.query)
    const period = (periode === undefined ? undefined : readPeriod(periode)) ?? periodAround('month', today)
    const ask = (by: 'offer' | 'theme') => readFigures(db, professional, { ...period, as: 'partner', by })
    const [byOffer, byTheme] = await Promise.all([ask('offer'), ask('theme')])
    return { today, period, figures: { whole: sumOfFigures(byTheme), byOffer, byTheme } }
  }
  app.get('/chiffres', async (request, reply) => {
    const visit = await visits.of(request)
    const shown = await read(request)
    return visits.send(reply, visit, { title: words.title, body: <FiguresPage visit={visit} {...shown} /> })
  })
  app.get('/chiffres.csv', async (request, reply) => {
    const { period, figures } = await read(request)
    reply.header('content-disposition', `attachment; filename="boussole-chiffres-${period.code}.csv"`)
    return reply.type('text/csv; charset=utf-8').send(csvOf(figures))
  })
}
