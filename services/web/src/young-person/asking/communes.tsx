import type { CommuneFound } from '@boussole/contracts'
import { searchCommunes } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink } from '../../components/blocks.tsx'
import { ErrorSummary } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import type { Visit } from '../../site/visit.tsx'
import { CommuneSearch } from './commune-search.tsx'
import { wordsIn } from './parts.ts'
import type { AskingParts } from './parts.ts'

/** More names would not be read; of a postal code, all communes are shown. */
const shown = 20

const query = z.object({ q: z.string().trim().catch('') })

const placeOf = ({ department, postalCodes }: CommuneFound): string => {
  const [first, ...rest] = postalCodes
  const codes = first === undefined ? '' : rest.length === 0 ? first : `${first}…`
  return `${codes} · ${department.name}`
}

const CommunesPage = ({
  visit,
  apiUrl,
  q,
  communes,
}: {
  visit: Visit
  apiUrl: string
  q: string
  communes: readonly CommuneFound[]
}) => {
  const { communes: words, previous } = wordsIn(visit.language)
  return (
    <>
      <BackLink href={visit.href('/')} label={previous} />
      <h1>{communes.length === 0 ? words.emptyHeading(q) : words.heading(q)}</h1>
      <p class="lead">{communes.length === 0 ? words.emptyWords : words.which}</p>
      {communes.length > 0 && (
        <ul class="links">
          {communes.map((commune) => (
            <li key={commune.code}>
              <a class="link-card" href={visit.href(`/communes/${commune.code}`)}>
                <Icon name="pin" />
                <span>
                  <strong>{commune.name}</strong>
                  {commune.matchedName !== null && ` (${words.formerly(commune.matchedName)})`}
                  <small>{placeOf(commune)}</small>
                </span>
                <Icon name="arrow-right" />
              </a>
            </li>
          ))}
        </ul>
      )}
      <section class="again">
        {communes.length > 0 && <h2>{words.again}</h2>}
        <CommuneSearch visit={visit} apiUrl={apiUrl} value={communes.length > 0 ? '' : q} />
      </section>
    </>
  )
}

/** Which commune was meant: the only one is gone to at once, several are shown to choose from. */
export const communesRoute = (app: FastifyInstance, { visits, deps, apiUrl }: AskingParts): void => {
  app.get('/communes', async (request, reply) => {
    const visit = await visits.of(request)
    const { communes: words, previous } = wordsIn(visit.language)
    const { q } = query.parse(request.query)
    if (q === '' || q.length > 100) {
      const error = q === '' ? words.missing : words.tooLong
      const body = (
        <>
          <BackLink href={visit.href('/')} label={previous} />
          <ErrorSummary visit={visit} errors={[{ field: 'q', message: error }]} />
          <h1>{words.title}</h1>
          <CommuneSearch visit={visit} apiUrl={apiUrl} value={q} error={error} />
        </>
      )
      return visits.send(reply.code(422), visit, { title: words.title, body, hasErrors: true })
    }
    const found = await searchCommunes(deps.db, { words: q, limit: shown })
    const [first] = found
    const isExact = first !== undefined && found.length === 1
    if (isExact) return reply.redirect(visit.href(`/communes/${first.code}`), 303)
    const title = found.length === 0 ? words.emptyHeading(q) : words.title
    return visits.send(reply, visit, {
      title,
      body: <CommunesPage visit={visit} apiUrl={apiUrl} q={q} communes={found} />,
    })
  })
}
