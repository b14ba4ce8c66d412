import { directoryQuery } from '@boussole/contracts'
import { givenOffer, givenPartner, givenProfessional, givenTerritory, givenTheme, useDatabase } from '@boussole/testing'
import type { GivenPartner, GivenTerritory, GivenTheme } from '@boussole/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { findDirectoryEntry, listDirectory } from './directory.ts'

const database = useDatabase()
let db: Database
let territory: GivenTerritory
let theme: GivenTheme
let other: GivenTheme
let foyer: GivenPartner
let elsewhere: GivenPartner

beforeAll(async () => {
  db = openDatabase({ url: database.url, connections: 1, applicationName: 'test', onError: () => undefined })
  const { pool } = database
  territory = await givenTerritory(pool)
  const island = await givenTerritory(pool, {
    communeCode: '97411',
    departmentCode: '974',
    regionCode: '04',
    timeZone: 'Indian/Reunion',
    holidayZone: 'la-reunion',
  })
  theme = await givenTheme(pool, territory)
  other = await givenTheme(pool, territory, 'sante')
  foyer = await givenPartner(pool, territory, 'Foyer Saint-Éloi')
  elsewhere = await givenPartner(pool, island, 'Kaz à jeunes')
  await pool.query(`update users set name = 'Zoé Müller' where id = $1`, [foyer.userId])
  await pool.query(`update users set name = 'Rose Hoarau' where id = $1`, [elsewhere.userId])
  await givenOffer(pool, { territory, theme, partner: foyer }, { title: 'Chambre d’hôte' })
  const ended = await givenPartner(pool, territory, 'Foyer sans convention')
  await pool.query(`update agreements set to_day = '2026-01-31' where partner_id = $1`, [ended.id])
  return () => closeDatabase(db)
})

const namesFor = async (query: Readonly<Record<string, string>>): Promise<string[]> =>
  (await listDirectory(db, directoryQuery.parse(query))).items.map(({ name }) => name)

describe('the directory', () => {
  test('holds the partners under agreement of all territories, by name', async () => {
    expect(await namesFor({})).toEqual(['Foyer Saint-Éloi', 'Kaz à jeunes'])
  })

  test.each(['saint eloi', 'ST-ÉLOI', 'foyer', 'zoe', 'mull foy', 'chambre', 'hote'])(
    'finds a partner by the beginnings of words of its name, people and offers, whatever the accents: %s',
    async (q) => {
      expect(await namesFor({ q })).toEqual(['Foyer Saint-Éloi'])
    },
  )

  test.each(['ambre', 'zoe kaz', '%', '_', "l'%", '…'])('finds nobody by other words: %s', async (q) => {
    expect(await namesFor({ q })).toEqual([])
  })

  test('keeps who has a running offer of the theme, that reaches the commune', async () => {
    expect(await namesFor({ theme: theme.code })).toEqual(['Foyer Saint-Éloi'])
    expect(await namesFor({ theme: other.code })).toEqual([])
    expect(await namesFor({ commune: territory.communeCode })).toEqual(['Foyer Saint-Éloi'])
    expect(await namesFor({ commune: '97411', theme: theme.code })).toEqual([])
    await database.pool.query(`update offers set state = 'paused' where partner_id = $1`, [foyer.id])
    expect(await namesFor({ commune: territory.communeCode })).toEqual([])
    expect(await namesFor({ q: 'chambre' })).toEqual([])
    await database.pool.query(`update offers set state = 'active' where partner_id = $1`, [foyer.id])
  })

  test('follows what changes: names, who leaves, who comes', async () => {
    const { pool } = database
    await pool.query(`update partners set name = 'La Kaz' where id = $1`, [elsewhere.id])
    expect(await namesFor({ q: 'jeunes' })).toEqual([])
    expect(await namesFor({ q: 'la kaz' })).toEqual(['La Kaz'])
    const userId = await givenProfessional(pool, { name: 'Ève Payet' })
    await pool.query('insert into referents (partner_id, user_id) values ($1, $2)', [elsewhere.id, userId])
    expect(await namesFor({ q: 'eve payet' })).toEqual(['La Kaz'])
    await pool.query(`update referents set left_at = now() where user_id = $1`, [userId])
    expect(await namesFor({ q: 'eve payet' })).toEqual([])
    expect((await findDirectoryEntry(db, elsewhere.id))?.people.map(({ name }) => name)).not.toContain('Ève Payet')
  })

  test('shows thirty partners at a time, each once', async () => {
    const { pool } = database
    for (let place = 0; place < 65; place += 1) await givenPartner(pool, territory, `Escale ${place % 3}`)
    const seen: string[] = []
    let cursor: Awaited<ReturnType<typeof listDirectory>>['nextCursor'] | undefined
    const sizes: number[] = []
    while (cursor !== null) {
      const page = await listDirectory(db, { q: 'escale', cursor })
      seen.push(...page.items.map(({ id }) => id))
      sizes.push(page.items.length)
      cursor = page.nextCursor
    }
    expect(sizes).toEqual([30, 30, 5])
    expect(new Set(seen).size).toBe(65)
  })

  test('is searched by its index, not read through, among 20,000 partners', async () => {
    const { pool } = database
    await pool.query('alter table partners disable trigger partner_named')
    await pool.query(
      `with others as (
         insert into partners (territory_id, name)
         select $1, 'Relais ' || md5(place::text) from generate_series(1, 20000) as place returning id, name)
       insert into directory_entries (partner_id, folded_name, words) select id, lower(name), ' ' || lower(name) from others`,
      [territory.id],
    )
    await pool.query('vacuum analyze directory_entries')
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
      `explain select from directory_entries where words like '% zoe%' and words like '% mull%'`,
    )
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('directory_entries_by_words')
    expect(await namesFor({ q: 'zoe mull' })).toEqual(['Foyer Saint-Éloi'])
  })
})
