import { givenOffer, givenPartner, givenTerritory, givenTheme, useDatabase } from '@boussole/testing'
import type { GivenPartner, GivenTerritory, GivenTheme } from '@boussole/testing'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, expect, test } from 'vitest'
import { findCompanion } from './accompaniments.ts'
import { closeDatabase, openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { exportOffers } from './exported.ts'
import { findCandidates, findZoneCodes } from './matching.ts'
import { findGapsOfTerritory } from './territory-gaps.ts'
import { readReadiness } from './territory-readiness.ts'

const database = useDatabase()
let db: Database
let territory: GivenTerritory
let theme: GivenTheme
let partner: GivenPartner

beforeAll(async () => {
  db = openDatabase({ url: database.url, connections: 2, applicationName: 'test', onError: () => undefined })
  territory = await givenTerritory(database.pool)
  theme = await givenTheme(database.pool, territory)
  partner = await givenPartner(database.pool, territory)
  await givenOffer(database.pool, { territory, theme, partner })
  return () => closeDatabase(db)
})

/** What each of those says who ask for an agreement in force. */
const answers = async () => {
  const day = Temporal.Now.plainDateISO(territory.timeZone)
  const zoneCodes = await findZoneCodes(db, territory.communeCode)
  const reach = { themeId: theme.id, zoneCodes, age: 19, day, timeZone: territory.timeZone }
  const exported = []
  for await (const offer of exportOffers(db, { territoryId: territory.id, onlyOnline: true })) exported.push(offer)
  const companion = await findCompanion(db, { referentId: partner.referentId, territoryId: territory.id })
  return {
    matched: (await findCandidates(db, reach)).map(({ underAgreement }) => underAgreement),
    exported: exported.length,
    accompanies: companion?.present,
    gaps: (await findGapsOfTerritory(db, territory.id)).length,
    ready: (await readReadiness(db, territory.id)).offersOnline,
  }
}

test('nobody takes a partner that has closed for one under agreement, even while a year of it runs and an offer stands', async () => {
  expect(await answers()).toEqual({ matched: [true], exported: 1, accompanies: true, gaps: 0, ready: 1 })
  await database.pool.query('update partners set closed_at = platform_now(), closed_by = $2 where id = $1', [
    partner.id,
    partner.userId,
  ])
  expect(await answers()).toEqual({ matched: [false], exported: 0, accompanies: false, gaps: 1, ready: 0 })
})
