import type { Pool } from 'pg'

/**
 * Gives a partner this many referrals of 2026, of which one in four still waits, each of a request of its own; every
 * tenth is already handed over to `referentId`. For tests and figures, not for the demo.
 */
export const givenManyReferrals = async (
  pool: Pool,
  { offerId, referentId, count }: { readonly offerId: string; readonly referentId: string; readonly count: number },
): Promise<void> => {
  await pool.query(
    `with numbered as (
      select gen_random_uuid() as id, n, platform_now() - n * interval '7 minutes' as sent_at,
        case n % 8 when 0 then 'sent' when 1 then 'accepted' when 2 then 'contacted' else 'closed' end as becomes
      from generate_series(1, $3) as n),
    asked as (
      insert into requests (id, territory_id, commune_code, theme_id, need_id, age, first_name, phone,
        consent_text_version, consent_redirect, tracking_token_hash, submitted_at, last_act_at, ended_at)
      select numbered.id, offers.territory_id, '42218',
        offers.theme_id, offers.need_id, 20, 'Sacha ' || n, '+33400000000', '2026', true, sha256(numbered.id::text::bytea),
        sent_at, sent_at, case when becomes = 'closed' then sent_at end
      from numbered cross join offers where offers.id = $1
      returning id)
    insert into referrals (request_id, territory_id, offer_id, partner_id, chain, link, state, sent_at, window_days,
      counting, time_zone, holiday_zone, due_at, accepted_at, contacted_at, outcome, ended_at, referent_id)
    select numbered.id, offers.territory_id, offers.id, offers.partner_id, 1, 1, becomes, sent_at, offers.window_days,
      offers.counting, time_zone, holiday_zone, platform_now() + (n % 5 + 1) * interval '1 day',
      case when becomes = 'accepted' then sent_at end,
      case when becomes in ('contacted', 'closed') then sent_at + interval '1 hour' end,
      case when becomes = 'closed' then 'helped' end, case when becomes = 'closed' then sent_at + interval '2 hours' end,
      case when n % 10 = 0 then $2::uuid end
    from numbered join asked using (id) cross join offers join territories on territories.id = offers.territory_id
    where offers.id = $1`,
    [offerId, referentId, count],
  )
  await pool.query('vacuum analyze referrals, requests')
}
