import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { givenProfessional, givenTerritory, useDatabase } from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { findOwnAccount } from './own-account.ts'

const database = useDatabase()
let db: Database

beforeAll(() => {
  db = openDatabase({ url: database.url, connections: 1, applicationName: 'test', onError: () => undefined })
  return () => closeDatabase(db)
})

test('hours are told as where one works: of a territory, and of a region too', async () => {
  const { pool } = database
  const reunion = { communeCode: '97411', departmentCode: '974', regionCode: '04', timeZone: 'Indian/Reunion' }
  const territory = await givenTerritory(pool, reunion)
  const zoneOf = async (columns: Parameters<typeof givenProfessional>[1]) =>
    (await findOwnAccount(db, asId<UserId>(await givenProfessional(pool, columns))))?.timeZone
  expect(await zoneOf({ role: 'animator', territoryId: territory.id })).toBe('Indian/Reunion')
  expect(await zoneOf({ role: 'regional', regionCode: '04' })).toBe('Indian/Reunion')
  expect(await zoneOf({ role: 'observer', regionCode: '04' })).toBe('Indian/Reunion')
  expect(await zoneOf({ role: 'national' })).toBe('Europe/Paris')
})
