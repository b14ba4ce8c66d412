import type { Accompaniment } from '@boussole/db'
import { queueLetter } from '@boussole/db'
import type { Actor, ReferralEvent, ReferralId } from '@boussole/domain'
import { asId, Refusal } from '@boussole/domain'
import { apply } from './act-on.ts'
import type { Acting } from './acting.ts'
import { referralIn } from './acting.ts'

/** The letters of one accompaniment: each to the people whom it concerns, told once. */
export const tellBegun = (
  acting: Acting,
  { id, referentId }: Pick<Accompaniment, 'id' | 'referentId'>,
): Promise<void> =>
  queueLetter(
    acting.tx,
    {
      letter: 'accompaniment-begun',
      to: { referent: referentId },
      once: id,
      territoryId: acting.request.territoryId,
      details: { accompanimentId: id },
    },
    acting.now,
  )

/** Who is told of an end: the other side when a professional ended it, both when the young person or the animation did. */
export const tellEnded = async (
  acting: Acting,
  { id, referentId, proposedBy, hasBegun }: Accompaniment,
  endedBy: 'partner' | 'companion' | 'others',
): Promise<void> => {
  const letter = 'accompaniment-ended' as const
  const about = { letter, once: id, territoryId: acting.request.territoryId, details: { accompanimentId: id } }
  // Who was only going to be asked never knew.
  if (hasBegun && endedBy !== 'companion')
    await queueLetter(acting.tx, { ...about, to: { referent: referentId } }, acting.now)
  if (endedBy !== 'partner') await queueLetter(acting.tx, { ...about, to: { user: proposedBy } }, acting.now)
}

/** Writes what happened to an accompaniment in the history of its referral. Refuses: `accompaniment-over`. */
export const tellReferral = async (
  acting: Acting,
  { referralId, partnerId }: Pick<Accompaniment, 'referralId' | 'partnerId'>,
  kind: Extract<ReferralEvent, { kind: `accompaniment-${string}` }>['kind'],
  by: Actor,
): Promise<void> => {
  const id = asId<ReferralId>(referralId)
  if (referralIn(acting, id).state !== 'contacted') throw new Refusal('accompaniment-over')
  const event: ReferralEvent =
    kind === 'accompaniment-begun' ? { kind, partnerId, consent: 'own-choice' } : { kind, partnerId }
  await apply(acting, id, event, by)
}
