import { countToErase, listErasures, listRequestsToErase } from '@boussole/db'
import type { RequestToErase } from '@boussole/db'
import { erasedKinds } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { BackLink } from '../../components/blocks.tsx'
import { Icon } from '../../components/icon.tsx'
import { printCsv } from '../../figures/columns.ts'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { personalDataFr } from './personal-data.fr.ts'

const words = personalDataFr.retention
const path = '/animation/conservation'

const submittedOn = ({ submittedAt, timeZone }: RequestToErase): string =>
  submittedAt.toZonedDateTimeISO(timeZone).toPlainDate().toString()

const RequestLine = ({ request }: { request: RequestToErase }) => (
  <li class="act">
    <p>
      <strong>{personalDataFr.person.page.heading(request.reference)}</strong>{' '}
      <span class="hint">{words.asked(personalDataFr.moment(request.submittedAt.toString(), request.timeZone))}</span>
    </p>
    <p>
      {request.theme}, {request.commune}. {request.isDue ? words.isDue : words.isSoon}.
    </p>
    {request.isOpen && <p class="hint">{words.isOpen}</p>}
  </li>
)

/** What the next run of the erasing would take, and what the last ones took. Nothing is erased here. */
export const retentionRoutes = (app: FastifyInstance, { deps: { db }, visits }: ProfessionalParts): void => {
  app.get(path, async (request, reply) => {
    const visit = await visits.of(request)
    const professional = professionalOf(request)
    const [counts, requests, erasures] = await Promise.all([
      countToErase(db, professional),
      listRequestsToErase(db, professional),
      listErasures(db, professional),
    ])
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={personalDataFr.back} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <table class="figures">
            <thead>
              <tr>
                <th scope="col">{words.kind}</th>
                <th scope="col">{words.now}</th>
                <th scope="col">{words.soon}</th>
              </tr>
            </thead>
            <tbody>
              {erasedKinds.map((kind) => (
                <tr key={kind}>
                  <th scope="row">{words.kinds[kind].name}</th>
                  <td>{counts[kind].now}</td>
                  <td>{counts[kind].soon}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <section>
            <h2>{words.requests}</h2>
            {requests.length === 0 ? (
              <p>{words.noRequests}</p>
            ) : (
              <p class="standing-links">
                <a href={visit.href(`${path}.csv`)}>
                  <Icon name="download" />
                  <span>{words.download}</span>
                </a>
              </p>
            )}
            <ul class="acts">
              {requests.map((each) => (
                <RequestLine key={each.id} request={each} />
              ))}
            </ul>
            {requests.length === 100 && <p class="hint">{words.bounded}</p>}
          </section>
          <section>
            <h2>{words.past}</h2>
            {erasures.length === 0 ? (
              <p>{words.noPast}</p>
            ) : (
              <table class="figures">
                <thead>
                  <tr>
                    <th scope="col">{words.on}</th>
                    <th scope="col">{words.kind}</th>
                    <th scope="col">{words.count}</th>
                  </tr>
                </thead>
                <tbody>
                  {erasures.map(({ day, kind, count }) => (
                    <tr key={`${day}/${kind}`}>
                      <th scope="row">{personalDataFr.day(day)}</th>
                      <td>{words.kinds[kind].name}</td>
                      <td>{count}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </section>
          <section>
            <h2>{words.rules}</h2>
            <dl class="facts">
              {erasedKinds.map((kind) => (
                <div key={kind}>
                  <dt>{words.kinds[kind].name}</dt>
                  <dd>{words.kinds[kind].rule}</dd>
                </div>
              ))}
            </dl>
          </section>
        </>
      ),
    })
  })

  app.get(`${path}.csv`, async (request, reply) => {
    const requests = await listRequestsToErase(db, professionalOf(request))
    const { reference, submitted, theme, commune, due, open } = words.csv
    reply.header('content-disposition', 'attachment; filename="boussole-conservation.csv"')
    return reply
      .type('text/csv; charset=utf-8')
      .send(
        printCsv([
          [reference, submitted, theme, commune, due, open],
          ...requests.map((each) => [
            each.reference,
            submittedOn(each),
            each.theme,
            each.commune,
            each.isDue ? words.isDue : words.isSoon,
            each.isOpen ? words.yes : words.no,
          ]),
        ]),
      )
  })
}
