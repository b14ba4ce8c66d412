import { findProfessional, isSessionOpen } from '@boussole/db'
import { Temporal } from 'temporal-polyfill'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { createLiveCounts } from '../professional/live-counts.ts'
import { professionalOf, sessionIdOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { countGroups } from './counts.ts'
import { readNarrowing } from './inbox-narrowing.ts'

const isInstant = (words: string): boolean => {
  try {
    return Temporal.Instant.from(words).epochMilliseconds > 0
  } catch {
    return false
  }
}

/** When the page was made that listens. */
const query = z.object({ depuis: z.string().max(40).refine(isInstant).optional().catch(undefined) })

/** The counts of the inbox, told again whenever they change, for as long as the page is open and its session is. */
export const liveRoute = (app: FastifyInstance, { deps: { db }, inboxSearch }: ProfessionalParts): void => {
  const live = createLiveCounts(db, app.log)
  app.addHook('preClose', (done) => {
    live.close()
    done()
  })
  app.get('/comptes', { compress: false }, async (request, reply) => {
    const professional = professionalOf(request)
    const sessionId = sessionIdOf(request)
    const { asked: narrowing } = await readNarrowing(request.query, professional, inboxSearch)
    const { depuis } = query.parse(request.query)
    const tell = async (): Promise<string | undefined> => {
      // Who leaves a partner, or the platform, hears no more of it: asked each time, as for a page.
      const { userId } = professional
      const [now, isOpen] = await Promise.all([findProfessional(db, userId), isSessionOpen(db, { userId, sessionId })])
      if (now === undefined || !isOpen) return undefined
      const since = depuis === undefined ? undefined : Temporal.Instant.from(depuis)
      const [counts, arrived] = await Promise.all([
        countGroups(db, now, narrowing),
        since === undefined ? undefined : countGroups(db, now, { ...narrowing, since }),
      ])
      return JSON.stringify({ counts, arrived: arrived?.awaited ?? 0 })
    }
    const isOpen = live.open({ professional, sessionId, reply, tell })
    // A browser that is told 204 does not come again.
    if (!isOpen) return reply.code(204).send()
    reply.hijack()
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined && name !== 'set-cookie') reply.raw.setHeader(name, value)
    }
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
    reply.raw.write('retry: 5000\n\n')
    return reply
  })
}
