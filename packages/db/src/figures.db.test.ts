import { asId, sumOfFigures } from '@boussole/domain'
import type { TerritoryId, UserId } from '@boussole/domain'
import {
  givenManyReferrals,
  givenOffer,
  givenPartner,
  givenTerritory,
  givenTheme,
  useDatabase,
} from '@boussole/testing'
import { drizzle } from 'drizzle-orm/node-postgres'
import { beforeAll, describe, expect, test } from 'vitest'
import { Temporal } from 'temporal-polyfill'
import type { Database } from './database.ts'
import { rebuildFigures, refreshFigures } from './figure-cells.ts'
import { readFigures } from './figures.ts'
import type { FigureGrouping } from './figures.ts'

const database = useDatabase()
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

const read = (by: FigureGrouping, narrowed: { readonly partnerId?: string; readonly theme?: string } = {}) =>
  readFigures(db, watcher(territory.id), { ...period, as: 'watcher', by, ...narrowed })

/** The definitions once more, in the plainest words, over every referral of the territory. */
const countedPlainly = async () => {
  const { rows } = await database.pool.query<Record<string, number>>(
    `select count(*)::int as received, count(*) filter (where contacted_at < due_at and lapsed_at is null)::int as kept,
       count(*) filter (where lapse_booked)::int as lapsed, count(*) filter (where state in ('sent', 'accepted'))::int as awaited,
       count(*) filter (where decline_reason = 'other')::int as other, count(*) filter (where outcome = 'helped')::int as helped,
       (select count(*)::int from feedbacks join referrals on referrals.id = referral_id where territory_id = $1) as opinions
     from referrals where territory_id = $1`,
    [territory.id],
  )
  return rows[0]
}

const told = async (by: FigureGrouping) => {
  const { received, kept, lapsed, awaited, declined, outcomes, opinions } = sumOfFigures(await read(by))
  return { received, kept, lapsed, awaited, other: declined.other, helped: outcomes.helped, opinions }
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
    `insert into feedbacks (referral_id, contacted, useful, given_at)
       select id, true, false, platform_now() from referrals
       where territory_id = '${territory.id}' and state = 'closed' order by id limit 5
     on conflict (referral_id) do update set useful = true`,
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
      await rebuildFigures(db)
      expect(await read(by)).toEqual(before)
    },
  )

  test('are of the perimeter, and of what they are narrowed to', async () => {
    const [partners, themes] = [await read('partner'), await read('theme')]
    expect([partners.length, themes.length]).toEqual([2, 4])
    const [partner, theme] = [partners[0], themes[0]]
    expect(await read('theme', { partnerId: partner?.key ?? '' })).toHaveLength(2)
    expect(sumOfFigures(await read('month', { theme: theme?.key ?? '' }))).toMatchObject({ received: theme?.received })
    const other = await readFigures(db, watcher(elsewhere.id), { ...period, as: 'watcher', by: 'partner' })
    expect(other.map(({ received }) => received)).toEqual([800])
    expect(other[0]?.key).not.toBe(partner?.key)
    const nobody = await readFigures(db, watcher(territory.id), { ...period, as: 'partner', by: 'month' })
    expect(nobody).toEqual([])
  })

  test('of a period are those of its months', async () => {
    const months = await read('month')
    const [first] = months
    const from = Temporal.PlainDate.from(`${first?.name}-01`)
    const asked = { as: 'watcher', by: 'month', from, to: from.add({ months: 1 }).subtract({ days: 1 }) } as const
    expect(await readFigures(db, watcher(territory.id), asked)).toEqual([first])
  })

  test('that two workers count at once stay right', async () => {
    await change()
    await Promise.all([refreshFigures(db), refreshFigures(db), change(), refreshFigures(db)])
    await refreshFigures(db)
    expect(await marks()).toBe(0)
    expect(await told('offer')).toEqual(await countedPlainly())
  })
})
