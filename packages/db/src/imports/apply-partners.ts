import { sql } from 'drizzle-orm'
import type { Tx } from '../database.ts'
import type { LineRange, LinesOf } from './compare-partners.ts'

/** What an application was asked for, and in whose name. */
export interface Applying extends LineRange {
  readonly userId: string
}

/** Only one import at a time is applied or undone in a territory. */
export const lockTerritoryForImports = async (tx: Tx, territoryId: string): Promise<void> => {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('import'), hashtext(${territoryId}))`)
}

/** Lines that only share a mail address with another become new ones, as the animator chose. */
export const keepMailTwins = async (tx: Tx, importId: string): Promise<void> => {
  await tx.execute(sql`
    update import_lines set outcome = 'new', twin_by = null, twin_line = null, target_id = null
    where import_id = ${importId} and outcome = 'duplicate' and twin_by = 'email'`)
}

/** Each line that makes something is given the id of what it makes. */
export const giveIds = async (tx: Tx, importId: string): Promise<void> => {
  await tx.execute(sql`
    update import_lines set target_id = gen_random_uuid()
    where import_id = ${importId} and outcome in ('new', 'incomplete')`)
}

/** Is any line refused? */
export const hasRefused = async (tx: Tx, importId: string): Promise<boolean> => {
  const { rows } = await tx.execute<{ has: boolean }>(sql`
    select exists (select from import_lines where import_id = ${importId} and outcome = 'refused') as has`)
  return rows[0]?.has ?? false
}

/** The first lines whose partner is no longer as it was when the file was tried, or is there by now. */
export const outdatedPartnerLines = async (tx: Tx, { importId, territoryId }: LinesOf): Promise<number[]> => {
  // Locked first: nobody edits them until the import is written.
  await tx.execute(sql`
    select from partners where id in (
      select target_id from import_lines where import_id = ${importId} and outcome = 'changed')
    order by id for update`)
  const { rows } = await tx.execute<{ line: number }>(sql`
    select line from import_lines
      left join partners on partners.id = target_id
    where import_id = ${importId} and outcome = 'changed'
      and (partners.id is null or partners.closed_at is not null or partner_as_imported(partners) <> seen)
    union all
    select line from import_lines where import_id = ${importId} and outcome = 'new' and (
      exists (select from partners where siret = given->>'siret')
      or exists (select from partners where territory_id = ${territoryId} and source_id = given->>'sourceId')
      or exists (select from partners where territory_id = ${territoryId} and fold_words(name) = fold_words(given->>'name')
        and commune_code = given->>'communeCode' and (siret is null or siret = coalesce(given->>'siret', siret))))
    order by 1 limit 20`)
  return rows.map(({ line }) => line)
}

/** Writes the partners of these lines: new ones, and what changes of those that were there. */
export const applyPartners = async (tx: Tx, { importId, territoryId, from, to }: Applying): Promise<void> => {
  const these = sql`import_id = ${importId} and line between ${from} and ${to}`
  await tx.execute(sql`
    insert into partners (id, territory_id, name, siret, role_in_words, commune_code, address, phone, email, website,
      latitude, longitude, source_id)
    select target_id, ${territoryId}, given->>'name', given->>'siret', coalesce(given->>'roleInWords', ''),
      given->>'communeCode', given->>'address', given->>'phone', given->>'email', given->>'website',
      (given->>'latitude')::float, (given->>'longitude')::float, given->>'sourceId'
    from import_lines where ${these} and outcome = 'new'`)
  await tx.execute(sql`
    update partners set
      name = coalesce(changes->'name'->>1, name), siret = coalesce(changes->'siret'->>1, siret),
      role_in_words = coalesce(changes->'roleInWords'->>1, role_in_words),
      commune_code = coalesce(changes->'communeCode'->>1, commune_code),
      address = coalesce(changes->'address'->>1, address), phone = coalesce(changes->'phone'->>1, phone),
      email = coalesce(changes->'email'->>1, email), website = coalesce(changes->'website'->>1, website),
      latitude = coalesce((changes->'latitude'->>1)::float, latitude),
      longitude = coalesce((changes->'longitude'->>1)::float, longitude),
      source_id = coalesce(changes->'sourceId'->>1, source_id)
    from import_lines where ${these} and outcome = 'changed' and partners.id = target_id`)
  await tx.execute(sql`
    update import_lines set written = partner_as_imported(partners)
    from partners where ${these} and outcome in ('new', 'changed') and partners.id = target_id`)
}

/** The first lines whose partner somebody has edited, or taken away, since it was imported. */
export const editedPartnerLines = async (tx: Tx, importId: string): Promise<number[]> => {
  await tx.execute(sql`
    select from partners where id in (
      select target_id from import_lines where import_id = ${importId} and written is not null)
    order by id for update`)
  const { rows } = await tx.execute<{ line: number }>(sql`
    select line from import_lines left join partners on partners.id = target_id
    where import_id = ${importId} and written is not null
      and (partners.id is null or partner_as_imported(partners) <> written)
    order by line limit 20`)
  return rows.map(({ line }) => line)
}

/** The first lines whose new partner has people, offers or an agreement by now. */
export const dependedOnPartnerLines = async (tx: Tx, importId: string): Promise<number[]> => {
  const { rows } = await tx.execute<{ line: number }>(sql`
    select line from import_lines where import_id = ${importId} and outcome = 'new' and (
      exists (select from referents where partner_id = target_id)
      or exists (select from offers where partner_id = target_id)
      or exists (select from agreements where partner_id = target_id)
      or exists (select from charters where partner_id = target_id)
      or exists (select from invitations where partner_id = target_id)
      or exists (select from expected_referents where partner_id = target_id))
    order by line limit 20`)
  return rows.map(({ line }) => line)
}

/** Takes back the partners of these lines: new ones go, changed ones are again as they were. */
export const undoPartners = async (tx: Tx, { importId, from, to }: LineRange): Promise<void> => {
  const these = sql`import_id = ${importId} and line between ${from} and ${to}`
  await tx.execute(sql`
    delete from partners using import_lines where ${these} and outcome = 'new' and partners.id = target_id`)
  await tx.execute(sql`
    update partners set name = seen->>'name', siret = seen->>'siret', role_in_words = seen->>'roleInWords',
      commune_code = seen->>'communeCode', address = seen->>'address', phone = seen->>'phone', email = seen->>'email',
      website = seen->>'website', latitude = (seen->>'latitude')::float, longitude = (seen->>'longitude')::float,
      source_id = seen->>'sourceId'
    from import_lines where ${these} and outcome = 'changed' and written is not null and partners.id = target_id`)
}
