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

/** The professional whom `forSignedIn` let in. */
export const professionalOf = (request: FastifyRequest): Professional => {
  const professional = request.getDecorator<Professional | null>('professional')
  if (professional === null) throw new Error('a page of professionals without a session')
  return professional
}

/** The pages registered on `app` from here on are for those who have signed in; others are led to where one does. */
export const forSignedIn = (app: FastifyInstance, { visits, signedIn }: ProfessionalParts): void => {
  app.decorateRequest('professional', null)
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
