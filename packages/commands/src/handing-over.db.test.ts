import { newRequest } from '@boussole/contracts'
import {
  claimDueMilestones,
  closeDatabase,
  findProfessional,
  findViolations,
  listReferrals,
  openDatabase,
  outboxOf,
  readJournal,
  referralsOf,
} from '@boussole/db'
import type { Database } from '@boussole/db'
import { asId, Refusal, replay } from '@boussole/domain'
import type { Professional, ReferentId, ReferralId, UserId } from '@boussole/domain'
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
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  acceptReferral,
  handOverReferral,
  leavePartner,
  reachMilestones,
  recordMailSent,
  redirectReferral,
  submitRequest,
} from './index.ts'
import type { Deps } from './index.ts'

const database = useDatabase()
const clock = useClock(database)
let db: Database
let deps: Deps
let mine: GivenPartner
let other: GivenPartner
let anne: Professional
/** Their ids as referents. */
let nadia: ReferentId
let ismael: ReferentId
let ask: () => Promise<{ readonly id: string; readonly referralId: ReferralId }>
let otherOfferId: string

const professional = async (userId: string): Promise<Professional> => {
  const found = await findProfessional(db, asId<UserId>(userId))
  if (found === undefined) throw new Error('no such professional')
  return found
}

const insertReferent = async (name: string): Promise<ReferentId> => {
  const userId = await givenProfessional(database.pool, { name })
  const { rows } = await database.pool.query<{ id: ReferentId }>(
    'insert into referents (partner_id, user_id) values ($1, $2) returning id',
    [mine.id, userId],
  )
  const [row] = rows
  if (row === undefined) throw new Error('no referent')
  return row.id
}

const absent = (referentId: string, day: string) =>
  database.pool.query('insert into absences (referent_id, from_day, to_day) values ($1, $2, $2)', [referentId, day])

beforeAll(async () => {
  const { pool } = database
  db = openDatabase({ url: database.url, connections: 5, applicationName: 'test', onError: () => undefined })
  deps = { db, trackingKey: 'a-tracking-key-for-tests-only-0123456789' }
  const territory = await givenTerritory(pool)
  const theme = await givenTheme(pool, territory)
  mine = await givenPartner(pool, territory, 'Mission locale')
  other = await givenPartner(pool, territory, 'Foyer')
  const offer = await givenOffer(pool, { territory, theme, partner: mine }, { windowDays: 3 })
  otherOfferId = (await givenOffer(pool, { territory, theme, partner: other })).id
  await givenProfessional(pool, { role: 'animator', territoryId: territory.id })
  nadia = await insertReferent('Nadia Ferrand')
  ismael = await insertReferent('Ismaël Kaci')
  anne = await professional(mine.userId)
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
    return { id: request.id, referralId: asId<ReferralId>(request.referrals[0]?.id ?? '') }
  }
  return () => closeDatabase(db)
})
beforeEach(async () => {
  await database.pool.query('delete from absences')
  await database.pool.query('update referents set deputy_id = null')
  await clock.freeze('2026-11-16T09:00:00Z')
})

const handOver = (referralId: string, referentId: ReferentId, note: string | null = null) =>
  handOverReferral(referralId, { referentId, note }, anne, deps)

const codeOf = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )

const work = async () => {
  for (const milestone of await claimDueMilestones(db, 100)) await reachMilestones([milestone], deps)
}

/** Who gets each mail to professionals, in the order in which they were decided. */
const toReferents = async (requestId: string) =>
  (await outboxOf(db, requestId))
    .filter(({ recipientKind }) => recipientKind === 'referent')
    .map(({ mail, recipientId }) => [mail, recipientId])

describe('a referral handed over to a colleague', () => {
  it('is followed by that colleague, who is told; nothing else of it moves, and its journal replays', async () => {
    const { id, referralId } = await ask()
    const before = (await referralsOf(db, id))[0]?.referral
    const view = await handOver(referralId, nadia, 'Tu la connais.')
    expect(view.referent).toEqual({ id: nadia, name: 'Nadia Ferrand' })
    expect(view.notes.map(({ words }) => words)).toEqual(['Tu la connais.'])
    const after = (await referralsOf(db, id))[0]?.referral
    expect(after).toEqual({ ...before, referentId: nadia })
    expect(replay(await readJournal(db, referralId))).toEqual(after)
    expect(await toReferents(id)).toEqual([['handed-over', nadia]])
    expect(await findViolations(db)).toEqual([])
  })

  it('reminds that colleague instead of the offer’s referents, and the deputy while the colleague is away', async () => {
    const { id, referralId } = await ask()
    await handOver(referralId, nadia)
    await clock.freeze('2026-11-18T08:00:00Z')
    await work()
    await database.pool.query('update referents set deputy_id = $1 where id = $2', [ismael, nadia])
    await absent(nadia, '2026-11-19')
    await clock.freeze('2026-11-19T08:00:00Z')
    await work()
    expect(await toReferents(id)).toEqual([
      ['handed-over', nadia],
      ['reminder', nadia],
      ['reminder', ismael],
    ])
  })

  it('falls back to the offer’s referents when nobody acts for that colleague', async () => {
    const { id, referralId } = await ask()
    await handOver(referralId, nadia)
    await absent(nadia, '2026-11-18')
    await clock.freeze('2026-11-18T08:00:00Z')
    await work()
    expect(await toReferents(id)).toContainEqual(['reminder', mine.referentId])
  })

  it('pressed twice is handed over once, and may be handed further', async () => {
    const { id, referralId } = await ask()
    await handOver(referralId, nadia, 'Un mot.')
    const again = await handOver(referralId, nadia, 'Un mot.')
    expect(again.notes).toHaveLength(1)
    await clock.freeze('2026-11-16T10:00:00Z')
    await handOver(referralId, ismael)
    expect(await toReferents(id)).toEqual([
      ['handed-over', nadia],
      ['handed-over', ismael],
    ])
  })

  it('is handed back to the whole team: nobody follows it by name, nobody is told, and its story says to whom it went', async () => {
    const { id, referralId } = await ask()
    await handOver(referralId, nadia)
    const view = await handOverReferral(referralId, { referentId: null, note: null }, anne, deps)
    expect(view.referent).toBeNull()
    expect(view.timeline.filter(({ kind }) => kind === 'handed-over').map(({ handedTo }) => handedTo)).toEqual([
      'Nadia Ferrand',
      null,
    ])
    const after = (await referralsOf(db, id))[0]?.referral
    expect(after?.referentId).toBeNull()
    expect(replay(await readJournal(db, referralId))).toEqual(after)
    expect(await toReferents(id)).toEqual([['handed-over', nadia]])
    await clock.freeze('2026-11-18T08:00:00Z')
    await work()
    expect(await toReferents(id)).toContainEqual(['reminder', mine.referentId])
  })

  it('goes to nobody who leaves at the same instant: whoever waits is refused, and nothing is left to who is gone', async () => {
    const { id, referralId } = await ask()
    const lea = await insertReferent('Léa Moulin')
    const blocker = await database.pool.connect()
    await blocker.query('begin')
    await blocker.query('select from referrals where id = $1 for update', [referralId])
    const waiting = async () => {
      const { rows } = await database.pool.query<{ count: number }>(
        `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      return rows[0]?.count
    }
    const handing = codeOf(handOver(referralId, lea))
    await expect.poll(waiting, { timeout: 20_000, interval: 10 }).toBe(1)
    let left = ''
    const leaving = codeOf(leavePartner({ referentId: lea, successorId: nadia }, anne, deps)).then((code) => {
      left = code
      return code
    })
    await expect.poll(async () => left !== '' || (await waiting()) === 2, { timeout: 20_000, interval: 10 }).toBe(true)
    await blocker.query('commit')
    blocker.release()
    expect(await Promise.all([handing, leaving])).toEqual(['done', 'changed-meanwhile'])
    expect(await codeOf(leavePartner({ referentId: lea, successorId: nadia }, anne, deps))).toBe('done')
    expect((await referralsOf(db, id))[0]?.referral.referentId).toBe(nadia)
  })

  it('whose window is over is ended as by the clock when its referent leaves, and what still runs goes on with who takes over', async () => {
    const lea = await insertReferent('Léa Moulin')
    const over = await ask()
    await handOver(over.referralId, lea)
    const graced = await ask()
    await handOver(graced.referralId, lea)
    await acceptReferral(graced.referralId, anne, deps)
    await clock.freeze('2026-11-20T09:00:00Z')
    expect(await codeOf(leavePartner({ referentId: lea, successorId: nadia }, anne, deps))).toBe('done')
    const [lapsed, next] = (await referralsOf(db, over.id)).map(({ referral }) => referral)
    expect([lapsed?.state, next?.state]).toEqual(['redirected', 'sent'])
    const [still] = (await referralsOf(db, graced.id)).map(({ referral }) => referral)
    expect([still?.state, still?.referentId]).toEqual(['accepted', nadia])
    // No worker runs here: milestones of other tests wait.
    expect((await findViolations(db)).filter(({ invariant }) => !invariant.startsWith('7'))).toEqual([])
  })

  it('goes to nobody who is away, gone, of another partner, or oneself', async () => {
    const { referralId } = await ask()
    await absent(nadia, '2026-11-16')
    const wanted = [nadia, asId<ReferentId>(other.referentId), asId<ReferentId>(mine.referentId)]
    for (const referentId of wanted)
      expect(await codeOf(handOver(referralId, referentId))).toBe('colleague-unavailable')
    const stranger = await professional(other.userId)
    expect(await codeOf(handOverReferral(referralId, { referentId: ismael, note: null }, stranger, deps))).toBe(
      'not-found',
    )
  })

  it('is found under "à moi" by the colleague alone, and starts without anybody at the next partner', async () => {
    const { id, referralId } = await ask()
    await handOver(referralId, nadia)
    const { rows } = await database.pool.query<{ user_id: UserId }>('select user_id from referents where id = $1', [
      nadia,
    ])
    const nadiasUserId = rows[0]?.user_id
    const query = { limit: 100, state: 'sent' as const }
    const found = await listReferrals(db, anne, { ...query, followedBy: nadiasUserId })
    expect(found.items.map((item) => item.id)).toContain(referralId)
    // Whose deputy one is while they are away, that is one's own as well.
    await database.pool.query('update referents set deputy_id = $1 where id = $2', [mine.referentId, nadia])
    await absent(nadia, '2026-11-17')
    expect((await listReferrals(db, anne, { ...query, followedBy: anne.userId })).items).toEqual([])
    await absent(nadia, '2026-11-16')
    const asDeputy = await listReferrals(db, anne, { ...query, followedBy: anne.userId })
    expect(asDeputy.items.map((item) => item.id)).toEqual(found.items.map((item) => item.id))
    await database.pool.query('delete from absences')
    expect((await listReferrals(db, anne, { ...query, followedBy: anne.userId })).items).toEqual([])
    const asked = { offerId: asId<never>(otherOfferId), note: null, youngPersonAgreed: false }
    await redirectReferral(referralId, asked, anne, deps)
    expect((await referralsOf(db, id)).map(({ referral }) => referral.referentId)).toEqual([nadia, null])
  })
})
