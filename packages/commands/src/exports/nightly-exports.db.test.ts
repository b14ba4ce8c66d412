import { closeDatabase, findProfessional, listNightlyExports, openDatabase } from '@boussole/db'
import type { Database } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { Professional, UserId } from '@boussole/domain'
import {
  breakRows,
  givenOffer,
  givenPartner,
  givenProfessional,
  givenTerritory,
  givenTheme,
  useClock,
  useDatabase,
} from '@boussole/testing'
import type { GivenTerritory } from '@boussole/testing'
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { beforeAll, expect, test } from 'vitest'
import { exportNames, exportTerritory, openNightlyExport, writeNightlyExports } from '../index.ts'

const database = useDatabase()
const clock = useClock(database)
let db: Database
let territory: GivenTerritory
let animator: Professional
let elsewhere: Professional

beforeAll(async () => {
  const { pool } = database
  db = openDatabase({ url: database.url, connections: 5, applicationName: 'tests', onError: () => undefined })
  const watcherOf = async ({ id }: GivenTerritory): Promise<Professional> => {
    const userId = await givenProfessional(pool, { role: 'animator', territoryId: id })
    const found = await findProfessional(db, asId<UserId>(userId))
    if (found === undefined) throw new Error('nobody')
    return found
  }
  territory = await givenTerritory(pool)
  const theme = await givenTheme(pool, territory)
  animator = await watcherOf(territory)
  // Eleven hours behind Paris, so that its night is another one.
  const other = await givenTerritory(pool, {
    communeCode: '98735',
    departmentCode: '987',
    regionCode: '98',
    timeZone: 'Pacific/Tahiti',
  })
  elsewhere = await watcherOf(other)
  for (let n = 0; n < 30; n += 1) {
    const partner = await givenPartner(pool, territory, `Structure ${n} « été »`)
    await givenOffer(pool, { territory, theme, partner })
  }
  return () => closeDatabase(db)
})

const files = () => listNightlyExports(db, territory.id)

test('each night has its files, by the clock of the territory, written once, which do not change with the directory', async () => {
  await clock.freeze('2026-11-25T23:30:00Z')
  expect(await writeNightlyExports({ db })).toBe(exportNames.length)
  expect(await files()).toEqual([])
  await clock.freeze('2026-11-26T00:30:00Z')
  await Promise.all([writeNightlyExports({ db }), writeNightlyExports({ db })])
  const written = await files()
  expect(written.map(({ name }) => name).toSorted()).toEqual([...exportNames].toSorted())
  expect(new Set(written.map(({ day }) => day))).toEqual(new Set(['2026-11-26']))
  expect(await writeNightlyExports({ db })).toBe(0)
  const then = new Map<string, Buffer>()
  for (const name of exportNames)
    then.set(name, await buffer(await exportTerritory({ territoryId: territory.id, name }, animator, { db })))
  await database.pool.query(`update partners set name = 'Autrement'`)
  for (const { id, name, byteCount, sha256 } of written) {
    const opened = await openNightlyExport(id, animator, { db })
    const content = await buffer(opened.content)
    expect(content.equals(then.get(name) ?? Buffer.of())).toBe(true)
    expect([content.length, opened.byteCount]).toEqual([byteCount, byteCount])
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256)
    await expect(openNightlyExport(id, elsewhere, { db })).rejects.toMatchObject({ code: 'not-found' })
  }
})

test('a file that cannot be written is told of, stops no other, and is written once that is mended', async () => {
  await clock.freeze('2026-11-26T12:00:00Z')
  await writeNightlyExports({ db })
  await clock.freeze('2026-11-27T00:30:00Z')
  const [name = ''] = exportNames.toSorted()
  const mend = await breakRows(database.pool, { table: 'nightly_exports', on: 'insert', when: `new.name = '${name}'` })
  const told: unknown[] = []
  await writeNightlyExports({ db, onError: (_, about) => told.push(about) })
  expect(told).toEqual([{ territory: territory.id, day: '2026-11-27', name }])
  const ofTonight = async () => (await files()).filter(({ day }) => day === '2026-11-27').length
  expect(await ofTonight()).toBe(exportNames.length - 1)
  await mend()
  await writeNightlyExports({ db })
  expect(await ofTonight()).toBe(exportNames.length)
})

test('thirty nights are kept', async () => {
  for (let night = 27; night < 62; night += 1) {
    await clock.freeze(new Date(Date.UTC(2026, 10, night, 4)).toISOString())
    await writeNightlyExports({ db })
  }
  const nights = [...new Set((await files()).map(({ day }) => day))]
  expect(nights).toHaveLength(30)
  expect([nights[0], nights.at(-1)]).toEqual(['2026-12-31', '2026-12-02'])
  const { rows } = await database.pool.query(
    'select from nightly_export_pieces where export_id not in (select id from nightly_exports)',
  )
  expect(rows).toEqual([])
})
