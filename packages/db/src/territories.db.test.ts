import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { givenProfessional, givenTerritory, givenTheme, useClock, useDatabase } from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'
import { getCommune } from './communes.ts'
import { closeDatabase, openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { listFigureScopes } from './figures.ts'
import { findProfessional } from './professionals.ts'
import { findTerritory } from './territories.ts'
import { listOpenPlaces } from './territory-communes.ts'
import { findThemes } from './themes.ts'

const database = useDatabase()
const clock = useClock(database)
let db: Database

beforeAll(() => {
  db = openDatabase({ url: database.url, connections: 1, applicationName: 'test', onError: () => undefined })
  return () => closeDatabase(db)
})

test.each([
  // Each opens on 28 November, by its own calendar.
  { timeZone: 'Pacific/Noumea', communeCode: '98818', before: '2026-11-27T12:59:59Z', from: '2026-11-27T13:00:00Z' },
  {
    timeZone: 'America/Martinique',
    communeCode: '97209',
    before: '2026-11-28T03:59:59Z',
    from: '2026-11-28T04:00:00Z',
  },
])(
  'a territory in $timeZone is open from its own midnight, whoever asks',
  async ({ timeZone, communeCode, before, from }) => {
    const { pool } = database
    const territory = await givenTerritory(pool, { timeZone, communeCode, opensOn: '2026-11-28' })
    await givenTheme(pool, territory, `theme-${communeCode}`)
    const animator = await findProfessional(
      db,
      asId<UserId>(await givenProfessional(pool, { role: 'animator', territoryId: territory.id })),
    )
    if (animator === undefined) throw new Error('no such person')
    const isOpenFor = async () => ({
      territory: (await findTerritory(db, territory.id))?.isOpen,
      commune: (await getCommune(db, communeCode))?.territory !== null,
      themes: ((await findThemes(db, communeCode, 'fr')) ?? []).length > 0,
      places: (await listOpenPlaces(db)).some(({ commune }) => commune === communeCode),
      figures: (await listFigureScopes(db, animator)).openedOn !== null,
    })
    const all = (answer: boolean) => ({
      territory: answer,
      commune: answer,
      themes: answer,
      places: answer,
      figures: answer,
    })
    await clock.freeze(before)
    expect(await isOpenFor()).toEqual(all(false))
    await clock.freeze(from)
    expect(await isOpenFor()).toEqual(all(true))
  },
)
