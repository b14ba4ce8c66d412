import { offerVersionStates, upkeepCauses } from '@boussole/domain'
import type { OfferId, OfferStanding, PartnerId, ReferentId } from '@boussole/domain'
import { z } from 'zod'
import { named } from './communes.ts'
import { email } from './emails.ts'
import { fieldFaults } from './field-faults.ts'
import { partnerNamed } from './matches.ts'
import { day, instant } from './times.ts'
import { readShape } from './read-shape.ts'
import { code, freeWords, id, lengthOf, line, sampleId } from './words.ts'

/** A zone code: its level's letter and the INSEE code, as C:42218, E:244200770, D:42, R:84, N:FR. */
const zoneCode = z
  .string()
  .regex(
    /^(C:(\d{5}|2[AB]\d{3})|E:\d{9}|D:(\d{2,3}|2[AB])|R:\d{2,3}|N:FR)$/,
    'Une zone s’écrit comme C:42218, E:244200770, D:42, R:84 ou N:FR.',
  )

const wholeNumber = (min: number, max: number, words: string) => z.int(words).min(min, words).max(max, words)

/** SQL keeps 1,500 characters as PostgreSQL prints them, with a space after each comma and colon. */
const criteriaLength = 1500
const printedLength = (criteria: unknown): number => {
  const words = JSON.stringify(criteria)
  return words.length + (words.match(/[,:]/g) ?? []).length
}

const atLeastThree = (words: string): boolean => lengthOf(words.trim()) >= 3
const tooShort = 'Ce champ est trop court : 3 caractères au minimum.'
const isThere = (words: string): boolean => words.trim() !== ''

const age = (min: number, max: number) => wholeNumber(min, max, `L’âge est un nombre entier de ${min} à ${max} ans.`)

const tooManyZones = 'Soixante zones au plus : choisissez une zone plus large.'

const contentFields = {
  theme: code(),
  need: code(),
  title: line(120).refine(atLeastThree, tooShort),
  description: freeWords(1500).refine(isThere, fieldFaults.empty).refine(atLeastThree, tooShort),
  place: line(300).nullable(),
  /** The promise: days in which the partner contacts the young person. */
  windowDays: wholeNumber(1, 7, 'Le délai est un nombre entier de 1 à 7 jours.'),
  counting: z.enum(['calendar', 'working'], 'Les valeurs possibles sont : calendar, working.'),
  ageMin: age(15, 35),
  ageMax: age(15, 35),
  criteria: z
    .record(code(), z.array(code()).min(1).max(30))
    .refine((criteria) => printedLength(criteria) <= criteriaLength, {
      error: 'Trop de réponses sont cochées : laissez sans réponse les questions qui n’excluent personne.',
    })
    .meta({ description: 'Code de question → codes de réponse acceptés. Une question absente accepte tout le monde.' }),
  zones: z.array(zoneCode).min(1, 'Choisissez au moins une zone.').max(60, tooManyZones),
}

/** The same of a draft: any part may be missing, too short or too long yet. */
const draftFields = {
  ...contentFields,
  need: contentFields.need.nullable(),
  title: line(200, 0),
  description: freeWords(3000),
  place: line(400).nullable(),
  windowDays: contentFields.windowDays.nullable(),
  ageMin: age(0, 150).nullable(),
  ageMax: age(0, 150).nullable(),
  zones: z.array(zoneCode).max(60, tooManyZones),
}

/** What is wrong between the fields, whose own shapes are right. */
const agree = <Fields extends { ageMin: number; ageMax: number; counting: string; windowDays: number }>(
  content: Fields,
  context: z.core.$RefinementCtx<Fields>,
): void => {
  const wrong = (path: string, message: string) =>
    context.issues.push({ code: 'custom', path: [path], message, input: content })
  if (content.ageMin > content.ageMax) wrong('ageMax', 'L’âge le plus haut ne peut pas être sous le plus bas.')
  if (content.counting === 'working' && content.windowDays > 5) {
    wrong('windowDays', 'En jours ouvrés, le délai va jusqu’à 5 jours.')
  }
}

/** What young people read of an offer, and whom it is for: what the animation reads before they do. */
export const offerContent = z.strictObject(contentFields).superRefine(agree).meta({ id: 'OfferContent' })

/** What is kept of an offer that is being written: as it is, whole or not. */
export const offerDraft = z.strictObject(draftFields).meta({ id: 'OfferDraft' })

/** An amount a month may be limited to; null: no limit. */
const monthlyQuota = wholeNumber(1, 10_000, 'Le nombre par mois est un nombre entier, à partir de 1.').nullable()

const tooManyPeople = 'Vingt personnes au plus répondent pour une offre.'

const settingsFields = {
  contactEmail: email(),
  validFrom: day,
  validUntil: day.nullable(),
  monthlyQuota,
  referents: z.array(id<ReferentId>()).min(1, 'Choisissez au moins une personne.').max(20, tooManyPeople),
}

const settingsAgree = (
  settings: { validFrom: string; validUntil: string | null },
  context: z.core.$RefinementCtx,
): void => {
  if (settings.validUntil !== null && settings.validUntil < settings.validFrom) {
    const message = 'Le dernier jour ne peut pas être avant le premier.'
    context.issues.push({ code: 'custom', path: ['validUntil'], message, input: settings })
  }
}

/** Dates, number, contact and people of an offer: what acts at once. */
export const offerSettings = z.strictObject(settingsFields).superRefine(settingsAgree).meta({ id: 'OfferSettings' })

/** The same of a draft, which may lack its contact, its first day and its people. */
export const offerDraftSettings = z
  .strictObject({
    ...settingsFields,
    contactEmail: settingsFields.contactEmail.nullable(),
    validFrom: settingsFields.validFrom.nullable(),
    referents: z.array(id<ReferentId>()).max(20, tooManyPeople),
  })
  .meta({ id: 'OfferDraftSettings' })

/** Charter: "les services proposés doivent impérativement être gratuits pour les jeunes". */
const free = z.literal(true, 'La charte demande que l’offre soit gratuite pour les jeunes : déclarez-le (true).')

const sampleContent = {
  theme: 'logement',
  need: 'trouver-un-logement',
  title: 'Chercher ton premier logement avec quelqu’un',
  description: 'Nous cherchons avec toi, et nous montons ton dossier.',
  place: null,
  windowDays: 3,
  counting: 'calendar',
  ageMin: 16,
  ageMax: 30,
  criteria: {},
  zones: ['D:42'],
}
const sampleSettings = {
  contactEmail: 'logement@premier-toit.example',
  validFrom: '2026-12-01',
  validUntil: null,
  monthlyQuota: null,
  referents: [sampleId],
}

/** What is proposed to the animation is whole: each part that is missing yet is told beside its field. */
const wholeWhenProposed = (
  asked: { content?: unknown; settings?: unknown; propose: boolean },
  context: z.core.$RefinementCtx,
): void => {
  if (!asked.propose) return
  for (const [part, shape] of Object.entries({ content: offerContent, settings: offerSettings })) {
    const input = part === 'content' ? asked.content : asked.settings
    const read = input === undefined ? { value: undefined } : readShape(shape, input)
    if ('value' in read) continue
    for (const { path, message } of read.errors) {
      context.issues.push({ code: 'custom', path: [part, ...path.split('.')], message, input })
    }
  }
}

/** POST /offers: a new offer, kept as a draft until it is proposed; a draft may lack any part. */
export const offerCreated = z
  .strictObject({
    partnerId: id<PartnerId>(),
    content: offerDraft,
    settings: offerDraftSettings,
    freeOfCharge: free.optional(),
    propose: z.boolean().default(false),
  })
  .superRefine(wholeWhenProposed)
  .meta({
    id: 'OfferCreated',
    example: { partnerId: sampleId, content: sampleContent, settings: sampleSettings, freeOfCharge: true },
  })

/** PATCH /offers/{id}: `content` becomes a draft, proposed at once when `propose`; `settings` act at once. */
export const offerChanged = z
  .strictObject({
    content: offerDraft.optional(),
    /** The version and its revision that the change was written on, as `seen` told it: of two, the second is refused. */
    seen: z.string().max(40),
    /** Of a draft, any of them may be missing yet. */
    settings: offerDraftSettings.optional(),
    freeOfCharge: free.optional(),
    propose: z.boolean().default(false),
  })
  .superRefine(wholeWhenProposed)
  .meta({ id: 'OfferChanged', example: { content: sampleContent, seen: '2.1', propose: true } })

/** POST /offers/{id}/pause */
export const pauseAsked = z.strictObject({ paused: z.boolean() }).meta({ id: 'PauseAsked', example: { paused: true } })

/** POST /offers/{id}/review: of the proposed version with this number; a refusal says why. */
export const offerReviewed = z
  .strictObject({
    number: z.int().min(1).max(32_767),
    accepted: z.boolean(),
    words: freeWords(1000).nullable().default(null),
  })
  .refine(({ accepted, words }) => accepted || (words !== null && words.trim() !== ''), {
    path: ['words'],
    error: 'Dites à la structure ce qui est à corriger.',
  })
  .meta({ id: 'OfferReviewed', example: { number: 2, accepted: false, words: 'Précisez ce qui est à apporter.' } })

/** GET /offers: those of one's perimeter. */
export const offersQuery = z.strictObject({ cursor: id<OfferId>().optional() })
export const offerParams = z.strictObject({ id: z.string().max(60) })

const standings = [
  'draft',
  'withdrawn',
  'suspended',
  'held',
  'paused',
  'not-yet',
  'over',
  'without-agreement',
  'online',
] as const satisfies readonly OfferStanding[]

const summary = {
  id: z.string(),
  title: z.string(),
  partner: partnerNamed,
  theme: named,
  /** Null, as the delay: a draft lacks it yet. */
  need: named.nullable(),
  windowDays: z.int().nullable(),
  counting: z.enum(['calendar', 'working']),
  standing: z.enum(standings),
  /** What becomes of the last change that is not online: being written, being read, to be corrected. */
  change: z.enum(['draft', 'proposed', 'to-correct']).nullable(),
  /** The day on which somebody should say again that all is right. */
  confirmBy: day,
  isToConfirm: z.boolean(),
}
export const offerSummary = z.strictObject(summary).meta({ id: 'OfferSummary' })
export const offerList = z
  .strictObject({ items: z.array(offerSummary), nextCursor: z.string().nullable() })
  .meta({ id: 'OfferList' })

const personNamed = z.strictObject({ id: z.string(), name: z.string() })

/** What is stored of a version: as it was written, which later rules do not change. */
const contentKept = z.strictObject(draftFields)

export const offerVersion = z
  .strictObject({
    number: z.int(),
    revision: z.int(),
    state: z.enum(offerVersionStates),
    content: contentKept,
    author: z.string().nullable(),
    writtenAt: instant,
    proposedAt: instant.nullable(),
    reviewer: z.string().nullable(),
    reviewedAt: instant.nullable(),
    reviewWords: z.string().nullable(),
  })
  .meta({ id: 'OfferVersion' })

export const offerView = z
  .strictObject({
    ...summary,
    territory: z.strictObject({ id: z.string(), name: z.string() }),
    /** As it runs. */
    content: contentKept,
    settings: z.strictObject({
      ...offerDraftSettings.shape,
      contactEmail: z.string().nullable(),
      referents: z.array(personNamed),
    }),
    /** Since when somebody should say that all is right, why, and when it is suspended if nobody does; null: not now. */
    toConfirm: z.strictObject({ since: day, cause: z.enum(upkeepCauses), suspendedOn: day }).nullable(),
    /** To be sent back with a change. */
    seen: z.string(),
    freeDeclared: z.strictObject({ by: z.string(), at: instant }).nullable(),
    confirmedAt: instant,
    contact: z.strictObject({
      confirmedAt: instant.nullable(),
      bouncedAt: instant.nullable(),
      testedAt: instant.nullable(),
      confirmBy: day.nullable(),
    }),
    /** Over the last 90 days: requests received; of these, contacted in time; of these, whose delay ran out. */
    figures: z.strictObject({ received: z.int(), kept: z.int(), lapsed: z.int() }),
    /** The newest first. */
    versions: z.array(offerVersion),
    changes: z.array(
      z.strictObject({
        at: instant,
        by: z.string().nullable(),
        kind: z.string(),
        oldValue: z.string().nullable(),
        newValue: z.string().nullable(),
      }),
    ),
    /** The day of the promise, for somebody who would ask now; null while a draft has no delay. */
    promisedDay: day.nullable(),
    timeZone: z.string(),
  })
  .meta({ id: 'Offer' })

export type OfferContent = z.output<typeof offerContent>
export type OfferDraft = z.output<typeof offerDraft>
export type OfferDraftSettings = z.output<typeof offerDraftSettings>
export type OfferSettings = z.output<typeof offerSettings>
export type OfferCreated = z.output<typeof offerCreated>
export type OfferChanged = z.output<typeof offerChanged>
export type OfferReviewed = z.output<typeof offerReviewed>
export type OfferSummary = z.output<typeof offerSummary>
export type OfferList = z.output<typeof offerList>
export type OfferVersion = z.output<typeof offerVersion>
export type OfferView = z.output<typeof offerView>
