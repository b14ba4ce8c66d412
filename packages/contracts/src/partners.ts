import { z } from 'zod'
import { cleanEmail, cleanPhone, cleanSiret, cleanWebsite } from './imports/cleaning.ts'
import type { Cleaned } from './imports/cleaning.ts'
import { lineFaults } from './imports/reasons.ts'
import { freeWords, line } from './words.ts'

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
