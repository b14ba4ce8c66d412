import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import type { Database } from '@boussole/db'
import { createServer, limitTogether, measure, protect, tellHealth } from '@boussole/http'
import { constants } from 'node:zlib'
import type { FastifyBaseLogger, FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { WebConfig } from './config.ts'
import { serveAssets } from './site/assets.ts'
import { answerFailures, brokenPage } from './site/failures.tsx'
import { languages } from '@boussole/contracts'
import type { Language } from '@boussole/contracts'
import { Layout } from './components/layout.tsx'
import { accountRoutes } from './account/routes.ts'
import { charterLinkRoutes } from './agreements/charter-link.tsx'
import { agreementRoutes } from './agreements/own.tsx'
import { animationRoutes } from './animation/routes.ts'
import { directoryRoutes } from './directory/routes.tsx'
import { meetingRoutes } from './meetings/own.tsx'
import { partnerRoutes } from './partner/routes.ts'
import { createInboxSearch } from './partner/inbox-search.ts'
import { createKept } from './professional/kept.ts'
import { professionalPart } from './professional/part.ts'
import { actionLinkRoutes } from './professional/action-link.tsx'
import { contactLinkRoutes } from './professional/contact-link.tsx'
import { invitationRoutes } from './professional/invitation.tsx'
import { codeRoutes } from './professional/sign-in-code.tsx'
import { linkRoutes } from './professional/sign-in-link.tsx'
import { passwordRoutes } from './professional/sign-in-password.tsx'
import { createProConnect } from './professional/proconnect.ts'
import { proConnectRoutes } from './professional/sign-in-proconnect.tsx'
import { signInRoutes } from './professional/sign-in.tsx'
import { createSignedIn } from './professional/signed-in.ts'
import { prefixOf } from './site/language.ts'
import { siteEn } from './site/messages.en.ts'
import { siteFr } from './site/messages.fr.ts'
import { createSafe } from './site/safe.ts'
import { createVisits } from './site/visit.tsx'
import type { Part, Visits } from './site/visit.tsx'
import { createDrafts } from './young-person/asking/draft.ts'
import { youngPersonRoutes } from './young-person/routes.ts'
import { createTrackedToken } from './young-person/tracking/tracked-token.ts'

/** What the site is made of. */
export interface WebParts {
  readonly config: Pick<
    WebConfig,
    'apiUrl' | 'siteUrl' | 'trackingKey' | 'cookieKeys' | 'pagesPerMinute' | 'busyAfterMs' | 'trustProxy' | 'proConnect'
  >
  readonly db: Database
  readonly logger: FastifyBaseLogger
  /** Pages of the local machine (/local/…), which production never gives. */
  readonly extra?: (visits: Visits) => FastifyPluginAsync
}

/** Pages longer than this go out compressed, in bytes. */
const compressedFrom = 4096
/** Of eleven: the highest costs more time than it saves on the way. */
const brotliQuality = 5

/** What browsers may do with our pages: nothing from elsewhere, nothing inside a page, the API for the commune search. */
const policy = (apiUrl: string) => ({
  useDefaults: false,
  directives: {
    'default-src': ["'none'"],
    'style-src': ["'self'"],
    'script-src': ["'self'"],
    'img-src': ["'self'"],
    'connect-src': ["'self'", new URL(apiUrl).origin],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  },
})

/** The young people's pages, in one language. */
const partOf = (language: Language): Part => ({
  language,
  prefix: prefixOf[language],
  words: { fr: siteFr, en: siteEn }[language],
  Layout,
})

/** Puts the site together, in the order in which a request meets its parts; it does not listen yet. */
export const buildWeb = async ({ config, db, logger, extra }: WebParts): Promise<FastifyInstance> => {
  const app = createServer({ logger, trustProxy: config.trustProxy, broken: brokenPage() })
  const safe = createSafe(config.cookieKeys)
  const visitsIn = {
    fr: createVisits(partOf('fr'), safe),
    en: createVisits(partOf('en'), safe),
    pro: createVisits(professionalPart, safe),
  }
  app.decorateRequest('professional', null)
  app.decorateRequest('sessionId', null)
  app.decorateRequest('resumed', null)
  measure(app)
  await app.register(helmet, {
    contentSecurityPolicy: policy(config.apiUrl),
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  })
  app.addHook('onRequest', (_request, reply, done) => {
    // Pages are about somebody unless they say otherwise.
    reply.header('cache-control', 'no-store')
    done()
  })
  // Before the protection: a page that says we are overloaded reads the visitor's cookies like any other.
  await app.register(cookie)
  await protect(app, { ratePerMinute: config.pagesPerMinute, busyAfterMs: config.busyAfterMs })
  // Pages send forms and nothing else: a body of JSON could hold what no form can, and be read in two ways.
  app.removeAllContentTypeParsers()
  await app.register(formbody)
  await app.register(compress, {
    threshold: compressedFrom,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } },
  })
  answerFailures(app, visitsIn)
  serveAssets(app)
  tellHealth(app, { db, checks: {} })
  const parts = {
    deps: { db, trackingKey: config.trackingKey },
    drafts: createDrafts(safe),
    signedIn: createSignedIn(safe, db),
    limits: {
      asking: limitTogether(app, { max: 60, timeWindow: '1 minute' }),
      links: limitTogether(app, { max: 60, timeWindow: '5 minutes' }),
    },
    tracked: createTrackedToken(safe),
    apiUrl: config.apiUrl,
    siteUrl: config.siteUrl,
  }
  for (const language of languages) {
    await app.register(
      async (pages) => {
        youngPersonRoutes(pages, { ...parts, visits: visitsIn[language] })
      },
      { prefix: prefixOf[language] },
    )
  }
  const professionals = {
    deps: parts.deps,
    visits: visitsIn.pro,
    signedIn: parts.signedIn,
    kept: createKept(safe),
    inboxSearch: createInboxSearch(safe),
    safe,
    proConnect: config.proConnect && createProConnect(config.proConnect, `${config.siteUrl}${professionalPart.prefix}`),
  }
  const { prefix } = professionalPart
  for (const routes of [
    signInRoutes,
    passwordRoutes,
    codeRoutes,
    linkRoutes,
    proConnectRoutes,
    invitationRoutes,
    actionLinkRoutes,
    contactLinkRoutes,
    charterLinkRoutes,
  ]) {
    await app.register(async (pages) => routes(pages, professionals), { prefix })
  }
  for (const routes of [
    partnerRoutes,
    agreementRoutes,
    meetingRoutes(config.siteUrl),
    directoryRoutes,
    animationRoutes,
    accountRoutes,
  ])
    await app.register(routes(professionals), { prefix })
  app.get('/animation', (_request, reply) => reply.redirect(`${prefix}/animation`, 301))
  if (extra !== undefined) await app.register(extra(visitsIn.fr))
  await app.ready()
  return app
}
