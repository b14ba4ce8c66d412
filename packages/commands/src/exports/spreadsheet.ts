import { importFields, splitAddress } from '@boussole/contracts'
import type { ImportKind, OfferField, PartnerField } from '@boussole/contracts'
import type { ExportedOffer, ExportedPartner } from '@boussole/db'

type Columns<Row, Field extends string> = readonly (readonly [
  field: Field,
  value: (row: Row) => string | number | null,
])[]

/** Columns under the names by which an import knows them again. */
const partnerColumns: Columns<ExportedPartner, PartnerField> = [
  ['name', ({ name }) => name],
  ['siret', ({ siret }) => siret],
  ['roleInWords', ({ roleInWords }) => roleInWords],
  ['address', ({ address }) => splitAddress(address ?? '')?.street ?? address],
  ['postalCode', ({ address }) => splitAddress(address ?? '')?.postalCode ?? null],
  ['commune', ({ communeName }) => communeName],
  ['communeCode', ({ communeCode }) => communeCode],
  ['phone', ({ phone }) => phone],
  ['email', ({ email }) => email],
  ['website', ({ website }) => website],
  ['latitude', ({ latitude }) => latitude],
  ['longitude', ({ longitude }) => longitude],
  ['sourceId', ({ sourceId }) => sourceId],
]

const offerColumns: Columns<ExportedOffer, OfferField> = [
  ['partnerSiret', ({ partner }) => partner.siret],
  ['partnerName', ({ partner }) => partner.name],
  ['title', ({ title }) => title],
  ['description', ({ description }) => description],
  ['theme', ({ themeName }) => themeName],
  ['need', ({ needName }) => needName],
  ['window', ({ windowDays }) => windowDays],
  ['counting', ({ counting }) => (counting === 'working' ? 'ouvrés' : 'calendaires')],
  ['ageMin', ({ ageMin }) => ageMin],
  ['ageMax', ({ ageMax }) => ageMax],
  ['zones', ({ zones }) => zones.join('|')],
  ['place', ({ place }) => place],
  ['contactEmail', ({ contactEmail }) => contactEmail],
  ['free', ({ isDeclaredFree }) => (isDeclaredFree ? 'oui' : '')],
  ['validFrom', ({ validFrom }) => validFrom],
  ['validUntil', ({ validUntil }) => validUntil],
  ['referents', ({ referents }) => referents.join('|')],
  ['sourceId', ({ sourceId }) => sourceId],
]

const labelsOf = (kind: ImportKind, fields: readonly string[]): string[] => {
  const said = new Map<string, { readonly label: string }>(Object.entries(importFields[kind]))
  return fields.map((field) => said.get(field)?.label ?? field)
}

async function* rowsOf<Row, Field extends string>(
  head: readonly string[],
  rows: AsyncIterable<Row>,
  columns: Columns<Row, Field>,
): AsyncGenerator<string[]> {
  yield [...head]
  for await (const row of rows) yield columns.map(([, value]) => String(value(row) ?? ''))
}

const fieldsIn = (columns: readonly (readonly [string, unknown])[]): string[] => columns.map(([field]) => field)

/**
 * Rows of partners for a spreadsheet, the names of the columns first; an import takes them in again, but for the last one,
 * the day on which a partner closed, which it does not know.
 */
export const partnerRows = (partners: AsyncIterable<ExportedPartner>): AsyncGenerator<string[]> =>
  rowsOf([...labelsOf('partners', fieldsIn(partnerColumns)), 'Fermée le'], partners, [
    ...partnerColumns,
    ['closedOn', ({ closedOn }) => closedOn],
  ])

/** Rows of offers for a spreadsheet, the same way. */
export const offerRows = (offers: AsyncIterable<ExportedOffer>): AsyncGenerator<string[]> =>
  rowsOf(labelsOf('offers', fieldsIn(offerColumns)), offers, offerColumns)
