import { offerContent, offerDraft, offerDraftSettings, offerSettings, readEmail, readShape } from '@boussole/contracts'
import type {
  FieldError,
  OfferContent,
  OfferDraft,
  OfferDraftSettings,
  OfferSettings,
  OfferView,
  ThemeOpen,
} from '@boussole/contracts'
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
  windowDays: words.delay.daysMissing,
  counting: words.delay.countingMissing,
  ageMin: words.who.ageMinWrong,
  ageMax: words.who.ageMaxWrong,
}

/** How a fault of a text calls its field, in the place of « Ce champ ». */
const subjects: Readonly<Record<string, string>> = {
  title: words.words.titleIs,
  description: words.words.descriptionIs,
  place: words.words.placeIs,
}

/** The input of the answers accepted to a question. */
export const criterionName = (question: string): string => `critere-${question}`

type Question = ThemeOpen['questionnaire']['pages'][number]['questions'][number]

/** Every question asked about a theme, in order. */
export const questionsOf = ({ questionnaire }: ThemeOpen): readonly Question[] =>
  questionnaire.pages.flatMap(({ questions }) => questions)

/** Null: nothing was typed; not a number: something else than digits was. */
const numberIn = (values: Values, name: string): number | null => {
  const typed = valueOf(values, name).trim()
  if (typed === '') return null
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
  need: lineOrNull(values, 'besoin'),
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

const contentFaults = (errors: readonly FieldError[], typed: ReturnType<typeof typedContent>): FormError[] => {
  const [firstQuestion = ''] = Object.keys(typed.criteria)
  // A choice that goes ill with another has words of its own.
  const agrees: Readonly<Record<string, boolean>> = {
    windowDays: typed.windowDays === null,
    ageMax: typed.ageMax === null || typed.ageMin === null || !(typed.ageMax < typed.ageMin && typed.ageMax >= 15),
  }
  return errors.map(({ path, message }) => {
    const [part = ''] = path.split('.')
    const own = agrees[part] === false ? undefined : ownWords[part]
    const subject = subjects[part]
    return {
      field: part === 'criteria' ? criterionName(firstQuestion) : (fields[part] ?? ''),
      message: own ?? (subject === undefined ? message : message.replace(/^Ce (champ|texte)/, subject)),
    }
  })
}

/** The content that a form holds, or what is to be put right in it, beside its fields. */
export const readContent = (values: Values, theme: ThemeOpen): ReadForm<OfferContent> => {
  const typed = typedContent(values, theme)
  // What has the wrong type would keep what goes ill together from being told as well.
  const read = readShape(offerContent, { ...typed, need: typed.need ?? '' })
  return 'value' in read ? read : { errors: contentFaults(read.errors, typed) }
}

/** The same to be kept as a draft, which may lack anything; only what cannot be kept as it is typed is to be put right. */
export const readDraft = (values: Values, theme: ThemeOpen): ReadForm<OfferDraft> => {
  const typed = typedContent(values, theme)
  const read = readShape(offerDraft, typed)
  return 'value' in read ? read : { errors: contentFaults(read.errors, typed) }
}

const listOf = (value: string | number | null): string[] => (value === null ? [] : [String(value)])

/** The form that holds this content. */
const valuesOfContent = (content: OfferView['content']): Values => ({
  theme: [content.theme],
  besoin: listOf(content.need),
  titre: [content.title],
  description: [content.description],
  lieu: listOf(content.place),
  delai: listOf(content.windowDays),
  compte: [content.counting],
  'age-min': listOf(content.ageMin),
  'age-max': listOf(content.ageMax),
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

const typedSettings = (values: Values) => ({
  contactEmail: lineOrNull(values, 'contact'),
  validFrom: lineOrNull(values, 'debut'),
  validUntil: lineOrNull(values, 'fin'),
  monthlyQuota: numberIn(values, 'par-mois'),
  referents: values['referents'] ?? [],
})

const settingsFaults = (errors: readonly FieldError[], typed: ReturnType<typeof typedSettings>): FormError[] => {
  const email = readEmail(typed.contactEmail ?? '')
  const { settings } = words
  const own: Readonly<Record<string, string | undefined>> = {
    contactEmail:
      typed.contactEmail === null
        ? settings.contactMissing
        : 'fault' in email
          ? professionalFr.signIn.emailFaults[email.fault]
          : undefined,
    validFrom: typed.validFrom === null ? settings.fromMissing : settings.fromWrong,
    validUntil:
      typed.validUntil !== null && typed.validUntil < (typed.validFrom ?? '') ? undefined : settings.untilWrong,
    referents: settings.referentsMissing,
  }
  return errors.map(({ path, message }) => {
    const [part = ''] = path.split('.')
    return { field: settingsFields[part] ?? '', message: own[part] ?? message }
  })
}

/** The settings that a form holds, or what is to be put right in them. */
export const readSettings = (values: Values): ReadForm<OfferSettings> => {
  const typed = typedSettings(values)
  const read = readShape(offerSettings, typed)
  return 'value' in read ? read : { errors: settingsFaults(read.errors, typed) }
}

/** The same of a draft, which may lack its contact, its first day and its people. */
export const readDraftSettings = (values: Values): ReadForm<OfferDraftSettings> => {
  const typed = typedSettings(values)
  const read = readShape(offerDraftSettings, typed)
  return 'value' in read ? read : { errors: settingsFaults(read.errors, typed) }
}

/** The form that holds these settings. */
export const valuesOfSettings = (settings: OfferView['settings']): Values => ({
  contact: listOf(settings.contactEmail),
  debut: listOf(settings.validFrom),
  fin: listOf(settings.validUntil),
  'par-mois': listOf(settings.monthlyQuota),
  referents: settings.referents.map(({ id }) => id),
})

/** The form that holds what is online, or the version that follows it; of a draft, with its settings beside. */
export const valuesOfOffer = (offer: OfferView): Values => {
  const [newest] = offer.versions
  const content = newest === undefined || newest.state === 'accepted' ? offer.content : newest.content
  return { ...valuesOfContent(content), ...(offer.standing === 'draft' ? valuesOfSettings(offer.settings) : {}) }
}

/** Did whoever sends the form declare the offer free of charge? */
export const isDeclared = (values: Values): boolean => valueOf(values, 'gratuit') === 'oui'

/** What the form of an offer still lacks before it can be proposed; of a new one, `offer` is null. */
export const missingIn = (values: Values, theme: ThemeOpen, offer: OfferView | null): readonly FormError[] => {
  const isDraft = offer === null || offer.standing === 'draft'
  const isFree = (offer?.freeDeclared ?? null) !== null || isDeclared(values)
  return [
    ...faultsOf(readContent(values, theme)),
    ...(isDraft ? faultsOf(readSettings(values)) : []),
    ...(isFree ? [] : [{ field: 'gratuit', message: words.free.missing }]),
  ]
}

/** What is wrong with what was read; nothing, when it is right. */
export const faultsOf = (read: ReadForm<unknown>): readonly FormError[] => ('errors' in read ? read.errors : [])
