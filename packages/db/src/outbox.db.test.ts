import {
  givenOffer,
  givenPartner,
  givenReferral,
  givenRequest,
  givenTerritory,
  givenTheme,
  useDatabase,
} from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'
import { closeDatabase, openDatabase, transact } from './database.ts'
import type { Database } from './database.ts'
import { claimForPublication, claimForSending, unpublish } from './outbox.ts'

const database = useDatabase()
let db: Database
let requestId: string
let referralId: string
let territoryId: string

beforeAll(async () => {
  db = openDatabase({ url: database.url, connections: 10, applicationName: 'test', onError: () => undefined })
  const territory = await givenTerritory(database.pool)
  const theme = await givenTheme(database.pool, territory)
  const partner = await givenPartner(database.pool, territory)
  const offer = await givenOffer(database.pool, { territory, theme, partner })
  const request = await givenRequest(database.pool, { territory, theme })
  referralId = await givenReferral(database.pool, { request, offer })
  requestId = request.id
  territoryId = territory.id
  return () => closeDatabase(db)
})

/** A mail that is ready since a minute, or in so many seconds. */
const row = async ({
  group = null,
  inSeconds = -60,
}: { group?: string | null; inSeconds?: number } = {}): Promise<string> => {
  const id = crypto.randomUUID()
  await database.pool.query(
    `insert into outbox (id, mail, request_id, referral_id, territory_id, recipient_kind, once_key, group_key, created_at, send_after)
     values ($1, 'reminder', $2, $3, $4, 'offer-contact', $5, $6, platform_now(), platform_now() + make_interval(secs => $7))`,
    [id, requestId, referralId, territoryId, id, group, inSeconds],
  )
  return id
}

const claim = async (id: string): Promise<string[]> =>
  (await transact(db, (tx) => claimForSending(tx, id))).map((claimed) => claimed.id)

test('a row that many ask for at the same moment is claimed by one', async () => {
  const id = await row()
  const claims = await Promise.all(Array.from({ length: 10 }, () => claim(id)))
  expect(claims.filter((ids) => ids.length > 0)).toEqual([[id]])
})

test('a group is never split: who asks while another holds one of its rows waits for it', async () => {
  const ids = [await row({ group: 'reminder/whole' }), await row({ group: 'reminder/whole' })]
  const other = await database.pool.connect()
  let ended = false
  try {
    await other.query('begin')
    await other.query('select from outbox where id = $1 for update', [ids[0]])
    const claiming = claim(ids[1] ?? '').finally(() => {
      ended = true
    })
    const waits = async () => {
      const { rows } = await database.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      return ended || rows.length > 0
    }
    await expect.poll(waits, { timeout: 20_000, interval: 10 }).toBe(true)
    await other.query('commit')
    expect((await claiming).toSorted()).toEqual(ids.toSorted())
  } finally {
    other.release(true)
  }
})

test('a group takes along what will be ready within the half-minute, not what waits for another day, and not before its time', async () => {
  const soon = await row({ group: 'reminder/gathered', inSeconds: 20 })
  await row({ group: 'reminder/gathered', inSeconds: 60 })
  await row({ group: 'reminder/somebody else' })
  expect(await claim(soon)).toEqual([])
  const ready = await row({ group: 'reminder/gathered' })
  expect((await claim(ready)).toSorted()).toEqual([soon, ready].toSorted())
})

test('a row is claimed again when its claim has run out, and never once it is done', async () => {
  const id = await row()
  expect(await claim(id)).toEqual([id])
  await database.pool.query(`update outbox set claimed_until = clock_timestamp() - interval '1 second' where id = $1`, [
    id,
  ])
  expect(await claim(id)).toEqual([id])
  await database.pool.query(
    `update outbox set state = 'sent', done_at = platform_now(), claimed_until = null where id = $1`,
    [id],
  )
  expect(await claim(id)).toEqual([])
})

test('a row is handed to the queue once, again when the queue has had its time, and at once when it was not taken', async () => {
  await database.pool.query(`update outbox set state = 'needless', done_at = platform_now() where state = 'waiting'`)
  const id = await row()
  await row({ inSeconds: 60 })
  const publish = async () => (await claimForPublication(db, 10)).map((one) => [one.id, one.publications])
  expect([await publish(), await publish()]).toEqual([[[id, 1]], []])
  await database.pool.query(
    `update outbox set published_until = clock_timestamp() - interval '1 second' where id = $1`,
    [id],
  )
  expect([await publish(), await publish()]).toEqual([[[id, 2]], []])
  await transact(db, (tx) => unpublish(tx, [id]))
  expect([await publish(), await publish()]).toEqual([[[id, 3]], []])
})
