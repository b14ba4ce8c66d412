import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { NetworkAudience } from '@boussole/contracts'
import { isUnderAgreement } from '../agreement-in-force.ts'
import type { Reader } from '../database.ts'

/** A referent of the network of a territory. */
export interface NetworkReferent {
  readonly referentId: string
  readonly userId: string
  readonly name: string
  readonly partnerName: string
}

/** Referents reached at once at the most. */
const mostReferents = 1000

/** Partners of the network: under agreement, or with a charter on its way. */
const inNetwork = sql`(${isUnderAgreement} or exists (select from charters where charters.partner_id = partners.id
  and animation_signed_at is null and withdrawn_at is null))`

/** Who answers for a theme: partners that have an offer in it, referents who answer for it or for all of them. */
const answersFor = (theme: string): SQL => sql`
  exists (select from offers join themes on themes.id = offers.theme_id
    where offers.partner_id = partners.id and offers.state <> 'withdrawn' and themes.code = ${theme})
  and coalesce((select bool_or(themes.code = ${theme}) from referent_themes join themes on themes.id = theme_id
    where referent_id = referents.id), true)`

const isMeant = (audience: NetworkAudience): SQL => {
  switch (audience.kind) {
    case 'all':
      return sql`true`
    case 'theme':
      return answersFor(audience.theme)
    case 'partners':
      return sql`partners.id = any(${sql.param(audience.partnerIds)}::uuid[])`
  }
}

/** The referents of a territory whom something is meant for, by name; somebody who answers for several partners once. */
export const listNetworkReferents = async (
  reader: Reader,
  { territoryId, audience }: { readonly territoryId: string; readonly audience: NetworkAudience },
): Promise<readonly NetworkReferent[]> => {
  const { rows } = await reader.execute<NetworkReferent & Record<string, unknown>>(sql`
    with meant as (
      select distinct on (users.id) referents.id, users.id as user_id, users.name, partners.name as partner_name
      from referents join users on users.id = referents.user_id and users.left_at is null
        join partners on partners.id = referents.partner_id
        join territories on territories.id = partners.territory_id
      where territories.id = ${territoryId} and referents.left_at is null and ${inNetwork} and ${isMeant(audience)}
      order by users.id, partners.name, referents.id)
    select id as "referentId", user_id as "userId", name, partner_name as "partnerName" from meant order by name, id limit ${mostReferents}`)
  return rows
}

/** Among what one chooses whom something is meant for. */
export interface NetworkChoices {
  readonly themes: readonly { readonly code: string; readonly name: string }[]
  readonly partners: readonly { readonly id: string; readonly name: string }[]
}

/** The themes of a territory, and the partners of its network. */
export const findNetworkChoices = async (reader: Reader, territoryId: string): Promise<NetworkChoices> => {
  const { rows } = await reader.execute<NetworkChoices & Record<string, unknown>>(sql`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name) order by position, code), '[]')
        from territory_themes join themes on themes.id = theme_id where territory_id = ${territoryId}) as themes,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name) order by name, id), '[]') from (
        select partners.id, partners.name from partners join territories on territories.id = partners.territory_id
        where territories.id = ${territoryId} and ${inNetwork} order by partners.name, partners.id
        limit 200) as network) as partners`)
  return rows[0] ?? { themes: [], partners: [] }
}
