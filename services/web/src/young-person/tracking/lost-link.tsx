import { askTrackingLink } from '@boussole/commands'
import { readShape, trackingLinkAsked } from '@boussole/contracts'
import type { FastifyInstance } from 'fastify'
import { BackLink, ButtonLink, InfoJeunesCard } from '../../components/blocks.tsx'
import { ErrorSummary, Form, Submit, TextField } from '../../components/form.tsx'
import { formPage, valueOf } from '../../site/form.ts'
import { wordsIn } from '../asking/parts.ts'
import { trackingWordsIn } from './parts.ts'
import type { TrackingParts } from './parts.ts'

/** A lost link is sent again to the stored address; the answer is the same whether there is a request or not. */
export const lostLinkRoutes = (app: FastifyInstance, { visits, deps, limits }: TrackingParts): void => {
  formPage(app, visits, {
    path: '/suivi/lien',
    limits: { onRequest: limits.links },
    load: () => Promise.resolve({}),
    initial: () => ({}),
    page: (visit, _data, form) => {
      const { lost } = trackingWordsIn(visit.language)
      return {
        title: lost.title,
        body: (
          <>
            <BackLink href={visit.href('/')} label={wordsIn(visit.language).previous} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{lost.heading}</h1>
            <p class="lead">{lost.lead}</p>
            <Form visit={visit} form={form}>
              <TextField
                form={form}
                name="email"
                type="email"
                label={lost.email}
                autocomplete={visit.kiosk ? 'off' : 'email'}
              />
              <p class="hint">{lost.phoneOnly}</p>
              <Submit label={lost.send} icon="mail" />
            </Form>
            <InfoJeunesCard visit={visit} near={null} />
          </>
        ),
      }
    },
    act: async (visit, _data, values) => {
      const read = readShape(trackingLinkAsked, { email: valueOf(values, 'email') })
      if ('errors' in read) {
        return { errors: read.errors.map(({ message }) => ({ field: 'email', message: visit.words.faultOf(message) })) }
      }
      await askTrackingLink(read.value, deps)
      return { goTo: '/suivi/lien-envoye' }
    },
  })

  app.get('/suivi/lien-envoye', async (request, reply) => {
    const visit = await visits.of(request)
    const { lost } = trackingWordsIn(visit.language)
    return visits.send(reply, visit, {
      title: lost.sentTitle,
      body: (
        <>
          <h1>{lost.sentHeading}</h1>
          <p class="lead">{lost.sentWords}</p>
          <div class="actions">
            <ButtonLink href={visit.href('/')} label={visit.words.startAgain} icon="arrow-right" />
          </div>
        </>
      ),
    })
  })
}
