import {
  beat,
  closeDatabase,
  findViolations,
  openDatabase,
  outboxOf,
  readJournal,
  referralsOf,
  refreshOfferRecords,
  transact,
} from '@boussole/db'
import type { Database } from '@boussole/db'
import { asId, replay, Refusal } from '@boussole/domain'
import type { OfferId, Professional, ReferralId, UserId } from '@boussole/domain'
import { newRequest } from '@boussole/contracts'
import {
  useClock,
  useDatabase,
  givenOffer,
  givenPartner,
  givenProfessional,
  givenTerritory,
  givenTheme,
} from '@boussole/testing'
import type { GivenOffer, GivenPartner, GivenTerritory, GivenTheme } from '@boussole/testing'
import { claimDueMilestones, findProfessional } from '@boussole/db'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  acceptReferral,
  chooseOffer,
  claimNoContact,
  closeReferral,
  declineReferral,
  eraseRequest,
  extendReferral,
  findMatches,
  reachMilestones,
  readTracking,
  recordBounce,
  recordContact,
  recordMailSent,
  redirectReferral,
  submitRequest,
  withdrawReferral,
  withdrawRequest,
} from './index.ts'
import type { Deps } from './index.ts'

const database = useDatabase()
const clock = useClock(database)
let db: Database
let deps: Deps
let territory: GivenTerritory
let theme: GivenTheme
let partners: GivenPartner[]
let offers: GivenOffer[]
let animator: Professional

const professional = async (userId: string): Promise<Professional> => {
  const found = await findProfessional(db, asId<UserId>(userId))
  if (found === undefined) throw new Error('no such professional')
  return found
}

beforeAll(async () => {
  db = openDatabase({ url: database.url, connections: 25, applicationName: 'test', onError: () => undefined })
  deps = { db, trackingKey: 'a-tracking-key-for-tests-only-0123456789' }
  territory = await givenTerritory(database.pool)
  theme = await givenTheme(database.pool, territory)
  partners = []
  offers = []
  for (const [place, name] of ['Mission locale', 'Foyer', 'CCAS', 'Association'].entries()) {
    const partner = await givenPartner(database.pool, territory, name)
    partners.push(partner)
    offers.push(await givenOffer(database.pool, { territory, theme, partner }, { windowDays: place + 2 }))
  }
  animator = await professional(await givenProfessional(database.pool, { role: 'animator', territoryId: territory.id }))
  await givenProfessional(database.pool, { role: 'regional', regionCode: territory.regionCode })
})
afterAll(() => closeDatabase(db))
beforeEach(() => clock.freeze('2026-11-16T09:00:00Z'))

const answersOf = (place: number) => professional(partners[place]?.userId ?? '')
const bodyOf = (given: { redirect?: boolean; firstName?: string; offers?: string[]; theme?: string } = {}) =>
  newRequest.parse({
    commune: territory.communeCode,
    theme: given.theme ?? theme.code,
    age: 19,
    offers: given.offers ?? [offers[0]?.id],
    contact: { firstName: given.firstName ?? 'Camille', email: `camille.${crypto.randomUUID()}@exemple.example` },
    consents: { contact: true, redirect: given.redirect ?? true },
  })
const submit = async (given: Parameters<typeof bodyOf>[0] = {}) => {
  const { request } = await submitRequest(bodyOf(given), { idempotencyKey: crypto.randomUUID() }, deps)
  const [referral] = request.referrals
  if (referral === undefined) throw new Error('no referral')
  return { ...request, referralId: referral.id }
}
/** Reaches everything due, as the worker does. */
const work = async () => {
  for (;;) {
    const page = await claimDueMilestones(db, 100)
    if (page.length === 0) return
    for (const milestone of page) await reachMilestones([milestone], deps)
  }
}
const chainOf = async (requestId: string) =>
  (await referralsOf(db, requestId)).map(({ referral }) => `${referral.chain}.${referral.link} ${referral.state}`)
const mailsOf = async (requestId: string) => (await outboxOf(db, requestId)).map(({ mail }) => mail)
const codeOf = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )
/** The notices to partners leave, as when the mail server takes them. */
const markTold = async (requestId: string) => {
  for (const row of await outboxOf(db, requestId)) {
    if (row.mail === 'referral-request' && row.state === 'waiting') await recordMailSent([row], row.id, deps)
  }
}
const expectNoViolation = async () => {
  expect(await findViolations(db)).toEqual([])
}

describe('a request', () => {
  it('is sent to each offer chosen, with its own window, and its mails are in the outbox', async () => {
    const request = await submit({ offers: [offers[0]?.id ?? '', offers[1]?.id ?? ''] })
    expect(request.referrals.map(({ windowDays, dueAt }) => [windowDays, dueAt.toString()])).toEqual([
      [2, '2026-11-18T23:00:00Z'],
      [3, '2026-11-19T23:00:00Z'],
    ])
    expect((await mailsOf(request.id)).toSorted()).toEqual(['receipt', 'referral-request', 'referral-request'])
    await expectNoViolation()
  })

  it('submitted twenty times at once with one key is one request with one answer', async () => {
    const idempotencyKey = crypto.randomUUID()
    const body = bodyOf()
    const answers = await Promise.all(Array.from({ length: 20 }, () => submitRequest(body, { idempotencyKey }, deps)))
    expect(new Set(answers.map(({ request }) => JSON.stringify(request))).size).toBe(1)
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1)
  })

  it('submitted twenty times at once without a key is one request', async () => {
    const body = bodyOf({ firstName: 'Sans clé' })
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => submitRequest(body, { idempotencyKey: undefined }, deps)),
    )
    expect(new Set(answers.map(({ request }) => request.id)).size).toBe(1)
  })

  it('with another content under the same key is refused', async () => {
    const idempotencyKey = crypto.randomUUID()
    await submitRequest(bodyOf(), { idempotencyKey }, deps)
    const other = submitRequest(bodyOf({ firstName: 'Sacha' }), { idempotencyKey }, deps)
    expect(await codeOf(other)).toBe('idempotency-key-reused')
  })

  it('pressed twice for the last place of a quota is one request with one answer, and no refusal', async () => {
    const partner = await givenPartner(database.pool, territory, 'Toute petite structure')
    const offer = await givenOffer(database.pool, { territory, theme, partner }, { monthly_quota: 1 })
    const body = bodyOf({ offers: [offer.id], firstName: 'Une fois' })
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => submitRequest(body, { idempotencyKey: undefined }, deps)),
    )
    expect(new Set(answers.map(({ request }) => JSON.stringify(request))).size).toBe(1)
    await database.pool.query(`update offers set state = 'withdrawn' where id = $1`, [offer.id])
  })

  it('never takes the last place of a quota twice', async () => {
    const partner = await givenPartner(database.pool, territory, 'Petite structure')
    const offer = await givenOffer(database.pool, { territory, theme, partner }, { monthly_quota: 3 })
    const codes = await Promise.all(
      Array.from({ length: 10 }, (_, place) => codeOf(submit({ offers: [offer.id], firstName: `Camille ${place}` }))),
    )
    expect(codes.filter((code) => code === 'done')).toHaveLength(3)
    expect(codes.filter((code) => code === 'offer-unavailable')).toHaveLength(7)
    const { rows } = await database.pool.query<{ id: string }>(`select id from referrals where offer_id = $1 limit 1`, [
      offer.id,
    ])
    await withdrawReferral(rows[0]?.id ?? '', null, animator, deps)
    expect(await codeOf(submit({ offers: [offer.id] }))).toBe('done')
    await database.pool.query(`update offers set state = 'withdrawn' where id = $1`, [offer.id])
  })

  it('that nobody can answer is refused, and counted for the animator', async () => {
    const misses = async () => {
      const { rows } = await database.pool.query<{ count: number }>(
        'select coalesce(sum(count), 0)::int as count from misses',
      )
      return rows[0]?.count ?? 0
    }
    const before = await misses()
    const body = { ...bodyOf(), age: 34, offers: 'best' as const }
    expect(await codeOf(submitRequest(body, { idempotencyKey: crypto.randomUUID() }, deps))).toBe('no-offer-matches')
    expect(await misses()).toBe(before + 1)
  })

  it('for an offer that now promises a longer window than the form showed is refused', async () => {
    const [first] = offers
    const body = { ...bodyOf(), promised: { [asId<OfferId>(first?.id ?? '')]: 1 } }
    expect(await codeOf(submitRequest(body, { idempotencyKey: crypto.randomUUID() }, deps))).toBe('offer-changed')
  })
})

describe('a window that runs out', () => {
  it('lapses and goes to the next partner in one act, twice at most, then to an animator by name', async () => {
    const request = await submit()
    await markTold(request.id)
    await clock.freeze('2026-11-18T22:59:59.999Z')
    await work()
    expect(await chainOf(request.id)).toEqual(['1.1 sent'])
    await clock.freeze('2026-11-18T23:00:00Z')
    await work()
    expect(await chainOf(request.id)).toEqual(['1.1 redirected', '1.2 sent'])
    await markTold(request.id)
    await clock.freeze('2026-11-25T00:00:00Z')
    await work()
    await markTold(request.id)
    await clock.freeze('2026-12-05T00:00:00Z')
    await work()
    expect(await chainOf(request.id)).toEqual(['1.1 redirected', '1.2 redirected', '1.3 unresolved'])
    const [, , last] = await referralsOf(db, request.id)
    expect(last?.referral).toMatchObject({ unresolvedCause: 'limit-reached', ownerId: animator.userId })
    await expectNoViolation()
    for (const { referral } of await referralsOf(db, request.id)) {
      expect(replay(await readJournal(db, referral.id))).toEqual(referral)
    }
  })

  it('together with others shares out the last places, and the rest among the animators', async () => {
    const other = await givenTheme(database.pool, territory, 'ensemble')
    const colleague = await givenProfessional(database.pool, { role: 'animator', territoryId: territory.id })
    const [first, second] = partners
    if (first === undefined || second === undefined) throw new Error('no partners')
    const asked = await givenOffer(database.pool, { territory, theme: other, partner: first }, { windowDays: 2 })
    await givenOffer(database.pool, { territory, theme: other, partner: second }, { monthly_quota: 2 })
    const requests = []
    for (let place = 0; place < 6; place += 1) {
      const request = await submit({ theme: other.code, offers: [asked.id], firstName: `Camille ${place}` })
      await markTold(request.id)
      requests.push(request)
    }
    await clock.freeze('2026-11-18T23:00:00Z')
    const due = await claimDueMilestones(db, 100)
    const lapses = due.filter(
      ({ requestId }, place) => due.findIndex((milestone) => milestone.requestId === requestId) === place,
    )
    expect(lapses.length).toBeGreaterThanOrEqual(6)
    await reachMilestones(lapses, deps)

    const ends = []
    for (const { id } of requests) ends.push((await chainOf(id)).at(-1))
    expect(ends.filter((end) => end === '1.2 sent')).toHaveLength(2)
    expect(ends.filter((end) => end === '1.1 unresolved')).toHaveLength(4)
    const { rows } = await database.pool.query<{ count: number }>(
      `select count(*)::int as count from referrals where state = 'unresolved' group by owner_id`,
    )
    const burdens = rows.map(({ count }) => count)
    expect(burdens).toHaveLength(2)
    expect(Math.max(...burdens) - Math.min(...burdens)).toBeLessThanOrEqual(1)
    await database.pool.query('update users set left_at = now() where id = $1', [colleague])
    await expectNoViolation()
  })

  it('tells the regional level and the young person after two working days in an animator’s hands, and every week again', async () => {
    const request = await submit({ redirect: false })
    await markTold(request.id)
    await clock.freeze('2026-11-18T23:00:00Z')
    await work()
    expect(await chainOf(request.id)).toEqual(['1.1 unresolved'])
    // Monday ends the two working days; the mail leaves on Tuesday morning.
    expect((await readTracking(request.trackingToken, deps)).referrals).toMatchObject([{ newsDay: '2026-11-24' }])
    const overdue = async () => {
      const mails = await mailsOf(request.id)
      const told = mails.filter((mail) => mail === 'still-looking').length
      expect(mails.filter((mail) => mail === 'overdue-regional')).toHaveLength(told)
      return told
    }
    await clock.freeze('2026-11-23T22:59:59Z')
    await work()
    expect(await overdue()).toBe(0)
    for (const [place, when] of ['2026-11-23T23:00:00Z', '2026-11-30T23:00:00Z', '2026-12-07T23:00:00Z'].entries()) {
      await clock.freeze(when)
      await work()
      expect(await overdue()).toBe(place + 1)
    }
    await closeReferral(request.referralId, { outcome: 'helped', note: null }, animator, deps)
    await clock.freeze('2026-12-20T00:00:00Z')
    await work()
    expect(await overdue()).toBe(3)
    expect(await mailsOf(request.id)).toContain('closing')
    await expectNoViolation()
  })

  it('gives an accepted referral one more day', async () => {
    const request = await submit()
    await markTold(request.id)
    await acceptReferral(request.referralId, await answersOf(0), deps)
    await clock.freeze('2026-11-19T22:59:59Z')
    await work()
    expect(await chainOf(request.id)).toEqual(['1.1 accepted'])
    expect(await mailsOf(request.id)).toContain('late-accepted-animator')
    await clock.freeze('2026-11-19T23:00:00Z')
    await work()
    expect((await chainOf(request.id))[0]).toBe('1.1 redirected')
    await expectNoViolation()
  })

  it('is over for a partner who answers after it, even before the worker has said so', async () => {
    const request = await submit()
    await markTold(request.id)
    await clock.freeze('2026-11-18T23:00:00Z')
    expect(await codeOf(acceptReferral(request.referralId, await answersOf(0), deps))).toBe('window-over')
    const made = { reached: true, channel: 'phone', contactedAt: null, note: null } as const
    await recordContact(request.referralId, made, await answersOf(0), deps)
    const [first, second] = await referralsOf(db, request.id)
    expect(first?.referral).toMatchObject({ state: 'redirected', lapseBooked: true })
    expect(first?.referral.lateContactAt).not.toBeNull()
    expect(second?.referral.state).toBe('sent')
    await expectNoViolation()
  })

  it('is extended when the notice never left, and no lapse is booked', async () => {
    const request = await submit()
    await clock.freeze('2026-11-18T23:00:00Z')
    await work()
    const [stored] = await referralsOf(db, request.id)
    expect(stored?.referral).toMatchObject({ state: 'sent', extensions: 1, lapsedAt: null })
    expect(stored?.referral.dueAt.toString()).toBe('2026-11-21T23:00:00Z')
    expect(await mailsOf(request.id)).toContain('extension')
    await expectNoViolation()
  })

  it('is extended when the platform itself was down inside it, and no lapse is booked', async () => {
    const request = await submit()
    await markTold(request.id)
    await clock.freeze('2026-11-18T23:00:00Z')
    await database.pool.query(`insert into heartbeat (beat_at) values (clock_timestamp() - interval '24 hours')`)
    expect(await transact(db, beat)).toBe(true)
    expect(await transact(db, beat)).toBe(false)
    await work()
    const [stored] = await referralsOf(db, request.id)
    expect(stored?.referral).toMatchObject({ state: 'sent', extensions: 1, lapsedAt: null })
    expect(stored?.referral.dueAt.toString()).toBe('2026-11-19T23:00:00Z')
    await clock.freeze('2026-11-19T23:00:00Z')
    await work()
    expect((await chainOf(request.id))[0]).toBe('1.1 redirected')
    await expectNoViolation()
    await database.pool.query('delete from outages')
  })
})

describe('an act that comes when the window has just run out, before the worker', () => {
  const acceptedThenOver = async () => {
    const request = await submit()
    await markTold(request.id)
    await acceptReferral(request.referralId, await answersOf(0), deps)
    await clock.freeze('2026-11-18T23:00:00Z')
    return request
  }

  it('extends an accepted referral, and the new date is watched', async () => {
    const request = await acceptedThenOver()
    await extendReferral(request.referralId, { dueDay: '2026-11-24', note: null }, animator, deps)
    await expectNoViolation()
    await clock.freeze('2026-11-19T23:00:00Z')
    await work()
    await expectNoViolation()
    await clock.freeze('2026-11-24T23:00:00Z')
    await work()
    expect(await chainOf(request.id)).toEqual(['1.1 accepted'])
    await clock.freeze('2026-11-25T23:00:00Z')
    await work()
    expect((await chainOf(request.id))[0]).toBe('1.1 redirected')
  })

  it('contacts within the extra day, and no window is left to watch', async () => {
    const request = await acceptedThenOver()
    const made = { reached: true, channel: 'phone', contactedAt: null, note: null } as const
    await recordContact(request.referralId, made, await answersOf(0), deps)
    expect(await chainOf(request.id)).toEqual(['1.1 contacted'])
    await expectNoViolation()
  })

  it('keeps a contact as a late one once the extra day is over as well', async () => {
    const request = await acceptedThenOver()
    await clock.freeze('2026-11-19T23:00:00Z')
    const made = { reached: true, channel: 'phone', contactedAt: null, note: null } as const
    await recordContact(request.referralId, made, await answersOf(0), deps)
    const [first] = await referralsOf(db, request.id)
    expect(first?.referral).toMatchObject({ state: 'redirected', lapseBooked: true })
    expect(first?.referral.lateContactAt).not.toBeNull()
    expect(await mailsOf(request.id)).toContain('lapse-animator')
    expect(await mailsOf(request.id)).not.toContain('late-accepted-animator')
    await expectNoViolation()
  })

  it('withdraws the request, and nothing is watched of the referral that the lapse gave birth to', async () => {
    const request = await submit()
    await markTold(request.id)
    await clock.freeze('2026-11-18T23:00:00Z')
    await withdrawRequest(request.trackingToken, deps)
    expect(await chainOf(request.id)).toEqual(['1.1 redirected', '1.2 withdrawn'])
    await expectNoViolation()
  })
})

describe('a contact', () => {
  const attempt = { reached: false, channel: 'phone', contactedAt: null, note: 'Messagerie.' } as const
  const kept = async (referralId: ReferralId) => {
    const journal = await readJournal(db, referralId)
    const { rows } = await database.pool.query('select from notes where referral_id = $1', [referralId])
    return [journal.filter(({ event }) => event.kind === 'contact-recorded').length, rows.length]
  }

  it('pressed three times at one instant is on record once, with its note, and counts once', async () => {
    const request = await submit()
    const referralId = asId<ReferralId>(request.referralId)
    const referent = await answersOf(0)
    const views = await Promise.all([1, 2, 3].map(() => recordContact(referralId, attempt, referent, deps)))
    expect(views.map(({ attempts }) => attempts)).toEqual([1, 1, 1])
    expect(await kept(referralId)).toEqual([1, 1])
    expect(await codeOf(closeReferral(referralId, { outcome: 'unreachable', note: null }, referent, deps))).toBe(
      'too-few-attempts',
    )
  })

  it('tried again half an hour later is kept and counts for nothing, two hours later it counts', async () => {
    const request = await submit()
    const referralId = asId<ReferralId>(request.referralId)
    const referent = await answersOf(0)
    for (const [at, attempts] of [
      ['2026-11-16T09:00:00Z', 1],
      ['2026-11-16T09:30:00Z', 1],
      ['2026-11-16T11:00:00Z', 2],
      ['2026-11-16T13:00:00Z', 3],
    ] as const) {
      await clock.freeze(at)
      expect((await recordContact(referralId, attempt, referent, deps)).attempts).toBe(attempts)
    }
    expect(await kept(referralId)).toEqual([4, 4])
    await closeReferral(referralId, { outcome: 'unreachable', note: null }, referent, deps)
    const [stored] = await referralsOf(db, request.id)
    expect(replay(await readJournal(db, referralId))).toEqual(stored?.referral)
  })
})

describe('a request of a Friday evening for an answer within a day', () => {
  it('is promised for the day that can be kept, from the first page to the lapse, and the date never moves', async () => {
    const partner = await givenPartner(database.pool, territory, 'Point accueil')
    const urgent = await givenTheme(database.pool, territory, 'urgence')
    const offer = await givenOffer(database.pool, { territory, theme: urgent, partner }, { windowDays: 1 })
    await clock.freeze('2026-11-20T18:00:00Z')
    const { items } = await findMatches(
      { commune: territory.communeCode, theme: urgent.code, need: null, age: 19, answers: {}, language: 'fr' },
      deps,
    )
    expect(items.find(({ id }) => id === offer.id)).toMatchObject({ dueDay: '2026-11-24' })
    const request = await submit({ offers: [offer.id], theme: urgent.code })
    expect(request.referrals[0]?.dueAt.toString()).toBe('2026-11-24T23:00:00Z')
    await clock.freeze('2026-11-23T07:00:00Z')
    await work()
    await markTold(request.id)
    await clock.freeze('2026-11-24T22:59:59Z')
    await work()
    expect(await chainOf(request.id)).toEqual(['1.1 sent'])
    expect(await mailsOf(request.id)).toContain('reminder')
    await clock.freeze('2026-11-24T23:00:00Z')
    await work()
    expect(await chainOf(request.id)).toEqual(['1.1 unresolved'])
    expect(await mailsOf(request.id)).not.toContain('extension')
    await expectNoViolation()
  })
})

describe('two answers at the same instant', () => {
  it('one wins, the other is refused', async () => {
    const request = await submit()
    const referent = await answersOf(0)
    const codes = await Promise.all([
      codeOf(acceptReferral(request.referralId, referent, deps)),
      codeOf(acceptReferral(request.referralId, referent, deps)),
      codeOf(withdrawRequest(request.trackingToken, deps)),
    ])
    expect(codes.filter((code) => code === 'done').length).toBeGreaterThanOrEqual(1)
    expect(codes.slice(0, 2).filter((code) => code === 'done').length).toBeLessThanOrEqual(1)
    await expectNoViolation()
  })
})

describe('an offer on which promises lapse', () => {
  it('is known for it after the next recount', async () => {
    await transact(db, refreshOfferRecords)
    const { rows } = await database.pool.query<{ told: boolean; lapsed: number }>(
      `select (sent_recently, lapsed_recently) = (
           select count(*), count(*) filter (where lapse_booked) from referrals where offer_id = offers.id) as told,
         lapsed_recently as lapsed
       from offers where id = $1`,
      [offers[0]?.id],
    )
    expect(rows[0]?.told).toBe(true)
    expect(rows[0]?.lapsed).toBeGreaterThan(0)
    expect(await transact(db, refreshOfferRecords)).toBe(0)
  })
})

describe('a refusal', () => {
  it('sends the request to the next partner at once, with consent', async () => {
    const request = await submit()
    await declineReferral(request.referralId, { reason: 'no-capacity', note: 'Complet.' }, await answersOf(0), deps)
    expect(await chainOf(request.id)).toEqual(['1.1 redirected', '1.2 sent'])
    await expectNoViolation()
  })

  it('leaves it with an animator without consent, and the young person may choose', async () => {
    const request = await submit({ redirect: false })
    await declineReferral(request.referralId, { reason: 'out-of-area', note: null }, await answersOf(0), deps)
    expect(await chainOf(request.id)).toEqual(['1.1 unresolved'])
    const { choices } = await readTracking(request.trackingToken, deps)
    expect(choices.map(({ offerId }) => offerId).toSorted()).toEqual(
      offers
        .slice(1)
        .map(({ id }) => id)
        .toSorted(),
    )
    const [choice] = choices
    await chooseOffer(
      request.trackingToken,
      { referralId: asId<ReferralId>(request.referralId), offerId: asId<OfferId>(choice?.offerId ?? '') },
      deps,
    )
    expect(await chainOf(request.id)).toEqual(['1.1 redirected', '1.2 sent'])
    await expectNoViolation()
  })
})

describe('a notice that comes back', () => {
  const everyNoticeComesBack = async (requestId: string) => {
    const waiting = async () =>
      (await outboxOf(db, requestId)).filter(({ mail, state }) => mail === 'referral-request' && state === 'waiting')
    for (let notices = await waiting(); notices.length > 0; notices = await waiting()) {
      for (const row of notices) await recordBounce(row, 'The mail was not taken: 550', deps)
    }
  }

  it('leaves the request with a partner that accepted it meanwhile', async () => {
    const request = await submit()
    await acceptReferral(request.referralId, await answersOf(0), deps)
    await everyNoticeComesBack(request.id)
    expect(await chainOf(request.id)).toEqual(['1.1 accepted'])
    expect(await mailsOf(request.id)).toContain('bounce-animator')
    await expectNoViolation()
  })
})

describe('an unresolved request', () => {
  it('is closed or sent on by its animator, a referent of the partner that declined included', async () => {
    const userId = await givenProfessional(database.pool, { role: 'animator', territoryId: territory.id })
    await database.pool.query('insert into referents (partner_id, user_id) values ($1, $2)', [partners[0]?.id, userId])
    const both = await professional(userId)
    const unresolved = async () => {
      const { id, referralId } = await submit({ redirect: false })
      await declineReferral(referralId, { reason: 'no-capacity', note: null }, both, deps)
      expect(await chainOf(id)).toEqual(['1.1 unresolved'])
      return referralId
    }
    const closed = await closeReferral(await unresolved(), { outcome: 'helped', note: null }, both, deps)
    expect(closed).toMatchObject({ state: 'closed', outcome: 'helped' })
    const offerId = asId<OfferId>(offers[2]?.id ?? '')
    const asked = { offerId, note: null, youngPersonAgreed: true }
    expect(await redirectReferral(await unresolved(), asked, both, deps)).toMatchObject({ state: 'redirected' })
    await database.pool.query('update referents set left_at = platform_now() where user_id = $1', [userId])
    await database.pool.query('update users set left_at = platform_now() where id = $1', [userId])
    await expectNoViolation()
  })
})

describe('an act by hand', () => {
  it('redirects to an offer of a partner not asked yet, and refuses one already asked', async () => {
    const request = await submit()
    const redirect = (place: number) =>
      redirectReferral(
        request.referralId,
        { offerId: asId<OfferId>(offers[place]?.id ?? ''), note: null, youngPersonAgreed: false },
        animator,
        deps,
      )
    expect(await codeOf(redirect(0))).toBe('partner-already-asked')
    await redirect(2)
    expect(await chainOf(request.id)).toEqual(['1.1 redirected', '1.2 sent'])
    await expectNoViolation()
  })

  it('extends a window; the lapse waits for the new date', async () => {
    const request = await submit()
    await markTold(request.id)
    await extendReferral(request.referralId, { dueDay: '2026-11-24', note: null }, animator, deps)
    await clock.freeze('2026-11-24T22:59:59Z')
    await work()
    expect(await chainOf(request.id)).toEqual(['1.1 sent'])
    await clock.freeze('2026-11-24T23:00:00Z')
    await work()
    expect((await chainOf(request.id))[0]).toBe('1.1 redirected')
    await expectNoViolation()
  })

  it('is not found for a partner who did not receive the referral', async () => {
    const request = await submit()
    expect(await codeOf(acceptReferral(request.referralId, await answersOf(1), deps))).toBe('not-found')
  })
})

describe('the young person', () => {
  it('withdraws at any moment; nothing is sent or lapses afterwards', async () => {
    const request = await submit()
    await markTold(request.id)
    await withdrawRequest(request.trackingToken, deps)
    const before = (await mailsOf(request.id)).length
    await clock.freeze('2026-12-20T00:00:00Z')
    await work()
    expect(await chainOf(request.id)).toEqual(['1.1 withdrawn'])
    expect(await mailsOf(request.id)).toHaveLength(before)
    expect(await codeOf(withdrawRequest(request.trackingToken, deps))).toBe('already-ended')
    await expectNoViolation()
  })

  it('says "personne ne m’a contacté" of a contact that was recorded, not of a window that runs', async () => {
    const request = await submit()
    const claim = () =>
      claimNoContact(request.trackingToken, { referralId: asId<ReferralId>(request.referralId) }, deps)
    expect(await codeOf(claim())).toBe('nothing-to-claim')
    const made = { reached: false, channel: 'phone', contactedAt: null, note: 'Répondeur.' } as const
    await recordContact(request.referralId, made, await answersOf(0), deps)
    await claim()
    await claim()
    const told = async () => {
      const history = await readJournal(db, asId<ReferralId>(request.referralId))
      const mails = await mailsOf(request.id)
      return [
        history.filter(({ event }) => event.kind === 'claimed').length,
        mails.filter((mail) => mail === 'claim-animator').length,
      ]
    }
    expect(await told()).toEqual([1, 1])
    // Another contact is recorded, and is contradicted as well: the animators hear of it again.
    await clock.advance('PT3H')
    await recordContact(request.referralId, made, await answersOf(0), deps)
    await claim()
    expect(await told()).toEqual([2, 2])
  })

  it('erases everything personal, and the link opens nothing any more', async () => {
    const request = await submit()
    await eraseRequest(request.trackingToken, deps)
    expect(await codeOf(readTracking(request.trackingToken, deps))).toBe('not-found')
    const { rows } = await database.pool.query(`select first_name, email, answers from requests where id = $1`, [
      request.id,
    ])
    expect(rows).toEqual([{ first_name: null, email: null, answers: {} }])
    await expectNoViolation()
  })
})
