import { noteAct, transact } from '@boussole/db'
import type { Deps } from './deps.ts'

/** Somebody acted in this session: that is the last use it shows. Refuses: nothing. */
export const noteActIn = (sessionId: string, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, (tx) => noteAct(tx, sessionId))
