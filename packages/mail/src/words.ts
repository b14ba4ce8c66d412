import { Temporal } from 'temporal-polyfill'

/** No-break space: French typography wants one before : ; ! ? and inside « ». */
export const nbsp = '\u00a0'

/**
 * A French sentence with its no-break spaces, used as a tag before a template. Only our own words are touched; what is inserted stays
 * exactly as its author wrote it.
 */
export const fr = (ours: TemplateStringsArray, ...inserted: readonly (string | number)[]): string =>
  ours.map((words, n) => typeset(words) + (inserted[n] ?? '')).join('')

const typeset = (words: string): string => words.replace(/ (?=[:;!?»])/g, nbsp).replace(/« /g, `«${nbsp}`)

const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const
const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
] as const

/** The name of a month, from 1 to 12. */
export const monthInWords = (month: number): string => months[month - 1] ?? ''

/**
 * A day as people say it: « mardi 24 novembre », « samedi 1er août ». The year is left out: a promise is at most some
 * days away. Takes an ISO day (2026-11-24); throws RangeError on anything else.
 */
export const dayInWords = (isoDay: string): string => {
  const day = Temporal.PlainDate.from(isoDay, { overflow: 'reject' })
  const number = day.day === 1 ? '1er' : String(day.day)
  return `${weekdays[day.dayOfWeek - 1] ?? ''} ${number} ${monthInWords(day.month)}`
}

/** A day that may be a year away: « mardi 24 novembre 2026 ». Takes and throws as `dayInWords`. */
export const fullDayInWords = (isoDay: string): string => `${dayInWords(isoDay)} ${isoDay.slice(0, 4)}`

/**
 * A moment as people of the territory say it: « mardi 24 novembre à 18 h 30 ». Takes an ISO instant and an IANA time
 * zone; throws RangeError on anything else.
 */
export const momentInWords = (isoInstant: string, timeZone: string): string => {
  const moment = Temporal.Instant.from(isoInstant).toZonedDateTimeISO(timeZone)
  return `${dayInWords(moment.toPlainDate().toString())} à ${hourInWords(isoInstant, timeZone)}`
}

/** The same with its year, for what may be a year away: « mardi 24 novembre 2026 à 18 h 30 ». Takes and throws as `momentInWords`. */
export const fullMomentInWords = (isoInstant: string, timeZone: string): string => {
  const moment = Temporal.Instant.from(isoInstant).toZonedDateTimeISO(timeZone)
  return `${fullDayInWords(moment.toPlainDate().toString())} à ${hourInWords(isoInstant, timeZone)}`
}

/** The hour of a moment as people of the territory say it: « 18 h 30 ». Takes and throws as `momentInWords`. */
export const hourInWords = (isoInstant: string, timeZone: string): string => {
  const { hour, minute } = Temporal.Instant.from(isoInstant).toZonedDateTimeISO(timeZone)
  return `${hour}${nbsp}h${minute === 0 ? '' : `${nbsp}${String(minute).padStart(2, '0')}`}`
}

/**
 * The end of a window as people say it. A window normally ends with a local day, and « lundi 23 novembre inclus » is
 * said rather than midnight, which everybody understands differently; a window extended by an outage may end at another
 * hour, which is then told. Takes an ISO instant and an IANA time zone; throws RangeError on anything else.
 */
export const deadlineInWords = (isoInstant: string, timeZone: string): string => {
  const end = Temporal.Instant.from(isoInstant).toZonedDateTimeISO(timeZone)
  const startOfDay = end.startOfDay()
  if (!end.equals(startOfDay)) return momentInWords(isoInstant, timeZone)
  return `${dayInWords(startOfDay.toPlainDate().subtract({ days: 1 }).toString())} inclus`
}

/** What is left of a window, in words, on the day `today`; both are ISO days. Throws RangeError on anything else. */
export const remainingInWords = (lastDay: string, today: string): string => {
  const { days } = Temporal.PlainDate.from(today).until(lastDay)
  if (days < 0) return 'délai dépassé'
  if (days === 0) return 'aujourd’hui dernier jour'
  if (days === 1) return 'demain dernier jour'
  return `encore ${windowInWords(days)}`
}

/** A response window in words: « 1 jour », « 3 jours ». Unit: days. */
export const windowInWords = (windowDays: number): string => `${windowDays}${nbsp}${windowDays > 1 ? 'jours' : 'jour'}`

/** A promised window in words, as the offer counts it: « 3 jours », « 3 jours ouvrés ». Unit: days. */
export const promiseInWords = (windowDays: number, counting: 'calendar' | 'working'): string =>
  counting === 'calendar' ? windowInWords(windowDays) : `${windowInWords(windowDays)} ouvré${windowDays > 1 ? 's' : ''}`

/** « 1re fois », « 2e fois »: which time this is. */
export const timeInWords = (times: number): string => `${times}${times === 1 ? 're' : 'e'}${nbsp}fois`

/** "de Marion", "d’Amélie": before a vowel or an h, as names are said. */
export const ofName = (name: string): string => (/^[aàâäeéèêëiîïoôöuùûüyhœæ]/i.test(name) ? `d’${name}` : `de ${name}`)

const articles: Readonly<Record<string, Readonly<Record<'de' | 'à', string>>>> = {
  le: { de: 'du', à: 'au' },
  les: { de: 'des', à: 'aux' },
}

const contracted = (name: string, preposition: 'de' | 'à'): string | undefined => {
  const [, article = '', rest] = /^(les?) (.+)$/i.exec(name) ?? []
  const joined = articles[article.toLowerCase()]?.[preposition]
  return joined === undefined ? undefined : `${joined} ${rest}`
}

/** "du Phare", "des Ateliers", "d’Emploi 42", "de La Passerelle": of a structure or a commune, whose article may contract. */
export const ofPlace = (name: string): string => contracted(name, 'de') ?? ofName(name)

/** "au Phare", "aux Ateliers", "à Emploi 42": to a structure. */
export const toPlace = (name: string): string => contracted(name, 'à') ?? `à ${name}`

/** "1 commune", "320 communes", "12 500 habitants". */
export const counted = (count: number, one: string, several: string): string =>
  `${count.toLocaleString('fr-FR').replaceAll(/\s/g, nbsp)}${nbsp}${count > 1 ? several : one}`
