import { confirmOfferContact, readContactTest } from '@boussole/commands'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ErrorSummary, Form, Submit } from '../components/form.tsx'
import { offersFr } from '../partner/offers/offers.fr.ts'
import { formPage } from '../site/form.ts'
import type { ProfessionalParts } from './parts.ts'

const words = offersFr.contactLink
const params = z.object({ token: z.string() })

/** The link of a contact test: whoever reads the mail needs no account; only the button confirms, once. */
export const contactLinkRoutes = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get('/contact/merci', async (request, reply) =>
    visits.send(reply, await visits.of(request), {
      title: words.title,
      body: (
        <>
          <h1>{words.doneHeading}</h1>
          <p class="lead">{words.done}</p>
        </>
      ),
    }),
  )

  formPage<{ readonly token: string; readonly title: string | null }>(app, visits, {
    path: '/contact/:token',
    load: async (_visit, request) => {
      const { token } = params.parse(request.params)
      const test = await readContactTest(token, deps)
      return { token, title: test?.isOpen === true ? test.title : null }
    },
    initial: () => ({}),
    page: (visit, { title }, form) => ({
      title: words.title,
      body:
        title === null ? (
          <>
            <h1>{words.overHeading}</h1>
            <p class="lead">{words.over}</p>
          </>
        ) : (
          <>
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.heading}</h1>
            <p class="lead">{words.words(title)}</p>
            <Form visit={visit} form={form}>
              <Submit label={words.send} icon="check" />
            </Form>
          </>
        ),
    }),
    act: async (_visit, { token }) => {
      await confirmOfferContact(token, deps)
      return { goTo: '/contact/merci' }
    },
  })
}
