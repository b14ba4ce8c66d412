import type { HolidayZone } from './working-days.ts'

/** The hours and the public holidays of a place. */
export interface LocalZones {
  /** IANA name. */
  readonly timeZone: string
  readonly holidayZone: HolidayZone
}

const metropole: LocalZones = { timeZone: 'Europe/Paris', holidayZone: 'metropole' }

/** By INSEE code; every region that is not here keeps the hours of Paris and the holidays of the metropole. */
const overseas: Readonly<Record<string, LocalZones>> = {
  '01': { timeZone: 'America/Guadeloupe', holidayZone: 'guadeloupe' },
  '02': { timeZone: 'America/Martinique', holidayZone: 'martinique' },
  '03': { timeZone: 'America/Cayenne', holidayZone: 'guyane' },
  '04': { timeZone: 'Indian/Reunion', holidayZone: 'la-reunion' },
  '06': { timeZone: 'Indian/Mayotte', holidayZone: 'mayotte' },
  '975': { timeZone: 'America/Miquelon', holidayZone: 'saint-pierre-et-miquelon' },
  '977': { timeZone: 'America/St_Barthelemy', holidayZone: 'saint-barthelemy' },
  '978': { timeZone: 'America/Marigot', holidayZone: 'saint-martin' },
  '986': { timeZone: 'Pacific/Wallis', holidayZone: 'wallis-et-futuna' },
  '987': { timeZone: 'Pacific/Tahiti', holidayZone: 'polynesie-francaise' },
  '988': { timeZone: 'Pacific/Noumea', holidayZone: 'nouvelle-caledonie' },
}

/**
 * The hours and holidays that a region proposes for a new territory (domain.md §3). Alsace-Moselle is a part of its
 * region: it is chosen by hand.
 */
export const zonesOfRegion = (regionCode: string): LocalZones => overseas[regionCode] ?? metropole

/** The time zones a territory may keep. */
export const territoryTimeZones: readonly string[] = [
  metropole.timeZone,
  ...Object.values(overseas).map(({ timeZone }) => timeZone),
  'Pacific/Marquesas',
  'Pacific/Gambier',
]

const slugLength = 60

/** The name of a thing as it is written in addresses and codes: `Cœur d’Hérault` → `coeur-d-herault`; empty without a letter or digit. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, slugLength)
    .replaceAll(/^-+|-+$/g, '')

/** This slug, or the first of `slug-2`, `slug-3`, … that is not taken. */
export const freeSlug = (slug: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(slug)) return slug
  for (let place = 2; ; place += 1) {
    const ending = `-${place}`
    const candidate = `${slug.slice(0, slugLength - ending.length)}${ending}`
    if (!taken.has(candidate)) return candidate
  }
}
