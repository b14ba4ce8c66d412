import { asId, sumOfFigures } from '@boussole/domain'
import type { TerritoryId, UserId } from '@boussole/domain'
import {
  givenManyReferrals,
  givenOffer,
  givenPartner,
  givenTerritory,
  givenTheme,
  useClock,
  useDatabase,
} from '@boussole/testing'
import { drizzle } from 'drizzle-orm/node-postgres'
import { beforeAll, describe, expect, test } from 'vitest'
import { Temporal } from 'temporal-polyfill'
import type { Database } from './database.ts'
import { readDemand } from './demand.ts'
import { countDemand } from './demand-months.ts'
import { refreshFigures } from './figure-cells.ts'
import { listFigureScopes, readFigures } from './figures.ts'
import type { FigureGrouping } from './figures.ts'

const database = useDatabase()
const clock = useClock(database)
let db: Database
let territory: Awaited<ReturnType<typeof givenTerritory>>
let elsewhere: typeof territory

/** Two partners with two offers each, of two themes, and a partner of another territory. */
beforeAll(async () => {
  const { pool } = database
  db = drizzle(pool)
  territory = await givenTerritory(pool)
  elsewhere = await givenTerritory(pool, { communeCode: '42187' })
  let themes = 0
  for (const place of [territory, territory, elsewhere]) {
    const partner = await givenPartner(pool, place, `Structure ${themes}`)
    for (let offers = 0; offers < 2; offers += 1) {
      themes += 1
      const theme = await givenTheme(pool, place, `theme-${themes}`)
      const offer = await givenOffer(pool, { territory: place, theme, partner })
      await givenManyReferrals(pool, { offerId: offer.id, referentId: partner.referentId, count: 400 })
    }
  }
})

const watcher = (territoryId: string) => ({
  userId: asId<UserId>('00000000-0000-0000-0000-000000000000'),
  name: '',
  role: 'animator' as const,
  partnerIds: [],
  territoryIds: [asId<TerritoryId>(territoryId)],
  regionCodes: [],
  isNational: false,
  isUnderAgreement: false,
})

const period = { from: Temporal.PlainDate.from('2000-01-01'), to: Temporal.PlainDate.from('2100-01-01') }

const read = async (by: FigureGrouping, narrowed: { readonly partnerId?: string; readonly theme?: string } = {}) =>
  (await readFigures(db, watcher(territory.id), { ...period, as: 'watcher', by: [by], ...narrowed }))(by)

/** The definitions once more, in the plainest words, over every referral of the territory. */
const countedPlainly = async () => {
  const { rows } = await database.pool.query<Record<string, number>>(
    `select count(*)::int as received, count(*) filter (where contacted_at < due_at and lapsed_at is null)::int as kept,
       count(*) filter (where lapse_booked)::int as lapsed, count(*) filter (where state in ('sent', 'accepted'))::int as awaited,
       count(*) filter (where state = 'redirected' and lapsed_at is null and decline_reason is null)::int as redirected,
       count(*) filter (where link > 1)::int as passed,
       count(*) filter (where link > 1 and contacted_at < due_at and lapsed_at is null)::int as "passedKept",
       count(*) filter (where link > 1 and lapse_booked)::int as "passedLapsed",
       count(*) filter (where feedbacks.contacted)::int as contacted, count(*) filter (where feedbacks.useful)::int as useful,
       count(*) filter (where decline_reason = 'other')::int as other, count(*) filter (where outcome = 'helped')::int as helped,
       count(feedbacks.referral_id)::int as opinions
     from referrals left join feedbacks on feedbacks.referral_id = referrals.id where territory_id = $1`,
    [territory.id],
  )
  return rows[0]
}

const told = async (by: FigureGrouping) => {
  const { declined, outcomes, ...sums } = sumOfFigures(await read(by))
  const { received, kept, lapsed, awaited, redirected, opinions } = sums
  return {
    received,
    kept,
    lapsed,
    awaited,
    redirected,
    passed: sums.passedOn,
    passedKept: sums.passedOnKept,
    passedLapsed: sums.passedOnLapsed,
    contacted: sums.saidContacted,
    useful: sums.saidUseful,
    other: declined.other,
    helped: outcomes.helped,
    opinions,
  }
}

const marks = async (): Promise<number> => {
  const { rows } = await database.pool.query<{ count: number }>('select count(*)::int as count from figure_marks')
  return rows[0]?.count ?? 0
}

/** What happens to some of the territory's referrals. */
const change = async (): Promise<void> => {
  const some = (n: number) =>
    `id in (select id from referrals where territory_id = '${territory.id}' and state = 'sent' order by id limit ${n})`
  for (const statement of [
    `update referrals set state = 'contacted', contacted_at = sent_at + interval '61 minutes' where ${some(20)}`,
    `update referrals set state = 'redirected', ended_at = due_at, decline_reason = 'other' where ${some(10)}`,
    `update referrals set state = 'redirected', ended_at = due_at, lapsed_at = due_at, lapse_booked = true where ${some(7)}`,
    // Sent on by a person, and what came of it elsewhere.
    `update referrals set state = 'redirected', ended_at = due_at where ${some(9)}`,
    `with first as (select * from referrals where territory_id = '${territory.id}' and state = 'redirected' and link = 1
         and not exists (select from referrals as others where others.previous_referral_id = referrals.id)
         order by id limit 6)
     insert into referrals (request_id, territory_id, offer_id, partner_id, chain, link, previous_referral_id, state, sent_at,
       window_days, counting, time_zone, holiday_zone, due_at, contacted_at, lapsed_at, lapse_booked, ended_at)
     select request_id, territory_id, other.id, other.partner_id, 1, 2, first.id,
       case when place % 3 = 0 then 'lapsed' when place % 3 = 1 then 'contacted' else 'sent' end, sent_at, 3, 'calendar',
       time_zone, holiday_zone, sent_at + interval '3 days', case when place % 3 = 1 then sent_at + interval '1 hour' end,
       case when place % 3 = 0 then sent_at + interval '3 days' end, case when place % 3 = 0 then true end,
       case when place % 3 = 0 then sent_at + interval '3 days' end
     from (select *, row_number() over (order by id) as place from first) as first
       cross join lateral (select id, partner_id from offers
         where territory_id = first.territory_id and partner_id <> first.partner_id order by id limit 1) as other`,
    `insert into feedbacks (referral_id, contacted, useful, given_at)
       select id, id::text < '8', id::text > '4', platform_now() from referrals
       where territory_id = '${territory.id}' and state = 'closed' order by id limit 5
     on conflict (referral_id) do update set useful = not feedbacks.useful`,
  ]) {
    await database.pool.query(statement)
  }
}

describe('figures', () => {
  test.each(['offer', 'theme', 'partner', 'territory', 'month'] as const)(
    'by %s add up to the plain count, whether counted before, meanwhile, or all over again',
    async (by) => {
      expect(await told(by)).toEqual(await countedPlainly())
      await refreshFigures(db)
      expect(await marks()).toBe(0)
      expect(await told(by)).toEqual(await countedPlainly())
      await change()
      expect(await marks()).toBeGreaterThan(0)
      const before = await read(by)
      expect(await told(by)).toEqual(await countedPlainly())
      await refreshFigures(db)
      expect(await read(by)).toEqual(before)
      // As the runbook says to count everything again.
      await database.pool.query(
        'insert into figure_marks (offer_id, month) select distinct offer_id, month_of(sent_at, time_zone) from referrals',
      )
      await refreshFigures(db)
      expect(await read(by)).toEqual(before)
    },
  )

  test('of several groupings are those of each', async () => {
    const both = await readFigures(db, watcher(territory.id), { ...period, as: 'watcher', by: ['partner', 'month'] })
    expect(both('partner')).toEqual(await read('partner'))
    expect(both('month')).toEqual(await read('month'))
  })

  test('are of the perimeter, and of what they are narrowed to', async () => {
    const [partners, themes] = [await read('partner'), await read('theme')]
    expect([partners.length, themes.length]).toEqual([2, 4])
    const [partner, theme] = [partners[0], themes[0]]
    expect(await read('theme', { partnerId: partner?.key ?? '' })).toHaveLength(2)
    expect(sumOfFigures(await read('month', { theme: theme?.key ?? '' }))).toMatchObject({ received: theme?.received })
    const there = await readFigures(db, watcher(elsewhere.id), { ...period, as: 'watcher', by: ['partner'] })
    const other = there('partner')
    expect(other.map(({ received }) => received)).toEqual([800])
    expect(other[0]?.key).not.toBe(partner?.key)
    const ours = await readFigures(db, watcher(territory.id), { ...period, as: 'partner', by: ['month'] })
    expect(ours('month')).toEqual([])
  })

  test('of a period are those of its months', async () => {
    const months = await read('month')
    const [first] = months
    const from = Temporal.PlainDate.from(`${first?.name}-01`)
    const to = from.add({ months: 1 }).subtract({ days: 1 })
    const ofMonth = await readFigures(db, watcher(territory.id), { as: 'watcher', by: ['month'], from, to })
    expect(ofMonth('month')).toEqual([first])
  })

  test('are counted by one worker at a time: the other leaves them alone', async () => {
    await change()
    const other = await database.pool.connect()
    await other.query(`begin; select pg_advisory_xact_lock(hashtext('figure_cells'))`)
    expect(await refreshFigures(db)).toBe(0)
    await other.query('rollback')
    other.release()
    expect(await refreshFigures(db)).toBeGreaterThan(0)
  })

  test('that two workers count at once stay right', async () => {
    await change()
    await Promise.all([refreshFigures(db), refreshFigures(db), change(), refreshFigures(db)])
    await refreshFigures(db)
    expect(await marks()).toBe(0)
    expect(await told('offer')).toEqual(await countedPlainly())
  })
})

describe('demand', () => {
  const asked = async () => {
    const [month] = (await read('month')).toReversed()
    const from = Temporal.PlainDate.from(`${month?.key}-01`)
    return readDemand(db, watcher(territory.id), { from, to: from.add({ months: 1 }).subtract({ days: 1 }) })
  }

  test('tells what is left over of the requests of the period, wherever its referrals went and when', async () => {
    const before = await asked()
    const total = (rows: typeof before) => rows.reduce((sum, { unanswered }) => sum + unanswered, 0)
    expect(total(before)).toBe(0)
    expect(before.reduce((sum, { requests }) => sum + requests, 0)).toBeGreaterThan(0)
    const { rows } = await database.pool.query<{ id: string }>(
      `select request_id as id from referrals where territory_id = $1 order by sent_at desc limit 1`,
      [territory.id],
    )
    const move = (days: number) =>
      database.pool.query(
        `update referrals set unresolved_cause = 'nobody-left', sent_at = sent_at + make_interval(days => $2),
           due_at = due_at + make_interval(days => $2) where request_id = $1`,
        [rows[0]?.id, days],
      )
    await move(40)
    expect(total(await asked())).toBe(1)
    await move(-40)
  })

  test('is the same before its months are counted, once they are, and counted all over again', async () => {
    const whole = () => readDemand(db, watcher(territory.id), period)
    const counted = async () =>
      (await database.pool.query<{ sum: number }>('select coalesce(sum(requests), 0)::int as sum from demand_months'))
        .rows[0]?.sum ?? 0
    // What was asked for until now is in a month that is over; what comes then is not.
    await clock.advance('P40D')
    await database.pool.query(
      `insert into requests (territory_id, commune_code, theme_id, age, consent_text_version, consent_redirect, submitted_at,
         last_act_at, ended_at, erased_at)
       select territory_id, commune_code, theme_id, 20, '2026', false, platform_now(), platform_now(), platform_now(),
         platform_now()
       from requests where territory_id = $1 limit 3`,
      [territory.id],
    )
    const before = await whole()
    expect(await countDemand(db)).toBe(true)
    const once = await counted()
    expect(once).toBeGreaterThan(0)
    expect(await whole()).toEqual(before)
    expect(await countDemand(db)).toBe(false)
    // As the runbook says to count everything again.
    await database.pool.query(`delete from demand_months; update demand_counted set until = '2000-01-01'`)
    expect(await whole()).toEqual(before)
    expect([await countDemand(db), await counted()]).toEqual([true, once])
  })

  test('counts the offers that young people are shown: of partners under agreement', async () => {
    const offers = (await asked()).map((row) => row.offers)
    expect(Math.max(...offers)).toBeGreaterThan(0)
    await database.pool.query('begin; update agreements set to_day = from_day; commit')
    expect((await asked()).every((row) => row.offers === 0)).toBe(true)
  })
})

test('a territory is open from the first hour of its own day on, east and west of Greenwich', async () => {
  const opensOn = '2026-11-27'
  const east = { communeCode: '97411', departmentCode: '974', regionCode: '04', timeZone: 'Indian/Reunion' } as const
  const west = {
    communeCode: '97209',
    departmentCode: '972',
    regionCode: '02',
    timeZone: 'America/Martinique',
  } as const
  const territories = [
    await givenTerritory(database.pool, { ...east, opensOn }),
    await givenTerritory(database.pool, { ...west, opensOn }),
  ]
  const openAt = async (instant: string) => {
    await clock.moveTo(instant)
    return Promise.all(territories.map(async ({ id }) => (await listFigureScopes(db, watcher(id))).openedOn))
  }
  expect(await openAt('2026-11-26T19:59:59Z')).toEqual([null, null])
  expect(await openAt('2026-11-26T20:00:00Z')).toEqual([opensOn, null])
  expect(await openAt('2026-11-27T03:59:59Z')).toEqual([opensOn, null])
  expect(await openAt('2026-11-27T04:00:00Z')).toEqual([opensOn, opensOn])
})
