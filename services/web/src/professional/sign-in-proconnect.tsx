import { askSignInLink, openSessionByIdentity } from '@boussole/commands'
import { limitSignIn } from '@boussole/http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ButtonLink, Notice, StayLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, Submit } from '../components/form.tsx'
import { formPage, GoTo } from '../site/form.ts'
import { browserKindOf } from './browser-kind.ts'
import { keptSeconds } from './kept.ts'
import { professionalFr } from './messages.fr.ts'
import type { ProfessionalParts } from './parts.ts'
import type { ProConnect, Seen } from './proconnect.ts'
import { leadingTo, wayBack } from './way-back.ts'

const words = professionalFr.proConnect

/** Sends the browser to ProConnect, to come back to `goOn`; `linkTo` is who links it to their account. */
export const goToProConnect = async (
  reply: FastifyReply,
  { goOn, linkTo }: { readonly goOn: string; readonly linkTo: string | null },
  { kept, proConnect }: { readonly kept: ProfessionalParts['kept']; readonly proConnect: ProConnect },
): Promise<FastifyReply> => {
  const { url, checks } = await proConnect.begin()
  await kept.proConnectAsked.write(reply, { ...checks, goOn, linkTo }, keptSeconds.proConnectAsked)
  return reply.redirect(url.href, 303)
}

/** Professionals come in with ProConnect, and leave it. Registers nothing where it is not set up. */
export const proConnectRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits, signedIn, kept, proConnect } = parts
  if (proConnect === undefined) return
  const limits = { onRequest: limitSignIn(app).onRequest }

  /** What fails at ProConnect is told in one way, whatever it was: the log has the rest. */
  const orFailed = async (
    request: FastifyRequest,
    reply: FastifyReply,
    go: () => Promise<FastifyReply>,
  ): Promise<FastifyReply> => {
    try {
      return await go()
    } catch (error) {
      const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
      request.log.warn({ code }, 'ProConnect did not sign in')
      const visit = await visits.of(request)
      return reply.redirect(visit.href('/connexion/proconnect/echec'), 303)
    }
  }

  app.get('/connexion/proconnect', limits, (request, reply) =>
    orFailed(request, reply, () =>
      goToProConnect(reply, { goOn: wayBack(request), linkTo: null }, { kept, proConnect }),
    ),
  )

  /** Opens the session of an account that is linked; another is linked first. */
  const comeIn = async (request: FastifyRequest, reply: FastifyReply, seen: Seen, goOn: string): Promise<string> => {
    const opening = { browser: browserKindOf(request), isOnSite: true }
    const session = await openSessionByIdentity(seen, opening, deps)
    if (session === undefined) {
      await kept.proConnectSeen.write(reply, { ...seen, linkTo: null, goOn }, keptSeconds.proConnectSeen)
      return '/connexion/proconnect/premiere-fois'
    }
    await signedIn.begin(reply, session)
    await kept.proConnectToEnd.write(reply, seen.idToken, keptSeconds.proConnectToEnd)
    return goOn
  }

  app.get('/connexion/proconnect/retour', limits, (request, reply) =>
    orFailed(request, reply, async () => {
      const asked = await kept.proConnectAsked.read(request)
      kept.proConnectAsked.clear(reply)
      if (asked === undefined) throw new Error('nobody asked from this browser')
      const { goOn, linkTo, ...checks } = asked
      const seen = await proConnect.finish(request.url.split('?')[1] ?? '', checks)
      const visit = await visits.of(request)
      if (linkTo === null) return reply.redirect(visit.href(await comeIn(request, reply, seen, goOn)), 303)
      await kept.proConnectSeen.write(reply, { ...seen, linkTo, goOn }, keptSeconds.proConnectSeen)
      return reply.redirect(visit.href('/compte/proconnect/relier'), 303)
    }),
  )

  app.get('/connexion/proconnect/echec', async (request, reply) => {
    const visit = await visits.of(request)
    return visits.send(reply, visit, {
      title: words.failedTitle,
      body: (
        <>
          <h1>{words.failedHeading}</h1>
          <Notice tone="alert">
            <p>{words.failedWords}</p>
          </Notice>
          <div class="actions">
            <ButtonLink href={visit.href('/connexion')} label={words.otherWay} icon="arrow-right" />
          </div>
        </>
      ),
    })
  })

  formPage<{ readonly email: string | null; readonly goOn: string }>(app, visits, {
    path: '/connexion/proconnect/premiere-fois',
    limits,
    load: async (_visit, request) => {
      const seen = await kept.proConnectSeen.read(request)
      if (seen === undefined) throw new GoTo('/connexion')
      return seen
    },
    initial: () => ({}),
    page: (visit, { goOn }, form) => ({
      title: words.firstTitle,
      body: (
        <>
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.firstHeading}</h1>
          <p class="lead">{words.firstWords}</p>
          <p>{words.firstHow}</p>
          <Form visit={visit} form={form}>
            <Submit label={words.firstSend} icon="mail" />
          </Form>
          <StayLink href={visit.href(leadingTo('/connexion', goOn))} label={words.otherWay} />
        </>
      ),
    }),
    act: async (_visit, { email, goOn }) => {
      // Nobody has the empty address: the answer is the same.
      await askSignInLink({ email: email ?? '', goOn }, deps)
      return { goTo: '/connexion/lien-envoye' }
    },
  })

  app.get('/deconnexion/proconnect', async (request, reply) => {
    const visit = await visits.of(request)
    if ((await kept.proConnectToEnd.read(request)) === undefined) return reply.redirect(visit.href('/connexion'), 303)
    return visits.send(reply, visit, {
      title: words.endTitle,
      body: (
        <>
          <h1>{words.endHeading}</h1>
          <p class="lead">{words.endWords}</p>
          <div class="actions">
            <ButtonLink href={visit.href('/deconnexion/proconnect/fin')} label={words.endSend} icon="arrow-right" />
          </div>
          <StayLink href={visit.href('/connexion')} label={words.endStay} />
        </>
      ),
    })
  })

  app.get('/deconnexion/proconnect/fin', (request, reply) =>
    orFailed(request, reply, async () => {
      const idToken = await kept.proConnectToEnd.read(request)
      kept.proConnectToEnd.clear(reply)
      const visit = await visits.of(request)
      const address = idToken === undefined ? visit.href('/connexion') : (await proConnect.endAddress(idToken)).href
      return reply.redirect(address, 303)
    }),
  )
}
