import { randomUUID } from 'node:crypto'
import {
  cancelWaiting,
  findInvitation,
  findInvitingPartner,
  insertInvitation,
  keepAct,
  keepCorrectedAddress,
  nextSending,
  platformNow,
  queueLetter,
  transact,
  updateSending,
} from '@boussole/db'
import type { Invitation, Reader, Tx } from '@boussole/db'
import { mayAct, Refusal, standingsOn } from '@boussole/domain'
import type { PartnerPlace, Professional } from '@boussole/domain'
import type { Deps } from './deps.ts'
import { hashOf, invitationTokenOf } from './tracking-token.ts'

/** Whoever does not watch over this partner does not know of it. */
const mustWatch = (professional: Professional, place: PartnerPlace | undefined): void => {
  if (place === undefined || !mayAct('invitation', standingsOn(professional, place))) throw new Refusal('not-found')
}

const send = async (
  tx: Tx,
  { id, sending, territoryId }: { readonly id: string; readonly sending: number; readonly territoryId: string },
): Promise<void> => {
  const details = { sending: String(sending) }
  const once = `${id}/${sending}`
  await queueLetter(
    tx,
    { letter: 'invitation', to: { invitation: id }, once, territoryId, details },
    await platformNow(tx),
  )
}

/** Invites within an act. False: an invitation of this address by this partner waits already. Refuses: `not-found`. */
export const inviteIn = async (
  tx: Tx,
  { partnerId, name, email }: { readonly partnerId: string; readonly name: string; readonly email: string },
  by: Professional,
  { trackingKey }: Pick<Deps, 'trackingKey'>,
): Promise<boolean> => {
  const partner = await findInvitingPartner(tx, partnerId)
  mustWatch(by, partner)
  if (partner === undefined) return false
  const id = randomUUID()
  const tokenHash = hashOf(invitationTokenOf({ id, sending: 1 }, trackingKey))
  const isNew = await insertInvitation(tx, { id, partner, name, email, invitedBy: by.userId, tokenHash })
  if (!isNew) return false
  await send(tx, { id, sending: 1, territoryId: partner.territoryId })
  const { userId } = by
  await keepAct(tx, { kind: 'invitation-sent', userId, territoryId: partner.territoryId, partnerId })
  return true
}

/**
 * An animator invites somebody to become a referent of a partner: a link leaves by mail, good for seven days, once.
 * Charter: "codes d'accès". Whether the address has an account is not told. Refuses: `not-found`; `already-invited` when
 * one waits.
 */
export const inviteReferent = async (
  person: { readonly partnerId: string; readonly name: string; readonly email: string },
  by: Professional,
  deps: Deps,
): Promise<void> => {
  await transact(deps.db, async (tx) => {
    if (!(await inviteIn(tx, person, by, deps))) throw new Refusal('already-invited')
  })
}

/** An invitation of a partner over which this person watches. Refuses: `not-found`. */
export const readInvitation = async (id: string, by: Professional, reader: Reader): Promise<Invitation> => {
  const invitation = await findInvitation(reader, id)
  mustWatch(by, invitation?.partner)
  if (invitation === undefined) throw new Refusal('not-found')
  return invitation
}

/**
 * An invitation is sent again, with a new link, to the address it is given now; the earlier link is over. Refuses:
 * `not-found`, `invitation-over`; `already-invited` when another one waits at that address.
 */
export const resendInvitation = (
  { id, email }: { readonly id: string; readonly email: string },
  by: Professional,
  { db, trackingKey }: Deps,
): Promise<void> =>
  transact(db, async (tx) => {
    const { partner } = await readInvitation(id, by, tx)
    const next = await nextSending(tx, id)
    if (next === undefined) throw new Refusal('invitation-over')
    const { sending, lastEmail: oldEmail } = next
    const tokenHash = hashOf(invitationTokenOf({ id, sending }, trackingKey))
    if (!(await updateSending(tx, { id, sending, email, tokenHash }))) throw new Refusal('already-invited')
    await send(tx, { id, sending, territoryId: partner.territoryId })
    const { territoryId, partnerId } = partner
    const { userId } = by
    await keepAct(tx, { kind: 'invitation-sent', userId, territoryId, partnerId })
    const of = { invitationId: id }
    await keepCorrectedAddress(tx, { of, oldEmail, newEmail: email, userId, territoryId, partnerId })
  })

/** An invitation is taken back: its link opens nothing any more. Refuses: `not-found`, `invitation-over`. */
export const cancelInvitation = (id: string, by: Professional, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, async (tx) => {
    const { partner } = await readInvitation(id, by, tx)
    if (!(await cancelWaiting(tx, id, by.userId))) throw new Refusal('invitation-over')
    const { territoryId, partnerId } = partner
    await keepAct(tx, { kind: 'invitation-cancelled', userId: by.userId, territoryId, partnerId })
  })
