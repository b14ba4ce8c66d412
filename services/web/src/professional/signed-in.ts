import { endSession } from '@boussole/commands'
import type { Session } from '@boussole/commands'
import { findProfessional, isSessionOpen } from '@boussole/db'
import type { Database } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { Professional, UserId } from '@boussole/domain'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { privateCookie } from '../site/cookies.ts'
import type { Safe } from '../site/safe.ts'
import { disownForms } from '../site/visit.tsx'

/** Seconds without a page after which a session is over: a lunch, not a night. */
const idleSeconds = 2 * 3600
/** Seconds after which one signs in again, however busy: a working day. */
const longestSeconds = 12 * 3600
/** Seconds after its end for which a session is still known to have been somebody's: over a long weekend. */
const rememberedSeconds = 7 * 24 * 3600

const shape = z.object({ userId: z.uuid(), sessionId: z.uuid(), openedAt: z.int() })

/** A professional, and the session they are in. */
interface InSession {
  readonly professional: Professional
  readonly sessionId: string
}

/** The session of a professional in this browser. */
export interface SignedIn {
  /** The one that this browser was in before ends; forms that somebody else left open in it are nobody's. */
  begin(reply: FastifyReply, session: Session): Promise<void>
  /** Who this is now and in which session, prolonged; undefined when there is none, or when it is over. */
  goOn(request: FastifyRequest, reply: FastifyReply): Promise<InSession | undefined>
  /** Whose session this browser was last in, also when it is over; undefined once they have signed out here. */
  whoWas(request: FastifyRequest): Promise<UserId | undefined>
  end(request: FastifyRequest, reply: FastifyReply): Promise<void>
}

const seconds = (): number => Math.floor(Date.now() / 1000)

/**
 * A sealed cookie says whose session this is and since when; what the person may do, and whether the session was ended
 * meanwhile, is asked of the database at each page. Both limits count real time.
 */
export const createSignedIn = (safe: Safe, db: Database): SignedIn => {
  const cookie = privateCookie('pro', shape, safe)
  return {
    begin: async (reply, { account, familyId }) => {
      const earlier = await cookie.read(reply.request)
      if (earlier !== undefined) await endSession(earlier, { db })
      const last = earlier ?? (await cookie.readLate(reply.request, rememberedSeconds))
      if (last?.userId !== account.userId) disownForms(reply)
      await cookie.write(reply, { userId: account.userId, sessionId: familyId, openedAt: seconds() }, idleSeconds)
    },
    goOn: async (request, reply) => {
      const kept = await cookie.read(request)
      if (kept === undefined || kept.openedAt + longestSeconds < seconds()) return undefined
      const [professional, isOpen] = await Promise.all([
        findProfessional(db, asId<UserId>(kept.userId)),
        isSessionOpen(db, kept),
      ])
      if (professional === undefined || !isOpen) return undefined
      await cookie.write(reply, kept, idleSeconds)
      return { professional, sessionId: kept.sessionId }
    },
    whoWas: async (request) => {
      const kept = await cookie.readLate(request, rememberedSeconds)
      return kept && asId<UserId>(kept.userId)
    },
    end: async (request, reply) => {
      const kept = await cookie.read(request)
      if (kept !== undefined) await endSession(kept, { db })
      cookie.clear(reply)
    },
  }
}
