import { lengthOf } from '../words.ts'
import { cleanDay, cleanEmail, cleanName, isTestRow, listIn } from './cleaning.ts'
import type { Cleaned } from './cleaning.ts'
import { folded } from './fields.ts'
import type { OfferField } from './fields.ts'
import { noting, onlySaid, partnerAsked } from './lines.ts'
import type { CellOf, CleanLine, Noting } from './lines.ts'
import { needOfTopic } from './topics.ts'
import type { TopicTable } from './topics.ts'

/** "3", "3 jours", "5 jours ouvrés": the promise, which nothing else tells. */
const windowIn = (
  given: string,
): Cleaned<{ readonly days: number; readonly counting: 'calendar' | 'working' | null }> => {
  if (given === '') return { value: null }
  const read = /^(\d{1,2})(?:[.,]0)?\s*(?:j|jours?)?(?:\s+(ouvr[ée]s?|calendaires?))?$/i.exec(given)
  const days = Number(read?.[1])
  if (read === null || days < 1 || days > 7) return { fault: 'window-wrong' }
  const kind = read[2]?.charAt(0).toLowerCase()
  return { value: { days, counting: kind === undefined ? null : kind === 'o' ? 'working' : 'calendar' } }
}

const countingIn = (given: string): Cleaned<'calendar' | 'working'> => {
  const words = folded(given)
  if (words === '') return { value: null }
  if (/calend|calendar/.test(words)) return { value: 'calendar' }
  return /ouvre|working/.test(words) ? { value: 'working' } : { fault: 'counting-wrong' }
}

/** Charter: free of charge. Null: the file does not say. */
const freeIn = (given: string): Cleaned<true> => {
  const words = folded(given)
  if (words === '') return { value: null }
  if (
    /^(oui|o|yes|true|vrai|1|x|gratuit|gratuite|aucun|aucun frais|sans frais|free|0 eur|0 euro|0 euros)$/.test(words)
  ) {
    return { value: true }
  }
  return /^(non|n|no|false|faux|payant|payante|sous conditions|adhesion|pass numerique)/.test(words) || /\d/.test(words)
    ? { fault: 'not-free' }
    : { fault: 'free-wrong' }
}

const ageIn = (given: string): Cleaned<number> => {
  if (given === '') return { value: null }
  const age = Number(/^(\d{1,3})(?:[.,]0)?(?:\s*ans?)?$/i.exec(given)?.[1])
  return Number.isInteger(age) && age >= 15 && age <= 35 ? { value: age } : { fault: 'age-wrong' }
}

/** Zones by code, as ours or data.inclusion's; the others by name, to be looked up. */
const zonesIn = (given: string): { readonly zones: readonly string[]; readonly zoneNames: readonly string[] } => {
  const parts = listIn(given).slice(0, 60)
  const codes = parts.map((part): string | null => {
    const code = part.toUpperCase()
    if (/^([CDR]:\w{2,5}|E:\d{9}|N:FR)$/.test(code)) return code
    if (/^(FRANCE|99100|FRANCE ENTI[EÈ]RE|TOUTE LA FRANCE)$/.test(code)) return 'N:FR'
    if (/^(\d{5}|2[AB]\d{3})$/.test(code)) return `C:${code}`
    if (/^\d{9}$/.test(code)) return `E:${code}`
    if (/^(\d{2}|97\d|2[AB])$/.test(code)) return `D:${code}`
    return /^[1-9]$/.test(code) ? `D:0${code}` : null
  })
  return {
    zones: codes.filter((code) => code !== null),
    zoneNames: parts.filter((_, place) => codes[place] === null).map((part) => part.slice(0, 120)),
  }
}

/** Theme and need in words or codes, or by the topics of data.inclusion. */
const needIn = (cell: CellOf<OfferField>, topics: TopicTable, notes: Noting): CleanLine['asked'] => {
  const [theme, need] = [cell('theme').slice(0, 160), cell('need').slice(0, 160)]
  const listed = listIn(cell('topics'))
    .slice(0, 40)
    .map((topic) => topic.slice(0, 120))
  if (theme !== '' || need !== '') return onlySaid({ theme, need })
  const found = listed.map((topic) => needOfTopic(topic, topics)).find((known) => known !== null)
  if (found == null) {
    notes.fault(listed.length > 0 ? 'topics' : 'theme', listed.length > 0 ? 'topics-unknown' : 'theme-missing')
    return onlySaid({ topics: listed })
  }
  notes.mend('topics', 'theme-from-topics')
  return { topics: listed, theme: found.theme, need: found.need }
}

const agesIn = (cell: CellOf<OfferField>, notes: Noting) => {
  const ages = {
    ageMin: notes.keep('ageMin', ageIn(cell('ageMin'))),
    ageMax: notes.keep('ageMax', ageIn(cell('ageMax'))),
  }
  if ((ages.ageMin ?? 15) > (ages.ageMax ?? 35)) notes.fault('ageMax', 'age-wrong')
  return ages
}

const windowOf = (cell: CellOf<OfferField>, notes: Noting) => {
  const window = notes.keep('window', windowIn(cell('window')))
  const counting = notes.keep('counting', countingIn(cell('counting'))) ?? window?.counting ?? null
  if (counting === 'working' && window !== null && window.days > 5) notes.fault('window', 'window-wrong')
  return { windowDays: window?.days ?? null, counting }
}

/**
 * An offer as a line of a file tells it. The promised delay is never made up, nor who answers, nor that it is free of
 * charge: what the file does not say is left to be completed (charter; domain.md §1).
 */
export const cleanOfferLine = (cell: CellOf<OfferField>, topics: TopicTable): CleanLine => {
  const notes = noting()
  const title = cleanName(cell('title'))
  if (title.mended !== undefined) notes.mend('title', title.mended)
  if (isTestRow(title.value)) notes.fault('title', 'test-row')
  else if (lengthOf(title.value) < 3 || lengthOf(title.value) > 120) notes.fault('title', 'title-wrong')
  if (lengthOf(cell('description')) > 3000) notes.fault('description', 'words-too-long')
  const place = cell('place')
  if (lengthOf(place) > 300) notes.fault('place', 'words-too-long')
  const [validFrom, validUntil] = [
    notes.keep('validFrom', cleanDay(cell('validFrom'))),
    notes.keep('validUntil', cleanDay(cell('validUntil'))),
  ]
  if (validFrom !== null && validUntil !== null && validUntil < validFrom) notes.fault('validUntil', 'date-wrong')
  const sourceId = cell('sourceId')
  if (lengthOf(sourceId) > 200) notes.fault('sourceId', 'source-too-long')
  const mails = listIn(cell('referents'))
    .slice(0, 20)
    .map((mail) => notes.keep('referents', cleanEmail(mail)))
  const { zones, zoneNames } = zonesIn(cell('zones'))
  const given = onlySaid({
    title: title.value,
    description: cell('description'),
    place,
    ...windowOf(cell, notes),
    ...agesIn(cell, notes),
    zones: zones.length === 0 ? null : zones,
    contactEmail: notes.keep('contactEmail', cleanEmail(cell('contactEmail'))),
    free: notes.keep('free', freeIn(cell('free'))),
    validFrom,
    validUntil,
    sourceId,
  })
  const asked = {
    ...partnerAsked(cell, notes),
    ...needIn(cell, topics, notes),
    ...onlySaid({
      zoneNames: zoneNames.length === 0 ? null : zoneNames,
      referents: mails.length === 0 ? null : mails.filter((mail) => mail !== null),
    }),
  }
  return { given, asked, faults: notes.faults, mended: notes.mended }
}
