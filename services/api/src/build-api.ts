import { problemOf } from '@boussole/contracts'
import type { Database } from '@boussole/db'
import { createServer, measure, protect, tellHealth } from '@boussole/http'
import type { Check } from '@boussole/http'
import helmet from '@fastify/helmet'
import type { FastifyBaseLogger, FastifyInstance, FastifyPluginAsync } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { ApiConfig } from './config.ts'
import { documentApi } from './plugins/documentation.ts'
import { signAndVerify } from './plugins/identity.ts'
import { answerProblems, problemType } from './plugins/problems.ts'
import { agreementRoutes } from './routes/agreements.ts'
import { communeRoutes } from './routes/communes.ts'
import { directoryRoutes } from './routes/directory.ts'
import { importRoutes } from './routes/imports.ts'
import { offerRoutes } from './routes/offers.ts'
import { upkeepRoutes } from './routes/upkeep.ts'
import { referralRoutes } from './routes/referrals.ts'
import { requestRoutes } from './routes/requests.ts'
import { sessionRoutes } from './routes/sessions.ts'
import { teamRoutes } from './routes/teams.ts'
import { territoryRoutes } from './routes/territories.ts'
import { trackingRoutes } from './routes/tracking.ts'
import { readStrictJson } from './strict-json.ts'

/** What the service is made of. */
export interface ApiParts {
  readonly config: Pick<ApiConfig, 'jwtKeys' | 'trackingKey' | 'publicRatePerMinute' | 'busyAfterMs' | 'trustProxy'>
  readonly db: Database
  readonly logger: FastifyBaseLogger
  /** What the service can do without, told at /health/ready: `{ redis: () => … }`. */
  readonly checks?: Readonly<Record<string, Check>>
  /** Routes of the local machine (/local/…), which production never gives. */
  readonly extra?: FastifyPluginAsync
}

/** Puts the service together, in the order in which a request meets its parts; it does not listen yet. */
export const buildApi = async ({ config, db, logger, checks = {}, extra }: ApiParts): Promise<FastifyInstance> => {
  const app = createServer({
    logger,
    trustProxy: config.trustProxy,
    broken: { headers: { 'content-type': problemType }, body: JSON.stringify(problemOf('request-broken')) },
  })
  app.addHook('onRequest', (_request, reply, done) => {
    reply.raw.setHeader('cache-control', 'no-store')
    done()
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body: Buffer, done) => {
    try {
      done(null, readStrictJson(body))
    } catch (error) {
      done(error instanceof Error ? error : new Error('unreadable body', { cause: error }))
    }
  })
  measure(app)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
  })
  await protect(app, { ratePerMinute: config.publicRatePerMinute, busyAfterMs: config.busyAfterMs })
  answerProblems(app)
  app.setSerializerCompiler(serializerCompiler)
  await signAndVerify(app, config.jwtKeys)
  await documentApi(app)
  tellHealth(app, { db, checks })
  const deps = { db, trackingKey: config.trackingKey }
  for (const routes of [
    communeRoutes(db),
    requestRoutes(deps),
    trackingRoutes(deps),
    sessionRoutes(deps),
    referralRoutes(db),
    offerRoutes(db),
    importRoutes(db),
    upkeepRoutes(db),
    directoryRoutes(db),
    teamRoutes(db),
    agreementRoutes(deps),
    territoryRoutes(db),
  ]) {
    await app.register(routes, { prefix: '/api/v1' })
  }
  if (extra !== undefined) await app.register(extra)
  await app.ready()
  return app
}
