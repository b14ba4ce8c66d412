import {
  endAccompaniment,
  findAccompaniment,
  findAgreement,
  findRequestsAround,
  keepAct,
  keepOfferChange,
  keepTeamChange,
  listReferentsOf,
  listSignatoriesFrom,
  lockOffersOf,
  lockPartner,
  lockTeam,
  platformNow,
  queueLetter,
  transact,
  writeClosing,
  writeDeparture,
  writeEnding,
  writeOfferState,
} from '@boussole/db'
import type { OnlineSignatory, OpenedRequest, PartnerCard, Tx } from '@boussole/db'
import { isHeld, Refusal } from '@boussole/domain'
import type { Actor, Professional } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import { tellEnded, tellReferral } from './accompaniments.ts'
import { apply, catchUp } from './act-on.ts'
import { beginActing, finish, openAll, referralsIn } from './acting.ts'
import type { Acting } from './acting.ts'
import type { Deps } from './deps.ts'
import { readPartner } from './write-partner.ts'

/** What the partner accompanied besides another one ends, and the other one is told. */
const endAccompanying = async (acting: Acting, partnerId: string, by: Exclude<Actor, { kind: 'clock' }>) => {
  for (const { id, state } of referralsIn(acting)) {
    const accompaniment = state === 'contacted' ? await findAccompaniment(acting.tx, id) : undefined
    if (accompaniment?.partnerId !== partnerId) continue
    const kind = accompaniment.hasBegun ? 'accompaniment-ended' : 'accompaniment-taken-back'
    await tellReferral(acting, accompaniment, kind, by)
    await endAccompaniment(acting.tx, accompaniment.id, { by: by.kind, now: acting.now })
    await tellEnded(acting, accompaniment, 'companion')
  }
}

/** What the partner holds is declined in its place: each request goes to the next offer, or into the animation's hands. */
const passOn = async (
  tx: Tx,
  {
    partnerId,
    held,
    by,
  }: {
    readonly partnerId: string
    readonly held: ReadonlyMap<string, OpenedRequest>
    readonly by: Exclude<Actor, { kind: 'clock' }>
  },
): Promise<void> => {
  const actings: Acting[] = []
  const write = () => finish(tx, actings.splice(0))
  for (const request of held.values()) {
    const acting = beginActing(tx, request, write)
    await catchUp(acting)
    await endAccompanying(acting, partnerId, by)
    for (const referral of referralsIn(acting)) {
      if (referral.partnerId !== partnerId || !isHeld(referral.state)) continue
      await apply(acting, referral.id, { kind: 'declined', reason: 'partner-closed' }, by)
    }
    actings.push(acting)
  }
  await write()
}

/** Whoever answered for it, signed for it, or watches over it is told; those who leave with it as well. */
const tellAll = async (
  tx: Tx,
  {
    partner,
    userIds,
    signatories,
    now,
  }: {
    readonly partner: PartnerCard
    readonly userIds: readonly string[]
    readonly signatories: readonly OnlineSignatory[]
    readonly now: Temporal.Instant
  },
): Promise<void> => {
  const { partnerId, territoryId } = partner.place
  const about = { letter: 'partner-closed' as const, once: partnerId, territoryId }
  for (const user of userIds) {
    await queueLetter(tx, { ...about, to: { user }, details: { partnerId, evenIfLeft: 'yes' } }, now)
  }
  await queueLetter(tx, { ...about, to: { animatorsOf: territoryId }, details: { partnerId } }, now)
  for (const { charterId } of signatories) {
    const once = `${partnerId}/${charterId}`
    await queueLetter(tx, { ...about, to: { signatoryOf: charterId }, once, details: { partnerId } }, now)
  }
}

/** Its agreement ends today, without notice: nobody is left to whom it could be given. Returns who signed online for it. */
const endItsAgreement = async (tx: Tx, partnerId: string, userId: string): Promise<readonly OnlineSignatory[]> => {
  const agreement = await findAgreement(tx, partnerId)
  if (agreement === undefined || !agreement.isInForce) return []
  const signatories = await listSignatoriesFrom(tx, partnerId, agreement.today)
  const lastDay = Temporal.PlainDate.from(agreement.today)
  const { place } = agreement
  await writeEnding(tx, { place, lastDay, side: 'animation', kind: 'partner-closed', words: '', userId })
  return signatories
}

/**
 * A partner closes, now and for good (decision 0040): its offers are withdrawn; what it holds goes to the next eligible
 * offer, or into the animation's hands, as after a refusal (domain.md §5); its agreement ends, its referents lose their
 * access, and everybody is told. Refuses: `not-found`, `partner-is-closed`, `too-many-at-once`; `changed-meanwhile` when something was sent
 * to it since.
 */
export const closePartner = (partnerId: string, professional: Professional, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, async (tx) => {
    await readPartner(partnerId, professional, tx)
    const { userId } = professional
    const by = { kind: 'animator', userId } as const
    // Requests before what they point to, as everywhere: two acts never wait for each other.
    const held = await openAll(tx, await findRequestsAround(tx, partnerId))
    const partner = await lockPartner(tx, partnerId)
    if (partner === undefined) throw new Refusal('not-found')
    if (partner.closedAt !== null) throw new Refusal('partner-is-closed')
    await lockTeam(tx, partnerId)
    for (const offerId of await lockOffersOf(tx, partnerId)) {
      await writeOfferState(tx, offerId, 'withdrawn')
      await keepOfferChange(tx, { offerId, userId, kind: 'withdrawn' })
    }
    const around = await findRequestsAround(tx, partnerId)
    if (around.some((id) => !held.has(id))) throw new Refusal('changed-meanwhile')
    await passOn(tx, { partnerId, held, by })
    const signatories = await endItsAgreement(tx, partnerId, userId)
    const referents = await listReferentsOf(tx, partnerId)
    for (const { referentId, userId: leaving } of referents) {
      await writeDeparture(tx, { referentId, userId: leaving, successorId: null, byUser: userId })
      await keepTeamChange(tx, { partnerId, referentId, userId, kind: 'left', oldValue: null, newValue: null })
    }
    await writeClosing(tx, partnerId, userId)
    const { territoryId } = partner.place
    const { name: about } = partner
    await keepAct(tx, { kind: 'partner-closed', userId, territoryId, partnerId, aboutId: partnerId, about })
    const userIds = referents.map((each) => each.userId)
    await tellAll(tx, { partner, userIds, signatories, now: await platformNow(tx) })
  })
