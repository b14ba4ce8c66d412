import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ButtonLink, StayLink } from '../../components/blocks.tsx'
import { ErrorSummary, Form, Submit } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { formPage, valueOf } from '../../site/form.ts'
import { wordsIn } from './parts.ts'
import type { AskingParts } from './parts.ts'

/**
 * A correspondent of a Relais Info Jeunes helps a young person to ask, on a device that others use too: the same pages,
 * and at the end nothing is left of them (domain.md §1, relay).
 */
export const relayRoutes = (app: FastifyInstance, { visits, drafts, tracked, signedIn }: AskingParts): void => {
  const forget = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    // The device is about to be shown to somebody else.
    await signedIn.end(request, reply)
    drafts.clear(reply)
    tracked.clear(reply)
    // Pages that "back" would show again go too.
    reply.header('clear-site-data', '"cache"')
  }

  formPage(app, visits, {
    path: '/relais',
    load: () => Promise.resolve({}),
    initial: () => ({}),
    page: (visit, _data, form) => {
      const words = wordsIn(visit.language).relay
      return {
        title: words.title,
        body: (
          <>
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.heading}</h1>
            <p class="lead">{words.lead}</p>
            <ul class="points">
              {words.points.map((point) => (
                <li key={point}>
                  <Icon name="check" />
                  <span>{point}</span>
                </li>
              ))}
            </ul>
            <Form visit={visit} form={form}>
              <Submit label={words.begin} />
            </Form>
          </>
        ),
      }
    },
    act: async (_visit, _data, _values, { request, reply }) => {
      await forget(request, reply)
      await visits.setKiosk(reply, true)
      return { goTo: '/' }
    },
  })

  formPage(app, visits, {
    path: '/relais/fin',
    load: () => Promise.resolve({}),
    initial: () => ({}),
    page: (visit, _data, form) => {
      const words = wordsIn(visit.language).relay
      return {
        title: words.endTitle,
        body: (
          <>
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.endHeading}</h1>
            <p class="lead">{words.endWords}</p>
            <Form visit={visit} form={form}>
              <Submit label={words.end} icon="check" second={{ name: 'quitter', value: 'oui', label: words.leave }} />
            </Form>
            <StayLink href={visit.href('/')} label={words.stay} />
          </>
        ),
      }
    },
    act: async (_visit, _data, values, { request, reply }) => {
      await forget(request, reply)
      const leaves = valueOf(values, 'quitter') !== ''
      await visits.setKiosk(reply, !leaves)
      return { goTo: '/relais/termine' }
    },
  })

  app.get('/relais/termine', async (request, reply) => {
    const visit = await visits.of(request)
    const words = wordsIn(visit.language).relay
    return visits.send(reply, visit, {
      title: words.endedTitle,
      body: (
        <>
          <h1>{words.endedHeading}</h1>
          <p class="lead">{words.endedWords}</p>
          <div class="actions">
            <ButtonLink href={visit.href(visit.kiosk ? '/' : '/relais')} label={words.another} icon="arrow-right" />
          </div>
        </>
      ),
    })
  })
}
