import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { UserId } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'

/** What somebody narrows the inbox to; counts are made of the same. */
export interface Narrowing {
  /** Only what was handed over to this user, or to somebody who is away and whose deputy they are. */
  readonly followedBy?: UserId | undefined
  readonly offer?: string | undefined
  /** Code of a theme. */
  readonly theme?: string | undefined
  /**
   * Still to be contacted, and by the end of today at the latest; or the due date has passed; or in the animation's
   * hands for longer than its own two working days (domain.md §4, `animator-overdue`); or the young person says that
   * nobody made contact, and no other contact was recorded since.
   */
  readonly waiting?: 'today' | 'late' | 'overdue' | 'claimed' | undefined
  /** Sent after this moment. */
  readonly since?: Temporal.Instant | undefined
  /** The beginning of a first name, or of a reference: the first eight characters of a referral's id. */
  readonly words?: string | undefined
}

/** In which quality somebody looks: a partner no longer knows the names of what has ended. */
export type Quality = 'partner' | 'watcher'

/** Every one of these conditions that is given. */
export const all = (conditions: readonly (SQL | undefined)[]): SQL => {
  const given = conditions.filter((condition) => condition !== undefined)
  return given.length === 0 ? sql`true` : sql.join(given, sql` and `)
}

/** The first eight characters of a referral's id, as screens print them. */
const reference = /^[0-9a-f]{8}$/i

/** The referral of this reference, or undefined when the words are none; `referrals` is in scope. */
export const referralCalled = (words: string): SQL | undefined =>
  reference.test(words)
    ? sql`referrals.id between ${`${words}-0000-0000-0000-000000000000`}::uuid and ${`${words}-ffff-ffff-ffff-ffffffffffff`}::uuid`
    : undefined

/** A name is looked for among the young people whom the person may see, a reference everywhere in the perimeter. */
const named = (words: string, who: Quality): SQL =>
  referralCalled(words) ??
  sql`${who === 'partner' ? sql`ended_at is null and state <> 'unresolved'` : sql`true`} and exists (
    select from requests
    where requests.id = referrals.request_id and requests.territory_id = referrals.territory_id
      and fold_words(first_name) like fold_words(${words}) || '%')`

const waits = {
  late: sql`state in ('sent', 'accepted') and due_at <= (select platform_now())`,
  today: sql`state in ('sent', 'accepted')
    and due_at <= ((((select platform_now()) at time zone time_zone)::date + 1)::timestamp at time zone time_zone)`,
  // Once the regional level was told, the next occurrence is planned.
  overdue: sql`state = 'unresolved' and exists (
    select from milestones where milestones.referral_id = referrals.id and kind = 'animator-overdue' and occurrence > 1
      and milestones.state = 'pending')`,
  claimed: sql`state = 'contacted' and exists (
    select from journal as claims
    where claims.referral_id = referrals.id and claims.event ->> 'kind' = 'claimed' and not exists (
      select from journal as later
      where later.referral_id = claims.referral_id and later.version > claims.version
        and later.event ->> 'kind' = 'contact-recorded'))`,
}

/** The referents in whose name a user receives today: their own, and those who are away and whose deputy they are. */
const answeredBy = (userId: UserId): SQL => sql`
  select id from referents where user_id = ${userId} and left_at is null
  union
  select away.id
  from referents as deputy
    join referents as away on away.deputy_id = deputy.id and away.left_at is null
    join partners on partners.id = away.partner_id join territories on territories.id = partners.territory_id
    join absences on absences.referent_id = away.id
      and (platform_now() at time zone territories.time_zone)::date between from_day and to_day
  where deputy.user_id = ${userId} and deputy.left_at is null`

/** The conditions that a narrowing sets; `referrals` is in scope. */
export const narrowed = (
  { followedBy, offer, theme, waiting, since, words }: Narrowing,
  who: Quality,
): (SQL | undefined)[] => [
  followedBy === undefined ? undefined : sql`referent_id in (${answeredBy(followedBy)})`,
  offer === undefined ? undefined : sql`offer_id = ${offer}`,
  theme === undefined
    ? undefined
    : sql`offer_id in (select offers.id from offers join themes on themes.id = theme_id where code = ${theme})`,
  waiting === undefined ? undefined : waits[waiting],
  since === undefined ? undefined : sql`sent_at > ${since.toString()}::timestamptz`,
  words === undefined ? undefined : named(words, who),
]
