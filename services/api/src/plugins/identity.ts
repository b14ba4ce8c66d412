import jwt from '@fastify/jwt'
import { findProfessional, isSessionOpen } from '@boussole/db'
import type { Database } from '@boussole/db'
import { asId, Refusal } from '@boussole/domain'
import type { Professional, UserId } from '@boussole/domain'
import { Fault } from '@boussole/http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { JwtKey } from '../config.ts'

/** Who the bearer is (`sub`) and in which session (`sid`); what he or she may do is asked of the database each time. */
interface AccessClaims {
  readonly sub: string
  readonly sid: string
}

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: AccessClaims
    user: AccessClaims
  }
}

const issuer = 'boussole'
const audience = 'boussole-api'

/** How long an access token is good for, in seconds: 15 minutes of the host's clock, which no demonstration moves. */
export const accessTokenSeconds = 15 * 60

const kidOf = (token: unknown): unknown => {
  if (typeof token !== 'object' || token === null || !('header' in token)) return undefined
  const { header } = token
  return typeof header === 'object' && header !== null && 'kid' in header ? header.kid : undefined
}

/**
 * Access tokens: HS256 only, signed by the first key of the ring, verified by the one that the token names. A token of
 * another algorithm, key, issuer or audience, or without an end, is refused.
 */
export const signAndVerify = async (app: FastifyInstance, jwtKeys: readonly JwtKey[]): Promise<void> => {
  const [signing] = jwtKeys
  if (signing === undefined) throw new Error('no key to sign access tokens with')
  await app.register(jwt, {
    secret: {
      private: signing.secret,
      public: (_request, token, answer) => {
        const key = jwtKeys.find(({ kid }) => kid === kidOf(token))
        answer(key === undefined ? new Refusal('session-over') : null, key?.secret)
      },
    },
    decode: { complete: true },
    sign: { algorithm: 'HS256', kid: signing.kid, iss: issuer, aud: audience, expiresIn: accessTokenSeconds },
    verify: {
      algorithms: ['HS256'],
      allowedIss: issuer,
      allowedAud: audience,
      requiredClaims: ['sub', 'sid', 'iat', 'exp', 'iss', 'aud'],
      maxAge: accessTokenSeconds,
    },
  })
  app.decorateRequest('professional', null)
}

/**
 * For routes of professionals: verifies the token, then asks the database who this is now and whether the session was
 * ended meanwhile. Refuses: `session-over`.
 */
export const authenticate =
  (db: Database) =>
  async (request: FastifyRequest): Promise<void> => {
    const { sub, sid } = await request.jwtVerify<AccessClaims>()
    const [professional, isOpen] = await Promise.all([
      findProfessional(db, asId<UserId>(sub)),
      isSessionOpen(db, { userId: sub, sessionId: sid }),
    ])
    if (professional === undefined || !isOpen) throw new Refusal('session-over')
    request.setDecorator('professional', professional)
  }

/** The professional that `authenticate` found. */
export const professionalOf = (request: FastifyRequest): Professional => {
  const professional = request.getDecorator<Professional | null>('professional')
  if (professional === null) throw new Error('a route of professionals without authentication')
  return professional
}

/** The tracking token of a young person: the only key to a request. */
export const trackingTokenIn = (request: FastifyRequest): string => {
  const [, token] = /^Bearer ([\w-]{20,100})$/i.exec(request.headers.authorization ?? '') ?? []
  if (token === undefined) throw new Fault('token-missing')
  return token
}
