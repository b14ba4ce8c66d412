import type { Signature } from '@boussole/contracts'
import type { AgreementYear, PartnerPlace } from '@boussole/domain'
import { sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from '../database.ts'
import { inPlaceOfRenewal } from './agreement-writing.ts'

/** A charter signed on paper, to be kept with its scan. */
export interface NewPaperCharter {
  readonly id: string
  readonly place: PartnerPlace
  readonly signedOn: Temporal.PlainDate
  readonly partner: Signature
  readonly animation: Signature
  readonly scan: Buffer
  readonly scanHash: Buffer
  readonly recordedBy: string
}

/** Keeps a charter that was signed on paper. `there`: it is kept already; `another`: another one is, under its id. */
export const insertPaperCharter = async (
  tx: Tx,
  { id, place, signedOn, partner, animation, scan, scanHash, recordedBy }: NewPaperCharter,
): Promise<'kept' | 'there' | 'another'> => {
  const { rowCount } = await tx.execute(sql`
    insert into paper_charters (id, territory_id, partner_id, signed_on, partner_name, partner_function, animation_name,
      animation_function, scan, scan_hash, recorded_by)
    values (${id}, ${place.territoryId}, ${place.partnerId}, ${signedOn.toString()}, ${partner.name}, ${partner.function},
      ${animation.name}, ${animation.function}, ${scan}, ${scanHash}, ${recordedBy})
    on conflict (id) do nothing`)
  if (rowCount === 1) return 'kept'
  const { rows } = await tx.execute(sql`
    select from paper_charters where id = ${id} and partner_id = ${place.partnerId} and scan_hash = ${scanHash}`)
  return rows.length === 1 ? 'there' : 'another'
}

/** What a letter tells of a charter signed on paper. ISO days. */
export interface ToldPaperCharter {
  readonly partnerName: string
  readonly signedOn: string
  readonly signedBy: string
  readonly signedAs: string
  /** The year that is in force, or comes. */
  readonly fromDay: string
  readonly toDay: string
}

/** A charter signed on paper, with the last year that it gave; undefined when there is none any more. */
export const findPaperCharter = async (reader: Reader, id: string): Promise<ToldPaperCharter | undefined> => {
  const { rows } = await reader.execute<ToldPaperCharter & Record<string, unknown>>(sql`
    select partners.name as "partnerName", paper_charters.signed_on::text as "signedOn", partner_name as "signedBy",
      partner_function as "signedAs", from_day::text as "fromDay", to_day::text as "toDay"
    from paper_charters join partners on partners.id = partner_id
      join agreements on agreements.paper_charter_id = paper_charters.id
    where paper_charters.id = ${id} order by from_day desc limit 1`)
  return rows[0]
}

/** The year of a charter on paper begins to be in force; what ran until the day before is followed by it. Its id. */
export const insertPaperYear = async (
  tx: Tx,
  { id, version, year }: { readonly id: string; readonly version: string; readonly year: AgreementYear },
): Promise<string> => {
  const [from, to] = [year.fromDay.toString(), year.toDay.toString()]
  await tx.execute(sql`
    update agreements set followed_by = 'charter' from paper_charters
    where paper_charters.id = ${id} and agreements.partner_id = paper_charters.partner_id
      and agreements.from_day < ${from} and followed_by is distinct from 'nothing' and to_day >= ${from}::date - 1`)
  const { rows } = await tx.execute<{ id: string }>(sql`
    insert into agreements (partner_id, paper_charter_id, charter_version, origin, signed_on, from_day, to_day,
      signatory_partner, signatory_animation)
    select partner_id, id, ${version}, 'paper', signed_on, ${from}, ${to},
      left(partner_name || ', ' || partner_function, 160), left(animation_name || ', ' || animation_function, 160)
    from paper_charters where id = ${id}
    ${inPlaceOfRenewal} returning id`)
  const [row] = rows
  if (row === undefined) throw new Error('the year of a charter on paper was not kept')
  return row.id
}

/** The scan of a charter on paper, with whose it is; undefined when there is none. */
export const findScan = async (
  reader: Reader,
  id: string,
): Promise<{ readonly place: PartnerPlace; readonly scan: Buffer } | undefined> => {
  const { rows } = await reader.execute<{ place: PartnerPlace; scan: Buffer }>(sql`
    select scan,
      jsonb_build_object('partnerId', partner_id, 'territoryId', territories.id, 'regionCode', region_code) as place
    from paper_charters join territories on territories.id = territory_id where paper_charters.id = ${id}`)
  return rows[0]
}
