import { endSessionsOf, transact } from '@boussole/db'
import type { Deps } from './deps.ts'

/** A session, and whose it is: nobody ends another's. */
export interface OwnSession {
  readonly userId: string
  readonly sessionId: string
}

/** A professional signs out, or ends a session opened elsewhere: it is over at once. Refuses: nothing. */
export const endSession = ({ userId, sessionId }: OwnSession, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, (tx) => endSessionsOf(tx, userId, { only: sessionId }))

/** A professional ends every session but the one they are in. Refuses: nothing. */
export const endOtherSessions = ({ userId, sessionId }: OwnSession, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, (tx) => endSessionsOf(tx, userId, { allBut: sessionId }))

/** Everywhere, at once, this person is signed out: they have left, or a device was lost. Refuses: nothing. */
export const revokeSessionsOf = (userId: string, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, (tx) => endSessionsOf(tx, userId, 'all'))
