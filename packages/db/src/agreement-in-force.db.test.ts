import { givenOffer, givenPartner, givenTerritory, givenTheme, useClock, useDatabase } from '@boussole/testing'
import type { GivenPartner, GivenTerritory, GivenTheme } from '@boussole/testing'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, expect, test } from 'vitest'
import { findCompanion } from './accompaniments.ts'
import { closeDatabase, openDatabase, platformNow } from './database.ts'
import type { Database } from './database.ts'
import { exportOffers } from './exported.ts'
import { findCandidates, findZoneCodes } from './matching.ts'
import { findGapsOfTerritory } from './territory-gaps.ts'
import { readReadiness } from './territory-readiness.ts'

const database = useDatabase()
const clock = useClock(database)
let db: Database

beforeAll(() => {
  db = openDatabase({ url: database.url, connections: 2, applicationName: 'test', onError: () => undefined })
  return () => closeDatabase(db)
})

/** A territory with one partner and its only offer. */
interface Place {
  readonly territory: GivenTerritory
  readonly theme: GivenTheme
  readonly partner: GivenPartner
}

const givenPlace = async (communeCode: string, timeZone: string): Promise<Place> => {
  const { pool } = database
  const territory = await givenTerritory(pool, { communeCode, timeZone })
  const theme = await givenTheme(pool, territory, `theme-${communeCode}`)
  const partner = await givenPartner(pool, territory)
  await givenOffer(pool, { territory, theme, partner })
  return { territory, theme, partner }
}

/** What those say who tell what is lacking. */
const foreseen = async ({ territory }: Place) => ({
  gaps: (await findGapsOfTerritory(db, territory.id)).length,
  ready: (await readReadiness(db, territory.id)).offersOnline,
})

/** What each of those says who ask for an agreement in force. */
const answers = async (place: Place) => {
  const { territory, theme, partner } = place
  const day = (await platformNow(db)).toZonedDateTimeISO(territory.timeZone).toPlainDate()
  const zoneCodes = await findZoneCodes(db, territory.communeCode)
  const reach = { themeId: theme.id, zoneCodes, age: 19, day, timeZone: territory.timeZone }
  const exported = []
  for await (const offer of exportOffers(db, { territoryId: territory.id, onlyOnline: true })) exported.push(offer)
  const companion = await findCompanion(db, { referentId: partner.referentId, territoryId: territory.id })
  return {
    matched: (await findCandidates(db, reach)).map(({ underAgreement }) => underAgreement),
    exported: exported.length,
    accompanies: companion?.present,
    ...(await foreseen(place)),
  }
}

const inForce = { matched: [true], exported: 1, accompanies: true, gaps: 0, ready: 1 }
const notInForce = { matched: [false], exported: 0, accompanies: false, gaps: 1, ready: 0 }

const freezeAt = (local: string, { territory }: Place) =>
  clock.freeze(Temporal.PlainDateTime.from(local).toZonedDateTime(territory.timeZone).toInstant().toString())

const yearOf = ({ partner }: Place, from: string, to: string, followedBy: 'charter' | 'nothing' | null) =>
  database.pool.query(`update agreements set from_day = $2, to_day = $3, followed_by = $4 where partner_id = $1`, [
    partner.id,
    from,
    to,
    followedBy,
  ])

test('nobody takes a partner that has closed for one under agreement, even while a year of it runs and an offer stands', async () => {
  const place = await givenPlace('42218', 'Europe/Paris')
  await freezeAt('2026-11-26T11:00', place)
  expect(await answers(place)).toEqual(inForce)
  await database.pool.query('update partners set closed_at = platform_now(), closed_by = $2 where id = $1', [
    place.partner.id,
    place.partner.userId,
  ])
  expect(await answers(place)).toEqual(notInForce)
})

const zones = [
  { timeZone: 'Europe/Paris', communeCode: '42207' },
  { timeZone: 'Pacific/Noumea', communeCode: '98818' },
  { timeZone: 'America/Martinique', communeCode: '97209' },
]

test.each(zones)(
  'in $timeZone a year that nothing follows yet is in force from its first midnight to its last, for everybody who asks',
  async ({ timeZone, communeCode }) => {
    const place = await givenPlace(communeCode, timeZone)
    await yearOf(place, '2026-03-01', '2026-11-27', null)
    for (const [local, said] of [
      ['2026-02-28T23:59:59', notInForce],
      ['2026-03-01T00:00', inForce],
      ['2026-11-27T23:59:59', inForce],
      ['2026-11-28T00:00', notInForce],
      ['2026-11-28T23:59:59', notInForce],
    ] as const) {
      await freezeAt(local, place)
      expect({ local, ...(await answers(place)) }).toEqual({ local, ...said })
    }
  },
)

test.each(zones)(
  'in $timeZone a year renews itself until a day of opening to come, unless it was ended or is over',
  async ({ timeZone, communeCode }) => {
    const place = await givenPlace(`${communeCode.slice(0, 4)}0`, timeZone)
    await database.pool.query(`update territories set opens_on = '2027-06-01' where id = $1`, [place.territory.id])
    const [found, lacking] = [
      { gaps: 0, ready: 1 },
      { gaps: 1, ready: 0 },
    ]
    await freezeAt('2026-11-27T23:30', place)
    await yearOf(place, '2025-11-28', '2026-11-27', null)
    expect(await foreseen(place)).toEqual(found)
    await yearOf(place, '2025-11-28', '2026-11-27', 'nothing')
    expect(await foreseen(place)).toEqual(lacking)
    await yearOf(place, '2025-11-28', '2026-11-27', null)
    await freezeAt('2026-11-28T00:30', place)
    expect(await foreseen(place)).toEqual(lacking)
    // A charter that is signed already begins between today and the day of opening.
    await yearOf(place, '2027-06-01', '2028-05-31', null)
    expect(await foreseen(place)).toEqual(found)
    await yearOf(place, '2027-06-02', '2028-06-01', null)
    expect(await foreseen(place)).toEqual(lacking)
  },
)
