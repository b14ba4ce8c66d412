import type { Pool } from 'pg'

/**
 * So many requests, each with one referral that waits for its partner and one reminder to its referents: due in the
 * order of their numbers, `perSecond` of them each second from `inSeconds` on; all at once when `perSecond` is null.
 */
export const fillDueReminders = async (
  pool: Pool,
  { count, inSeconds, perSecond }: { count: number; inSeconds: number; perSecond: number | null },
): Promise<void> => {
  await pool.query(
    `with numbered as (
      select gen_random_uuid() as id, gen_random_uuid() as referral_id, n,
        platform_now() + ($2::float + case when $3::float is null then 0 else n / $3::float end) * interval '1 second' as due_at,
        offers.*
      from generate_series(1, $1::int) as n join (
        select offers.id as offer_id, partner_id, territory_id, theme_id, need_id,
          row_number() over (order by offers.id) as place, count(*) over () as places
        from offers) as offers on place = n % places + 1),
    asked as (
      insert into requests (id, territory_id, commune_code, theme_id, need_id, age, first_name, email,
        consent_text_version, consent_redirect, tracking_token_hash, submitted_at, last_act_at)
      select id, territory_id, '42218', theme_id, need_id, 20, 'Sacha', 'sacha-' || id || '@jeune.example', '2026', true,
        sha256(id::text::bytea), due_at - interval '2 days', due_at - interval '2 days'
      from numbered),
    sent as (
      insert into referrals (id, request_id, territory_id, offer_id, partner_id, chain, link, state, sent_at, window_days,
        counting, time_zone, holiday_zone, due_at)
      select referral_id, id, territory_id, offer_id, partner_id, 1, 1, 'sent', due_at - interval '2 days', 5, 'calendar',
        'Europe/Paris', 'metropole', due_at + interval '3 days'
      from numbered)
    insert into milestones (referral_id, kind, occurrence, due_at, try_at)
    select referral_id, 'remind-1', 1, due_at, due_at from numbered`,
    [count, inSeconds, perSecond],
  )
  await pool.query('vacuum analyze requests, referrals, milestones')
}

/** So many milestones of tomorrow, or reached yesterday, on a few referrals: for looking at, not for reaching. */
export const fillIdleMilestones = async (
  pool: Pool,
  { count, as }: { count: number; as: 'pending' | 'done' },
): Promise<void> => {
  const ofAReferral = 30_000
  const client = await pool.connect()
  try {
    await client.query('set session_replication_role = replica')
    await client.query(
      `insert into milestones (referral_id, kind, occurrence, due_at, try_at, state, reached_at)
       select referral_id, case $2 when 'pending' then 'remind-2' else 'warn' end, n, at, at, $2,
         case $2 when 'done' then at end
       from (select id as referral_id, row_number() over (order by id) as place from referrals) as referrals,
         generate_series(1, ${ofAReferral}) as n,
         (select platform_now() + case $2 when 'pending' then 1 else -1 end * interval '1 day') as moment (at)
       where (place - 1) * ${ofAReferral} + n <= $1`,
      [count, as],
    )
    await client.query('set session_replication_role = origin')
    await client.query('vacuum analyze milestones')
  } finally {
    client.release()
  }
}
