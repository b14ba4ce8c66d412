import { maySee, standingsAmongColleagues } from '@boussole/domain'
import { problemOf } from '@boussole/contracts'
import type { FastifyPluginAsync } from 'fastify'
import { ButtonLink } from '../components/blocks.tsx'
import { forSignedIn, professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import type { Visit } from '../site/visit.tsx'
import { entryRoutes } from './entry.tsx'
import { directoryFr } from './messages.fr.ts'
import { ownEntryRoute } from './own-entry.tsx'
import { searchRoute } from './search.tsx'

const words = directoryFr.refused

const Refused = ({ visit }: { visit: Visit }) => (
  <>
    <h1>{words.heading}</h1>
    <p class="lead">{words.words}</p>
    <p>{words.next}</p>
    <div class="actions">
      <ButtonLink href={visit.href('/')} label={words.back} icon="arrow-right" />
    </div>
  </>
)

/** The directory: for professionals under agreement and who watches; others are told why it is closed to them. */
export const directoryRoutes =
  (parts: ProfessionalParts): FastifyPluginAsync =>
  async (pages) => {
    forSignedIn(pages, parts)
    ownEntryRoute(pages, parts)
    await pages.register(async (directory) => {
      directory.addHook('preHandler', async (request, reply) => {
        if (maySee('directory', standingsAmongColleagues(professionalOf(request)))) return
        const visit = await parts.visits.of(request)
        reply.code(problemOf('directory-needs-agreement').status)
        return parts.visits.send(reply, visit, { title: words.title, body: <Refused visit={visit} /> })
      })
      for (const routes of [searchRoute, entryRoutes]) routes(directory, parts)
    })
  }
