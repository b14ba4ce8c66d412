import { referralStates } from '@boussole/domain'
import type { OfferId, ReferralEvent, ReferralId } from '@boussole/domain'
import { z } from 'zod'
import { fieldFaults } from './field-faults.ts'
import { language } from './languages.ts'
import { infoJeunes, named } from './communes.ts'
import { accompanimentView } from './accompaniments.ts'
import { email } from './emails.ts'
import { partnerNamed } from './matches.ts'
import { phoneFaults, phoneWords, readPhone } from './phones.ts'
import { day, instant } from './times.ts'
import { freeWords, id, line, personName, sampleId } from './words.ts'

/** A phone number without a commune to dial from: the shared French plan, or + and the code of the country. */
const phone = () =>
  phoneWords()
    .superRefine((given, context) => {
      const read = readPhone(given, null)
      if ('fault' in read) context.addIssue({ code: 'custom', message: phoneFaults[read.fault], input: given })
    })
    .overwrite((given) => {
      const read = readPhone(given, null)
      return 'phone' in read ? read.phone : given
    })

/** The body of an act that needs no words: absent, or empty. */
export const nothing = z.strictObject({}).nullish()

/** POST /tracking/claims: "personne ne m’a contacté". */
export const noContactClaimed = z
  .strictObject({ referralId: id<ReferralId>() })
  .meta({ id: 'NoContactClaimed', example: { referralId: sampleId } })

/** POST /tracking/choice: another offer, after a lapse or a refusal; it is also the consent to ask it. */
export const offerChosen = z
  .strictObject({ referralId: id<ReferralId>(), offerId: id<OfferId>() })
  .meta({ id: 'OfferChosen', example: { referralId: sampleId, offerId: sampleId } })

/** POST /tracking/feedback */
export const feedbackGiven = z
  .strictObject({
    referralId: id<ReferralId>(),
    contacted: z.boolean(fieldFaults['yes-or-no']),
    useful: z.boolean(fieldFaults['yes-or-no']).nullable().default(null),
  })
  .meta({ id: 'FeedbackGiven', example: { referralId: sampleId, contacted: true, useful: true } })

/** PATCH /tracking/contact: a field that is absent stays as it is, null takes it away. */
export const contactCorrected = z
  .strictObject({
    firstName: personName().optional(),
    email: email().nullable().optional(),
    phone: phone().nullable().optional(),
    prefers: z.enum(['email', 'phone', 'sms'], fieldFaults['preference-unknown']).nullable().optional(),
    moments: line(300).nullable().optional(),
    message: freeWords(1000).nullable().optional(),
    /** May the request go to another partner by itself? The young person may change their mind at any time. */
    redirectConsent: z.boolean(fieldFaults['yes-or-no']).optional(),
  })
  .refine((given) => Object.keys(given).length > 0, fieldFaults['nothing-corrected'])
  .meta({ id: 'ContactCorrected', example: { phone: '06 39 98 00 42', moments: 'Après 17 h' } })

/** POST /tracking/links: the mail or the phone left with the request, one of the two. */
export const trackingLinkAsked = z
  .strictObject({ email: email().optional(), phone: phone().optional() })
  .refine((given) => (given.email === undefined) !== (given.phone === undefined), fieldFaults['one-way-to-find'])
  .meta({ id: 'TrackingLinkAsked', example: { email: 'lina@jeune.example' } })

type Told =
  | Exclude<ReferralEvent['kind'], 'noted' | 'handed-over' | 'owner-changed' | 'milestone-reached'>
  | 'attempt-recorded'
  | 'lapsed'
  | 'contact-corrected'

/**
 * What a young person reads in the history of a request: what happened to its referrals, an attempt told apart from a
 * contact, a lapse as the state that a milestone led to, and the acts on the request itself.
 */
const timelineKinds = {
  sent: 'sent',
  notified: 'notified',
  'notice-came-back': 'notice-came-back',
  unreachable: 'unreachable',
  accepted: 'accepted',
  'contact-recorded': 'contact-recorded',
  'attempt-recorded': 'attempt-recorded',
  declined: 'declined',
  lapsed: 'lapsed',
  closed: 'closed',
  redirected: 'redirected',
  withdrawn: 'withdrawn',
  extended: 'extended',
  unresolved: 'unresolved',
  'accompaniment-asked': 'accompaniment-asked',
  'accompaniment-begun': 'accompaniment-begun',
  'accompaniment-refused': 'accompaniment-refused',
  'accompaniment-taken-back': 'accompaniment-taken-back',
  'accompaniment-ended': 'accompaniment-ended',
  claimed: 'claimed',
  'feedback-given': 'feedback-given',
  'contact-corrected': 'contact-corrected',
} as const satisfies { readonly [Kind in Told]: Kind }

/** The request as its young person sees it. */
export const trackingView = z
  .strictObject({
    id: z.string(),
    commune: named,
    theme: named,
    need: named.nullable(),
    /** In which the young person asked. */
    language: language(),
    /** IANA zone in which the request's days begin and end. */
    timeZone: z.string(),
    submittedAt: instant,
    endedAt: instant.nullable(),
    contact: z.strictObject({
      firstName: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      prefers: z.enum(['email', 'phone', 'sms']).nullable(),
      moments: z.string().nullable(),
      message: z.string().nullable(),
    }),
    redirectConsent: z.boolean(),
    referrals: z.array(
      z.strictObject({
        id: z.string(),
        offerId: z.string(),
        offerTitle: z.string(),
        partner: partnerNamed,
        state: z.enum(referralStates),
        sentAt: instant,
        windowDays: z.int(),
        dueAt: instant,
        dueDay: day,
        contactedAt: instant.nullable(),
        /** After its last day, an accepted referral has until here; then it lapses. */
        graceUntil: instant.nullable(),
        endedAt: instant.nullable(),
        previousReferralId: z.string().nullable(),
        /** While an animator has it: the day on which there are news at the latest. */
        newsDay: day.nullable(),
        /** A second partner that accompanies, or asks to. */
        accompaniment: accompanimentView.nullable(),
      }),
    ),
    timeline: z.array(
      z.strictObject({
        at: instant,
        referralId: z.string().nullable(),
        kind: z.enum(timelineKinds),
        by: z.enum(['young-person', 'referent', 'animator', 'clock']),
      }),
    ),
    /** Offers that may be chosen now in the place of an unresolved referral. */
    choices: z.array(
      z.strictObject({
        referralId: z.string(),
        offerId: z.string(),
        offerTitle: z.string(),
        partner: partnerNamed,
        windowDays: z.int(),
        dueDay: day,
      }),
    ),
    infoJeunes,
  })
  .meta({ id: 'Tracking' })

const rows = z.array(z.unknown()).readonly()

/** GET /tracking/export: everything kept about the request, for the person it is about. GDPR art. 15 and 20. */
export const trackingExport = z
  .strictObject({
    request: z.unknown(),
    referrals: rows,
    journal: rows,
    notes: rows,
    feedbacks: rows,
    accompaniments: rows,
    mails: rows,
  })
  .meta({ id: 'TrackingExport' })

export type NoContactClaimed = z.output<typeof noContactClaimed>
export type OfferChosen = z.output<typeof offerChosen>
export type FeedbackGiven = z.output<typeof feedbackGiven>
export type ContactCorrected = z.output<typeof contactCorrected>
export type TrackingLinkAsked = z.output<typeof trackingLinkAsked>
export type TrackingView = z.output<typeof trackingView>
