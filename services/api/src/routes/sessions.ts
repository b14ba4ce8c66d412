import { endSession, openSession, refreshSession } from '@boussole/commands'
import type { Session } from '@boussole/commands'
import { refreshAsked, sessionOpened, signInAsked } from '@boussole/contracts'
import type { SessionOpened } from '@boussole/contracts'
import type { Database } from '@boussole/db'
import { limitSignIn } from '@boussole/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { forProfessionals, problems } from '../plugins/documentation.ts'
import { accessTokenSeconds, authenticate } from '../plugins/identity.ts'

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

    app.post(
      '/sessions',
      {
        ...limitSignIn(app),
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
