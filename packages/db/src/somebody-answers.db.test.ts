import { givenOffer, givenPartner, givenProfessional, givenTerritory, givenTheme, useDatabase } from '@boussole/testing'
import type { GivenTerritory, GivenTheme } from '@boussole/testing'
import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { somebodyAnswersOn } from './somebody-answers.ts'

const database = useDatabase()
let db: Database
let territory: GivenTerritory
let theme: GivenTheme

beforeAll(async () => {
  db = openDatabase({ url: database.url, connections: 1, applicationName: 'test', onError: () => undefined })
  territory = await givenTerritory(database.pool)
  theme = await givenTheme(database.pool, territory)
  return () => closeDatabase(db)
})

type Standing = 'there' | 'absent' | 'left'

/** `absent`: from the 10th to the 12th of December. */
const becomes = async (referentId: string, standing: Standing): Promise<void> => {
  const statement = {
    there: 'select from referents where id = $1',
    absent: `insert into absences (referent_id, from_day, to_day) values ($1, '2026-12-10', '2026-12-12')`,
    left: `update referents set left_at = '2026-06-01' where id = $1`,
  }[standing]
  await database.pool.query(statement, [referentId])
}

/** An offer with one referent, and a deputy unless there is none; its id. */
const offerOf = async (referent: Standing, deputy: Standing | 'none'): Promise<string> => {
  const { pool } = database
  const partner = await givenPartner(pool, territory, `${referent}, ${deputy}`)
  const offer = await givenOffer(pool, { territory, theme, partner })
  if (deputy !== 'none') {
    const { rows } = await pool.query<{ id: string }>(
      'insert into referents (partner_id, user_id) values ($1, $2) returning id',
      [partner.id, await givenProfessional(pool, {})],
    )
    const deputyId = rows[0]?.id ?? ''
    await pool.query('update referents set deputy_id = $2 where id = $1', [partner.referentId, deputyId])
    await becomes(deputyId, deputy)
  }
  await becomes(partner.referentId, referent)
  return offer.id
}

/** On which of these days of December 2026 somebody answers, as each of the two says it. */
const days = [9, 10, 11, 12, 13]
const answered = async (offerId: string) => {
  const shown: number[] = []
  const mailed: number[] = []
  for (const day of days) {
    const date = sql`${`2026-12-${String(day).padStart(2, '0')}`}::date`
    const { rows } = await db.execute<{ shown: boolean; mailed: boolean }>(sql`
      select ${somebodyAnswersOn(date)} as shown,
        exists (select from offer_referents
          where offer_id = offers.id and acting_referent(referent_id, ${date}) is not null) as mailed
      from offers where offers.id = ${offerId}`)
    if (rows[0]?.shown === true) shown.push(day)
    if (rows[0]?.mailed === true) mailed.push(day)
  }
  return { shown, mailed }
}

const [always, around, never] = [days, [9, 13], []] as const

test.each<[referent: Standing, deputy: Standing | 'none', on: readonly number[]]>([
  ['there', 'none', always],
  ['absent', 'none', around],
  ['left', 'none', never],
  ['there', 'absent', always],
  ['there', 'left', always],
  ['absent', 'there', always],
  ['absent', 'absent', around],
  ['absent', 'left', around],
  ['left', 'there', always],
  ['left', 'absent', around],
])(
  'an offer is shown on the days on which a mail about it reaches somebody: referent %s, deputy %s',
  async (referent, deputy, on) => {
    expect(await answered(await offerOf(referent, deputy))).toEqual({ shown: on, mailed: on })
  },
)
