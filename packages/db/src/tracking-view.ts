import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Language, TrackingView } from '@boussole/contracts'
import { lastDayOf, localDay } from '@boussole/domain'
import { accompanimentOf, currentAccompaniment } from './accompaniments.ts'
import type { PrintedAccompaniment } from './accompaniments.ts'
import type { Reader } from './database.ts'
import { instantOf, instantOrNull } from './schema/columns.ts'
import { wordsIn } from './themes.ts'

/** What the database knows of the tracking page; the offers to choose from are for the rules to say. */
export type StoredTrackingView = Omit<TrackingView, 'choices'>

/**
 * The request that a tracking token opens, as its young person sees it: which partners, which promises, what happened;
 * none of the professionals' notes, and of their names only those of who accompanies. What changed nothing for the young person (reminders to a partner, another owner) is
 * left out of the timeline, and a milestone that did is told by the state it led to: `lapsed`. The words of the national
 * lists come in `language`; null: in that of the request. Undefined: no such token.
 */
export const readTrackingView = async (
  reader: Reader,
  tokenHash: Buffer,
  language: Language | null,
): Promise<StoredTrackingView | undefined> => {
  const words = (column: string) => wordsOfList(language, column)
  const { rows } = await reader.execute<{ view: PrintedView }>(sql`
    select jsonb_build_object('id', requests.id,
      'commune', jsonb_build_object('code', communes.code, 'name', communes.name),
      'theme', jsonb_build_object('code', themes.code, 'name', ${words('themes.name')}),
      'need', case when needs.id is not null then jsonb_build_object('code', needs.code, 'name', ${words('needs.name')}) end,
      'language', language, 'timeZone', territories.time_zone, 'submittedAt', submitted_at, 'endedAt', ended_at, 'contact', ${contact}, 'redirectConsent', consent_redirect,
      'referrals', ${referrals}, 'timeline', ${timeline},
      'infoJeunes', jsonb_build_object('name', info_jeunes_name, 'phone', info_jeunes_phone,
        'email', info_jeunes_email, 'address', info_jeunes_address)) as view
    from requests
      join territories on territories.id = requests.territory_id
      join communes on communes.code = requests.commune_code
      join themes on themes.id = requests.theme_id
      left join needs on needs.id = requests.need_id
    where tracking_token_hash = ${tokenHash}`)
  const [row] = rows
  return row && viewOf(row.view)
}

type Printed<Shown, Dates extends keyof Shown> = Omit<Shown, Dates> & {
  [Date in Dates]: null extends Shown[Date] ? string | null : string
}
type PrintedReferral = Omit<
  Printed<TrackingView['referrals'][number], 'sentAt' | 'dueAt' | 'contactedAt' | 'graceUntil' | 'endedAt'>,
  'dueDay' | 'newsDay' | 'accompaniment'
> & { timeZone: string; newsAt: string | null; accompaniment: PrintedAccompaniment | null }
type PrintedView = Omit<Printed<StoredTrackingView, 'submittedAt' | 'endedAt'>, 'referrals' | 'timeline'> & {
  referrals: PrintedReferral[]
  timeline: Printed<TrackingView['timeline'][number], 'at'>[]
}

const wordsOfList = (language: Language | null, column: string): SQL =>
  language === null
    ? sql`case language when 'en' then ${wordsIn('en', column)} else ${wordsIn('fr', column)} end`
    : wordsIn(language, column)

const contact = sql`
  jsonb_build_object('firstName', first_name, 'email', requests.email, 'phone', requests.phone, 'prefers', prefers,
    'moments', moments, 'message', message)`

const referrals = sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', referrals.id, 'offerId', offers.id, 'offerTitle', offers.title,
    'partner', jsonb_build_object('id', partners.id, 'name', partners.name), 'state', referrals.state,
    'sentAt', referrals.sent_at, 'windowDays', referrals.window_days, 'dueAt', referrals.due_at,
    'timeZone', referrals.time_zone, 'contactedAt', referrals.contacted_at, 'graceUntil', referrals.grace_until, 'endedAt', referrals.ended_at,
    'previousReferralId', referrals.previous_referral_id,
    'newsAt', case when referrals.state = 'unresolved' then (
      select max(due_at) from milestones where referral_id = referrals.id and kind = 'animator-overdue')
    end, 'accompaniment', ${currentAccompaniment}) order by referrals.chain, referrals.link)
  from referrals
    join offers on offers.id = referrals.offer_id
    join partners on partners.id = referrals.partner_id
  where referrals.request_id = requests.id), '[]')`

/** Of what happened, so much is shown at the most: the latest. */
const entriesShown = 300

const timeline = sql`coalesce((
  select jsonb_agg(jsonb_build_object('at', journal.at, 'referralId', journal.referral_id,
    'kind', case
      when event ->> 'kind' = 'milestone-reached' then to_state
      when event ->> 'kind' = 'contact-recorded' and event ->> 'reached' = 'false' then 'attempt-recorded'
      else event ->> 'kind' end,
    'by', actor_kind) order by journal.id)
  from (
    select * from journal
    where journal.request_id = requests.id and event ->> 'kind' not in ('noted', 'handed-over', 'owner-changed')
      and (event ->> 'kind' <> 'milestone-reached' or from_state <> to_state)
    order by id desc limit ${entriesShown}) as journal), '[]')`

const referralOf = ({
  timeZone,
  newsAt,
  accompaniment,
  ...printed
}: PrintedReferral): TrackingView['referrals'][number] => {
  const dueAt = instantOf(printed.dueAt)
  return {
    ...printed,
    sentAt: instantOf(printed.sentAt),
    dueAt,
    dueDay: lastDayOf(dueAt, timeZone).toString(),
    contactedAt: instantOrNull(printed.contactedAt),
    graceUntil: instantOrNull(printed.graceUntil),
    endedAt: instantOrNull(printed.endedAt),
    accompaniment: accompanimentOf(accompaniment),
    // The mail leaves on the morning after the night in which the animator's time runs out.
    newsDay: newsAt === null ? null : localDay(instantOf(newsAt), timeZone).toString(),
  }
}

const viewOf = (printed: PrintedView): StoredTrackingView => ({
  ...printed,
  submittedAt: instantOf(printed.submittedAt),
  endedAt: instantOrNull(printed.endedAt),
  referrals: printed.referrals.map(referralOf),
  timeline: printed.timeline.map((entry) => ({ ...entry, at: instantOf(entry.at) })),
})
