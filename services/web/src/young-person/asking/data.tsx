import type { FastifyInstance } from 'fastify'
import { wordsIn } from './parts.ts'
import type { AskingParts } from './parts.ts'

/** What is kept, who sees it, for how long: in the words of who it is about. GDPR art. 13. */
export const dataRoute = (app: FastifyInstance, { visits }: AskingParts): void => {
  app.get('/donnees', async (request, reply) => {
    const visit = await visits.of(request)
    const { data } = wordsIn(visit.language)
    return visits.send(reply, visit, {
      title: data.title,
      body: (
        <>
          <h1>{data.heading}</h1>
          {data.sections.map(({ title, words }) => (
            <section key={title} class="text">
              <h2>{title}</h2>
              {words.map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </section>
          ))}
        </>
      ),
      isPublic: true,
    })
  })
}
