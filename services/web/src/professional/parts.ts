import type { Deps } from '@boussole/commands'
import type { Professional } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Visits } from '../site/visit.tsx'
import type { SignedIn } from './signed-in.ts'

/** What the pages of professionals are made with. */
export interface ProfessionalParts {
  readonly deps: Deps
  readonly visits: Visits
  readonly signedIn: SignedIn
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

/** The pages registered on `app` from here on are for those who have signed in; others are led to where one does. */
export const forSignedIn = (app: FastifyInstance, { visits, signedIn }: ProfessionalParts): void => {
  app.addHook('onRequest', async (request, reply) => {
    const professional = await signedIn.goOn(request, reply)
    if (professional !== undefined) {
      request.setDecorator('professional', professional)
      return
    }
    const visit = await visits.of(request)
    const path = visit.path === '/' ? '/connexion' : `/connexion?vers=${encodeURIComponent(visit.path)}`
    return reply.redirect(visit.href(path), 303)
  })
}
