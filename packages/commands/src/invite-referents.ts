import { findInvitingPartner, transact } from '@boussole/db'
import { mayAct, Refusal, standingsOn } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { Deps } from './deps.ts'
import { inviteIn } from './invite-referent.ts'

/** People invited by one press at the most. */
export const invitedTogether = 50

/** What became of one line. */
export interface LineInvited {
  readonly name: string
  readonly email: string
  /** `waiting`: an invitation of this address by this partner waits already. */
  readonly outcome: 'invited' | 'waiting'
}

/**
 * Several people are invited to become referents of a partner, as if each had been invited by hand; whoever was invited
 * already is not invited twice. Refuses: `not-found`.
 */
export const inviteReferents = (
  {
    partnerId,
    people,
  }: {
    readonly partnerId: string
    readonly people: readonly { readonly name: string; readonly email: string }[]
  },
  by: Professional,
  deps: Deps,
): Promise<readonly LineInvited[]> =>
  transact(deps.db, async (tx) => {
    const partner = await findInvitingPartner(tx, partnerId)
    if (partner === undefined || !mayAct('invitation', standingsOn(by, partner))) throw new Refusal('not-found')
    const told: LineInvited[] = []
    for (const person of people.slice(0, invitedTogether)) {
      const isNew = await inviteIn(tx, { partnerId, ...person }, by, deps)
      told.push({ ...person, outcome: isNew ? 'invited' : 'waiting' })
    }
    return told
  })
