import { parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/max'
import type { CountryCode, NumberType } from 'libphonenumber-js/max'
import { z } from 'zod'

/** What can be wrong with a phone number, each with its own sentence. */
export const phoneFaults = {
  empty: 'Écris ton numéro, comme 06 12 34 56 78.',
  letters: 'Un numéro s’écrit avec des chiffres, sans lettre ni autre texte : comme 06 12 34 56 78.',
  invisible: 'Ce numéro contient un caractère invisible : écris-le à la main, comme 06 12 34 56 78.',
  several: 'Écris un seul numéro.',
  'plus-misplaced': 'Le signe + se met une seule fois, tout au début : comme +262 692 12 34 56.',
  'country-unknown': 'Ce numéro commence par un indicatif de pays qui n’existe pas. En France, c’est +33.',
  'too-short': 'Il manque des chiffres à ce numéro : un numéro français en a 10, comme 06 12 34 56 78.',
  'too-short-abroad': 'Il manque des chiffres à ce numéro, après l’indicatif du pays.',
  'too-long-abroad': 'Ce numéro a trop de chiffres après l’indicatif du pays.',
  'too-long': 'Ce numéro a trop de chiffres : un numéro français en a 10, comme 06 12 34 56 78.',
  'special-number': 'C’est un numéro spécial ou surtaxé. Écris ton numéro de mobile ou de fixe.',
  'unassigned-abroad': 'Ce numéro n’existe pas dans ce pays. Vérifie-le, indicatif compris.',
  unassigned: 'Ce numéro n’existe pas. Vérifie-le ; s’il n’est pas français, commence par + et l’indicatif du pays.',
} as const

export type PhoneFault = keyof typeof phoneFaults

const regionOfDepartment: Readonly<Record<string, CountryCode>> = {
  '971': 'GP',
  '972': 'MQ',
  '973': 'GF',
  '974': 'RE',
  '975': 'PM',
  '976': 'YT',
  '977': 'BL',
  '978': 'MF',
  '986': 'WF',
  '987': 'PF',
  '988': 'NC',
}

/** Metropole and overseas departments share one plan: ten digits from 0 tell which of them the number belongs to. */
const sharedPlan: readonly CountryCode[] = ['FR', 'RE', 'YT', 'GP', 'MQ', 'GF']

/** Kept by the Arcep for films and demonstrations (décision 2018-0881): real in form, nobody's. */
const fictional = /^\+3363998\d{4}$/

const ordinary: ReadonlySet<NumberType> = new Set(['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE', 'VOIP'])

const faultOfForm = (given: string): PhoneFault | null => {
  if (given === '') return 'empty'
  if (/[\p{Cc}\p{Surrogate}\u2028\u2029]/u.test(given)) return 'invisible'
  if (/[/,;&|]|\bou\b|\bet\b/i.test(given)) return 'several'
  if (/[^\p{Nd}\s+().·–‑-]/u.test(given)) return 'letters'
  if (!/\p{Nd}/u.test(given)) return 'empty'
  return given.lastIndexOf('+') > 0 ? 'plus-misplaced' : null
}

const faultOfLength = (given: string, region: CountryCode): PhoneFault | null => {
  if (/^0[^0]/.test(given) && given.replaceAll(/\P{Nd}/gu, '').length < 10) return 'too-short'
  const fault = validatePhoneNumberLength(given, region)
  switch (fault) {
    case undefined:
    case 'INVALID_LENGTH':
      return null
    case 'INVALID_COUNTRY':
      return 'country-unknown'
    case 'TOO_SHORT':
      if (given.startsWith('+')) return 'too-short-abroad'
      return /^\s*1[0-9]{1,2}\s*$|^\s*3\d{3}\s*$/.test(given) ? 'special-number' : 'too-short'
    case 'TOO_LONG':
      return given.startsWith('+') ? 'too-long-abroad' : 'too-long'
    case 'NOT_A_NUMBER':
      return given.startsWith('+') ? 'too-short-abroad' : 'too-short'
  }
}

/**
 * Reads a phone number as people write it: French, as dialled in the commune's own territory, in any French department,
 * or with + and the code of its country. Gives it in E.164 form, or says what is wrong. `communeCode` is the INSEE code.
 */
export const readPhone = (
  given: string,
  communeCode: string | null,
): { readonly phone: string } | { readonly fault: PhoneFault } => {
  // Phones put direction marks around a number that is copied from a contact.
  const words = given.replaceAll(/\p{Cf}/gu, '').trim()
  const formFault = faultOfForm(words)
  if (formFault !== null) return { fault: formFault }
  const home = regionOfDepartment[communeCode?.slice(0, 3) ?? ''] ?? 'FR'
  for (const region of new Set([home, ...sharedPlan])) {
    const number = parsePhoneNumberFromString(words, { defaultCountry: region, extract: false })
    if (number === undefined) continue
    if (fictional.test(number.number)) return { phone: number.number }
    if (!number.isValid()) continue
    const type = number.getType()
    return ordinary.has(type) ? { phone: number.number } : { fault: 'special-number' }
  }
  return { fault: faultOfLength(words, home) ?? (words.startsWith('+') ? 'unassigned-abroad' : 'unassigned') }
}

/** An E.164 number as people write it, and as `readPhone` reads it back: ten digits from 0 in France, + abroad. */
export const phoneInWords = (phone: string): string => {
  const parsed = parsePhoneNumberFromString(phone)
  if (parsed === undefined) return phone
  const isFrench = fictional.test(phone) || (parsed.country !== undefined && sharedPlan.includes(parsed.country))
  return isFrench ? parsed.formatNational() : parsed.formatInternational()
}

/** A phone number as typed, to be read with the commune it is dialled from. */
export const phoneWords = () =>
  z.string().max(60, phoneFaults['too-long']).meta({ description: 'Numéro français, ou international avec +.' })
