import { renewAgreements } from '@boussole/commands'
import { closeDatabase, findCandidates, findPlace, openDatabase } from '@boussole/db'
import type { Candidate, Database } from '@boussole/db'
import { asId, localDay, matchOffers } from '@boussole/domain'
import type { Match, NeedId } from '@boussole/domain'
import { createTestDatabase, useDatabase } from '@boussole/testing'
import pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, test } from 'vitest'
import { installMovableClock, moveClockTo, readClock } from '../movable-clock.ts'
import { demoOffers } from './demo-offers.ts'
import { demoRows } from './demo-rows.ts'
import { loadDemo } from './load-demo.ts'
import { demoPassword } from './sign-ins.ts'
import { demoTerritories, demoThemes } from './territories.ts'

const database = useDatabase({ communes: true })
let db: Database
const passwordsHashed: string[] = []

const load = async (): Promise<void> => {
  const client = await database.pool.connect()
  try {
    const hashPassword = (password: string): Promise<string> => {
      passwordsHashed.push(password)
      return Promise.resolve('a hash')
    }
    await loadDemo(client, { hashPassword })
  } finally {
    client.release()
  }
}

beforeAll(async () => {
  await load()
  db = openDatabase({ url: database.url, connections: 2, applicationName: 'test', onError: () => undefined })
  return () => closeDatabase(db)
})

const read = async (statement: string): Promise<unknown[]> => (await database.pool.query<object>(statement)).rows

interface Asked {
  readonly commune: string
  readonly theme: string
  readonly need?: string
  readonly age: number
  readonly answers?: Readonly<Record<string, readonly string[]>>
  /** Days from today. */
  readonly inDays?: number
}

/** What a young person is offered, through the very rules of the platform. */
const matchesOf = async ({ commune, theme, need, age, answers = {}, inDays = 0 }: Asked): Promise<Match[]> => {
  const place = await findPlace(db, { commune, theme, need: need ?? null })
  if (place === undefined || place.territory === null || place.themeId === null)
    throw new Error(`nothing is asked in ${commune} about ${theme}`)
  const day: Temporal.PlainDate = localDay(place.now, place.territory.timeZone).add({ days: inDays })
  const offers: Candidate[] = await findCandidates(db, {
    themeId: place.themeId,
    zoneCodes: place.zoneCodes,
    age,
    day,
    timeZone: place.territory.timeZone,
  })
  return matchOffers({ need: place.needId === null ? null : asId<NeedId>(place.needId), age, answers }, offers, day)
}

const keyOf = ({ offer }: Match): string => demoOffers.find(({ id }) => id === offer.id)?.key ?? offer.id

const ablePartners = (matches: readonly Match[]): Set<string> =>
  new Set(matches.filter(({ unavailable }) => unavailable === null).map(({ offer }) => offer.partnerId))

test('twelve partners and forty offers are in the Loire, three and six in La Réunion, two and two in the Velay, with their communes', async () => {
  expect(
    await read(`
      select slug, (select count(*)::int from partners where territory_id = t.id) as partners,
        (select count(*)::int from offers where territory_id = t.id) as offers,
        (select count(*)::int from territory_communes where territory_id = t.id) as communes
      from territories t order by slug`),
  ).toEqual([
    { slug: 'la-reunion-nord', partners: 3, offers: 6, communes: 3 },
    { slug: 'loire', partners: 12, offers: 40, communes: 320 },
    { slug: 'velay', partners: 2, offers: 2, communes: 72 },
  ])
})

test('every zone that an offer names exists', async () => {
  expect(
    await read(`
      select zone_code from offer_zones
      where zone_code not in (
        select 'C:' || code from communes union all select 'E:' || code from epcis
        union all select 'D:' || code from departments union all select 'R:' || code from regions union all select 'N:FR')`),
  ).toEqual([])
})

test('loading twice leaves the same rows, and hashes the shared password once', async () => {
  // xmin is the transaction that wrote the row: it tells a row that was written again from one left alone.
  const tables = demoRows({
    themes: demoThemes,
    territories: demoTerritories,
    today: localDay((await findPlaceOfSaintEtienne()).now, 'Europe/Paris'),
    passwordHash: '',
  }).map(({ table }) => table)
  const everyRow = ['territory_communes', ...tables]
    .map((table) => `select '${table}' as name, xmin::text, to_jsonb(t) as content from ${table} t`)
    .join(' union all ')
  const before = await read(`select * from (${everyRow}) as rows order by name, content::text`)
  expect(before.length).toBeGreaterThan(600)
  await load()
  expect(await read(`select * from (${everyRow}) as rows order by name, content::text`)).toEqual(before)
  expect(passwordsHashed).toEqual([demoPassword])
})

const findPlaceOfSaintEtienne = async () => {
  const place = await findPlace(db, { commune: '42218', theme: 'logement', need: null })
  if (place === undefined) throw new Error('Saint-Étienne is missing')
  return place
}

describe('whoever is 18 to 20 and answers nothing finds at least three partners able to act', () => {
  // One commune of each EPCI of the department: Saint-Étienne and Roanne are two of them.
  const communes = [
    ['Saint-Étienne', '42218'],
    ['Roanne', '42187'],
    ['Montbrison', '42147'],
    ['Feurs', '42094'],
    ['Charlieu', '42052'],
    ['Bourg-Argental', '42023'],
    ['Pélussin', '42168'],
    ['Saint-Just-en-Chevalet', '42248'],
    ['Saint-Germain-Laval', '42230'],
    ['Chazelles-sur-Lyon', '42059'],
    ['Balbigny', '42011'],
  ] as const

  test.each(communes)('in %s', async (_name, commune) => {
    for (const { code: theme } of demoThemes) {
      for (const age of [18, 19, 20]) {
        const able = ablePartners(await matchesOf({ commune, theme, age }))
        expect(able.size, `${theme} at ${age}`).toBeGreaterThanOrEqual(3)
      }
    }
  })
})

test('in the north of La Réunion each theme has an offer, and none comes from the Loire', async () => {
  for (const theme of ['emploi', 'mobilite']) {
    const matches = await matchesOf({ commune: '97418', theme, age: 20 })
    expect(ablePartners(matches).size).toBe(3)
    expect(
      demoOffers.filter(({ territory, id }) => territory === 'loire' && matches.some(({ offer }) => offer.id === id)),
    ).toEqual([])
  }
})

test('nothing fits a thirty-year-old who must get to work, not even next month', async () => {
  const asked = { commune: '42218', theme: 'mobilite', age: 30, answers: { motif: ['travail'] } }
  expect(await matchesOf(asked)).toEqual([])
  expect(await matchesOf({ ...asked, inDays: 40 })).toEqual([])
})

test('a partner whose agreement has ended is never shown, whatever is asked', async () => {
  for (const age of [18, 25, 30]) {
    const keys = (await matchesOf({ commune: '42186', theme: 'logement', need: 'trouver-un-logement', age })).map(keyOf)
    expect(keys).toContain('premier-logement')
    expect(keys).not.toContain('sous-location-meublee')
  }
})

test('an absent referent with a deputy can act, without one cannot, nor can a paused offer', async () => {
  const roanne = { commune: '42187', age: 20 }
  const found = [
    ...(await matchesOf({ ...roanne, theme: 'emploi' })),
    ...(await matchesOf({ ...roanne, theme: 'mobilite' })),
    ...(await matchesOf({ ...roanne, theme: 'sante' })),
  ].map((match) => [keyOf(match), match.unavailable] as const)
  const unavailable = Object.fromEntries(found)
  expect(unavailable).toMatchObject({
    'accompagnement-roannais': null,
    'permis-roannais': 'absent',
    'bouger-ensemble': 'paused',
  })
})

test('an offer of the next season is shown when its season comes', async () => {
  const asked = { commune: '42187', theme: 'mobilite', age: 20 }
  expect((await matchesOf(asked)).map(keyOf)).not.toContain('conduire-l-hiver')
  expect((await matchesOf({ ...asked, inDays: 40 })).map(keyOf)).toContain('conduire-l-hiver')
})

test('two years on, the demo still answers: its agreements renew themselves', async () => {
  await installMovableClock(database.url)
  const now = Temporal.Instant.from(await readClock(database.pool))
  await moveClockTo(database.pool, now.add({ hours: 24 * 730 }).toString())
  await renewAgreements({ db })
  expect(ablePartners(await matchesOf({ commune: '42218', theme: 'emploi', age: 19 })).size).toBeGreaterThanOrEqual(3)
  await moveClockTo(database.pool, now.toString())
})

test('without the communes nothing is loaded, not even half', async () => {
  const { url, drop } = await createTestDatabase()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`insert into regions (code, name) values ('84', 'Une région'), ('04', 'Une autre')`)
    await expect(loadDemo(client, { hashPassword: () => Promise.resolve('a hash') })).rejects.toThrow('foreign key')
    expect((await client.query('select from territories union all select from users')).rowCount).toBe(0)
  } finally {
    await client.end()
    await drop()
  }
})
