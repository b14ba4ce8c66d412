import { sql } from 'drizzle-orm'
import type { NetworkAudience, NetworkLetter } from '@boussole/contracts'
import type { Professional, TerritoryPlace } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from '../database.ts'
import { instantOf, instantOrNull } from '../schema/columns.ts'
import { watchedTerritories } from '../watched-territories.ts'

/** A mail to the network: a draft, or sent, to so many. */
export interface KeptNetworkLetter {
  readonly id: string
  readonly territory: TerritoryPlace
  readonly territoryName: string
  readonly timeZone: string
  readonly subject: string
  readonly words: string
  readonly audience: NetworkAudience
  /** Of the theme it is for. */
  readonly themeName: string | null
  readonly writtenBy: string
  readonly writtenAt: Temporal.Instant
  readonly sentBy: string | null
  readonly sentAt: Temporal.Instant | null
  readonly recipients: number | null
}

interface LetterRow extends Record<string, unknown> {
  id: string
  territory: TerritoryPlace
  territory_name: string
  time_zone: string
  subject: string
  words: string
  theme: string | null
  theme_name: string | null
  partner_ids: string[]
  written_by: string
  written_at: string
  sent_by: string | null
  sent_at: string | null
  recipients: number | null
}

const audienceOf = ({ theme, partner_ids: partnerIds }: LetterRow): NetworkAudience => {
  if (theme !== null) return { kind: 'theme', theme }
  return partnerIds.length > 0 ? { kind: 'partners', partnerIds } : { kind: 'all' }
}

const letterOf = (row: LetterRow): KeptNetworkLetter => ({
  id: row.id,
  territory: row.territory,
  territoryName: row.territory_name,
  timeZone: row.time_zone,
  subject: row.subject,
  words: row.words,
  audience: audienceOf(row),
  themeName: row.theme_name,
  writtenBy: row.written_by,
  writtenAt: instantOf(row.written_at),
  sentBy: row.sent_by,
  sentAt: instantOrNull(row.sent_at),
  recipients: row.recipients,
})

const columns = sql`
  network_letters.id, territories.name as territory_name, time_zone, subject, words, themes.code as theme,
  themes.name as theme_name, partner_ids, writers.name as written_by, written_at::text, senders.name as sent_by,
  sent_at::text, recipients,
  jsonb_build_object('territoryId', territories.id, 'regionCode', region_code) as territory`

const around = sql`
  network_letters join territories on territories.id = network_letters.territory_id
    join users as writers on writers.id = written_by
    left join users as senders on senders.id = network_letters.sent_by
    left join themes on themes.id = theme_id`

/** Letters on one page. */
const perPage = 30

/** The mails to the networks that somebody watches, the latest first. `after`: the last one shown. */
export const listNetworkLetters = async (
  reader: Reader,
  professional: Professional,
  after: string | null,
): Promise<{ readonly items: readonly KeptNetworkLetter[]; readonly next: string | null }> => {
  const { rows } = await reader.execute<LetterRow>(sql`
    select ${columns} from ${around}
    where network_letters.territory_id in (${watchedTerritories(professional)})
      and (${after}::uuid is null or (written_at, network_letters.id) < (
        select shown.written_at, shown.id from network_letters as shown where shown.id = ${after}::uuid))
    order by written_at desc, network_letters.id desc limit ${perPage + 1}`)
  const items = rows.slice(0, perPage).map(letterOf)
  return { items, next: rows.length > perPage ? (items.at(-1)?.id ?? null) : null }
}

/** One mail to the network; undefined when there is none. */
export const findNetworkLetter = async (reader: Reader, id: string): Promise<KeptNetworkLetter | undefined> => {
  const { rows } = await reader.execute<LetterRow>(sql`
    select ${columns} from ${around} where network_letters.id = ${id}`)
  return rows[0] && letterOf(rows[0])
}

/** Keeps a draft, instead of the one of the same person for the same territory that has not left. */
export const insertNetworkLetter = async (
  tx: Tx,
  {
    id,
    territoryId,
    letter: { subject, words, audience },
    userId,
  }: {
    readonly id: string
    readonly territoryId: string
    readonly letter: NetworkLetter
    readonly userId: string
  },
): Promise<void> => {
  const theme = audience.kind === 'theme' ? audience.theme : null
  const partnerIds = audience.kind === 'partners' ? audience.partnerIds : []
  await tx.execute(sql`
    delete from network_letters where territory_id = ${territoryId} and written_by = ${userId} and sent_at is null`)
  await tx.execute(sql`
    insert into network_letters (id, territory_id, subject, words, theme_id, partner_ids, written_by)
    values (${id}, ${territoryId}, ${subject}, ${words}, (select themes.id from themes where code = ${theme}),
      ${sql.param(partnerIds)}::uuid[], ${userId})`)
}

/** Between two mails to the network of one territory, in minutes. */
const pauseMinutes = 60

/** Locks a draft and its territory's mails. Undefined: it was sent already. False: another left less than an hour ago. */
export const lockNetworkDraft = async (
  tx: Tx,
  { id, territoryId }: { readonly id: string; readonly territoryId: string },
): Promise<boolean | undefined> => {
  await tx.execute(sql`select from territories where id = ${territoryId} for no key update`)
  const { rows } = await tx.execute<{ is_draft: boolean; is_free: boolean }>(sql`
    select sent_at is null as is_draft, not exists (
      select from network_letters as earlier where earlier.territory_id = ${territoryId}
        and earlier.sent_at > platform_now() - make_interval(mins => ${pauseMinutes})) as is_free
    from network_letters where id = ${id} for update`)
  const [row] = rows
  return row?.is_draft === true ? row.is_free : undefined
}

/** A mail to the network has left, to so many. */
export const markNetworkLetterSent = async (
  tx: Tx,
  { id, userId, recipients }: { readonly id: string; readonly userId: string; readonly recipients: number },
): Promise<void> => {
  await tx.execute(sql`
    update network_letters set sent_at = platform_now(), sent_by = ${userId}, recipients = ${recipients}
    where id = ${id}`)
}
