import { accompanimentConsents } from '@boussole/domain'
import { z } from 'zod'
import { fieldFaults } from './field-faults.ts'
import { partnerNamed } from './matches.ts'
import { instant } from './times.ts'
import { id, sampleId } from './words.ts'

/** An accompaniment by two partners, as who follows the referral sees it; `beganAt` null: the young person has not agreed yet. */
export const accompanimentView = z
  .strictObject({
    id: z.string(),
    /** The second partner, and who accompanies there. */
    partner: partnerNamed,
    referent: z.strictObject({ id: z.string(), name: z.string() }),
    /** The young person's one interlocutor, of either partner. */
    pathwayReferent: z.strictObject({ id: z.string(), name: z.string(), partnerName: z.string() }),
    proposedAt: instant,
    beganAt: instant.nullable(),
    consent: z.enum(accompanimentConsents).nullable(),
  })
  .meta({ id: 'Accompaniment' })

/**
 * POST /referrals/{id}/accompaniment: a referent of another partner to accompany with; `youngPersonAgreed` when the
 * young person said yes to it, in words; otherwise the tracking page asks.
 */
export const accompanimentProposed = z
  .strictObject({
    referentId: id(),
    /** Who is the pathway referent: the proposed referent, or else the one who proposes. */
    pathwayReferent: z.enum(['theirs', 'ours'], 'Les valeurs possibles sont : theirs, ours.').default('ours'),
    youngPersonAgreed: z.boolean(fieldFaults['yes-or-no']).default(false),
  })
  .meta({ id: 'AccompanimentProposed', example: { referentId: sampleId, youngPersonAgreed: true } })

/** PATCH /referrals/{id}/accompaniment: another pathway referent, of one of the two partners. */
export const pathwayReferentNamed = z
  .strictObject({ pathwayReferentId: id() })
  .meta({ id: 'PathwayReferentNamed', example: { pathwayReferentId: sampleId } })

/** POST /tracking/accompaniment: the young person says yes, or no; no ends one that has begun. */
export const accompanimentAnswered = z
  .strictObject({ accompanimentId: id(), agree: z.boolean(fieldFaults['yes-or-no']) })
  .meta({ id: 'AccompanimentAnswered', example: { accompanimentId: sampleId, agree: true } })

export type AccompanimentView = z.output<typeof accompanimentView>
export type AccompanimentProposed = z.output<typeof accompanimentProposed>
export type PathwayReferentNamed = z.output<typeof pathwayReferentNamed>
export type AccompanimentAnswered = z.output<typeof accompanimentAnswered>
