import {
  contactChannels,
  declineReasons,
  milestoneKinds,
  outcomes,
  referentDeclineReasons,
  referralStates,
  unresolvedCauses,
} from '@boussole/domain'
import type { OfferId, PartnerId, ReferentId, ReferralId } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { accompanimentView } from './accompaniments.ts'
import { named } from './communes.ts'
import { partnerNamed } from './matches.ts'
import { day, instant } from './times.ts'
import { freeWords, id, sampleId } from './words.ts'

const given = <Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, `Les valeurs possibles sont : ${values.join(', ')}.`)

/** Where the next page of the inbox starts: after this referral, in the order of due dates. */
export interface InboxCursor {
  readonly dueAt: Temporal.Instant
  readonly id: ReferralId
}

const cursorWords = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/

const readCursor = (words: string): RegExpExecArray | null =>
  cursorWords.exec(Buffer.from(words, 'base64url').toString('latin1'))

/** The text of a cursor: opaque to whoever carries it. */
const cursor = z.codec(
  z
    .string()
    .max(200)
    .refine(
      (words) => {
        const [, dueAt, referral] = readCursor(words) ?? []
        return instant.safeDecode(dueAt ?? '').success && id().safeParse(referral).success
      },
      { error: 'Ce curseur n’est pas valable : reprenez celui de la page précédente (nextCursor).', abort: true },
    ),
  z.custom<InboxCursor>((value) => typeof value === 'object').meta({ type: 'string' }),
  {
    decode: (words): InboxCursor => {
      const [, dueAt, referral] = readCursor(words) ?? []
      return { dueAt: instant.decode(dueAt ?? ''), id: id<ReferralId>().parse(referral) }
    },
    encode: ({ dueAt, id: referral }) => Buffer.from(`${dueAt.toString()}_${referral}`).toString('base64url'),
  },
)

/** GET /referrals: what of one's perimeter is wanted, by due date. `due`: to be contacted by the end of that local day. */
export const inboxQuery = z.strictObject({
  state: given(referralStates).optional(),
  due: day.optional(),
  partner: id<PartnerId>().optional(),
  cursor: cursor.optional(),
  limit: z.coerce
    .number('Ce champ attend un nombre entier.')
    .int('Ce champ attend un nombre entier.')
    .min(1, 'Le minimum est 1.')
    .max(100, 'Le maximum est 100.')
    .default(50),
})

export const referralParams = z.strictObject({ id: z.string().max(60) })

const summary = {
  id: z.string(),
  requestId: z.string(),
  state: z.enum(referralStates),
  partner: partnerNamed,
  offer: z.strictObject({ id: z.string(), title: z.string() }),
  commune: named,
  theme: named,
  need: named.nullable(),
  firstName: z.string().nullable(),
  age: z.int(),
  /** Who follows it at the partner, once it was handed over to one person. */
  referent: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  sentAt: instant,
  dueAt: instant,
  dueDay: day,
  /** Counted days after today, up to the last one; 0: today is the last, or it is over. */
  daysLeft: z.int(),
  /** Minutes until the due date; less than 0: it has passed. */
  minutesLeft: z.int(),
  windowDays: z.int(),
  counting: z.enum(['calendar', 'working']),
  /** IANA zone in which the referral's days begin and end. */
  timeZone: z.string(),
}

export const referralSummary = z.strictObject(summary).meta({ id: 'ReferralSummary' })

export const inbox = z
  .strictObject({ items: z.array(referralSummary), nextCursor: cursor.nullable() })
  .meta({ id: 'Inbox' })

/** A referral as a professional of its perimeter sees it. */
export const referralView = z
  .strictObject({
    ...summary,
    answers: z.array(z.strictObject({ question: z.string(), answers: z.array(z.string()) })),
    /** Null once the referral is no longer this partner's, or the request erased. */
    contact: z
      .strictObject({
        firstName: z.string(),
        email: z.string().nullable(),
        phone: z.string().nullable(),
        prefers: z.enum(['email', 'phone', 'sms']).nullable(),
        moments: z.string().nullable(),
        message: z.string().nullable(),
      })
      .nullable(),
    redirectConsent: z.boolean(),
    graceUntil: instant.nullable(),
    acceptedAt: instant.nullable(),
    contactedAt: instant.nullable(),
    attempts: z.int(),
    lateContactAt: instant.nullable(),
    lapsedAt: instant.nullable(),
    declineReason: z.enum(declineReasons).nullable(),
    outcome: z.enum(outcomes).nullable(),
    unresolvedCause: z.enum(unresolvedCauses).nullable(),
    owner: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
    endedAt: instant.nullable(),
    /** A second partner that accompanies, or is asked to; null when there is none, or the referral is no longer yours. */
    accompaniment: accompanimentView.nullable(),
    timeline: z.array(
      z.strictObject({
        at: instant,
        kind: z.string(),
        by: z.strictObject({
          /** Of the professional; null for the young person and the clock. */
          id: z.string().nullable(),
          kind: z.enum(['young-person', 'referent', 'animator', 'clock']),
          name: z.string().nullable(),
        }),
        from: z.enum(referralStates).nullable(),
        to: z.enum(referralStates).nullable(),
        /** The milestone that was reached; null: another kind of entry. */
        milestone: z.enum(milestoneKinds).nullable(),
        /** Of a reminder: has a mail left for it? None does for what nobody was told of yet, or has come to nothing by morning. */
        reminded: z.boolean().nullable(),
        /** The colleague to whom it was handed over; null: to the whole team, or another kind of entry. */
        handedTo: z.string().nullable(),
      }),
    ),
    notes: z.array(
      z.strictObject({
        id: z.string(),
        author: z.string().nullable(),
        words: z.string(),
        writtenAt: instant,
        visibility: z.enum(['shared', 'private']),
      }),
    ),
  })
  .meta({ id: 'Referral' })

/** SQL keeps a note of 1 to 2,000 characters. */
const words = () => freeWords(2000).refine((note) => note.trim() !== '', 'Cette note est vide.')
const note = words().nullable().default(null)

/** POST /referrals/{id}/contacts: a contact, or an attempt that did not reach the young person. */
export const contactMade = z
  .strictObject({
    reached: z.boolean('Répondez par true (personne jointe) ou false (tentative).'),
    channel: given(contactChannels),
    /** When it took place; now, when absent. */
    contactedAt: instant.nullable().default(null),
    note,
  })
  .meta({ id: 'ContactMade', example: { reached: true, channel: 'phone', note: 'Rendez-vous lundi à 14 h.' } })

/** POST /referrals/{id}/refusal: `other` says why in its note. */
export const refusalGiven = z
  .strictObject({ reason: given(referentDeclineReasons), note })
  .refine(({ reason, note: why }) => reason !== 'other' || why !== null, {
    path: ['note'],
    error: 'Avec le motif « autre », dites pourquoi en quelques mots.',
  })
  .meta({ id: 'RefusalGiven', example: { reason: 'no-capacity', note: 'Complet jusqu’en janvier.' } })

/** POST /referrals/{id}/closure */
export const outcomeGiven = z
  .strictObject({ outcome: given(outcomes), note })
  .meta({ id: 'OutcomeGiven', example: { outcome: 'helped' } })

/** POST /referrals/{id}/redirection: `youngPersonAgreed` when the young person said yes to it, in words. */
export const redirectionAsked = z
  .strictObject({ offerId: id<OfferId>(), note, youngPersonAgreed: z.boolean().default(false) })
  .meta({ id: 'RedirectionAsked', example: { offerId: sampleId, note: 'Cherche plutôt une colocation.' } })

/** POST /referrals/{id}/handover: to a colleague of the same partner. */
export const handoverAsked = z
  .strictObject({ referentId: id<ReferentId>().nullable(), note })
  .meta({ id: 'HandoverAsked', example: { referentId: sampleId, note: 'Tu connais déjà sa situation.' } })

/** POST /referrals/{id}/extension: the new last day, local to the referral. */
export const extensionGiven = z
  .strictObject({ dueDay: day, note })
  .meta({ id: 'ExtensionGiven', example: { dueDay: '2026-11-30', note: 'Équipe en formation.' } })

/** POST /referrals/{id}/withdrawal: at the young person's wish. */
export const withdrawalGiven = z
  .strictObject({ note })
  .meta({ id: 'WithdrawalGiven', example: { note: 'N’en a plus besoin, dit au téléphone.' } })

/** POST /referrals/{id}/notes */
export const noteWritten = z
  .strictObject({
    words: words(),
    /** `private`: for the author's own partner alone; the animation writes shared ones only. */
    visibility: given(['shared', 'private'] as const).default('shared'),
  })
  .meta({ id: 'NoteWritten', example: { words: 'Préfère un rendez-vous à Roanne.' } })

export type InboxQuery = z.output<typeof inboxQuery>
export type Inbox = z.output<typeof inbox>
export type ReferralSummary = z.output<typeof referralSummary>
export type ReferralView = z.output<typeof referralView>
export type ContactMade = z.output<typeof contactMade>
export type RefusalGiven = z.output<typeof refusalGiven>
export type OutcomeGiven = z.output<typeof outcomeGiven>
export type RedirectionAsked = z.output<typeof redirectionAsked>
export type HandoverAsked = z.output<typeof handoverAsked>
export type ExtensionGiven = z.output<typeof extensionGiven>
export type NoteWritten = z.output<typeof noteWritten>
