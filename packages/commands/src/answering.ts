import { asId, mayAnswer, mayWatch, Refusal } from '@boussole/domain'
import type { Actor, Professional, Referral, ReferralEvent, ReferralId, PartnerPlace } from '@boussole/domain'
import { addNote, findReferralPlace, getReferralView } from '@boussole/db'
import type { ReferralView } from '@boussole/contracts'
import { actOn, apply } from './act-on.ts'
import { referralIn } from './acting.ts'
import type { Acting } from './acting.ts'
import type { Deps } from './deps.ts'

/** In which quality a professional may do an act: as a referent of the partner, as one who watches it, or either. */
type Quality = 'referent' | 'animator' | 'either'

interface Answer {
  readonly referralId: string
  readonly professional: Professional
  readonly quality: Quality
  /** Words of the professional; kept beside the journal, because they can be erased. */
  readonly note?: string | null
}

const actorOf = (professional: Professional, quality: Quality, place: PartnerPlace): Actor => {
  const { userId } = professional
  if (quality !== 'animator' && mayAnswer(professional, place)) return { kind: 'referent', userId }
  if (quality !== 'referent' && mayWatch(professional, place)) return { kind: 'animator', userId }
  // Seeing it without being the one who may do this is not the same as its not existing.
  if (mayAnswer(professional, place) || mayWatch(professional, place)) throw new Refusal('not-allowed')
  throw new Refusal('not-found')
}

/**
 * One act of a professional on a referral, in one transaction; answers with the referral as it then is.
 * Refuses: `not-found` (also when it is somebody else's), `not-allowed`, `already-ended` (also when the request was
 * erased), `changed-meanwhile`, what the act refuses.
 */
export const answer = async (
  { referralId, professional, quality, note }: Answer,
  deps: Pick<Deps, 'db'>,
  act: (acting: Acting, referral: Referral, by: Actor) => Promise<unknown>,
): Promise<ReferralView> => {
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
    if (note != null)
      await addNote(acting.tx, { referralId, authorId: professional.userId, words: note, now: acting.now })
    const referral = referralIn(acting, id)
    await act(acting, referral, isInTheirHands(referral) ? actorOf(professional, 'animator', place) : by)
  })
  const view = await getReferralView(deps.db, professional, referralId)
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
