import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { asId } from '@boussole/domain'
import type { Professional, TerritoryId, TerritoryPlace } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader } from './database.ts'
import { referralCalled } from './inbox-narrowing.ts'
import { isUuid } from './is-uuid.ts'
import { instantOf } from './schema/columns.ts'
import { isWatched } from './watched-territories.ts'

/**
 * What people call a request: the reference of its first referral, as the inbox prints it. Nothing of the person; it
 * stays when they are erased. `requests` is in scope.
 */
export const requestReference = sql`(
  select upper(left(id::text, 8)) from referrals where request_id = requests.id order by chain, link limit 1)`

/** A request of somebody who asks for their own data. */
export interface PersonRequest {
  readonly id: string
  readonly reference: string
  readonly place: TerritoryPlace
  readonly firstName: string
  readonly email: string | null
  readonly phone: string | null
  readonly theme: string
  readonly commune: string
  readonly submittedAt: Temporal.Instant
  readonly isOpen: boolean
  readonly timeZone: string
}

type Printed = Omit<PersonRequest, 'submittedAt' | 'place'> & {
  readonly submittedAt: string
  readonly territoryId: string
  readonly regionCode: string
}

const select = (where: SQL): SQL => sql`
  select requests.id, ${requestReference} as reference, territories.id as "territoryId", territories.region_code as "regionCode", first_name as "firstName",
    email, phone, themes.name as theme, communes.name as commune, submitted_at::text as "submittedAt",
    requests.ended_at is null as "isOpen", time_zone as "timeZone"
  from requests join territories on territories.id = requests.territory_id join themes on themes.id = theme_id
    join communes on communes.code = requests.commune_code
  where erased_at is null and ${where}
  order by submitted_at desc, requests.id limit 50`

const requestOf = ({ submittedAt, territoryId, regionCode, ...row }: Printed): PersonRequest => ({
  ...row,
  submittedAt: instantOf(submittedAt),
  place: { territoryId: asId<TerritoryId>(territoryId), regionCode },
})

/** How a person is found: by what they left to be reached with, in full, or by the reference of a referral of theirs. */
export type PersonSought = { readonly email: string } | { readonly phone: string } | { readonly reference: string }

const isTheirs = (sought: PersonSought): SQL => {
  if ('email' in sought) return sql`lower(email) = ${sought.email.toLowerCase()}`
  if ('phone' in sought) return sql`phone = ${sought.phone}`
  return sql`exists (
    select from referrals where request_id = requests.id and ${referralCalled(sought.reference) ?? sql`false`})`
}

/** The requests that somebody left in what this person watches and that are not erased, the newest first, 50 at most. */
export const findRequestsOfPerson = async (
  reader: Reader,
  professional: Professional,
  sought: PersonSought,
): Promise<readonly PersonRequest[]> => {
  const { rows } = await reader.execute<Printed & Record<string, unknown>>(
    select(sql`${isTheirs(sought)} and ${isWatched(professional)}`),
  )
  return rows.map(requestOf)
}

/** One request that is not erased; undefined when there is none. */
export const findPersonRequest = async (reader: Reader, requestId: string): Promise<PersonRequest | undefined> => {
  if (!isUuid(requestId)) return undefined
  const { rows } = await reader.execute<Printed & Record<string, unknown>>(select(sql`requests.id = ${requestId}`))
  return rows.map(requestOf)[0]
}
