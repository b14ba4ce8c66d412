import { newRequest } from '@boussole/contracts'
import { claimDueMilestones, closeDatabase, openDatabase, outboxOf } from '@boussole/db'
import type { Database } from '@boussole/db'
import {
  givenOffer,
  givenPartner,
  givenProfessional,
  givenTerritory,
  givenTheme,
  useClock,
  useDatabase,
} from '@boussole/testing'
import type { GivenPartner } from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'
import { reachMilestones, recordMailSent, submitRequest } from './index.ts'
import type { Deps } from './index.ts'

const database = useDatabase()
const clock = useClock(database)
let db: Database
let deps: Deps
let partner: GivenPartner
let nadia: string
let asked: { readonly theme: string; readonly zone: string; readonly otherTheme: string }
let ask: () => Promise<string>

const insertReferent = async (name: string): Promise<string> => {
  const userId = await givenProfessional(database.pool, { name })
  const { rows } = await database.pool.query<{ id: string }>(
    'insert into referents (partner_id, user_id) values ($1, $2) returning id',
    [partner.id, userId],
  )
  return rows[0]?.id ?? ''
}

beforeAll(async () => {
  const { pool } = database
  db = openDatabase({ url: database.url, connections: 5, applicationName: 'test', onError: () => undefined })
  deps = { db, trackingKey: 'a-tracking-key-for-tests-only-0123456789' }
  const territory = await givenTerritory(pool)
  const theme = await givenTheme(pool, territory)
  const otherTheme = await givenTheme(pool, territory, 'sante')
  partner = await givenPartner(pool, territory, 'Mission locale')
  const offer = await givenOffer(pool, { territory, theme, partner }, { windowDays: 3 })
  await givenProfessional(pool, { role: 'animator', territoryId: territory.id })
  nadia = await insertReferent('Nadia Ferrand')
  await pool.query('insert into offer_referents (offer_id, referent_id) values ($1, $2)', [offer.id, nadia])
  asked = { theme: theme.id, zone: `C:${territory.communeCode}`, otherTheme: otherTheme.id }
  ask = async () => {
    const body = newRequest.parse({
      commune: territory.communeCode,
      theme: theme.code,
      age: 19,
      offers: [offer.id],
      contact: { firstName: 'Camille', email: `${crypto.randomUUID()}@exemple.example` },
      consents: { contact: true, redirect: true },
    })
    const { request } = await submitRequest(body, { idempotencyKey: crypto.randomUUID() }, deps)
    for (const row of await outboxOf(db, request.id)) {
      if (row.mail === 'referral-request') await recordMailSent([row], row.id, deps)
    }
    return request.id
  }
  return () => closeDatabase(db)
})

/** What one of the two referents of the offer answers for, and whether they are away with nobody who acts for them. */
interface Standing {
  readonly theme?: 'asked' | 'other'
  readonly zone?: 'asked' | 'other'
  readonly away?: true
}

const stand = async (referentId: string, { theme, zone, away }: Standing): Promise<void> => {
  const { pool } = database
  if (theme !== undefined) {
    const id = theme === 'asked' ? asked.theme : asked.otherTheme
    await pool.query('insert into referent_themes values ($1, $2)', [referentId, id])
  }
  if (zone !== undefined) {
    const code = zone === 'asked' ? asked.zone : 'C:97411'
    await pool.query('insert into referent_zones values ($1, $2)', [referentId, code])
  }
  if (away === true) {
    const question = `insert into absences (referent_id, from_day, to_day) values ($1, '2026-11-01', '2026-11-30')`
    await pool.query(question, [referentId])
  }
}

const cases: readonly [string, Standing, Standing, readonly ('Anne' | 'Nadia')[]][] = [
  ['neither has themes nor areas: both', {}, {}, ['Anne', 'Nadia']],
  ['Nadia answers for another theme: Anne, who answers for all', {}, { theme: 'other' }, ['Anne']],
  ['each has a theme: the one whose theme is asked', { theme: 'other' }, { theme: 'asked' }, ['Nadia']],
  ['each has an area: the one in whose area it is', { zone: 'asked' }, { zone: 'other' }, ['Anne']],
  ['theme fits but not the area: the other', { theme: 'asked', zone: 'other' }, { zone: 'asked' }, ['Nadia']],
  ['nobody fits: both', { theme: 'other' }, { zone: 'other' }, ['Anne', 'Nadia']],
  ['the one who fits is away without deputy: the other', { away: true }, { theme: 'other' }, ['Nadia']],
]

test.each(cases)('a reminder about a request when %s', async (_, anne, other, expected) => {
  const { pool } = database
  for (const table of ['referent_themes', 'referent_zones', 'absences']) await pool.query(`delete from ${table}`)
  await clock.freeze('2026-11-16T09:00:00Z')
  await stand(partner.referentId, anne)
  await stand(nadia, other)
  const id = await ask()
  await clock.freeze('2026-11-17T18:00:00Z')
  for (const milestone of await claimDueMilestones(db, 100)) await reachMilestones([milestone], deps)
  await clock.freeze('2026-11-18T08:00:00Z')
  for (const milestone of await claimDueMilestones(db, 100)) await reachMilestones([milestone], deps)
  const reached = (await outboxOf(db, id))
    .filter(({ mail }) => mail === 'reminder')
    .map(({ recipientId }) => (recipientId === nadia ? 'Nadia' : 'Anne'))
  expect([...new Set(reached)].toSorted()).toEqual(expected)
})
