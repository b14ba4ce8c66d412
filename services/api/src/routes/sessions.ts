import { endSession, openSession, refreshSession } from '@boussole/commands'
import type { Session } from '@boussole/commands'
import { refreshAsked, sessionOpened, signInAsked } from '@boussole/contracts'
import type { SessionOpened } from '@boussole/contracts'
import type { Database } from '@boussole/db'
import { Fault } from '@boussole/http'
import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { forProfessionals, problems } from '../plugins/documentation.ts'
import { accessTokenSeconds, authenticate } from '../plugins/identity.ts'

const accountIn = (body: unknown): string => {
  const { email = '' } = signInAsked.safeParse(body).data ?? {}
  return createHash('sha256').update(email).digest('base64url')
}

/** Ten tries in five minutes for one account from one address; other accounts and addresses are not held up. */
const signInLimit = {
  max: 10,
  timeWindow: '5 minutes',
  hook: 'preHandler',
  errorResponseBuilder: () => new Fault('sign-in-locked'),
  keyGenerator: (request: FastifyRequest) => `${normalizeIP(request.ip)}/${accountIn(request.body)}`,
} as const

/**
 * A hundred tries in five minutes from one address, whatever the accounts: one password is not tried on everybody, and
 * verifying passwords, which is made to be slow, is not asked for without end.
 */
const addressLimit = { max: 100, timeWindow: '5 minutes' }

/** Professionals sign in, stay signed in, and sign out. */
export const sessionRoutes =
  (db: Database): FastifyPluginAsyncZod =>
  async (app) => {
    const opened = ({ account, familyId, refreshToken }: Session): SessionOpened => ({
      accessToken: app.jwt.sign({ sub: account.userId, sid: familyId }),
      expiresIn: accessTokenSeconds,
      refreshToken,
      professional: { id: account.userId, name: account.name, role: account.role },
    })

    const triesOfAddress = app.createRateLimit(addressLimit)
    const refuseTooManyTries = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const tries = await triesOfAddress(request)
      if (tries.isAllowed || !tries.isExceeded) return
      reply.raw.setHeader('retry-after', tries.ttlInSeconds)
      throw new Fault('sign-in-locked')
    }

    app.post(
      '/sessions',
      {
        onRequest: refuseTooManyTries,
        config: { rateLimit: signInLimit },
        schema: {
          tags: ['Session'],
          summary: 'Se connecter avec adresse et mot de passe',
          body: signInAsked,
          response: { 201: sessionOpened, ...problems },
        },
      },
      async ({ body }, reply) => reply.code(201).send(opened(await openSession(body, { db }))),
    )

    app.post(
      '/sessions/refresh',
      {
        schema: {
          tags: ['Session'],
          summary: 'Continuer une session',
          description:
            'Un jeton de rafraîchissement sert une fois ; présenté une deuxième fois, il met fin à la session.',
          body: refreshAsked,
          response: { 201: sessionOpened, ...problems },
        },
      },
      async ({ body }, reply) => reply.code(201).send(opened(await refreshSession(body, { db }))),
    )

    app.delete(
      '/sessions',
      {
        onRequest: authenticate(db),
        schema: {
          tags: ['Session'],
          summary: 'Se déconnecter',
          ...forProfessionals,
          response: { 204: z.undefined(), ...problems },
        },
      },
      async ({ user }, reply) => {
        await endSession(user.sid, { db })
        return reply.code(204).send()
      },
    )
  }
