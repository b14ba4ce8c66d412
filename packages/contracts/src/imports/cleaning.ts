import { phoneInWords, readPhone } from '../phones.ts'
import { readEmail } from '../emails.ts'
import { folded } from './fields.ts'
import { inLowerCase } from './letter-case.ts'
import type { LineFault, LineMending } from './reasons.ts'

/** What a cell says once it is clean: its value, what was mended on the way, or why it is refused. */
export type Cleaned<Value> =
  | { readonly value: Value; readonly mended?: LineMending }
  | { readonly fault: LineFault }
  | { readonly value: null; readonly mended?: LineMending }

/** Longer than this, a cell is no cell: a quote is missing. In characters. */
export const cellLength = 10_000

const empties = new Set(['null', 'none', 'n a', 'na', 'nc', 'neant', 'non renseigne', 'nan', 'undefined', 'inconnu'])

/**
 * A cell as people meant it: no invisible characters, one space between words, nothing for "NULL" or "-". The apostrophe
 * by which exports keep a cell from being read as a formula is taken off again.
 */
export const cleanCell = (raw: string): { readonly value: string; readonly mended?: LineMending } => {
  const tidy = raw
    .replaceAll(/[\p{Surrogate}\p{Cf}\uFFFD\uFFFE\uFFFF]/gu, '')
    .replaceAll(/[\p{Cc}\p{Zs}\u2028\u2029]+/gu, ' ')
    .trim()
  const isMarked = /^'[=+\-@]/.test(tidy)
  const value = isMarked ? tidy.slice(1) : tidy
  if (/^[-–—.?/*_ ]*$/.test(value) || /^#(N\/A|REF!|VALUE!|VALEUR!|NAME\?)$/i.test(value)) return { value: '' }
  if (empties.has(folded(value))) return { value: '' }
  return isMarked ? { value, mended: 'formula-mark' } : { value }
}

/** Words over several lines: line breaks are kept. */
export const cleanWords = (raw: string): string =>
  raw
    .replaceAll(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => cleanCell(line).value)
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()

/** Rows somebody made to try something out: "TEST", "xxx", "à supprimer". */
export const isTestRow = (name: string): boolean => {
  const words = folded(name)
  return (
    /^(test|tests|essai|exemple|demo|toto|titi|tata|azerty|qwerty|foo|bar|lorem ipsum)( |$)/.test(words) ||
    /(^| )(test|essai)$/.test(words) ||
    /^(.)\1{2,}$/.test(words.replaceAll(' ', '')) ||
    /(ne pas (utiliser|toucher|contacter)|a supprimer)/.test(words)
  )
}

/** The key of La Poste's own numbers (356 000 000) is another one. */
const hasGoodKey = (siret: string): boolean => {
  const digits = Array.from(siret, Number)
  if (siret.startsWith('356000000') && digits.reduce((sum, digit) => sum + digit, 0) % 5 === 0) return true
  const sum = digits.reduce((total, digit, place) => {
    const doubled = place % 2 === 0 ? digit * 2 : digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0 && Number(siret) !== 0
}

/** Is it a number that a spreadsheet has rounded, as 4,97E+13? */
const isScientific = (words: string): boolean => /^\d+([.,]\d+)?E\+?\d+$/i.test(words)

/** A SIRET: 14 digits with a right key (INSEE), however they are spaced. */
export const cleanSiret = (given: string): Cleaned<string> => {
  if (given === '') return { value: null }
  if (isScientific(given)) return { fault: 'siret-scientific' }
  const digits = given.replace(/[.,]0$/, '').replaceAll(/[\s.\-_/]/g, '')
  if (/^\d{9}$/.test(digits)) return { fault: 'siret-is-siren' }
  if (/^\d{14}$/.test(digits) && hasGoodKey(digits)) return { value: digits }
  if (/^\d{13}$/.test(digits) && hasGoodKey(`0${digits}`)) return { value: `0${digits}`, mended: 'siret-zero' }
  return { fault: 'siret-wrong' }
}

/** A postal code: 5 digits. A spreadsheet takes the first zero off: 1000 is 01000. */
export const cleanPostalCode = (given: string): Cleaned<string> => {
  const words = given
    .replace(/^F-?(?=\d)/i, '')
    .replace(/[.,]0$/, '')
    .replaceAll(/\s/g, '')
  if (words === '') return { value: null }
  if (/^\d{5}$/.test(words)) return { value: words }
  if (/^[1-9]\d{3}$/.test(words)) return { value: `0${words}`, mended: 'postal-zero' }
  const cedex = /^(\d{5})cedex\d*$/i.exec(words)
  return cedex?.[1] === undefined ? { fault: 'postal-wrong' } : { value: cedex[1], mended: 'cedex' }
}

/** The INSEE code of a commune; arrondissements of Paris, Lyon and Marseille are their commune. */
export const cleanCommuneCode = (given: string): Cleaned<string> => {
  const words = given.replaceAll(/\s/g, '').toUpperCase()
  if (words === '') return { value: null }
  const full = /^\d{4}$/.test(words) ? `0${words}` : words
  if (!/^(\d{5}|2[AB]\d{3})$/.test(full)) return { fault: 'commune-unknown' }
  const value = /^751(0[1-9]|1\d|20)$/.test(full)
    ? '75056'
    : /^6938[1-9]$/.test(full)
      ? '69123'
      : /^132(0[1-9]|1[0-6])$/.test(full)
        ? '13055'
        : full
  return full === words ? { value } : { value, mended: 'insee-zero' }
}

/** The name of a commune, without CEDEX and without the number of an arrondissement. */
export const cleanCommuneName = (given: string): Cleaned<string> => {
  if (given === '') return { value: null }
  const bare = given.replace(/\s*\bcedex\b.*$/i, '')
  const value = bare
    .replace(/\s*\([^)]*\)\s*$/, '')
    .replace(/\s+\d{1,2}\s*(er|e|eme|ème|è)?(\s+arr\w*\.?)?$/i, '')
    .trim()
  return value === '' ? { value: null } : bare === given ? { value } : { value, mended: 'cedex' }
}

/** An address in one field, taken apart: street, postal code, commune; undefined when it holds no postal code. */
export const splitAddress = (
  given: string,
): { readonly street: string; readonly postalCode: string; readonly commune: string } | undefined => {
  const found =
    /^(.*?)[\s,;–-]*(?<!\d)(\d{4,5})[\s,]+(\p{L}[\p{L}\s'’.-]*?(?:\s+cedex(?:\s*\d+)?)?)\s*(?:,?\s*france)?$/iu.exec(
      given,
    )
  const [, street, postalCode, commune] = found ?? []
  if (street === undefined || postalCode === undefined || commune === undefined) return undefined
  // "1200 route de Lyon" begins with the number of a house.
  if (postalCode.length === 4 && street.length < 5) return undefined
  return { street: street.trim(), postalCode, commune }
}

/** A phone number in the words of the directory; of two, the first. `communeCode` says where it is dialled from. */
export const cleanPhone = (given: string): Cleaned<string> => {
  if (given === '') return { value: null }
  if (isScientific(given)) return { fault: 'phone-scientific' }
  const [first = '', ...others] = given
    .replace(/^(t[ée]l(\.|[ée]phone)?|port(\.|able)?|mob(\.|ile)?)\s*:?\s*/i, '')
    .replaceAll(/\(0\)/g, '')
    .split(/\s*(?:\/|;|,|\||\bou\b|\bet\b)\s*/i)
    .filter((part) => part.replaceAll(/\D/g, '').length > 6)
  const digits = first.replaceAll(/[\s.\-_]/g, '')
  const isShort = /^[1-9]\d{8}$/.test(digits)
  const isFrench = /^33[1-9]\d{8}$/.test(digits)
  const read = readPhone(isShort ? `0${digits}` : isFrench ? `+${digits}` : first, null)
  if ('fault' in read) return { fault: 'phone-wrong' }
  const value = phoneInWords(read.phone)
  if (isShort) return { value, mended: 'phone-zero' }
  return others.length > 0 ? { value, mended: 'phone-first' } : { value }
}

/** A mail address in lower case; of two, the first. */
export const cleanEmail = (given: string): Cleaned<string> => {
  const bare = given.replace(/^mailto:/i, '').replaceAll(/[<>]/g, '')
  if (bare === '') return { value: null }
  const [first = '', ...others] = bare.split(/\s*[;,/|\s]\s*/).filter((part) => part !== '')
  const read = readEmail(first.toLowerCase())
  if ('fault' in read) return { fault: 'email-wrong' }
  return others.some((part) => part.includes('@'))
    ? { value: read.email, mended: 'email-first' }
    : { value: read.email }
}

/** The address of a site: http or https only, whose name is one. */
export const cleanWebsite = (given: string): Cleaned<string> => {
  if (given === '') return { value: null }
  const hasScheme = /^[a-z][a-z0-9+.-]*:/i.test(given)
  const words = hasScheme ? given : `https://${given}`
  const url = URL.canParse(words) ? new URL(words) : null
  if (url === null || !/^https?:$/.test(url.protocol) || !/\.[a-z]{2,}$/i.test(url.hostname)) {
    return { fault: 'website-wrong' }
  }
  if (words.length > 300) return { fault: 'website-wrong' }
  return hasScheme ? { value: words } : { value: words, mended: 'website-completed' }
}

/** Where France is, overseas included: from south to north, from west to east, in degrees. */
const france: readonly (readonly [south: number, north: number, west: number, east: number])[] = [
  [41, 51.6, -5.5, 9.8],
  [14.2, 18.3, -63.3, -60.7],
  [2, 6, -54.8, -51.4],
  [-21.6, -20.7, 55, 56],
  [-13.3, -12.4, 44.8, 45.5],
  [46.6, 47.3, -56.6, -56],
  [-28, -7, -155, -134],
  [-23, -17, 158, 173],
  [-14.6, -13, -178.5, -176],
]
const isInFrance = (latitude: number, longitude: number): boolean =>
  france.some(
    ([south, north, west, east]) => latitude >= south && latitude <= north && longitude >= west && longitude <= east,
  )

const degreesIn = (given: string): number => (given === '' ? Number.NaN : Number(given.replace(',', '.')))

/** Coordinates in France; those that were swapped are put in order, those that lie elsewhere are left out. */
export const cleanCoordinates = (
  latitude: string,
  longitude: string,
): Cleaned<{ readonly latitude: number; readonly longitude: number }> => {
  if (latitude === '' && longitude === '') return { value: null }
  const [north, east] = [degreesIn(latitude), degreesIn(longitude)]
  if (isInFrance(north, east)) return { value: { latitude: north, longitude: east } }
  if (isInFrance(east, north)) return { value: { latitude: east, longitude: north }, mended: 'coordinates-swapped' }
  return { value: null, mended: 'coordinates-dropped' }
}

/** A day as people and spreadsheets write it, as an ISO day. */
export const cleanDay = (given: string): Cleaned<string> => {
  if (given === '') return { value: null }
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(given)
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(given)
  const [year, month, day] =
    iso === null ? [french?.[3], french?.[2]?.padStart(2, '0'), french?.[1]?.padStart(2, '0')] : iso.slice(1)
  const value = `${year}-${month}-${day}`
  const date = new Date(`${value}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value ? { fault: 'date-wrong' } : { value }
}

/** A name of an organisation or a title; one that is written in capitals is put in lower case, acronyms aside. */
export const cleanName = (given: string): { readonly value: string; readonly mended?: LineMending } => {
  const value = inLowerCase(given)
  return value === given ? { value } : { value, mended: 'name-case' }
}

/** What a list in one cell holds: JSON, `{a,b}` of PostgreSQL, or words apart by `|`, `;` or `,`. */
export const listIn = (given: string): readonly string[] => {
  const bare = given.replace(/^[[{]/, '').replace(/[\]}]$/, '')
  const separator = bare.includes('|') ? '|' : bare.includes(';') ? ';' : ','
  return bare
    .split(separator)
    .map((part) => part.trim().replaceAll(/^"|"$/g, '').trim())
    .filter((part) => part !== '')
}
