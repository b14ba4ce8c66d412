import { lockExpected, transact, writeInvited } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import type { Deps } from '../deps.ts'
import { inviteIn } from '../invite-referent.ts'
import { readImport } from './act-on-import.ts'

/** People invited by one press. */
export const invitedAtOnce = 50

/**
 * An animator presses for it: the next people whom a file named are invited, as if each had been invited by hand; who was
 * invited meanwhile is not invited twice. Returns how many were. Refuses: `not-found`.
 */
export const inviteImported = (id: string, professional: Professional, deps: Deps): Promise<number> =>
  transact(deps.db, async (tx) => {
    await readImport(id, professional, tx)
    const people = await lockExpected(tx, id, invitedAtOnce)
    for (const person of people) await inviteIn(tx, person, professional, deps)
    await writeInvited(
      tx,
      people.map((person) => person.id),
      professional.userId,
    )
    return people.length
  })
