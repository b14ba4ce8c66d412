import { asId, mayAnswer, maySeeReferral, mayWatch, Refusal } from '@boussole/domain'
import type {
  Actor,
  PartnerId,
  Professional,
  Referral,
  ReferralEvent,
  ReferralId,
  ReferralPlace,
} from '@boussole/domain'
import { findReferralPlace, getReferralView } from '@boussole/db'
import type { ReferralView } from '@boussole/contracts'
import { actOn, apply } from './act-on.ts'
import { referralIn } from './acting.ts'
import type { Acting } from './acting.ts'
import type { Deps } from './deps.ts'
import { writeNote } from './write-note.ts'

/**
 * In which quality a professional may do an act: as a referent of the partner, as one who watches it, as either, or
 * together: also as a referent of the partner that accompanies with it.
 */
type Quality = 'referent' | 'animator' | 'either' | 'together'

interface Answer {
  readonly referralId: string
  readonly professional: Professional
  readonly quality: Quality
  /** Words of the professional; kept beside the journal, because they can be erased. */
  readonly note?: string | null
  /** Who reads these words; everybody who follows the referral, unless told otherwise. */
  readonly visibility?: 'shared' | 'private'
}

const accompanies = ({ partnerIds }: Professional, { companionIds }: ReferralPlace): boolean =>
  companionIds.some((id) => partnerIds.includes(id))

const actorOf = (professional: Professional, quality: Quality, place: ReferralPlace): Actor => {
  const { userId } = professional
  if (quality !== 'animator' && mayAnswer(professional, place)) return { kind: 'referent', userId }
  if (quality === 'together' && accompanies(professional, place)) return { kind: 'referent', userId }
  if (quality !== 'referent' && mayWatch(professional, place)) return { kind: 'animator', userId }
  // Seeing it without being the one who may do this is not the same as its not existing.
  throw new Refusal(maySeeReferral(professional, place) ? 'not-allowed' : 'not-found')
}

/** In whose name words are written: the partner's, the one's that accompanies, or nobody's but the animation's. */
const partnerBehind = ({ partnerIds }: Professional, place: ReferralPlace, by: Actor): PartnerId | null =>
  by.kind === 'referent'
    ? ([place.partnerId, ...place.companionIds].find((id) => partnerIds.includes(id)) ?? null)
    : null

/**
 * One act of a professional on a referral, in one transaction.
 * Refuses: `not-found` (also when it is somebody else's), `not-allowed`, `already-ended` (also when the request was
 * erased), `changed-meanwhile`, `notes-too-many` with a note, what the act refuses.
 */
export const actAsProfessional = async (
  { referralId, professional, quality, note, visibility = 'shared' }: Answer,
  deps: Pick<Deps, 'db'>,
  act: (acting: Acting, referral: Referral, by: Actor) => Promise<unknown>,
): Promise<void> => {
  const place = await findReferralPlace(deps.db, referralId)
  if (place === undefined) throw new Refusal('not-found')
  const by = actorOf(professional, quality, place)
  // Who answers for the partner and watches the territory acts as an animator once the request is in the animation's hands.
  const isInTheirHands = ({ state }: Referral): boolean =>
    quality === 'either' && state === 'unresolved' && mayWatch(professional, place)
  const id = asId<ReferralId>(referralId)
  await actOn({ requestId: place.requestId, catchingUp: true }, deps, async (acting) => {
    // Nothing is written any more about somebody whose data was erased (domain.md §9, 9).
    if (acting.request.erasedAt !== null) throw new Refusal('already-ended')
    const referral = referralIn(acting, id)
    if (note != null) {
      const partnerId = partnerBehind(professional, place, by)
      // Kept to nobody in particular, it would be shared after all.
      if (visibility === 'private' && partnerId === null) throw new Refusal('not-allowed')
      await writeNote(acting.tx, {
        referralId,
        authorId: professional.userId,
        partnerId,
        words: note,
        visibility,
        now: acting.now,
      })
    }
    await act(acting, referral, isInTheirHands(referral) ? actorOf(professional, 'animator', place) : by)
  })
}

/** The same, answered with the referral as it then is. */
export const answer = async (
  asked: Answer,
  deps: Pick<Deps, 'db'>,
  act: (acting: Acting, referral: Referral, by: Actor) => Promise<unknown>,
): Promise<ReferralView> => {
  await actAsProfessional(asked, deps, act)
  const view = await getReferralView(deps.db, asked.professional, asked.referralId)
  if (view === undefined) throw new Refusal('not-found')
  return view
}

/** An act that is one event of the domain and nothing else. */
export const answerWith = (
  asked: Answer,
  deps: Pick<Deps, 'db'>,
  event: (acting: Acting, referral: Referral) => ReferralEvent,
): Promise<ReferralView> =>
  answer(asked, deps, (acting, referral, by) => apply(acting, referral.id, event(acting, referral), by))
