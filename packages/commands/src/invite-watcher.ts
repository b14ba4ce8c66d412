import { randomUUID } from 'node:crypto'
import {
  cancelWaiting,
  findAccount,
  findWatchInvitation,
  insertWatchInvitation,
  keepCorrectedAddress,
  listGivenWatches,
  nextSending,
  platformNow,
  queueLetter,
  transact,
  updateSending,
} from '@boussole/db'
import type { NamedWatch, Reader, Tx, WatchInvitation } from '@boussole/db'
import { givenRoles, mayGiveWatch, Refusal, watchKey } from '@boussole/domain'
import type { GivenRole, Professional } from '@boussole/domain'
import type { Deps } from './deps.ts'
import { keepWatchActs } from './keep-watch-acts.ts'
import { hashOf, invitationTokenOf } from './tracking-token.ts'

/** What this person may give somebody to watch in this role, by name; empty: nobody is invited to it by them. */
export const readGivenWatches = async (
  role: GivenRole,
  by: Professional,
  reader: Reader,
): Promise<readonly NamedWatch[]> =>
  (await listGivenWatches(reader, by)).filter((watch) => mayGiveWatch(by, role, watch))

/** The roles to which this person may invite somebody. */
export const readRolesGiven = async (by: Professional, reader: Reader): Promise<readonly GivenRole[]> => {
  const watches = await listGivenWatches(reader, by)
  return givenRoles.filter((role) => watches.some((watch) => mayGiveWatch(by, role, watch)))
}

const send = async (tx: Tx, { id, sending }: { readonly id: string; readonly sending: number }): Promise<void> =>
  queueLetter(
    tx,
    {
      letter: 'watch-invitation',
      to: { invitation: id },
      once: `${id}/${sending}`,
      territoryId: null,
      details: { sending: String(sending) },
    },
    await platformNow(tx),
  )

/** Whom to invite, and to what: `keys` are ids of territories or codes of regions. */
export interface WatcherInvited {
  readonly name: string
  readonly email: string
  readonly role: GivenRole
  readonly keys: readonly string[]
}

/**
 * Somebody is invited to watch or observe territories or a region: a link leaves by mail, good for seven days, once.
 * Nobody gives more than they have. Refuses: `not-found` for what is not theirs to give; `other-role` when the address
 * has an account with another role; `already-invited-to-watch` when an invitation by the same person waits.
 */
export const inviteWatcher = (
  { name, email, role, keys }: WatcherInvited,
  by: Professional,
  { db, trackingKey }: Deps,
): Promise<void> =>
  transact(db, async (tx) => {
    const given = await readGivenWatches(role, by, tx)
    const watches = given.filter((watch) => keys.includes(watchKey(watch)))
    if (watches.length === 0 || watches.length < new Set(keys).size) throw new Refusal('not-found')
    const account = await findAccount(tx, email)
    if (account !== undefined && account.role !== role) throw new Refusal('other-role')
    const { userId } = by
    const id = randomUUID()
    const tokenHash = hashOf(invitationTokenOf({ id, sending: 1 }, trackingKey))
    const isNew = await insertWatchInvitation(tx, { id, name, email, role, watches, invitedBy: userId, tokenHash })
    if (!isNew) throw new Refusal('already-invited-to-watch')
    await send(tx, { id, sending: 1 })
    await keepWatchActs(tx, { kind: 'watch-offered', userId, about: { id, role }, watches })
  })

/** An invitation that this person may send again or take back: they may give all that it gives. */
export const mayActOnWatchInvitation = (by: Professional, { role, watches }: WatchInvitation): boolean =>
  watches.every((watch) => mayGiveWatch(by, role, watch))

/**
 * An invitation to watch that waits. Refuses: `not-found` where it gives nothing that this person watches, and once it
 * waits no more; `not-allowed` for who may only see it.
 */
export const readWatchInvitation = async (id: string, by: Professional, reader: Reader): Promise<WatchInvitation> => {
  const invitation = await findWatchInvitation(reader, by, id)
  if (invitation === undefined) throw new Refusal('not-found')
  if (!mayActOnWatchInvitation(by, invitation)) throw new Refusal('not-allowed')
  return invitation
}

/**
 * It is sent again, with a new link, to the address it is given now; the earlier link is over. Refuses: as
 * `readWatchInvitation`; `invitation-over`; as `inviteWatcher` of that address.
 */
export const resendWatchInvitation = (
  { id, email }: { readonly id: string; readonly email: string },
  by: Professional,
  { db, trackingKey }: Deps,
): Promise<void> =>
  transact(db, async (tx) => {
    const { role, watches } = await readWatchInvitation(id, by, tx)
    const next = await nextSending(tx, id)
    if (next === undefined) throw new Refusal('invitation-over')
    const { sending, lastEmail: oldEmail } = next
    const account = await findAccount(tx, email)
    if (account !== undefined && account.role !== role) throw new Refusal('other-role')
    const tokenHash = hashOf(invitationTokenOf({ id, sending }, trackingKey))
    if (!(await updateSending(tx, { id, sending, email, tokenHash }))) throw new Refusal('already-invited-to-watch')
    await send(tx, { id, sending })
    const { userId } = by
    await keepWatchActs(tx, { kind: 'watch-offered', userId, about: { id, role }, watches })
    for (const watch of watches) {
      const territoryId = watch.kind === 'territory' ? watch.territoryId : null
      await keepCorrectedAddress(tx, { of: { invitationId: id }, oldEmail, newEmail: email, userId, territoryId })
    }
  })

/** It is taken back: its link opens nothing any more. Refuses: as `readWatchInvitation`; `invitation-over`. */
export const cancelWatchInvitation = (id: string, by: Professional, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, async (tx) => {
    const { role, watches } = await readWatchInvitation(id, by, tx)
    const { userId } = by
    if (!(await cancelWaiting(tx, id, userId))) throw new Refusal('invitation-over')
    await keepWatchActs(tx, { kind: 'watch-offer-cancelled', userId, about: { id, role }, watches })
  })
