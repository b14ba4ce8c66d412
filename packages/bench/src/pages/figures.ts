import { closeDatabase, countDemand, openDatabase, readDemand, readFigures, refreshFigures } from '@boussole/db'
import { asId, sumOfFigures } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { createDemoDatabase } from '@boussole/testing'
import { Pool } from 'pg'
import { Temporal } from 'temporal-polyfill'
import type { Line } from '../figure.ts'

const targetMs = 200
const times = 5
/** A million referrals in a year move five times each, in 1,700 hours of work: so many since the last minute's counting. */
const movedInAMinute = 50

/**
 * What the figures of the whole nation cost when so many referrals were sent in a year to 1,000 offers of 100
 * territories: everything that the widest page asks, warm, while what has just changed is still to be counted.
 */
export const measureFigures = async ({ count }: { count: number }): Promise<Line[]> => {
  const database = await createDemoDatabase()
  const pool = new Pool({ connectionString: database.url, max: 1 })
  const ask = async (statement: string, values: unknown[] = []) => {
    await pool.query(statement, values)
  }

  await ask(`
  insert into territories (slug, name, time_zone, holiday_zone, region_code, opens_on, info_jeunes_name)
  select 'mesure-' || n, 'Territoire ' || n, 'Europe/Paris', 'metropole', '84', '2020-01-01', 'Info Jeunes'
  from generate_series(1, 100) as n`)
  await ask(`
  insert into partners (territory_id, name)
  select id, 'Structure ' || n from territories, generate_series(1, 5) as n where slug like 'mesure-%'`)
  await ask(`
  insert into offers (partner_id, territory_id, theme_id, need_id, title, description, state, window_days, valid_from,
    contact_email, free_of_charge)
  select partners.id, territory_id, theme_id, needs.id, 'Offre', 'Une offre', 'active', 3, '2020-01-01',
    'mesure@offre.example', true
  from partners join territories on territories.id = territory_id
    cross join (select id, theme_id from needs order by id limit 2) as needs
  where slug like 'mesure-%'`)
  await ask(
    `create table made as
   select gen_random_uuid() as id, n, platform_now() - n * (interval '1 year' / $1::int) as sent_at, offers.*
   from generate_series(1, $1::int) as n join (
     select id as offer_id, territory_id, partner_id, theme_id, need_id, row_number() over (order by id) as place
     from offers where contact_email = 'mesure@offre.example') as offers
     on place = n % 1000 + 1`,
    [count],
  )
  await ask(`
  insert into requests (id, territory_id, commune_code, theme_id, need_id, age, consent_text_version, consent_redirect,
    submitted_at, last_act_at, ended_at, erased_at)
  select id, territory_id, communes.code, theme_id, need_id, 15 + n % 15, '2026', true, sent_at, sent_at, sent_at, sent_at
  from made join (select id as of_territory, row_number() over (order by id) - 1 as t from territories
      where slug like 'mesure-%') as places on of_territory = territory_id
    -- Thirty communes in each territory, of which the first are asked for the most.
    join (select code, row_number() over (order by population desc, code) - 1 as place from communes limit 3000) as communes
      on communes.place = t * 30 + floor(30 * power((n / 1000 % 997) / 997.0, 2))`)
  await ask(`
  insert into referrals (request_id, territory_id, offer_id, partner_id, chain, link, state, sent_at, window_days, counting,
    time_zone, holiday_zone, due_at, contacted_at, lapsed_at, lapse_booked, unresolved_cause, outcome, ended_at)
  select id, territory_id, offer_id, partner_id, 1, 1, case when n % 10 < 7 then 'closed' else 'redirected' end, sent_at, 3,
    'calendar', 'Europe/Paris', 'metropole', sent_at + interval '3 days',
    case when n % 10 < 7 then sent_at + (n % 60 + 1) * interval '1 hour' end,
    case when n % 10 >= 7 then sent_at + interval '3 days' end, case when n % 10 >= 7 then true end,
    case when n % 50 = 9 then 'nobody-left' end, case when n % 10 < 7 then 'helped' end, sent_at + interval '4 days'
  from made`)
  await ask('drop table made')
  await ask('vacuum analyze referrals')
  await ask('vacuum analyze requests')

  const db = openDatabase({ url: database.url, connections: 4, applicationName: 'measure', onError: () => undefined })
  const start = performance.now()
  const cells = await refreshFigures(db)
  await countDemand(db)
  const countedMs = performance.now() - start
  await ask('vacuum analyze figure_cells')
  await ask('vacuum analyze figure_marks')
  await ask(`update referrals set outcome = 'no-solution' where id in (
  select id from referrals where state = 'closed' order by sent_at desc limit ${movedInAMinute})`)

  const nation = {
    userId: asId<UserId>('00000000-0000-0000-0000-000000000000'),
    name: '',
    role: 'national' as const,
    partnerIds: [],
    territoryIds: [],
    regionCodes: [],
    isNational: true,
    isUnderAgreement: false,
  }
  const to = Temporal.Now.plainDateISO().add({ months: 1 })
  const period = { from: to.subtract({ months: 14 }), to }

  /** The median time of a page's questions, in milliseconds, and what they answered at last. */
  const measure = async <Answer>(
    questions: () => Promise<Answer>,
  ): Promise<{ readonly ms: number; readonly answer: Answer }> => {
    let answer = await questions()
    const taken: number[] = []
    for (let time = 0; time < times; time += 1) {
      const before = performance.now()
      answer = await questions()
      taken.push(performance.now() - before)
    }
    return { ms: taken.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN, answer }
  }

  const promise = await measure(() =>
    readFigures(db, nation, { ...period, as: 'watcher', by: ['month', 'partner', 'theme', 'territory'] }),
  )
  const demand = await measure(() => readDemand(db, nation, period))
  const { rows } = await pool.query<{ kept: number }>(
    'select count(*)::int as kept from referrals where contacted_at < due_at and lapsed_at is null',
  )
  const told = sumOfFigures(promise.answer('month')).kept
  await closeDatabase(db)
  await pool.end()
  await database.leave()

  return [
    {
      what: `figures over ${count} referrals, counted once`,
      told: `${(countedMs / 1000).toFixed(1)} s, ${cells} cells`,
    },
    ...[
      { what: 'promise kept by month, partner, theme and territory', ms: promise.ms },
      { what: 'demand and gaps', ms: demand.ms },
    ].map(({ what, ms }): Line => ({
      what: `figures over ${count} referrals, ${what}, warm`,
      ours: ms,
      limit: targetMs,
      unit: 'ms',
      good: 'at most',
      isTime: true,
    })),
    {
      what: 'promises kept, beside the plain count',
      ours: Math.abs(told - (rows[0]?.kept ?? 0)),
      limit: 0,
      unit: 'apart',
      good: 'at most',
      isTime: false,
      told: `${told} kept`,
    },
  ]
}
