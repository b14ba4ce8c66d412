import { findOwnAccount, platformNow, readFigures } from '@boussole/db'
import type { NamedFigures } from '@boussole/db'
import { declineReasons, localDay, outcomes, sumOfFigures } from '@boussole/domain'
import type { ReferralFigures } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Facts } from '../components/blocks.tsx'
import { BarChart } from '../components/chart.tsx'
import { Icon } from '../components/icon.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { GoTo } from '../site/form.ts'
import type { Visit } from '../site/visit.tsx'
import { allColumns, csvOf } from '../figures/columns.ts'
import { figuresFr as words } from '../figures/figures.fr.ts'
import { Counted, Definitions, FiguresTable, Periods } from '../figures/parts.tsx'
import { periodAround, readPeriod } from '../figures/period.ts'
import type { Period } from '../figures/period.ts'
import { partnerFr } from './messages.fr.ts'

/** A partner's figures, as a whole, by offer and by theme. */
interface OwnFigures {
  readonly whole: ReferralFigures
  readonly byOffer: readonly NamedFigures[]
  readonly byTheme: readonly NamedFigures[]
}

const pathOf = ({ code }: Period): string => `/chiffres?periode=${code}`

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
    <Periods visit={visit} period={period} today={today} pathOf={pathOf} />
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
        <FiguresTable {...words.byOffer} rows={[...byOffer, { ...whole, name: words.whole }]} />
        <FiguresTable {...words.byTheme} rows={[...byTheme, { ...whole, name: words.whole }]} />
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
        <Definitions />
      </>
    )}
  </>
)

const printed = ({ whole, byOffer, byTheme }: OwnFigures): string =>
  csvOf([
    { group: words.whole, figures: { ...whole, name: words.whole } },
    ...byOffer.map((figures) => ({ group: words.byOffer.label, figures })),
    ...byTheme.map((figures) => ({ group: words.byTheme.label, figures })),
  ])

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
    const by = await readFigures(db, professional, { ...period, as: 'partner', by: ['offer', 'theme'] })
    const [byOffer, byTheme] = [by('offer'), by('theme')]
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
    return reply.type('text/csv; charset=utf-8').send(printed(figures))
  })
}
