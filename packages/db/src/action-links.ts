import { sql } from 'drizzle-orm'
import { countedDaysBetween, lastDayOf, localDay } from '@boussole/domain'
import type { HolidayZone, ReferralState } from '@boussole/domain'
import type { Reader } from './database.ts'
import { instantOf } from './schema/columns.ts'

/** How long after the end of the window, or after the mail when that is later, a link shows anything, in days. */
const linkDays = 7

/** What the link of a mail opens without a session: nothing about who asks, nor how to reach them. */
export interface ActionLink {
  readonly referralId: string
  readonly territoryId: string
  readonly offerId: string
  /** To whom the mail went, while they are still there; null when it went to an offer's own address. */
  readonly email: string | null
  readonly userId: string | null
  readonly wasToOffer: boolean
  readonly isOpen: boolean
  readonly offerTitle: string
  readonly partnerName: string
  readonly communeName: string
  readonly themeName: string
  readonly state: ReferralState
  readonly counting: 'calendar' | 'working'
  readonly dueDay: string
  readonly daysLeft: number
  readonly minutesLeft: number
}

interface LinkRow extends Record<string, unknown> {
  referral_id: string
  territory_id: string
  offer_id: string
  email: string | null
  user_id: string | null
  was_to_offer: boolean
  is_open: boolean
  offer_title: string
  partner_name: string
  commune_name: string
  theme_name: string
  state: ReferralState
  counting: 'calendar' | 'working'
  due_at: string
  time_zone: string
  holiday_zone: HolidayZone
  now: string
}

/** What the link in this mail opens; undefined when the mail was about no referral, or to the young person. */
export const findActionLink = async (reader: Reader, outboxId: string): Promise<ActionLink | undefined> => {
  const { rows } = await reader.execute<LinkRow>(sql`
    select referrals.id as referral_id, referrals.territory_id, referrals.offer_id, users.id as user_id, users.email,
      recipient_kind = 'offer-contact' as was_to_offer,
      greatest(due_at, grace_until, outbox.created_at) + make_interval(days => ${linkDays}) > platform_now() as is_open,
      offers.title as offer_title, partners.name as partner_name, communes.name as commune_name,
      themes.name as theme_name, referrals.state, referrals.counting, due_at::text, referrals.time_zone,
      referrals.holiday_zone, platform_now()::text as now
    from outbox
      join referrals on referrals.id = coalesce(outbox.referral_id, (outbox.details ->> 'referralId')::uuid)
      join requests on requests.id = referrals.request_id
      join offers on offers.id = referrals.offer_id
      join partners on partners.id = referrals.partner_id
      join communes on communes.code = requests.commune_code
      join themes on themes.id = requests.theme_id
      left join referents on recipient_kind = 'referent' and referents.id = recipient_id and referents.left_at is null
      left join users on users.left_at is null
        and users.id = case recipient_kind when 'user' then recipient_id when 'referent' then referents.user_id end
    where outbox.id = ${outboxId} and recipient_kind in ('offer-contact', 'referent', 'user')`)
  const [row] = rows
  if (row === undefined) return undefined
  const { counting, time_zone: timeZone, holiday_zone: holidayZone } = row
  const dueAt = instantOf(row.due_at)
  const now = instantOf(row.now)
  const lastDay = lastDayOf(dueAt, timeZone)
  return {
    referralId: row.referral_id,
    territoryId: row.territory_id,
    offerId: row.offer_id,
    email: row.email,
    userId: row.user_id,
    wasToOffer: row.was_to_offer,
    isOpen: row.is_open,
    offerTitle: row.offer_title,
    partnerName: row.partner_name,
    communeName: row.commune_name,
    themeName: row.theme_name,
    state: row.state,
    counting,
    dueDay: lastDay.toString(),
    daysLeft: countedDaysBetween(localDay(now, timeZone), lastDay, { counting, holidayZone }),
    minutesLeft: Math.floor((dueAt.epochMilliseconds - now.epochMilliseconds) / 60_000),
  }
}

/** What the letter with a new link tells; undefined when there is no such referral. */
export const findLinkedOffer = async (
  reader: Reader,
  referralId: string,
): Promise<{ readonly offerTitle: string } | undefined> => {
  const { rows } = await reader.execute<{ offerTitle: string }>(sql`
    select title as "offerTitle" from referrals join offers on offers.id = offer_id
    where referrals.id = ${referralId}`)
  return rows[0]
}
