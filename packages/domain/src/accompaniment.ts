import type { PartnerId, UserId } from './ids.ts'
import type { Referral } from './referral.ts'
import { Refusal } from './refusal.ts'

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

/**
 * May a second partner be asked to follow this referral? Once there was a contact, while the referral is its partner's,
 * one partner at a time (Rouen convention, article 2: "favoriser le co-accompagnement").
 * Refuses: `accompaniment-too-early`, `accompaniment-exists`, `companion-unsuitable`.
 */
export const checkProposal = (
  referral: Pick<Referral, 'state' | 'partnerId'>,
  companion: PossibleCompanion | undefined,
  isAccompanied: boolean,
): void => {
  if (referral.state !== 'contacted') throw new Refusal('accompaniment-too-early')
  if (isAccompanied) throw new Refusal('accompaniment-exists')
  if (companion === undefined || !companion.present || companion.partnerId === referral.partnerId) {
    throw new Refusal('companion-unsuitable')
  }
}
