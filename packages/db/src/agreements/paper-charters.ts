import type { Signature } from '@boussole/contracts'
import type { AgreementYear, PartnerPlace } from '@boussole/domain'
import { sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from '../database.ts'

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

/** Keeps a charter that was signed on paper. False: it is there already. */
export const insertPaperCharter = async (
  tx: Tx,
  { id, place, signedOn, partner, animation, scan, scanHash, recordedBy }: NewPaperCharter,
): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    insert into paper_charters (id, territory_id, partner_id, signed_on, partner_name, partner_function, animation_name,
      animation_function, scan, scan_hash, recorded_by)
    values (${id}, ${place.territoryId}, ${place.partnerId}, ${signedOn.toString()}, ${partner.name}, ${partner.function},
      ${animation.name}, ${animation.function}, ${scan}, ${scanHash}, ${recordedBy})
    on conflict (id) do nothing`)
  return rowCount === 1
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
    from paper_charters where id = ${id} returning id`)
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
