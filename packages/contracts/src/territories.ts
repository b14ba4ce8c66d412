import { holidayZones, territoryTimeZones } from '@boussole/domain'
import { z } from 'zod'
import { listOf } from './communes.ts'
import { readEmail } from './emails.ts'
import { readPhone } from './phones.ts'
import { line } from './words.ts'

/** A number as people dial it in France or overseas; kept as it is written, because people read it. */
const phone = line(40).refine((given) => 'phone' in readPhone(given, null), 'Ce numéro n’existe pas : vérifiez-le.')

const address = line(254).refine((given) => 'email' in readEmail(given), 'Cette adresse mail n’est pas valable.')

const infoJeunesFields = z.strictObject({
  name: line(160, 2),
  phone: phone.nullable(),
  email: address.nullable(),
  address: line(300).nullable(),
})

const settingsFields = {
  name: line(120, 2),
  timeZone: z.enum(territoryTimeZones, 'Choisissez un fuseau horaire de la liste.'),
  holidayZone: z.enum(holidayZones, 'Choisissez un calendrier de la liste.'),
  counting: z.enum(['calendar', 'working'], 'Choisissez comment les jours se comptent.'),
  infoJeunes: infoJeunesFields,
}

/** What is said of a territory besides its communes and themes. */
export const territorySettings = z.strictObject(settingsFields).meta({ id: 'TerritorySettings' })

/** POST /territories: hours and holidays are those of the region, unless others are given. */
export const territoryCreated = z
  .strictObject({
    regionCode: z.string().regex(/^\d{2,3}$/, 'Choisissez une région.'),
    ...settingsFields,
    timeZone: settingsFields.timeZone.nullable().default(null),
    holidayZone: settingsFields.holidayZone.nullable().default(null),
    counting: settingsFields.counting.default('calendar'),
  })
  .meta({
    id: 'TerritoryCreated',
    example: {
      regionCode: '84',
      name: 'Forez',
      infoJeunes: {
        name: 'Info Jeunes Forez',
        phone: '04 65 71 42 00',
        email: 'bonjour@info-jeunes-forez.example',
        address: '2 rue du Marché, 42600 Montbrison',
      },
    },
  })

export const territorySummary = z
  .strictObject({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    region: z.strictObject({ code: z.string(), name: z.string() }),
    /** The day from which young people are shown it; null: none was chosen yet. */
    opensOn: z.string().nullable(),
    isOpen: z.boolean(),
    communes: z.int(),
    population: z.int(),
    themes: z.int(),
  })
  .meta({ id: 'TerritorySummary' })

/** What POST /territories answers. */
export const territoryMade = z.strictObject({ id: z.string(), slug: z.string() }).meta({ id: 'TerritoryMade' })

/** GET /territories: those one watches, by name. */
export const territoryList = listOf(territorySummary).meta({ id: 'Territories' })
export const territoriesQuery = z.strictObject({ cursor: z.string().max(400).optional() })

export type TerritoryCreated = z.output<typeof territoryCreated>
