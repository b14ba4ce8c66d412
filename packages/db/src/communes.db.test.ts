import { useDatabase } from '@boussole/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { getCommune, searchCommunes } from './communes.ts'
import { closeDatabase, openDatabase } from './database.ts'
import type { Database } from './database.ts'

const database = useDatabase({ communes: true })
let db: Database

beforeAll(async () => {
  const client = await database.pool.connect()
  try {
    await client.query(`
      insert into territories (slug, name, time_zone, holiday_zone, region_code, opens_on, info_jeunes_name) values
        ('loire', 'Loire', 'Europe/Paris', 'metropole', '84', '2026-01-01', 'Info Jeunes'),
        ('plus-tard', 'Plus tard', 'Europe/Paris', 'metropole', '84', '2999-01-01', 'Info Jeunes')`)
    await client.query(`
      insert into territory_communes (commune_code, territory_id)
        select communes.code, territories.id from communes
          join territories on slug = case department_code when '42' then 'loire' else 'plus-tard' end
        where department_code in ('42', '43')`)
  } finally {
    client.release()
  }
  db = openDatabase({ url: database.url, connections: 2, applicationName: 'test', onError: () => undefined })
  return () => closeDatabase(db)
})

const codesFound = async (words: string, limit = 20): Promise<string[]> =>
  (await searchCommunes(db, { words, limit })).map(({ code }) => code)

test('a commune comes with its postal codes, its department and its territory', async () => {
  const [first] = await searchCommunes(db, { words: 'Roanne', limit: 1 })
  expect(first).toMatchObject({
    code: '42187',
    name: 'Roanne',
    postalCodes: ['42300'],
    department: { code: '42', name: 'Loire' },
    territory: { slug: 'loire', name: 'Loire' },
    matchedName: null,
  })
})

test.each([
  'Saint-Étienne',
  'saint etienne',
  'SAINT ETIENNE',
  'St-Étienne',
  'st etienne',
  ' Saint  - Etienne ',
  'saint-étienne',
])('accents, hyphens, case and "st" do not count: %s is Saint-Étienne', async (words) => {
  expect((await codesFound(words))[0]).toBe('42218')
})

test.each([
  ["L'Horme", '42110'],
  ['L’Horme', '42110'],
  ['l horme', '42110'],
  ['ste sigolene', '43224'],
  ['Œuilly', '51410'],
  ['oeuilly', '51410'],
  ['saint-étienne'.normalize('NFD'), '42218'],
])('ligatures and apostrophes do not count: %s', async (words, code) => {
  expect(await codesFound(words)).toContain(code)
})

test('the whole name comes before longer names, then the most populated first', async () => {
  const found = await searchCommunes(db, { words: 'saint-denis', limit: 20 })
  expect(found.slice(0, 2).map(({ name }) => name)).toEqual(['Saint-Denis', 'Saint-Denis'])
  const longer = found.findIndex(({ name }) => name !== 'Saint-Denis')
  expect(found.slice(longer).every(({ name }) => name !== 'Saint-Denis')).toBe(true)
})

test('the beginning of any word of the name is enough, after names that begin so', async () => {
  expect((await codesFound('etienne'))[0]).toBe('42218')
  const names = (await searchCommunes(db, { words: 'lyon', limit: 20 })).map(({ name }) => name)
  expect(names[0]).toBe('Lyon')
  expect(names.indexOf('Lyons-la-Forêt')).toBeLessThan(names.indexOf('Sainte-Foy-lès-Lyon'))
})

test('a single letter is only looked for at the beginning', async () => {
  const found = await searchCommunes(db, { words: 'y', limit: 20 })
  expect(found[0]?.name).toBe('Y')
  expect(found.map(({ name, matchedName }) => (matchedName ?? name).at(0)?.toUpperCase())).toEqual(Array(20).fill('Y'))
})

test.each([
  ['sanit etiene', '42218'],
  ['roane', '42187'],
  ['montbrisson', '42147'],
  ['grenobel', '38185'],
  ['st just rambert', '42279'],
])('a typing mistake still finds the commune: %s', async (words, code) => {
  expect((await codesFound(words, 5))[0]).toBe(code)
})

test('likeness is only asked when nothing begins so', async () => {
  const found = await searchCommunes(db, { words: 'marseille', limit: 20 })
  expect(found.filter(({ name }) => !name.includes('Marseille'))).toEqual([])
})

test('a commune that was absorbed is found under its old name, and the name says so', async () => {
  expect(await searchCommunes(db, { words: 'Bellegarde-sur-Valserine', limit: 1 })).toEqual([
    expect.objectContaining({ code: '01033', name: 'Valserhône', matchedName: 'Bellegarde-sur-Valserine' }),
  ])
})

test('an arrondissement leads to its city, once', async () => {
  expect(await searchCommunes(db, { words: 'Lyon 3', limit: 20 })).toEqual([
    expect.objectContaining({ code: '69123', name: 'Lyon', matchedName: 'Lyon 3e Arrondissement' }),
  ])
  const names = (await searchCommunes(db, { words: 'lyon', limit: 20 })).map(({ name }) => name)
  expect(names.filter((name) => name === 'Lyon')).toHaveLength(1)
})

test('a commune whose own name fits as well as an absorbed one keeps its own', async () => {
  const [first] = await searchCommunes(db, { words: 'marse', limit: 1 })
  expect(first).toMatchObject({ name: 'Marseille', matchedName: null })
})

describe('by digits', () => {
  test.each(['51300', '51 300'])(
    'a postal code gives all its communes, the most populated first: %s',
    async (words) => {
      const found = await searchCommunes(db, { words, limit: 20 })
      expect(found.length).toBeGreaterThan(40)
      expect(found[0]?.name).toBe('Vitry-le-François')
      // And the one that has these digits as its INSEE code.
      expect(found.every(({ code, postalCodes }) => postalCodes.includes('51300') || code === '51300')).toBe(true)
    },
  )

  test('the postal code of an arrondissement leads to its city', async () => {
    expect((await codesFound('69003'))[0]).toBe('69123')
    expect((await codesFound('75011'))[0]).toBe('75056')
  })

  test('a postal code comes before the INSEE code of the same digits', async () => {
    expect(await codesFound('42100')).toEqual(['42218', '42100'])
  })

  test.each([
    ['42218', '42218'],
    ['2A004', '2A004'],
    ['2a004', '2A004'],
    ['42 000', '42218'],
    [' 97400 ', '97411'],
  ])('a code is found as it is written: %s', async (words, code) => {
    expect((await codesFound(words))[0]).toBe(code)
  })

  test.each(['42', '423', '4230'])('the beginning of a postal code is enough, from two digits: %s', async (words) => {
    const found = await searchCommunes(db, { words, limit: 20 })
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(({ postalCodes }) => postalCodes.some((code) => code.startsWith(words)))).toBe(true)
  })

  test('one digit finds nothing', async () => {
    expect(await codesFound('4')).toEqual([])
  })
})

test.each([
  '',
  ' ',
  '%',
  '_',
  '%%%',
  '__',
  '\\',
  "'",
  '"',
  '京都',
  '\0',
  'Roanne\0',
  'roanne'.repeat(20),
  '-',
  '. ',
  '\ud800',
])('words without a letter or a digit we know, or too long for a name, find nothing: %j', async (words) => {
  expect(await codesFound(words)).toEqual([])
})

test.each(["'; drop table communes; --", 'r%n%e', 'r___ne', '%nne', '($1)', 'x'.repeat(100)])(
  'hostile words are only words, and no wildcard: %s',
  async (words) => {
    expect(await codesFound(words)).not.toContain('42187')
  },
)

test('the list is bounded, whatever is asked', async () => {
  expect(await codesFound('saint', 1_000)).toHaveLength(20)
  expect(await codesFound('saint', 0)).toHaveLength(1)
  expect(await codesFound('saint', 3)).toHaveLength(3)
})

test('a territory that has not opened yet is not shown', async () => {
  expect(await getCommune(db, '43224')).toMatchObject({ name: 'Sainte-Sigolène', territory: null })
})

test('a commune is found by its code alone, and only by a code that exists', async () => {
  expect(await getCommune(db, '2B033')).toMatchObject({ name: 'Bastia', department: { name: 'Haute-Corse' } })
  expect(await getCommune(db, '98735')).toMatchObject({ name: 'Papeete', department: { name: 'Polynésie française' } })
  expect(await getCommune(db, '42999')).toBeUndefined()
  expect(await getCommune(db, '69383')).toBeUndefined()
  expect(await getCommune(db, '42\0')).toBeUndefined()
})
