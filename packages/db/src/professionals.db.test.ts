import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { givenPartner, givenProfessional, givenTerritory, useDatabase } from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { findProfessional } from './professionals.ts'

const database = useDatabase()
let db: Database

beforeAll(() => {
  db = openDatabase({ url: database.url, connections: 1, applicationName: 'test', onError: () => undefined })
  return () => closeDatabase(db)
})

const find = (id: string) => findProfessional(db, asId<UserId>(id))

test('a professional is known by role and perimeter; partners they left and people who left no longer count', async () => {
  const { pool } = database
  const territory = await givenTerritory(pool)
  const [kept, left] = [await givenPartner(pool, territory, 'Gardée'), await givenPartner(pool, territory, 'Quittée')]
  await pool.query(`update referents set user_id = $1, left_at = '2026-06-01' where id = $2`, [
    kept.userId,
    left.referentId,
  ])
  expect(await find(kept.userId)).toEqual({
    userId: kept.userId,
    name: 'Référente, Gardée',
    role: 'referent',
    partnerIds: [kept.id],
    territoryIds: [],
    regionCodes: [],
    isNational: false,
    isUnderAgreement: true,
  })

  await pool.query(`update agreements set to_day = '2026-01-31' where partner_id = $1`, [kept.id])
  expect(await find(kept.userId)).toMatchObject({ partnerIds: [kept.id], isUnderAgreement: false })

  const animator = await givenProfessional(pool, { role: 'animator', territoryId: territory.id })
  expect(await find(animator)).toMatchObject({ role: 'animator', territoryIds: [territory.id], partnerIds: [] })
  const regional = await givenProfessional(pool, { role: 'regional', regionCode: '84' })
  expect(await find(regional)).toMatchObject({ role: 'regional', regionCodes: ['84'], isNational: false })
  expect(await find(await givenProfessional(pool, { role: 'national' }))).toMatchObject({ isNational: true })

  expect(await find(await givenProfessional(pool, { left_at: '2026-06-01' }))).toBeUndefined()
  expect(await find('a3bb189e-8bf9-4888-9912-ace4e6543002')).toBeUndefined()
})
