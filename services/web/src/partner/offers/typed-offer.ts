import { offerContent, offerSettings, readEmail, readShape } from '@boussole/contracts'
import type { OfferContent, OfferSettings, OfferView, ThemeOpen } from '@boussole/contracts'
import { professionalFr } from '../../professional/messages.fr.ts'
import { valueOf } from '../../site/form.ts'
import type { FormError, Values } from '../../site/form.ts'
import { writingFr as words } from './writing.fr.ts'

/** What an offer's content is called in its form; answers to a question come as `critere-<question>`. */
const fields: Readonly<Record<string, string>> = {
  theme: 'theme',
  need: 'besoin',
  title: 'titre',
  description: 'description',
  place: 'lieu',
  windowDays: 'delai',
  counting: 'compte',
  ageMin: 'age-min',
  ageMax: 'age-max',
  zones: 'zone',
}

const ownWords: Readonly<Record<string, string>> = {
  need: words.need.missing,
  windowDays: words.delay.daysEmpty,
  counting: words.delay.countingMissing,
}

/** The input of the answers accepted to a question. */
export const criterionName = (question: string): string => `critere-${question}`

type Question = ThemeOpen['questionnaire']['pages'][number]['questions'][number]

/** Every question asked about a theme, in order. */
export const questionsOf = ({ questionnaire }: ThemeOpen): readonly Question[] =>
  questionnaire.pages.flatMap(({ questions }) => questions)

const numberIn = (values: Values, name: string): number => {
  const typed = valueOf(values, name).trim()
  return /^\d{1,5}$/.test(typed) ? Number(typed) : Number.NaN
}

const textIn = (values: Values, name: string): string => valueOf(values, name).replaceAll('\r\n', '\n')

const lineOrNull = (values: Values, name: string): string | null => {
  const typed = valueOf(values, name).trim()
  return typed === '' ? null : typed
}

/** An offer as it is being written: any part may be missing or wrong. */
export const typedContent = (values: Values, theme: ThemeOpen) => ({
  theme: theme.code,
  need: valueOf(values, 'besoin'),
  title: valueOf(values, 'titre'),
  description: textIn(values, 'description'),
  place: lineOrNull(values, 'lieu'),
  windowDays: numberIn(values, 'delai'),
  counting: valueOf(values, 'compte'),
  ageMin: numberIn(values, 'age-min'),
  ageMax: numberIn(values, 'age-max'),
  criteria: Object.fromEntries(
    questionsOf(theme).flatMap(({ code, answers }) => {
      const accepted = answers.map((answer) => answer.code).filter((answer) => isTicked(values, code, answer))
      return accepted.length === 0 ? [] : [[code, accepted] as const]
    }),
  ),
  zones: values['zone'] ?? [],
})

const isTicked = (values: Values, question: string, answer: string): boolean =>
  values[criterionName(question)]?.includes(answer) ?? false

type ReadForm<Value> = { readonly value: Value } | { readonly errors: readonly FormError[] }

/** The content that a form holds, or what is to be put right in it, beside its fields. */
export const readContent = (values: Values, theme: ThemeOpen): ReadForm<OfferContent> => {
  const typed = typedContent(values, theme)
  const read = readShape(offerContent, typed)
  if ('value' in read) return read
  const [firstQuestion = ''] = Object.keys(typed.criteria)
  return {
    errors: read.errors.map(({ path, message }) => {
      const [part = ''] = path.split('.')
      // Words of our own for what was not chosen; a choice that goes ill with another has its own.
      const isMissing = part !== 'windowDays' || Number.isNaN(typed.windowDays)
      return {
        field: part === 'criteria' ? criterionName(firstQuestion) : (fields[part] ?? ''),
        message: (isMissing ? ownWords[part] : undefined) ?? message,
      }
    }),
  }
}

/** The form that holds this content. */
export const valuesOfContent = (content: OfferView['content']): Values => ({
  theme: [content.theme],
  besoin: [content.need],
  titre: [content.title],
  description: [content.description],
  lieu: content.place === null ? [] : [content.place],
  delai: [String(content.windowDays)],
  compte: [content.counting],
  'age-min': [String(content.ageMin)],
  'age-max': [String(content.ageMax)],
  zone: content.zones,
  ...Object.fromEntries(
    Object.entries(content.criteria).map(([question, accepted]) => [criterionName(question), accepted]),
  ),
})

const settingsFields: Readonly<Record<string, string>> = {
  contactEmail: 'contact',
  validFrom: 'debut',
  validUntil: 'fin',
  monthlyQuota: 'par-mois',
  referents: 'referents',
}

/** The settings that a form holds, or what is to be put right in them. */
export const readSettings = (values: Values): ReadForm<OfferSettings> => {
  const address = valueOf(values, 'contact')
  const email = readEmail(address)
  const read = readShape(offerSettings, {
    contactEmail: address,
    validFrom: valueOf(values, 'debut'),
    validUntil: lineOrNull(values, 'fin'),
    monthlyQuota: lineOrNull(values, 'par-mois') === null ? null : numberIn(values, 'par-mois'),
    referents: values['referents'] ?? [],
  })
  if ('value' in read) return read
  const own: Readonly<Record<string, string | undefined>> = {
    contactEmail: 'fault' in email ? professionalFr.signIn.emailFaults[email.fault] : undefined,
    validFrom: valueOf(values, 'debut') === '' ? words.settings.fromMissing : words.settings.dayWrong,
    referents: words.settings.referentsMissing,
  }
  return {
    errors: read.errors.map(({ path, message }) => {
      const [part = ''] = path.split('.')
      return { field: settingsFields[part] ?? '', message: own[part] ?? message }
    }),
  }
}

/** The form that holds these settings. */
export const valuesOfSettings = (settings: OfferView['settings']): Values => ({
  contact: [settings.contactEmail],
  debut: [settings.validFrom],
  fin: settings.validUntil === null ? [] : [settings.validUntil],
  'par-mois': settings.monthlyQuota === null ? [] : [String(settings.monthlyQuota)],
  referents: settings.referents.map(({ id }) => id),
})
