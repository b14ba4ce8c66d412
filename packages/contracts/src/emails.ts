import { z } from 'zod'
import { lengthOf } from './words.ts'

/** What can be wrong with a mail address, each with its own sentence. */
export const emailFaults = {
  empty: 'Écris ton adresse, comme prenom@exemple.fr.',
  invisible: 'Cette adresse contient un retour à la ligne ou un caractère invisible : écris-la à la main.',
  spaces: 'Une adresse ne contient pas d’espace. Écris-la comme prenom@exemple.fr.',
  'no-at': 'Il manque le signe @. Écris une adresse comme prenom@exemple.fr.',
  'several-at': 'Il y a plusieurs signes @. Écris une seule adresse, comme prenom@exemple.fr.',
  'several-addresses': 'Écris une seule adresse, sans virgule ni point-virgule.',
  brackets: 'Écris seulement l’adresse, sans guillemets, sans nom et sans chevrons : comme prenom@exemple.fr.',
  'name-missing': 'Il manque ce qui vient avant le signe @. Écris une adresse comme prenom@exemple.fr.',
  'name-too-long': 'Ce qui vient avant le signe @ est trop long : 64 caractères au maximum.',
  'too-long': 'Cette adresse est trop longue : 254 caractères au maximum.',
  dots: 'Un point ne peut être ni au début, ni à la fin, ni doublé. Écris une adresse comme prenom@exemple.fr.',
  'letters-unusual': 'Cette adresse contient un caractère que les messageries n’acceptent pas (accent, symbole).',
  'domain-missing': 'Il manque ce qui vient après le signe @, comme exemple.fr.',
  'domain-incomplete': 'La fin de l’adresse est incomplète : il manque un point et une fin, comme exemple.fr.',
  'domain-wrong': 'La fin de l’adresse n’est pas valable. Écris une adresse comme prenom@exemple.fr.',
} as const

export type EmailFault = keyof typeof emailFaults

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
const topLevel = /^([a-z]{2,63}|xn--[a-z0-9-]{2,59})$/

const faultOfDomain = (domain: string): EmailFault | null => {
  if (domain === '') return 'domain-missing'
  if (!domain.includes('.')) return domain.startsWith('[') ? 'domain-wrong' : 'domain-incomplete'
  if (/^\.|\.$|\.\./.test(domain)) return 'dots'
  const labels = domain.split('.')
  return labels.every((part) => label.test(part)) && topLevel.test(labels.at(-1) ?? '') ? null : 'domain-wrong'
}

const faultOfName = (name: string): EmailFault | null => {
  if (name === '') return 'name-missing'
  if (name.length > 64) return 'name-too-long'
  if (/^\.|\.$|\.\./.test(name)) return 'dots'
  return /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+$/.test(name) ? null : 'letters-unusual'
}

/**
 * Reads a mail address: the subset of RFC 5321 that mail servers really exchange, without quotes, comments or
 * addresses of machines. What comes after the @ is put in lower case; what comes before is kept as it is.
 */
export const readEmail = (given: string): { readonly email: string } | { readonly fault: EmailFault } => {
  if (/[\p{Cc}\p{Cf}\p{Surrogate}\u2028\u2029]/u.test(given)) return { fault: 'invisible' }
  const words = given.trim()
  if (words === '') return { fault: 'empty' }
  if (lengthOf(words) > 254) return { fault: 'too-long' }
  if (/[<>"()\\]/.test(words)) return { fault: 'brackets' }
  if (/[,;]/.test(words)) return { fault: 'several-addresses' }
  if (/\s/.test(words)) return { fault: 'spaces' }
  const [name, domain, ...rest] = words.split('@')
  if (name === undefined || domain === undefined) return { fault: 'no-at' }
  if (rest.length > 0) return { fault: 'several-at' }
  const lowered = domain.toLowerCase()
  const fault = faultOfName(name) ?? faultOfDomain(lowered)
  return fault === null ? { email: `${name}@${lowered}` } : { fault }
}

/** A young person's mail address; the sentence told is the one of its fault. */
export const email = () =>
  z
    .string()
    .superRefine((given, context) => {
      const read = readEmail(given)
      if ('fault' in read) context.addIssue({ code: 'custom', message: emailFaults[read.fault], input: given })
    })
    .overwrite((given) => {
      const read = readEmail(given)
      return 'email' in read ? read.email : given
    })
    .meta({ format: 'email', maxLength: 254 })
