import { reachMilestones, recordMailSent } from '@boussole/commands'
import { problemShape, refusalAnswers, requestSubmitted } from '@boussole/contracts'
import { claimDueMilestones, findViolations, outboxOf } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { RequestId, UserId } from '@boussole/domain'
import { givenOffer, givenPartner, givenProfessional, givenSession, givenTheme } from '@boussole/testing'
import type { GivenTerritory, TestClock, TestDatabase } from '@boussole/testing'
import type { TestApi } from '../test-api.ts'
import type { Act, OnReferral, Who } from './acts.ts'
import { inPlace, nameAgain, offers } from './world.ts'
import type { Hours, Place, Seen, State } from './world.ts'

/** Midnight that begins the model's first day, in Paris. */
const beginning = Date.parse('2026-11-15T23:00:00Z')
const hourMs = 3_600_000

const instantAt = (at: Hours): string => new Date(beginning + at * hourMs).toISOString()
/** The local day of an hour: Paris is one hour ahead. */
const dayAt = (at: Hours): string => instantAt(at + 1).slice(0, 10)
const hoursAt = (instant: Date): Hours => (instant.getTime() - beginning) / hourMs

interface Asked {
  readonly id: string
  readonly token: string
  readonly key: string
  readonly body: unknown
}

/** Everything of one run: its own theme with its offers, the people of each, and what was asked. */
export interface Platform {
  readonly now: () => Hours
  readonly moveTo: (at: Hours) => Promise<void>
  readonly answerTo: (act: Act) => Promise<string>
  /** The notices leave, as when the mail server takes them. */
  readonly tell: () => Promise<void>
  /** Every referral of each request, in order of its chain and link, and whether the request is erased. */
  readonly look: () => Promise<
    Readonly<Record<string, { readonly erased: boolean; readonly referrals: readonly Seen[] }>>
  >
  readonly violations: () => Promise<readonly string[]>
}

export interface Ground {
  readonly api: TestApi
  readonly database: TestDatabase
  readonly clock: TestClock
  readonly territory: GivenTerritory
  readonly watchers: Readonly<Record<'animator' | 'elsewhere', string>>
}

interface Row {
  readonly id: string
  readonly request_id: string
  readonly chain: number
  readonly link: number
  readonly offer_id: string
  readonly state: State
  readonly due_at: Date
  readonly grace_until: Date | null
  readonly lapsed_at: Date | null
  readonly contacted_at: Date | null
  readonly late_contact_at: Date | null
  readonly automatic: boolean
  readonly attempts: number
  readonly contacts_told: number
  readonly claims_told: number
  readonly erased_at: Date | null
}

const seenOf = (row: Row, offerIds: readonly string[]): Seen => ({
  chain: row.chain,
  link: row.link,
  offer: offerIds.indexOf(row.offer_id),
  state: row.state,
  dueAt: hoursAt(row.due_at),
  graceUntil: row.grace_until === null ? null : hoursAt(row.grace_until),
  hasLapsed: row.lapsed_at !== null,
  wasContacted: row.contacted_at !== null,
  wasLate: row.late_contact_at !== null,
  isAutomatic: row.automatic,
  attempts: row.attempts,
  contactsTold: row.contacts_told,
  claimsTold: row.claims_told,
})

/** The route and the body of an act of a professional. */
const routeOf = (
  act: OnReferral,
  { now, offerIds }: { readonly now: Hours; readonly offerIds: readonly string[] },
): readonly [path: string, body: unknown] => {
  switch (act.kind) {
    case 'accept':
      return ['acceptance', {}]
    case 'contact':
      return ['contacts', { reached: act.reached, channel: 'phone' }]
    case 'decline':
      return ['refusal', { reason: act.reason }]
    case 'close':
      return ['closure', { outcome: act.outcome }]
    case 'redirect':
      return ['redirection', { offerId: offerIds[act.offer] ?? crypto.randomUUID(), youngPersonAgreed: act.agreed }]
    case 'extend':
      return ['extension', { dueDay: dayAt(now + act.days * 24) }]
    case 'withdraw':
      return ['withdrawal', {}]
    case 'note':
      return ['notes', { words: 'Vu.' }]
  }
}

/** A new run on an empty platform: the rows of the runs before are gone, so that no window of theirs runs out in it. */
export const startRun = async (ground: Ground, startsAt: Hours): Promise<Platform> => {
  const { api, database, clock, territory, watchers } = ground
  const { pool } = database
  let now = startsAt
  // The journal is only ever appended to: its own trigger is asleep for this one statement.
  await pool.query(`begin; set local session_replication_role = 'replica'; truncate requests, outbox cascade; commit`)
  await clock.freeze(instantAt(now))
  const theme = await givenTheme(pool, territory, `theme-${crypto.randomUUID()}`)
  const partners = await Promise.all(offers.map((_, place) => givenPartner(pool, territory, `Structure ${place}`)))
  const given = await Promise.all(
    offers.map(({ quota, ...promised }, place) => {
      const partner = partners[place]
      if (partner === undefined) throw new Error('an offer without a partner')
      return givenOffer(pool, { territory, theme, partner }, { ...promised, monthly_quota: quota })
    }),
  )
  const offerIds = given.map(({ id }) => id)
  const tokens = new Map<string, string>()
  const tokenOf = async (userId: string): Promise<string> => {
    const token =
      tokens.get(userId) ?? api.api.jwt.sign({ sub: asId<UserId>(userId), sid: await givenSession(pool, userId) })
    tokens.set(userId, token)
    return token
  }
  const asked = new Map<string, Asked>()
  const askedAs = (request: string): Asked => {
    const found = asked.get(request)
    if (found === undefined) throw new Error(`nobody asked ${request}`)
    return found
  }

  const rows = async (): Promise<Row[]> => {
    const { rows: found } = await pool.query<Row>(`
      select referrals.*, erased_at,
        (select count(*)::int from journal where referral_id = referrals.id and event ->> 'kind' = 'contact-recorded')
          as contacts_told,
        (select count(*)::int from journal where referral_id = referrals.id and event ->> 'kind' = 'claimed')
          as claims_told
      from referrals join requests on requests.id = request_id order by sent_at, chain, link`)
    return found
  }
  const rowAt = async ({ request, chain, link }: Place): Promise<Row> => {
    const own = (await rows()).filter(({ request_id: id }) => id === askedAs(request).id)
    const row = own.find((one) => one.chain === chain && one.link === link)
    if (row === undefined) throw new Error(`no referral ${request}, ${chain}.${link}`)
    return row
  }
  const userOf = (who: Who, offer: number): string => {
    if (who === 'animator' || who === 'elsewhere') return watchers[who]
    return partners[(offer + (who === 'stranger' ? 1 : 0)) % partners.length]?.userId ?? ''
  }

  const answerOf = (seen: { readonly status: number; readonly json: unknown }): string => {
    if (seen.status < 300) return 'done'
    const { code, status } = problemShape.parse(seen.json)
    const known = Object.entries(refusalAnswers).find(([refusal]) => refusal === code)
    if (known === undefined || known[1].status !== seen.status || status !== seen.status) {
      throw new Error(`an answer of its own: ${seen.status} ${code}`)
    }
    return code
  }

  const submit = async (request: string, { key, body }: Pick<Asked, 'key' | 'body'>): Promise<string> => {
    const seen = await api.ask('POST', 'requests', { body, headers: { 'idempotency-key': key } })
    if (seen.status >= 300) return answerOf(seen)
    const { id, trackingToken: token } = requestSubmitted.parse(seen.json)
    if ([...asked.values()].some((earlier) => earlier.id === id && earlier.token === token)) return 'done'
    const named = (name: string): string => (asked.has(name) ? named(nameAgain(name)) : name)
    asked.set(named(request), { id, token, key, body })
    return 'done'
  }

  return {
    now: () => now,
    moveTo: async (at) => {
      now = at
      await clock.freeze(instantAt(at))
    },
    answerTo: async (act) => {
      if (act.by === 'asker') {
        const body = {
          commune: territory.communeCode,
          theme: theme.code,
          age: 19,
          offers: act.wish.offers === 'best' ? 'best' : act.wish.offers.map((offer) => offerIds[offer]),
          contact: { firstName: 'Camille', email: `${crypto.randomUUID()}@jeune.example` },
          consents: { contact: true, redirect: act.wish.consent },
        }
        return submit(act.request, { key: crypto.randomUUID(), body })
      }
      if (act.by === 'asker-again') return submit(act.request, askedAs(act.request))
      if (act.by === 'worker') {
        await work(api)
        return 'done'
      }
      const row = await rowAt(act.on)
      if (act.by === 'young-person') {
        const { token } = askedAs(act.on.request)
        const about = { referralId: row.id }
        switch (act.act.kind) {
          case 'withdraw-all':
            return answerOf(await api.ask('POST', 'tracking/withdrawal', { token, body: {} }))
          case 'claim':
            return answerOf(await api.ask('POST', 'tracking/claims', { token, body: about }))
          case 'choose': {
            const offerId = offerIds[act.act.offer] ?? crypto.randomUUID()
            return answerOf(await api.ask('POST', 'tracking/choice', { token, body: { ...about, offerId } }))
          }
          case 'rate':
            return answerOf(await api.ask('POST', 'tracking/feedback', { token, body: { ...about, contacted: true } }))
          case 'erase':
            return answerOf(await api.ask('DELETE', 'tracking', { token }))
        }
      }
      const [path, body] = routeOf(act.act, { now, offerIds })
      const token = await tokenOf(userOf(act.by, offerIds.indexOf(row.offer_id)))
      return answerOf(await api.ask('POST', `referrals/${row.id}/${path}`, { token, body }))
    },
    tell: async () => {
      const { rows: untold } = await pool.query<{ request_id: string }>(
        `select distinct request_id from outbox where mail = 'referral-request' and state = 'waiting'`,
      )
      for (const { request_id: id } of untold) {
        for (const row of await outboxOf(api.db, asId<RequestId>(id))) {
          if (row.mail === 'referral-request' && row.state === 'waiting') await recordMailSent([row], row.id, api)
        }
      }
    },
    look: async () => {
      const found = await rows()
      return Object.fromEntries(
        [...asked].map(([request, { id }]) => {
          const own = inPlace(found.filter((row) => row.request_id === id))
          return [
            request,
            { erased: own.some((row) => row.erased_at !== null), referrals: own.map((row) => seenOf(row, offerIds)) },
          ]
        }),
      )
    },
    violations: async () => (await findViolations(api.db)).map(({ invariant, id }) => `${invariant}: ${id}`),
  }
}

/** More than one run has milestones for. */
const mostPages = 200

/** The worker's tick: everything that is due, page after page, as `services/worker` reaches it. */
const work = async ({ db }: TestApi): Promise<void> => {
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await claimDueMilestones(db, 15)
    if (page.length === 0) return
    const firsts = page.filter(
      ({ requestId }, place) => page.findIndex((other) => other.requestId === requestId) === place,
    )
    await reachMilestones(firsts, { db })
    for (const other of page) if (!firsts.includes(other)) await reachMilestones([other], { db })
  }
  throw new Error('The worker never comes to an end')
}

/** Watchers of the territory, and of another. */
export const givenWatchers = async (
  { pool }: TestDatabase,
  { territory, elsewhere }: { readonly territory: GivenTerritory; readonly elsewhere: GivenTerritory },
): Promise<Ground['watchers']> => ({
  animator: await givenProfessional(pool, { role: 'animator', territoryId: territory.id }),
  elsewhere: await givenProfessional(pool, { role: 'animator', territoryId: elsewhere.id }),
})
