import { lengthOf, personName } from '../words.ts'
import {
  cleanCommuneCode,
  cleanCommuneName,
  cleanCoordinates,
  cleanEmail,
  cleanName,
  cleanPhone,
  cleanPostalCode,
  cleanSiret,
  cleanWebsite,
  isTestRow,
  splitAddress,
} from './cleaning.ts'
import type { Cleaned } from './cleaning.ts'
import type { PartnerField, ReferentField } from './fields.ts'
import { personInLowerCase, streetInLowerCase } from './letter-case.ts'
import type { LineFault, LineMending } from './reasons.ts'

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** What is to be said of one field of a line. */
export interface Noted<Code extends string> {
  readonly field: string
  readonly code: Code
}

/** A line once it is clean: what it would write, what has to be looked up, what is wrong and what was mended. */
export interface CleanLine {
  readonly given: { readonly [field: string]: JsonValue }
  readonly asked: { readonly [about: string]: JsonValue }
  readonly faults: readonly Noted<LineFault>[]
  readonly mended: readonly Noted<LineMending>[]
}

/** The cells of a line by the field they fill; a field without a column is an empty cell. */
export type CellOf<Field extends string> = (field: Field) => string

/** Notes what is wrong and what was mended, field by field. */
export const noting = () => {
  const faults: Noted<LineFault>[] = []
  const mended: Noted<LineMending>[] = []
  return {
    faults,
    mended,
    fault: (field: string, code: LineFault) => {
      faults.push({ field, code })
    },
    mend: (field: string, code: LineMending) => {
      mended.push({ field, code })
    },
    /** The value of a cell; null when it says nothing, or nothing that can be used. */
    keep: <Value>(field: string, cleaned: Cleaned<Value>): Value | null => {
      if ('fault' in cleaned) {
        faults.push({ field, code: cleaned.fault })
        return null
      }
      if (cleaned.mended !== undefined) mended.push({ field, code: cleaned.mended })
      return cleaned.value
    },
  }
}
export type Noting = ReturnType<typeof noting>

/** Only what is said: an empty cell never erases what is there. */
export const onlySaid = (fields: Readonly<Record<string, JsonValue | undefined>>): CleanLine['given'] =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) =>
      value == null || value === '' ? [] : [[field, value] as const],
    ),
  )

/** Where a partner is: its street, and what is known of its commune. */
const placeIn = (cell: CellOf<PartnerField>, notes: Noting) => {
  const written = cell('address')
  const isApart = cell('postalCode') !== '' || cell('commune') !== '' || cell('communeCode') !== ''
  const split = isApart ? undefined : splitAddress(written)
  if (split !== undefined) notes.mend('address', 'address-split')
  // What stands in columns of its own is often repeated in the address.
  const repeated = isApart ? splitAddress(written) : undefined
  const street = [
    streetInLowerCase(split?.street ?? repeated?.street ?? written),
    streetInLowerCase(cell('addressMore')),
  ]
    .filter((part) => part !== '')
    .join(', ')
  const postalCode = split?.postalCode ?? cell('postalCode')
  const commune = split?.commune ?? cell('commune')
  // "42000 Saint-Étienne" in the column of the commune.
  const together = postalCode === '' ? /^(\d{4,5})\s+(\D.*)$/.exec(commune) : null
  return {
    street,
    postal: notes.keep('postalCode', cleanPostalCode(together?.[1] ?? postalCode)),
    commune: notes.keep('commune', cleanCommuneName(together?.[2] ?? commune)),
    insee: notes.keep('communeCode', cleanCommuneCode(cell('communeCode'))),
  }
}

/** A partner as a line of a file tells it. Domain: `partners`; the commune is looked up afterwards. */
export const cleanPartnerLine = (cell: CellOf<PartnerField>): CleanLine => {
  const notes = noting()
  const name = notes.keep('name', cleanName(cell('name')))
  if (name === null || lengthOf(name) < 2) notes.fault('name', 'name-missing')
  else if (isTestRow(name)) notes.fault('name', 'test-row')
  else if (lengthOf(name) > 160) notes.fault('name', 'name-too-long')
  const { street, ...place } = placeIn(cell, notes)
  if (lengthOf(street) > 220) notes.fault('address', 'address-too-long')
  const coordinates = notes.keep('latitude', cleanCoordinates(cell('latitude'), cell('longitude')))
  const roleInWords = cell('roleInWords')
  if (lengthOf(roleInWords) > 1000) notes.fault('roleInWords', 'words-too-long')
  const sourceId = cell('sourceId')
  if (lengthOf(sourceId) > 200) notes.fault('sourceId', 'source-too-long')
  const given = onlySaid({
    name,
    siret: notes.keep('siret', cleanSiret(cell('siret'))),
    roleInWords,
    phone: notes.keep('phone', cleanPhone(cell('phone'))),
    email: notes.keep('email', cleanEmail(cell('email'))),
    website: notes.keep('website', cleanWebsite(cell('website'))),
    latitude: coordinates?.latitude,
    longitude: coordinates?.longitude,
    sourceId,
  })
  return { given, asked: onlySaid({ street, ...place }), faults: notes.faults, mended: notes.mended }
}

/** By what a line names the partner it is about. */
export const partnerAsked = (
  cell: CellOf<'partnerSourceId' | 'partnerSiret' | 'partnerName'>,
  notes: Noting,
): CleanLine['asked'] => {
  const asked = onlySaid({
    partnerSource: cell('partnerSourceId').slice(0, 200),
    partnerSiret: notes.keep('partnerSiret', cleanSiret(cell('partnerSiret'))),
    partnerName: cell('partnerName').slice(0, 200),
  })
  if (Object.keys(asked).length === 0 && notes.faults.length === 0) notes.fault('partnerName', 'partner-missing')
  return asked
}

/** First name before the family name; files often have "DUPONT Jean". */
const personOf = (cell: CellOf<ReferentField>, notes: Noting): string => {
  const apart = [cell('firstName'), cell('lastName')].filter((part) => part !== '').join(' ')
  const whole = cell('fullName') === '' ? apart : cell('fullName')
  const civil = whole.replace(/^(m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame)\s+/i, '')
  const family = /^((?:[\p{Lu}'’-]{2,}\s+)+)(\p{Lu}\p{Ll}[\p{L}\s'’-]*)$/u.exec(civil)
  const ordered = family === null ? civil : `${family[2]} ${family[1]?.trim()}`
  if (family !== null) notes.mend('fullName', 'name-order')
  const name = personInLowerCase(ordered)
  if (name !== ordered) notes.mend('fullName', 'name-case')
  return name
}

/** Somebody whom a file names as referent of a partner. Nobody is invited by a file. */
export const cleanReferentLine = (cell: CellOf<ReferentField>): CleanLine => {
  const notes = noting()
  const typed = personOf(cell, notes)
  const name = personName().min(2).safeParse(typed)
  if (isTestRow(typed)) notes.fault('fullName', 'test-row')
  else if (!name.success) notes.fault('fullName', typed === '' ? 'name-missing' : 'person-wrong')
  const email = notes.keep('email', cleanEmail(cell('email')))
  if (email === null && cell('email') === '') notes.fault('email', 'email-missing')
  const asked = partnerAsked(cell, notes)
  return { given: onlySaid({ name: name.data, email }), asked, faults: notes.faults, mended: notes.mended }
}
