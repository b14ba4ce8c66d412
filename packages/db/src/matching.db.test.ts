import { givenOffer, givenPartner, givenTerritory, givenTheme, useDatabase } from '@boussole/testing'
import type { GivenPartner, GivenTerritory, GivenTheme } from '@boussole/testing'
import { asId, matchOffers } from '@boussole/domain'
import type { NeedId } from '@boussole/domain'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { closeDatabase, openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { findCandidates, findPlace, findZoneCodes, reserveOffers } from './matching.ts'
import type { Candidate, Reach } from './matching.ts'

const database = useDatabase()
let db: Database
let territory: GivenTerritory
let theme: GivenTheme
let partner: GivenPartner

beforeAll(async () => {
  db = openDatabase({ url: database.url, connections: 2, applicationName: 'test', onError: () => undefined })
  await database.pool.query(`insert into epcis values ('244200770', 'Saint-Étienne Métropole')`)
  territory = await givenTerritory(database.pool)
  await database.pool.query(`update communes set epci_code = '244200770' where code = '42218'`)
  return () => closeDatabase(db)
})

/** Each test has a theme of its own, so that it only sees its own offers. */
let themes = 0
beforeEach(async () => {
  themes += 1
  theme = await givenTheme(database.pool, territory, `theme-${themes}`)
  partner = await givenPartner(database.pool, territory)
})

const set = (table: string, id: string, column: string, value: unknown) =>
  database.pool.query(`update ${table} set ${column} = $2 where id = $1`, [id, value])

const offer = async (columns: Readonly<Record<string, unknown>> = {}, by = partner): Promise<string> => {
  const { id } = await givenOffer(database.pool, { territory, theme, partner: by }, columns)
  return id
}

const moveTo = async (id: string, ...zones: readonly string[]) => {
  await database.pool.query('delete from offer_zones where offer_id = $1', [id])
  await database.pool.query('insert into offer_zones select $1, unnest($2::text[])', [id, zones])
}

const day = Temporal.PlainDate.from('2026-11-20')

const reachOf = async (changes: Partial<Reach> & { readonly commune?: string } = {}): Promise<Reach> => {
  const { commune = territory.communeCode, ...reach } = changes
  const zoneCodes = await findZoneCodes(db, commune)
  return { themeId: theme.id, zoneCodes, age: 19, day, timeZone: territory.timeZone, ...reach }
}

const candidates = async (changes: Parameters<typeof reachOf>[0] = {}): Promise<Candidate[]> =>
  findCandidates(db, await reachOf(changes))

const onlyCandidate = async (changes: Parameters<typeof reachOf>[0] = {}): Promise<Candidate | undefined> => {
  const found = await candidates(changes)
  expect(found.length).toBeLessThanOrEqual(1)
  return found[0]
}

const absent = (referentId: string, from = '2026-11-20', to = '2026-11-20') =>
  database.pool.query('insert into absences (referent_id, from_day, to_day) values ($1, $2, $3)', [
    referentId,
    from,
    to,
  ])

describe('the zone of an offer', () => {
  const elsewhere = [
    { communeCode: '42005', departmentCode: '42', regionCode: '84' },
    { communeCode: '69123', departmentCode: '69', regionCode: '84' },
    { communeCode: '2A004', departmentCode: '2A', regionCode: '94' },
    { communeCode: '2B033', departmentCode: '2B', regionCode: '94' },
    { communeCode: '97411', departmentCode: '974', regionCode: '04' },
  ]
  beforeAll(async () => {
    for (const place of elsewhere) await givenTerritory(database.pool, place)
  })

  test.each([
    ['C:42218', ['42218']],
    ['E:244200770', ['42218']],
    ['D:42', ['42005', '42218']],
    ['D:2A', ['2A004']],
    ['D:2B', ['2B033']],
    ['D:974', ['97411']],
    ['R:84', ['42005', '42218', '69123']],
    ['R:94', ['2A004', '2B033']],
    ['N:FR', ['2A004', '2B033', '42005', '42218', '69123', '97411']],
  ])('%s contains its communes and no other', async (zone, communes) => {
    await moveTo(await offer(), zone)
    const reached: string[] = []
    for (const commune of ['42218', ...elsewhere.map(({ communeCode }) => communeCode)]) {
      if ((await onlyCandidate({ commune })) !== undefined) reached.push(commune)
    }
    expect(reached.toSorted()).toEqual(communes)
  })

  test('is told by its nearest level, and the nearest comes first', async () => {
    const zones = ['N:FR', 'R:84', 'D:42', 'E:244200770', 'C:42218']
    for (const zone of zones) await moveTo(await offer(), zone)
    const wide = await offer({ title: 'Partout, et ici' })
    await moveTo(wide, 'N:FR', 'D:42')
    const found = await candidates()
    expect(found.find(({ id }) => id === wide)?.zoneLevel).toBe('department')
    const matches = matchOffers({ need: null, age: 19, answers: {} }, found, day)
    expect(matches.map((match) => match.offer.zoneLevel)).toEqual([
      'commune',
      'epci',
      'department',
      'department',
      'region',
      'nation',
    ])
  })

  test('without intermunicipality nothing is invented: such a commune has the other four levels', async () => {
    await moveTo(await offer(), 'E:244200770')
    expect(await findZoneCodes(db, '97411')).toEqual(['C:97411', 'E:-', 'D:974', 'R:04', 'N:FR'])
    expect(await candidates({ commune: '97411' })).toEqual([])
  })
})

test('what is read of a place names its territory, its theme, its need and its questions', async () => {
  const place = await findPlace(db, { commune: '42218', theme: theme.code, need: 'trouver' })
  expect(place).toMatchObject({
    territory: { id: territory.id, timeZone: 'Europe/Paris', holidayZone: 'metropole' },
    themeId: theme.id,
    needId: theme.needId,
    questions: { statut: { kind: 'one', answers: expect.arrayContaining(['etudes', 'emploi']) } },
  })
  expect(await findPlace(db, { commune: '42218', theme: 'inconnu', need: 'trouver' })).toMatchObject({
    themeId: null,
    needId: null,
  })
  expect(await findPlace(db, { commune: '99999', theme: theme.code, need: null })).toBeUndefined()
})

test('the need asked comes before a neighbouring need of the same theme', async () => {
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into needs (theme_id, code, name) values ($1, 'garder', 'Garder son logement') returning id`,
    [theme.id],
  )
  const neighbouring = rows[0]?.id ?? ''
  const slow = await offer({ windowDays: 7 })
  const quick = await offer({ windowDays: 1, need_id: neighbouring })
  const found = await candidates()
  const orderFor = (need: string) =>
    matchOffers({ need: asId<NeedId>(need), age: 19, answers: {} }, found, day).map((match) => match.offer.id)
  expect(orderFor(theme.needId)).toEqual([slow, quick])
  expect(orderFor(neighbouring)).toEqual([quick, slow])
})

describe('a monthly quota', () => {
  /** A referral sent to this offer at this instant, by a request of its own. */
  const sent = async (offerId: string, at: string) => {
    await database.pool.query(
      `with asked as (
         insert into requests (territory_id, commune_code, theme_id, age, first_name, email, consent_text_version,
           consent_redirect, tracking_token_hash, submitted_at, last_act_at)
         values ($1, '42218', $2, 19, 'Camille', 'camille@exemple.example', '2026-11', true,
           sha256(gen_random_uuid()::text::bytea), $5, $5) returning id)
       insert into referrals (request_id, territory_id, offer_id, partner_id, chain, link, state, sent_at, window_days,
         counting, time_zone, holiday_zone, due_at)
       select id, $1, $3, $4, 1, 1, 'sent', $5::timestamptz, 3, 'calendar', 'Europe/Paris', 'metropole',
         $5::timestamptz + interval '3 days' from asked`,
      [territory.id, theme.id, offerId, partner.id, at],
    )
  }

  test('is counted in the month of the territory, not of Greenwich', async () => {
    const id = await offer({ monthly_quota: 1 })
    // 31 October, 23:59:59 in Saint-Étienne; midnight there comes an hour before Greenwich's.
    await sent(id, '2026-10-31T22:59:59Z')
    expect(await onlyCandidate()).toMatchObject({ limited: true, full: false })
    await sent(id, '2026-10-31T23:00:00Z')
    expect(await onlyCandidate()).toMatchObject({ limited: true, full: true })
    expect(await onlyCandidate({ day: Temporal.PlainDate.from('2026-12-01') })).toMatchObject({ full: false })
  })

  test('follows the time zone that asks', async () => {
    const id = await offer({ monthly_quota: 1 })
    // 1 November at 01:00 in La Réunion; still 31 October in Saint-Étienne.
    await sent(id, '2026-10-31T21:00:00Z')
    expect(await onlyCandidate({ timeZone: 'Europe/Paris' })).toMatchObject({ full: false })
    expect(await onlyCandidate({ timeZone: 'Indian/Reunion' })).toMatchObject({ full: true })
  })

  test('leaves its last place to one, and does not touch offers without quota', async () => {
    const limited = await offer({ monthly_quota: 2 })
    const free = await offer()
    await sent(limited, '2026-11-19T10:00:00Z')
    const reach = await reachOf()
    const reserve = () => db.transaction(async (tx) => reserveOffers(tx, await findCandidates(tx, reach), reach))
    expect((await reserve()).toSorted()).toEqual([limited, free].toSorted())
    await sent(limited, '2026-11-19T11:00:00Z')
    expect(await reserve()).toEqual([free])
  })
})

test('an offer is under agreement from the first day of the agreement to its last, both included', async () => {
  await offer()
  await database.pool.query(
    `update agreements set from_day = '2026-11-10', to_day = '2026-11-20' where partner_id = $1`,
    [partner.id],
  )
  const on = async (at: string) => (await onlyCandidate({ day: Temporal.PlainDate.from(at) }))?.underAgreement
  expect([await on('2026-11-09'), await on('2026-11-10'), await on('2026-11-20'), await on('2026-11-21')]).toEqual([
    false,
    true,
    true,
    false,
  ])
})

describe('a referent who is absent', () => {
  const present = async (at = '2026-11-20') =>
    (await onlyCandidate({ day: Temporal.PlainDate.from(at) }))?.referentPresent

  const deputy = async (): Promise<string> => {
    const userId = (await givenPartner(database.pool, territory, 'Ailleurs')).userId
    const { rows } = await database.pool.query<{ id: string }>(
      'insert into referents (partner_id, user_id) values ($1, $2) returning id',
      [partner.id, userId],
    )
    const id = rows[0]?.id ?? ''
    await set('referents', partner.referentId, 'deputy_id', id)
    return id
  }

  test('leaves the offer to nobody, on the days of the absence only', async () => {
    await offer()
    await absent(partner.referentId, '2026-11-20', '2026-11-21')
    expect([await present('2026-11-19'), await present('2026-11-20'), await present('2026-11-21')]).toEqual([
      true,
      false,
      false,
    ])
    expect(await present('2026-11-22')).toBe(true)
  })

  test('leaves the offer to the deputy, unless the deputy is absent too', async () => {
    await offer()
    await absent(partner.referentId)
    const deputyId = await deputy()
    expect(await present()).toBe(true)
    await absent(deputyId)
    expect(await present()).toBe(false)
  })

  test('or who left is nobody', async () => {
    await offer()
    await set('referents', partner.referentId, 'left_at', '2026-11-01T00:00:00Z')
    expect(await present()).toBe(false)
  })
})

describe('an edited offer is seen by the next match', () => {
  test.each([
    ['age_min', 20],
    ['age_max', 18],
    ['valid_from', '2026-11-21'],
    ['valid_until', '2026-11-19'],
    ['state', 'withdrawn'],
    ['state', 'draft'],
  ])('%s becomes %s: it no longer comes, and comes again once put back', async (column, value) => {
    const id = await offer()
    const { rows } = await database.pool.query<{ before: unknown }>(
      `select to_jsonb(offers) -> $2 as before from offers where id = $1`,
      [id, column],
    )
    expect(await onlyCandidate()).toMatchObject({ id })
    await set('offers', id, column, value)
    expect(await onlyCandidate()).toBeUndefined()
    await set('offers', id, column, rows[0]?.before)
    expect(await onlyCandidate()).toMatchObject({ id })
  })

  test('its theme changes: it comes under the new one', async () => {
    const id = await offer()
    const other = await givenTheme(database.pool, territory, `theme-${themes}-bis`)
    await database.pool.query('update offers set theme_id = $2, need_id = $3 where id = $1', [
      id,
      other.id,
      other.needId,
    ])
    expect(await onlyCandidate()).toBeUndefined()
    expect(await onlyCandidate({ themeId: other.id })).toMatchObject({ id })
  })

  test('it is paused: it still comes, and says so', async () => {
    const id = await offer()
    await set('offers', id, 'state', 'paused')
    expect(await onlyCandidate()).toMatchObject({ id, state: 'paused' })
    const [match] = matchOffers({ need: null, age: 19, answers: {} }, await candidates(), day)
    expect(match?.unavailable).toBe('paused')
  })

  test('its zone changes: it comes where it now reaches', async () => {
    const id = await offer()
    await moveTo(id, 'D:69')
    expect(await onlyCandidate()).toBeUndefined()
    await database.pool.query(`update offer_zones set zone_code = 'R:84' where offer_id = $1`, [id])
    expect(await onlyCandidate()).toMatchObject({ id, zoneLevel: 'region' })
  })

  test('what the sieve does not hold is read from the offer itself', async () => {
    const id = await offer({ windowDays: 3 })
    await database.pool.query(`update offers set window_days = 5, criteria = '{"statut":["emploi"]}' where id = $1`, [
      id,
    ])
    expect(await onlyCandidate()).toMatchObject({ windowDays: 5, criteria: { statut: ['emploi'] } })
  })
})

describe('the sieve', () => {
  interface Plan {
    readonly 'Node Type': string
    readonly 'Relation Name'?: string
    readonly 'Index Name'?: string
    readonly 'Heap Fetches'?: number
    readonly Plans?: readonly Plan[]
  }
  const withBranches = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(withBranches)]

  test('answers from its index alone, without touching the table, among 20,000 rows', async () => {
    // Zones are written while offers are drafts, so that each offer is copied once.
    await database.pool.query(
      `with made as (
         insert into offers (partner_id, territory_id, theme_id, need_id, title, description, state, window_days,
           valid_from, contact_email, free_of_charge)
         select $1, $2, $3, $4, 'Offre ' || place, 'Un accompagnement.', 'draft', 3, '2026-01-01', 'a@partenaire.example', true
         from generate_series(1, 400) as place returning id)
       insert into offer_zones
         select id, 'C:' || (10000 + (row_number() over (order by id) * 97 + commune * 1013) % 80000)
         from made, generate_series(1, 50) as commune`,
      [partner.id, territory.id, theme.id, theme.needId],
    )
    const here = await offer()
    await database.pool.query(`update offers set state = 'active' where theme_id = $1`, [theme.id])
    await database.pool.query('analyze offers, offer_reach')
    // A page is visible to all once its rows are safely on disk, for which test servers do not wait; a few dead rows
    // would by themselves be left in the index for later.
    const vacuum = async () => {
      await database.pool.query('vacuum (index_cleanup on) offer_reach')
      const { rows: tables } = await database.pool.query<{ pages: number; visible: number; count: number }>(
        `select relpages as pages, relallvisible as visible, reltuples::int as count from pg_class
         where relname = 'offer_reach'`,
      )
      expect(tables[0]?.visible).toBe(tables[0]?.pages)
      expect(tables[0]?.count).toBeGreaterThanOrEqual(20_000)
    }
    await vi.waitFor(vacuum, { timeout: 20_000, interval: 50 })

    const sent: { query: string; params: unknown[] }[] = []
    const watched = drizzle(database.pool, { logger: { logQuery: (query, params) => sent.push({ query, params }) } })
    expect((await findCandidates(watched, await reachOf())).map(({ id }) => id)).toContain(here)
    const [asked] = sent
    const { rows } = await database.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (analyze, format json) ${asked?.query}`,
      asked?.params,
    )
    const plan = rows.flatMap((row) => withBranches(row['QUERY PLAN'][0].Plan))
    const onReach = plan.filter((node) => node['Relation Name'] === 'offer_reach')
    expect(onReach).toMatchObject([
      { 'Node Type': 'Index Only Scan', 'Index Name': 'offer_reach_sieve', 'Heap Fetches': 0 },
    ])
  })
})
