import { revokeFamily, transact } from '@boussole/db'
import type { Deps } from './deps.ts'

/** A professional signs out: no refresh token of this session is good any more. Refuses: nothing. */
export const endSession = (familyId: string, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, (tx) => revokeFamily(tx, familyId))
