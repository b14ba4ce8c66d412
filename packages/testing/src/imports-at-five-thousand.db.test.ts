import { applyImport, readImport, receiveImport, runImports, tryImport, undoImport } from '@boussole/commands'
import { countLines, findProfessional } from '@boussole/db'
import type { Database } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { drizzle } from 'drizzle-orm/node-postgres'
import { beforeAll, expect, test } from 'vitest'
import { givenProfessional, givenTerritory } from './builders.ts'
import { useDatabase } from './database.ts'
import { inChunks, manyPartnerLines } from './many-lines.ts'

const database = useDatabase({ communes: true })
let statements = 0
let db: Database
let territoryId: string
let animatorId: string

beforeAll(async () => {
  const { pool } = database
  db = drizzle(pool, {
    logger: {
      logQuery: () => {
        statements += 1
      },
    },
  })
  territoryId = (await givenTerritory(pool)).id
  await pool.query(
    `insert into territory_communes select code, $1 from communes where department_code = '42' on conflict do nothing`,
    [territoryId],
  )
  animatorId = await givenProfessional(pool, { role: 'animator', territoryId })
})

test('5,000 lines are tried, applied and undone in a few statements a thousand, not one a line', async () => {
  const animator = await findProfessional(db, asId<UserId>(animatorId))
  if (animator === undefined) throw new Error('no animator')
  const deps = { db }
  const counted = async (act: () => Promise<unknown>): Promise<number> => {
    const before = statements
    await act()
    return statements - before
  }
  const content = inChunks(manyPartnerLines(5_000))
  const id = await receiveImport({ territoryId, kind: 'partners', fileName: 'a.csv', content }, animator, deps)
  const { mapping } = await readImport(id, animator, db)
  await tryImport(id, { mapping: mapping ?? [] }, animator, deps)
  expect(await counted(() => runImports(deps))).toBeLessThan(80)
  const counts = await countLines(db, id)
  expect(counts.new).toBeGreaterThan(4_800)
  expect(counts.duplicate).toBeGreaterThan(50)
  expect(counts.refused).toBeGreaterThan(50)
  await applyImport(id, { withoutRefused: true, withMailTwins: false }, animator, deps)
  expect(await counted(() => runImports(deps))).toBeLessThan(50)
  expect(await readImport(id, animator, db)).toMatchObject({ state: 'applied', done: 5_000 })
  await undoImport(id, animator, deps)
  expect(await counted(() => runImports(deps))).toBeLessThan(40)
  expect(await readImport(id, animator, db)).toMatchObject({ state: 'undone' })
}, 120_000)
