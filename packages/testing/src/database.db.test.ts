import { expect, test } from 'vitest'
import { runStatement } from './database-server.ts'
import { createTestDatabase, useDatabase } from './database.ts'

const database = useDatabase()

test('each test file has a database of its own, with every migration applied', async () => {
  await database.pool.query('create table mine ()')
  await database.pool.query('select platform_now()')
  const other = await createTestDatabase()
  await expect(runStatement(other.url, 'select from mine')).rejects.toThrow('"mine" does not exist')
  await other.drop()
  await expect(runStatement(other.url, 'select')).rejects.toThrow('does not exist')
})

test('words are sorted as French sorts them, whatever server runs the tests', async () => {
  const { rows } = await database.pool.query(
    `select string_agg(word, ' ' order by word) as sorted from unnest(array['zèbre', 'Été', 'eau', 'étude', 'Zoé']) as word`,
  )
  expect(rows).toEqual([{ sorted: 'eau Été étude zèbre Zoé' }])
})
