import type { TerritoryId } from '@boussole/domain'
import { z } from 'zod'
import { agreementCursor } from './agreements.ts'
import { cleanEmail, cleanPhone, cleanSiret, cleanWebsite } from './imports/cleaning.ts'
import type { Cleaned } from './imports/cleaning.ts'
import { lineFaults } from './imports/reasons.ts'
import { instant } from './times.ts'
import { freeWords, id, line, sampleId } from './words.ts'

/** A field read as a file's cell is: put right where that is sure, refused with its reason where it is not; empty is null. */
const read = (clean: (given: string) => Cleaned<string>) =>
  line(300, 0).transform((given, context) => {
    const cleaned = clean(given)
    if (!('fault' in cleaned)) return cleaned.value
    context.addIssue({ code: 'custom', message: lineFaults[cleaned.fault] })
    return z.NEVER
  })

const words = (max: number) => line(max, 0).transform((given) => (given === '' ? null : given))

/** A partner as the animation writes it; what is empty is not known. */
export const partnerWritten = z.strictObject({
  name: line(160, 2),
  siret: read(cleanSiret).prefault(''),
  /** What it does, in a few words. */
  roleInWords: freeWords(1000).prefault(''),
  /** INSEE code; may lie outside the territory. */
  commune: z.string().regex(/^(\d{5}|2[AB]\d{3})$/, 'Donnez le code INSEE d’une commune.'),
  address: words(300).prefault(''),
  phone: read(cleanPhone).prefault(''),
  email: read(cleanEmail).prefault(''),
  website: read(cleanWebsite).prefault(''),
})
export type PartnerWritten = z.output<typeof partnerWritten>

const sample = { name: 'Les Ricochets', commune: '42218', email: 'accueil@les-ricochets.example' }

/** POST /partners. `evenIfAlike`: somebody looked at those that are like it, and it is another one. */
export const partnerAdded = z
  .strictObject({
    territoryId: id<TerritoryId>(),
    partner: partnerWritten,
    evenIfAlike: z.boolean().default(false),
  })
  .meta({ id: 'PartnerAdded', example: { territoryId: sampleId, partner: sample } })

/** PATCH /partners/{id}: the whole card as it is to be; `seen` is the one that was read, so that nothing is written over. */
export const partnerCorrected = z
  .strictObject({ seen: z.string().max(40), partner: partnerWritten, evenIfAlike: z.boolean().default(false) })
  .meta({ id: 'PartnerCorrected', example: { seen: '0d1f', partner: sample } })

/** GET /partners: those that one watches over, by name. */
export const partnersQuery = z.strictObject({
  /** Words of the name or the commune, or the beginning of a SIRET. */
  q: z.string().max(100).optional(),
  cursor: agreementCursor.optional(),
})

export const partnerSummary = z
  .strictObject({
    id: z.string(),
    territoryId: z.string(),
    name: z.string(),
    siret: z.string().nullable(),
    commune: z.string().nullable(),
    inForce: z.boolean(),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Partner' })

export const partnerList = z
  .strictObject({ items: z.array(partnerSummary), nextCursor: agreementCursor.nullable() })
  .meta({ id: 'Partners' })

/** One partner, with what a correction must have seen. */
export const partnerCard = partnerSummary
  .extend({
    seen: z.string(),
    roleInWords: z.string(),
    communeCode: z.string().nullable(),
    address: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    website: z.string().nullable(),
  })
  .meta({ id: 'PartnerCard' })
