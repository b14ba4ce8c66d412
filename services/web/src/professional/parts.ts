import { noteActIn } from '@boussole/commands'
import type { Deps } from '@boussole/commands'
import type { Professional } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { InboxSearch } from '../partner/inbox-search.ts'
import type { Safe } from '../site/safe.ts'
import type { Visits } from '../site/visit.tsx'
import type { Kept } from './kept.ts'
import type { ProConnect } from './proconnect.ts'
import type { SignedIn } from './signed-in.ts'
import { answerSessionOver, resumedFor } from './session-over.tsx'
import { leadingTo } from './way-back.ts'

/** What the pages of professionals are made with. */
export interface ProfessionalParts {
  readonly deps: Deps
  readonly visits: Visits
  readonly signedIn: SignedIn
  readonly kept: Kept
  readonly inboxSearch: InboxSearch
  readonly safe: Safe
  /** Undefined where it is not set up: then there is no button either. */
  readonly proConnect: ProConnect | undefined
}

/** Who has signed in and asks for this page; null on pages that are for everybody. */
export const professionalIn = (request: FastifyRequest): Professional | null =>
  request.getDecorator<Professional | null>('professional')

/** The professional whom `forSignedIn` let in. */
export const professionalOf = (request: FastifyRequest): Professional => {
  const professional = professionalIn(request)
  if (professional === null) throw new Error('a page of professionals without a session')
  return professional
}

/** The session in which this page is asked for. */
export const sessionIdOf = (request: FastifyRequest): string => {
  const sessionId = request.getDecorator<string | null>('sessionId')
  if (sessionId === null) throw new Error('a page of professionals without a session')
  return sessionId
}

/** The pages registered on `app` from here on are for everybody, and know who is signed in. */
export const knowWhoItIs = (app: FastifyInstance, { signedIn }: ProfessionalParts): void => {
  app.addHook('onRequest', async (request, reply) => {
    const found = await signedIn.goOn(request, reply)
    if (found !== undefined) request.setDecorator('professional', found.professional)
  })
}

/**
 * The pages registered on `app` from here on are for those who have signed in; others are led to where one does. What
 * they had typed goes with them, unless these pages hold secrets.
 */
export const forSignedIn = (
  app: FastifyInstance,
  parts: ProfessionalParts,
  { holdSecrets = false }: { readonly holdSecrets?: boolean } = {},
): void => {
  const { deps, visits, signedIn } = parts
  app.addHook('onRequest', async (request, reply) => {
    const found = await signedIn.goOn(request, reply)
    if (found !== undefined) {
      request.setDecorator('professional', found.professional)
      request.setDecorator('sessionId', found.sessionId)
      if (request.method === 'POST') await noteActIn(found.sessionId, deps)
      return
    }
    // Of a form, what was typed is read first; nobody goes further than that.
    if (request.method === 'POST' && !holdSecrets) return
    const visit = await visits.of(request)
    return reply.redirect(visit.href(leadingTo('/connexion', visit.path)), 303)
  })
  app.addHook('preHandler', async (request, reply) => {
    const professional = professionalIn(request)
    if (professional === null) return answerSessionOver(request, reply, parts)
    if (request.method !== 'POST') return
    const resumed = await resumedFor(professional.userId, request, parts)
    if (resumed !== undefined) request.setDecorator('resumed', resumed)
  })
}
