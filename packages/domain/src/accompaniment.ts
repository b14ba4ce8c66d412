import type { Temporal } from 'temporal-polyfill'
import type { PartnerId, UserId } from './ids.ts'
import type { Referral } from './referral.ts'
import { Refusal } from './refusal.ts'
import { localDay } from './response-window.ts'

/** What allows a second partner to follow: said to the professional, or given by the young person on the tracking page. */
export const accompanimentConsents = ['spoken', 'own-choice'] as const
export type AccompanimentConsent = (typeof accompanimentConsents)[number]

/** Somebody of the territory who could accompany a young person together with the referral's own partner. */
export interface PossibleCompanion {
  readonly userId: UserId
  readonly partnerId: PartnerId
  /** Of a partner under agreement today, and still there. */
  readonly present: boolean
}

/** For how many local days the no of a young person to one partner holds, and how many times they are asked at the most. */
const noHoldsDays = 30
const mostNoes = 2
/** Proposals on one referral at the most: each is a mail to the young person, and two to the other partner. */
const mostProposals = 10

/** What a proposal is measured by. `refusedAt`: when the young person said no to this partner; `proposed`: how many came before. */
interface Proposal {
  readonly companion: PossibleCompanion | undefined
  readonly isAccompanied: boolean
  readonly refusedAt: readonly Temporal.Instant[]
  readonly proposed: number
  readonly now: Temporal.Instant
}

/**
 * May a second partner be asked to follow this referral? Once there was a contact, while the referral is its partner's,
 * one partner at a time (Rouen convention, article 2: "favoriser le co-accompagnement"). A no of the young person holds
 * for 30 local days whatever they are said to have said since, and a second one for good (GDPR art. 7(3)).
 * Refuses: `accompaniment-too-early`, `accompaniment-exists`, `companion-unsuitable`, `accompaniment-refused`,
 * `accompaniment-too-often`.
 */
export const checkProposal = (
  { state, partnerId, promise: { timeZone } }: Pick<Referral, 'state' | 'partnerId' | 'promise'>,
  { companion, isAccompanied, refusedAt, proposed, now }: Proposal,
): void => {
  if (state !== 'contacted') throw new Refusal('accompaniment-too-early')
  if (isAccompanied) throw new Refusal('accompaniment-exists')
  if (companion === undefined || !companion.present || companion.partnerId === partnerId) {
    throw new Refusal('companion-unsuitable')
  }
  const today = localDay(now, timeZone)
  const holds = (at: Temporal.Instant): boolean =>
    localDay(at, timeZone).until(today, { largestUnit: 'day' }).days < noHoldsDays
  if (refusedAt.length >= mostNoes || refusedAt.some(holds)) throw new Refusal('accompaniment-refused')
  if (proposed >= mostProposals) throw new Refusal('accompaniment-too-often')
}
