import {
  accompanimentConsents,
  contactChannels,
  declineReasons,
  extensionCauses,
  holidayZones,
  milestoneKinds,
  outcomes,
  redirectionConsents,
  unresolvedCauses,
} from '@boussole/domain'
import type { OfferId, PartnerId, ReferentId, ReferralEvent, ReferralId, RequestId, UserId } from '@boussole/domain'
import { z } from 'zod'
import { instant } from './times.ts'
import { id } from './words.ts'

const bare = <Kind extends string>(kind: Kind) => z.object({ kind: z.literal(kind) })

/**
 * A line of the journal as PostgreSQL keeps it, read back into what the rules replay: instants, written as ISO 8601 by
 * `JSON.stringify`, are instants again. A field written by a later version is left aside, and a cause of an extension
 * that only an earlier version gave (quiet hours) is read as the platform's.
 */
export const journalEventShape = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sent'),
    id: id<ReferralId>(),
    requestId: id<RequestId>(),
    offerId: id<OfferId>(),
    partnerId: id<PartnerId>(),
    chain: z.int().min(1),
    link: z.int().min(1),
    previousReferralId: id<ReferralId>().nullable(),
    automatic: z.boolean(),
    dueAt: instant,
    promise: z.object({
      windowDays: z.int().min(1).max(7),
      counting: z.enum(['calendar', 'working']),
      timeZone: z.string(),
      holidayZone: z.enum(holidayZones),
    }),
  }),
  bare('notified'),
  bare('notice-came-back'),
  bare('unreachable'),
  bare('accepted'),
  z.object({
    kind: z.literal('contact-recorded'),
    reached: z.boolean(),
    channel: z.enum(contactChannels),
    contactedAt: instant,
  }),
  z.object({ kind: z.literal('handed-over'), toReferentId: id<ReferentId>().nullable() }),
  z.object({ kind: z.literal('declined'), reason: z.enum(declineReasons) }),
  z.object({ kind: z.literal('closed'), outcome: z.enum(outcomes) }),
  z.object({
    kind: z.literal('redirected'),
    toReferralId: id<ReferralId>(),
    toOfferId: id<OfferId>(),
    automatic: z.boolean(),
    consent: z.enum(redirectionConsents),
  }),
  bare('withdrawn'),
  z.object({ kind: z.literal('extended'), dueAt: instant, cause: z.enum(extensionCauses).catch('platform') }),
  z.object({
    kind: z.literal('milestone-reached'),
    milestone: z.enum(milestoneKinds),
    occurrence: z.int().min(1),
  }),
  z.object({ kind: z.literal('unresolved'), cause: z.enum(unresolvedCauses), ownerId: id<UserId>() }),
  z.object({ kind: z.literal('owner-changed'), ownerId: id<UserId>() }),
  bare('noted'),
  z.object({ kind: z.literal('accompaniment-asked'), partnerId: id<PartnerId>() }),
  z.object({
    kind: z.literal('accompaniment-begun'),
    partnerId: id<PartnerId>(),
    consent: z.enum(accompanimentConsents),
  }),
  z.object({ kind: z.literal('accompaniment-refused'), partnerId: id<PartnerId>() }),
  z.object({ kind: z.literal('accompaniment-taken-back'), partnerId: id<PartnerId>() }),
  z.object({ kind: z.literal('accompaniment-ended'), partnerId: id<PartnerId>() }),
  bare('claimed'),
  bare('feedback-given'),
]) satisfies z.ZodType<ReferralEvent>
