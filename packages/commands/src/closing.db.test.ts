import { closeDatabase, findProfessional, openDatabase, referralsOf } from '@boussole/db'
import type { Database } from '@boussole/db'
import { asId, Refusal } from '@boussole/domain'
import type { Professional, UserId } from '@boussole/domain'
import { newRequest } from '@boussole/contracts'
import {
  givenOffer,
  givenManyReferrals,
  givenPartner,
  givenProfessional,
  givenTerritory,
  givenTheme,
  useClock,
  useDatabase,
} from '@boussole/testing'
import type { GivenOffer, GivenPartner, GivenTerritory, GivenTheme } from '@boussole/testing'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  acceptInvitation,
  closePartner,
  declineReferral,
  invitationTokenOf,
  inviteReferent,
  submitRequest,
} from './index.ts'

const database = useDatabase()
const clock = useClock(database)
const trackingKey = 'a-tracking-key-for-tests-only-0123456789'
let db: Database
let territory: GivenTerritory
let theme: GivenTheme
let animator: Professional

interface Partner extends GivenPartner {
  readonly offer: GivenOffer
}

const deps = () => ({ db, trackingKey })

const who = async (userId: string): Promise<Professional> => {
  const found = await findProfessional(db, asId<UserId>(userId))
  if (found === undefined) throw new Error('no such person')
  return found
}

beforeAll(async () => {
  const { pool } = database
  db = openDatabase({ url: database.url, connections: 8, applicationName: 'tests', onError: () => undefined })
  territory = await givenTerritory(pool)
  theme = await givenTheme(pool, territory)
  animator = await who(await givenProfessional(pool, { role: 'animator', territoryId: territory.id }))
  await clock.freeze('2026-11-26T10:00:00Z')
})
afterAll(() => closeDatabase(db))

const partnerWith = async (name: string, windowDays: number): Promise<Partner> => {
  const partner = await givenPartner(database.pool, territory, name)
  const offer = await givenOffer(database.pool, { territory, theme, partner }, { windowDays })
  return { ...partner, offer }
}

const ask = async ({ offer }: Partner) => {
  const body = newRequest.parse({
    commune: territory.communeCode,
    theme: theme.code,
    age: 19,
    offers: [offer.id],
    contact: { firstName: 'Lina', email: `${randomUUID()}@jeune.example` },
    consents: { contact: true, redirect: true },
  })
  const { request } = await submitRequest(body, { idempotencyKey: randomUUID() }, deps())
  return { id: request.id, referralId: request.referrals[0]?.id ?? '' }
}

const codeOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )

const waiting = async (): Promise<number | undefined> => {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rows[0]?.count
}

/** Lets an act run against a closing that has withdrawn the offers, and is written only once the act waits for it. */
const whileItCloses = async <Result>(partner: Partner, act: () => Promise<Result>): Promise<Result> => {
  const blocker = await database.pool.connect()
  await blocker.query('begin')
  await blocker.query('select from agreements where partner_id = $1 for update', [partner.id])
  const closing = closePartner(partner.id, animator, deps())
  await expect.poll(waiting, { timeout: 20_000, interval: 10 }).toBe(1)
  const acting = act()
  await expect.poll(waiting, { timeout: 20_000, interval: 10 }).toBe(2)
  await blocker.query('commit')
  blocker.release()
  await closing
  return acting
}

const heldBy = async ({ id }: Partner): Promise<number | undefined> => {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*)::int as count from referrals where partner_id = $1 and ended_at is null`,
    [id],
  )
  return rows[0]?.count
}

test('a partner that holds more than one act can hand on is not closed: nothing stays with who is gone', async () => {
  const partner = await partnerWith('Très demandée', 7)
  const { pool } = database
  await givenManyReferrals(pool, { offerId: partner.offer.id, referentId: partner.referentId, count: 2001 })
  await pool.query(
    `update referrals set state = 'sent', accepted_at = null, contacted_at = null, outcome = null, ended_at = null
     where partner_id = $1`,
    [partner.id],
  )
  expect(await codeOf(closePartner(partner.id, animator, deps()))).toBe('too-many-at-once')
  expect(await heldBy(partner)).toBe(2001)
})

describe('while a partner closes', () => {
  test('nobody asks it: who had chosen its offer reads that it is withdrawn, and nothing is kept', async () => {
    const partner = await partnerWith('Ferme ce matin', 2)
    expect(await whileItCloses(partner, () => codeOf(ask(partner)))).toBe('offer-withdrawn')
    expect(await heldBy(partner)).toBe(0)
  })

  test('no request goes on to it: the one that another partner declines goes to the next', async () => {
    const first = await partnerWith('Décline', 2)
    const closes = await partnerWith('Ferme', 2)
    const next = await partnerWith('Suivante', 5)
    const { id, referralId } = await ask(first)
    const referent = await who(first.userId)
    await whileItCloses(closes, () =>
      declineReferral(referralId, { reason: 'no-capacity', note: null }, referent, deps()),
    )
    const [, born, ...more] = (await referralsOf(db, id)).map(({ referral }) => referral)
    expect([born?.partnerId, more]).toEqual([next.id, []])
    expect(await heldBy(closes)).toBe(0)
  })

  test('nobody joins it: an invitation accepted at the same instant is over', async () => {
    const partner = await partnerWith('Ferme ce soir', 2)
    const invited = { partnerId: partner.id, name: 'Inès Faure', email: 'ines@partenaire.example' }
    await inviteReferent(invited, animator, deps())
    const { rows: invitations } = await database.pool.query<{ id: string }>(
      'select id from invitations where partner_id = $1',
      [partner.id],
    )
    const id = invitations[0]?.id ?? ''
    const token = invitationTokenOf({ id, sending: 1 }, trackingKey)
    const accepting = () =>
      codeOf(acceptInvitation({ token, name: 'Inès Faure', password: 'une phrase bien longue' }, deps()))
    expect(await whileItCloses(partner, accepting)).toBe('invitation-over')
    const { rows } = await database.pool.query('select from referents where partner_id = $1 and left_at is null', [
      partner.id,
    ])
    expect(rows).toEqual([])
  })
})
