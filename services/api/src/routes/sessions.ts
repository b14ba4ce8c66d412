import { askSignInLink, endSession, openSession, openSessionByLink, refreshSession } from '@boussole/commands'
import type { Deps, Session } from '@boussole/commands'
import { refreshAsked, sessionOpened, signInAsked, signInLinkAsked, signInLinkGiven } from '@boussole/contracts'
import type { SessionOpened } from '@boussole/contracts'
import { limitSignIn } from '@boussole/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { forProfessionals, problems } from '../plugins/documentation.ts'
import { accessTokenSeconds, authenticate } from '../plugins/identity.ts'

/** Sessions of partners' own systems and apps: which one is not known. */
const onApp = { browser: 'Application ou logiciel métier', isOnSite: false } as const

/** Professionals sign in, stay signed in, and sign out. */
export const sessionRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
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
      async ({ body }, reply) => reply.code(201).send(opened(await openSession(body, onApp, deps))),
    )

    app.post(
      '/sessions/links',
      {
        ...limitSignIn(app),
        schema: {
          tags: ['Session'],
          summary: 'Recevoir un lien de connexion par mail',
          description: 'La réponse est la même, qu’il y ait un compte à cette adresse ou non.',
          body: signInLinkAsked,
          response: { 202: z.undefined(), ...problems },
        },
      },
      async ({ body }, reply) => {
        await askSignInLink(body, deps)
        return reply.code(202).send()
      },
    )

    app.post(
      '/sessions/links/use',
      {
        // Nobody guesses a link: the tries of an address are counted, not those of an account.
        onRequest: limitSignIn(app).onRequest,
        schema: {
          tags: ['Session'],
          summary: 'Se connecter avec le lien reçu par mail',
          description: 'Un lien sert une fois, pendant dix minutes.',
          body: signInLinkGiven,
          response: { 201: sessionOpened, ...problems },
        },
      },
      async ({ body }, reply) => reply.code(201).send(opened(await openSessionByLink(body, onApp, deps))),
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
      async ({ body }, reply) => reply.code(201).send(opened(await refreshSession(body, deps))),
    )

    app.delete(
      '/sessions',
      {
        onRequest: authenticate(deps.db),
        schema: {
          tags: ['Session'],
          summary: 'Se déconnecter',
          ...forProfessionals,
          response: { 204: z.undefined(), ...problems },
        },
      },
      async ({ user }, reply) => {
        await endSession({ userId: user.sub, sessionId: user.sid }, deps)
        return reply.code(204).send()
      },
    )
  }
