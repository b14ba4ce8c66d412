import { sql } from 'drizzle-orm'
import type { Reader, Tx } from '../database.ts'
import type { Applying } from './apply-partners.ts'
import type { LineRange } from './compare-partners.ts'

/** The first lines whose offer somebody has written on since the file was tried, or is there by now. */
export const outdatedOfferLines = async (tx: Tx, importId: string): Promise<number[]> => {
  await tx.execute(sql`
    select from offers where id in (
      select target_id from import_lines where import_id = ${importId} and outcome = 'changed')
    order by id for update`)
  const { rows } = await tx.execute<{ line: number }>(sql`
    select line from import_lines left join offers on offers.id = target_id
    where import_id = ${importId} and outcome = 'changed' and (offers.id is null
      or offer_as_imported(offers.id) || jsonb_build_object('content', offer_content(offers.id)) <> seen)
    union all
    select line from import_lines where import_id = ${importId} and outcome in ('new', 'incomplete') and (
      not exists (select from partners where id = (given->>'partnerId')::uuid)
      or exists (select from offers where partner_id = (given->>'partnerId')::uuid and state <> 'withdrawn'
        and fold_words(title) = fold_words(given->>'title'))
      or exists (select from jsonb_array_elements_text(coalesce(given->'referents', '[]')) as named (referent)
        where not exists (select from referents where id = referent::uuid and left_at is null)))
    order by 1 limit 20`)
  return rows.map(({ line }) => line)
}

/**
 * Writes the offers of these lines as drafts, whole or not, which nobody is shown: new ones, declared free of charge where
 * the file says so by who applies it, and a draft version of those that were there. They are completed, proposed and read
 * like any other.
 */
export const applyOffers = async (tx: Tx, { importId, territoryId, from, to, userId }: Applying): Promise<void> => {
  const these = sql`import_id = ${importId} and line between ${from} and ${to}`
  const made = sql`${these} and outcome in ('new', 'incomplete')`
  await tx.execute(sql`
    insert into offers (id, partner_id, territory_id, theme_id, need_id, title, description, place, state, window_days,
      counting, age_min, age_max, criteria, valid_from, valid_until, contact_email, free_of_charge, free_declared_by,
      free_declared_at, source_id)
    select target_id, (given->>'partnerId')::uuid, ${territoryId}, themes.id, needs.id, given->>'title',
      coalesce(given->>'description', ''), given->>'place', 'draft', (given->>'windowDays')::int,
      coalesce(given->>'counting', 'calendar'), (given->>'ageMin')::int, (given->>'ageMax')::int, '{}',
      (given->>'validFrom')::date, (given->>'validUntil')::date, given->>'contactEmail', true,
      case when given ? 'free' then ${userId}::uuid end, case when given ? 'free' then platform_now() end,
      given->>'sourceId'
    from import_lines join themes on themes.code = given->>'theme'
      left join needs on needs.theme_id = themes.id and needs.code = given->>'need'
    where ${made}`)
  await tx.execute(sql`
    insert into offer_zones (offer_id, zone_code)
    select target_id, jsonb_array_elements_text(given->'zones') from import_lines where ${made} on conflict do nothing`)
  await tx.execute(sql`
    insert into offer_referents (offer_id, referent_id)
    select target_id, jsonb_array_elements_text(given->'referents')::uuid
    from import_lines where ${made} on conflict do nothing`)
  await tx.execute(sql`
    insert into offer_versions (offer_id, number, content, state, author_id)
    select target_id, 1, offer_content(target_id), 'draft', ${userId} from import_lines where ${made}`)
  await tx.execute(sql`
    insert into offer_changes (offer_id, by_user, kind)
    select target_id, ${userId}, 'free-declared' from import_lines where ${made} and given ? 'free'`)
  await tx.execute(sql`
    insert into offer_versions (offer_id, number, content, state, author_id)
    select target_id, coalesce((select max(number) from offer_versions where offer_id = target_id), 0) + 1,
      (seen->'content') || (select jsonb_object_agg(key, value->1) from jsonb_each(changes)), 'draft', ${userId}
    from import_lines where ${these} and outcome = 'changed'`)
  await tx.execute(sql`
    update import_lines set written = offer_as_imported(target_id)
    where ${these} and outcome in ('new', 'incomplete', 'changed')`)
}

/** The first lines whose offer somebody went on writing since the file was applied. */
export const editedOfferLines = async (tx: Tx, importId: string): Promise<number[]> => {
  await tx.execute(sql`
    select from offers where id in (
      select target_id from import_lines where import_id = ${importId} and written is not null)
    order by id for update`)
  const { rows } = await tx.execute<{ line: number }>(sql`
    select line from import_lines
    where import_id = ${importId} and written is not null and offer_as_imported(target_id) is distinct from written
    order by line limit 20`)
  return rows.map(({ line }) => line)
}

/** Takes back the offers of these lines: drafts and draft versions that nobody has touched since. */
export const undoOffers = async (tx: Tx, { importId, from, to }: LineRange): Promise<void> => {
  const these = sql`import_id = ${importId} and line between ${from} and ${to}`
  await tx.execute(sql`
    delete from offer_versions using import_lines where ${these} and outcome = 'changed' and offer_id = target_id
      and number = (written->'newest'->>'number')::int and offer_versions.state = 'draft'`)
  await tx.execute(sql`
    delete from offers using import_lines
    where ${these} and outcome in ('new', 'incomplete') and offers.id = target_id`)
}

/** The people of these lines are expected: to be invited, when somebody presses for it. */
export const applyReferents = async (tx: Tx, { importId, territoryId, from, to }: Applying): Promise<void> => {
  await tx.execute(sql`
    insert into expected_referents (id, territory_id, partner_id, import_id, name, email)
    select target_id, ${territoryId}, (given->>'partnerId')::uuid, import_id, given->>'name', given->>'email'
    from import_lines where import_id = ${importId} and line between ${from} and ${to} and outcome = 'new'`)
}

/** The first lines whose person is expected or invited by now, or whose partner is gone. */
export const outdatedReferentLines = async (tx: Tx, importId: string): Promise<number[]> => {
  const { rows } = await tx.execute<{ line: number }>(sql`
    select line from import_lines where import_id = ${importId} and outcome = 'new' and (
      not exists (select from partners where id = (given->>'partnerId')::uuid)
      or exists (select from expected_referents
        where partner_id = (given->>'partnerId')::uuid and email = given->>'email'))
    order by line limit 20`)
  return rows.map(({ line }) => line)
}

/** The first lines whose person was invited since. */
export const invitedLines = async (tx: Tx, importId: string): Promise<number[]> => {
  const { rows } = await tx.execute<{ line: number }>(sql`
    select line from import_lines join expected_referents on expected_referents.id = target_id
    where import_lines.import_id = ${importId} and invited_at is not null order by line limit 20`)
  return rows.map(({ line }) => line)
}

/** Nobody of these lines is expected any more. */
export const undoReferents = async (tx: Tx, { importId, from, to }: LineRange): Promise<void> => {
  await tx.execute(sql`
    delete from expected_referents using import_lines
    where import_lines.import_id = ${importId} and line between ${from} and ${to} and expected_referents.id = target_id`)
}

/** Somebody whom a file named and who can be invited. */
export interface ExpectedReferent {
  readonly id: string
  readonly partnerId: string
  readonly name: string
  readonly email: string
}

/** People of an import who were not invited yet, locked for one press; at most so many. */
export const lockExpected = async (tx: Tx, importId: string, limit: number): Promise<readonly ExpectedReferent[]> => {
  const { rows } = await tx.execute<ExpectedReferent & Record<string, unknown>>(sql`
    select id, partner_id as "partnerId", name, email from expected_referents
    where import_id = ${importId} and invited_at is null order by id limit ${limit} for update`)
  return rows
}

/** They were invited, by this person. */
export const writeInvited = async (tx: Tx, ids: readonly string[], userId: string): Promise<void> => {
  await tx.execute(sql`
    update expected_referents set invited_at = platform_now(), invited_by = ${userId}
    where id = any(${sql.param([...ids])}::uuid[])`)
}

/** How many people of an import wait to be invited. */
export const countExpected = async (reader: Reader, importId: string): Promise<number> => {
  const { rows } = await reader.execute<{ expected: number }>(sql`
    select count(*)::int as expected from expected_referents where import_id = ${importId} and invited_at is null`)
  return rows[0]?.expected ?? 0
}
