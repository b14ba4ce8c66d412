import {
  closeDatabase,
  countUpkeep,
  findProfessional,
  getOfferView,
  listUpkeep,
  listUpkeepRuns,
  openDatabase,
} from '@boussole/db'
import type { Database } from '@boussole/db'
import { asId, Refusal } from '@boussole/domain'
import type { Professional, UserId } from '@boussole/domain'
import {
  breakRows,
  givenOffer,
  givenPartner,
  givenProfessional,
  givenReferral,
  givenRequest,
  givenTerritory,
  givenTheme,
  useClock,
  useDatabase,
} from '@boussole/testing'
import type { GivenOffer, GivenPartner, GivenTerritory, GivenTheme } from '@boussole/testing'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  adjustOffer,
  confirmOffer,
  confirmOfferContact,
  contactTokenOf,
  pauseOffer,
  readMatches,
  resumeHeldOffer,
  runUpkeep,
  submitRequest,
  testOfferContact,
  undoUpkeepRun,
  withdrawOffer,
} from '../index.ts'
import { newRequest, offerSettings } from '@boussole/contracts'

const database = useDatabase()
const clock = useClock(database)
let db: Database
let territory: GivenTerritory
let theme: GivenTheme
let partner: GivenPartner
let referent: Professional
let animator: Professional
let elsewhere: Professional
let offer: GivenOffer

const professional = async (userId: string): Promise<Professional> => {
  const found = await findProfessional(db, asId<UserId>(userId))
  if (found === undefined) throw new Error('nobody')
  return found
}

beforeAll(async () => {
  const { pool } = database
  db = openDatabase({ url: database.url, connections: 5, applicationName: 'tests', onError: () => undefined })
  territory = await givenTerritory(pool)
  theme = await givenTheme(pool, territory)
  partner = await givenPartner(pool, territory)
  referent = await professional(partner.userId)
  animator = await professional(await givenProfessional(pool, { role: 'animator', territoryId: territory.id }))
  const other = await givenTerritory(pool, { communeCode: '42187' })
  elsewhere = await professional(await givenProfessional(pool, { role: 'animator', territoryId: other.id }))
  return () => closeDatabase(db)
})

/** Everything of earlier tests is out of sight: their offers are withdrawn. */
beforeEach(async () => {
  await database.pool.query(`update offers set state = 'withdrawn', held_since = null`)
  await database.pool.query('delete from upkeep_runs')
  await clock.freeze('2026-06-01T08:00:00Z')
  offer = await givenOffer(database.pool, { territory, theme, partner }, { confirmed_at: '2026-06-01T08:00:00Z' })
  await set({ contact_confirmed_at: '2026-06-01T08:00:00Z' })
})

const rows = async <Row extends object>(question: string, ...values: readonly unknown[]): Promise<Row[]> =>
  (await database.pool.query<Row>(question, [...values])).rows

const set = async (columns: Readonly<Record<string, unknown>>, id = offer.id) => {
  const changes = Object.keys(columns).map((name, place) => `${name} = $${place + 2}`)
  await database.pool.query(`update offers set ${changes.join()} where id = $1`, [id, ...Object.values(columns)])
}

/** Day after day, from one to the other, each early in the morning; what was done to which offer on which day. */
const keepUp = async (from: string, to = from) => {
  const told: string[] = []
  for (let day = Date.parse(from); day <= Date.parse(to); day += 86_400_000) {
    await clock.freeze(new Date(day).toISOString().replace('T00:00', 'T04:00'))
    await runUpkeep({ db })
    const changes = await rows<{ kind: string; cause: string }>(
      `select kind, cause from upkeep_changes join upkeep_runs on upkeep_runs.id = run_id
       where day = $1 and offer_id = $2 order by upkeep_changes.id`,
      new Date(day).toISOString().slice(0, 10),
      offer.id,
    )
    told.push(...changes.map(({ kind, cause }) => `${new Date(day).toISOString().slice(0, 10)} ${kind} ${cause}`))
  }
  return told
}

const see = async (id = offer.id, who = animator) => {
  const view = await getOfferView(db, who, id)
  if (view === undefined) throw new Error('not seen')
  return view
}
const found = async () => {
  const { items } = await readMatches(
    { commune: territory.communeCode, theme: theme.code, need: null, age: 19, answers: {}, language: 'fr' },
    { db },
  )
  return items.map(({ id }) => id)
}
const codeOf = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )
const letters = () =>
  rows<{ mail: string; kind: string }>(
    `select mail, recipient_kind as kind from outbox where mail like 'upkeep%' order by created_at, mail`,
  )

/** A window of this offer that ran out on a local day; by default against its partner. */
const lapse = async (day: string, booked = true) => {
  const request = await givenRequest(database.pool, { territory, theme })
  const lapsedAt = `${day}T00:00:01+01:00`
  return givenReferral(
    database.pool,
    { request, offer },
    {
      state: 'lapsed',
      sent_at: new Date(Date.parse(lapsedAt) - 4 * 86_400_000).toISOString(),
      due_at: lapsedAt,
      lapsed_at: lapsedAt,
      lapse_booked: booked,
    },
  )
}

describe('an offer that nobody confirms', () => {
  test('has notices 30 and 7 days before, is ranked lower when it is due, and suspended thirty days later; each once', async () => {
    const contact = '2026-11-25T08:00:00Z'
    expect(await keepUp('2026-10-31', '2026-11-03')).toEqual(['2026-10-31 to-confirm contact'])
    await clock.freeze(contact)
    await set({ to_confirm_since: null, to_confirm_cause: null, contact_confirmed_at: contact })
    expect(await keepUp('2026-11-25', '2026-12-31')).toEqual([
      '2026-11-25 notice-7 offer',
      '2026-12-01 to-confirm offer',
      '2026-12-31 suspended offer',
    ])
    expect(await see()).toMatchObject({
      standing: 'suspended',
      toConfirm: { cause: 'offer', suspendedOn: '2026-12-31' },
    })
  })

  test('is asked about by letter, which leads its referents to one press; pressed, the offer is right for six months', async () => {
    await database.pool.query('delete from outbox')
    await set({ contact_confirmed_at: '2026-11-20T08:00:00Z' })
    await keepUp('2026-11-26', '2026-12-31')
    expect(await letters()).toEqual([
      { mail: 'upkeep-partner', kind: 'referent' },
      { mail: 'upkeep-partner', kind: 'referent' },
      { mail: 'upkeep-animator', kind: 'user' },
      { mail: 'upkeep-partner', kind: 'referent' },
    ])
    expect(await found()).not.toContain(offer.id)
    await confirmOffer(offer.id, referent, { db })
    expect(await see()).toMatchObject({
      standing: 'online',
      isToConfirm: false,
      toConfirm: null,
      confirmBy: '2027-06-30',
    })
    expect(await found()).toContain(offer.id)
    expect(await keepUp('2027-01-01', '2027-01-05')).toEqual([])
  })

  test('stands after one that is confirmed, which promises less and is further away', async () => {
    const other = await givenPartner(database.pool, territory, 'Foyer')
    const confirmed = await givenOffer(
      database.pool,
      { territory, theme, partner: other },
      { windowDays: 7, confirmed_at: '2026-12-01T08:00:00Z' },
    )
    await clock.freeze('2026-12-01T08:00:00Z')
    expect(await found()).toEqual([offer.id, confirmed.id])
    await keepUp('2026-12-01')
    expect(await found()).toEqual([confirmed.id, offer.id])
  })

  test('is told of late after an outage, and then has its thirty days all the same', async () => {
    await set({ contact_confirmed_at: '2027-01-20T08:00:00Z' })
    expect(await keepUp('2027-02-10', '2027-03-12')).toEqual([
      '2027-02-10 to-confirm offer',
      '2027-03-12 suspended offer',
    ])
  })

  test('keeps its running referrals as they are, with their dates and what is planned for them', async () => {
    await clock.freeze('2026-12-30T09:00:00Z')
    await set({ to_confirm_since: '2026-12-01', to_confirm_cause: 'offer' })
    const asked = newRequest.parse({
      commune: territory.communeCode,
      theme: theme.code,
      age: 19,
      offers: [offer.id],
      contact: { firstName: 'Camille', email: 'camille@exemple.example' },
      consents: { contact: true, redirect: true },
    })
    const deps = { db, trackingKey: 'a-tracking-key-for-tests-only-0123456789' }
    const { request } = await submitRequest(asked, { idempotencyKey: crypto.randomUUID() }, deps)
    const running = () =>
      rows(
        `select to_jsonb(referrals) as referral, (select jsonb_agg(to_jsonb(milestones) order by id) from milestones
           where referral_id = referrals.id) as milestones from referrals where request_id = $1`,
        request.id,
      )
    const before = await running()
    expect(await keepUp('2026-12-31')).toEqual(['2026-12-31 suspended offer'])
    expect(await running()).toEqual(before)
  })

  test('is not suspended while it is paused, or its partner without agreement, and the day has but one run', async () => {
    await pauseOffer(offer.id, { paused: true }, referent, { db })
    expect(await keepUp('2026-12-20')).toEqual([])
    await pauseOffer(offer.id, { paused: false }, referent, { db })
    expect(await keepUp('2026-12-20')).toEqual([])
    expect(await keepUp('2026-12-21')).toEqual(['2026-12-21 to-confirm offer'])
  })
})

test('of several workers one does the run of a day, and none before the day’s first half-hour is over', async () => {
  await set({ confirmed_at: '2026-05-01T08:00:00Z' })
  await clock.freeze('2026-11-25T23:20:00Z')
  expect(await runUpkeep({ db })).toBe(0)
  expect(await rows('select day::text from upkeep_runs where territory_id = $1', territory.id)).toEqual([])
  await clock.freeze('2026-11-25T23:30:00Z')
  await Promise.all([runUpkeep({ db }), runUpkeep({ db }), runUpkeep({ db })])
  expect(await rows('select day::text from upkeep_runs where territory_id = $1', territory.id)).toEqual([
    { day: '2026-11-26' },
  ])
  expect(await rows('select kind from upkeep_changes')).toHaveLength(1)
})

test('a territory whose run fails is told of by its id, stops no other, and is done once that is mended', async () => {
  const all = await rows<{ id: string }>('select id from territories order by id')
  const [first] = all
  const mend = await breakRows(database.pool, {
    table: 'upkeep_runs',
    on: 'insert',
    when: `new.territory_id = '${first?.id}'`,
  })
  const told: unknown[] = []
  expect(await runUpkeep({ db, onError: (_, about) => told.push(about) })).toBe(all.length - 1)
  expect(told).toEqual([{ territory: first?.id }])
  await mend()
  expect(await runUpkeep({ db })).toBe(1)
})

describe('an early check', () => {
  beforeEach(async () => {
    await set({ confirmed_at: '2026-11-01T08:00:00Z' })
  })

  test('follows two lapses booked against the partner, not those of the platform or of a mail that came back', async () => {
    await lapse('2026-11-10')
    await lapse('2026-11-12', false)
    expect(await keepUp('2026-11-12')).toEqual([])
    await lapse('2026-11-20')
    expect(await keepUp('2026-11-20')).toEqual(['2026-11-20 early-check lapses'])
    await clock.freeze('2026-11-20T09:00:00Z')
    await confirmOffer(offer.id, referent, { db })
    expect(await keepUp('2026-11-21', '2026-11-23')).toEqual([])
  })

  test('follows a contact address that comes back, and ends once it was changed and all confirmed', async () => {
    await set({ contact_bounced_at: '2026-11-19T09:00:00Z' })
    expect(await keepUp('2026-11-20')).toEqual(['2026-11-20 early-check bounce'])
    expect(await codeOf(confirmOffer(offer.id, referent, { db }))).toBe('contact-in-doubt')
    const { settings } = await see()
    const changed = {
      ...settings,
      referents: settings.referents.map(({ id }) => id),
      contactEmail: 'neuf@foyer.example',
    }
    await adjustOffer(offer.id, offerSettings.parse(changed), referent, { db })
    await confirmOffer(offer.id, referent, { db })
    expect(await see()).toMatchObject({ standing: 'online', toConfirm: null })
  })

  test('follows a third reminder without an answer, however many people received it', async () => {
    const request = await givenRequest(database.pool, { territory, theme })
    const id = await givenReferral(
      database.pool,
      { request, offer },
      { sent_at: '2026-11-16T09:00:00Z', due_at: '2026-11-23T23:00:00Z' },
    )
    const remind = async (which: string, day: string) => {
      for (const whom of [crypto.randomUUID(), crypto.randomUUID()]) {
        await database.pool.query(
          `insert into outbox (mail, request_id, referral_id, territory_id, recipient_kind, recipient_id, once_key,
             created_at, send_after, state, done_at)
           values ('reminder', $1, $2, $3, 'referent', $4, $5, $6, $6, 'sent', $6)`,
          [request.id, id, territory.id, whom, `reminder/${id}/${which}/${whom}`, `${day}T07:00:00Z`],
        )
      }
    }
    await remind('remind-1.1', '2026-11-18')
    await remind('remind-2.1', '2026-11-20')
    expect(await keepUp('2026-11-21')).toEqual([])
    await remind('remind-2.2', '2026-11-23')
    expect(await keepUp('2026-11-24')).toEqual(['2026-11-24 early-check reminders'])
  })
})

describe('a contact address that is proven by its link', () => {
  const trackingKey = 'a-tracking-key-for-tests-only-0123456789'
  const prove = async () => {
    await testOfferContact(offer.id, referent, { db, trackingKey })
    const [sent] = await rows<{ id: string }>('select id from offer_contact_tests where offer_id = $1', offer.id)
    await confirmOfferContact(contactTokenOf(sent?.id ?? '', trackingKey), { db })
  }

  test('was all that was in doubt: the offer suspended for it is online again, and upkeep asks nothing more', async () => {
    await set({ confirmed_at: '2026-11-01T08:00:00Z', contact_bounced_at: '2026-11-19T09:00:00Z' })
    expect(await keepUp('2026-11-20', '2026-12-20')).toEqual([
      '2026-11-20 early-check bounce',
      '2026-12-20 suspended bounce',
    ])
    expect(await found()).not.toContain(offer.id)
    await prove()
    expect(await see()).toMatchObject({ standing: 'online', isToConfirm: false, toConfirm: null })
    expect((await see()).changes[0]).toMatchObject({ kind: 'contact-confirmed' })
    expect(await found()).toContain(offer.id)
    expect(await keepUp('2026-12-21', '2026-12-23')).toEqual([])
  })

  test('is no longer to be confirmed when its three months were over', async () => {
    await set({ confirmed_at: '2026-08-20T08:00:00Z', contact_confirmed_at: null })
    expect(await keepUp('2026-11-20')).toEqual(['2026-11-20 to-confirm contact'])
    await prove()
    expect(await see()).toMatchObject({ isToConfirm: false, toConfirm: null })
    expect(await keepUp('2026-11-21', '2026-12-21')).toEqual([])
  })

  test('does not say that the rest of the offer is right', async () => {
    await set({ confirmed_at: '2026-05-20T08:00:00Z' })
    await keepUp('2026-11-20')
    await prove()
    expect(await see()).toMatchObject({ toConfirm: { cause: 'offer', since: '2026-11-20' } })
  })
})

describe('an offer that comes back while it is to be confirmed', () => {
  beforeEach(async () => {
    await set({ to_confirm_since: '2026-10-20', to_confirm_cause: 'offer' })
    await clock.freeze('2026-12-10T09:00:00Z')
  })
  const onceBack = async () => {
    const { standing, toConfirm } = await see()
    return [standing, toConfirm?.since, ...(await keepUp('2026-12-11', '2027-01-09'))]
  }
  const thirtyDays = ['online', '2026-12-10', '2027-01-09 suspended offer']

  test('because its partner resumes it has thirty days again', async () => {
    await set({ state: 'paused' })
    await pauseOffer(offer.id, { paused: false }, referent, { db })
    expect(await onceBack()).toEqual(thirtyDays)
  })

  test('because the animation has looked at its lapses has thirty days again', async () => {
    await set({ state: 'paused', held_since: '2026-10-25T08:00:00Z' })
    await resumeHeldOffer(offer.id, animator, { db })
    expect(await onceBack()).toEqual(thirtyDays)
  })

  test('because it was over and begins again has thirty days again; a later end alone gives none', async () => {
    await set({ valid_until: '2026-11-10' })
    const { settings } = await see()
    const until = (validUntil: string) =>
      offerSettings.parse({ ...settings, referents: settings.referents.map(({ id }) => id), validUntil })
    await adjustOffer(offer.id, until('2027-03-31'), referent, { db })
    await clock.freeze('2026-12-12T09:00:00Z')
    await adjustOffer(offer.id, until('2027-06-30'), referent, { db })
    expect(await onceBack()).toEqual(thirtyDays)
  })

  test('that was never away is suspended on its day', async () => {
    expect(await keepUp('2026-12-11')).toEqual(['2026-12-11 suspended offer'])
  })
})

describe('a third lapse', () => {
  beforeEach(async () => {
    await set({ confirmed_at: '2026-11-02T08:00:00Z' })
    for (const day of ['2026-11-06', '2026-11-12', '2026-11-20']) await lapse(day)
  })

  test('pauses the offer until the animation looks: its partner cannot resume it, another territory does not know of it', async () => {
    expect(await keepUp('2026-11-20')).toEqual(['2026-11-20 held lapses'])
    expect(await see()).toMatchObject({ standing: 'held' })
    expect(await codeOf(pauseOffer(offer.id, { paused: false }, referent, { db }))).toBe('offer-held')
    expect(await codeOf(resumeHeldOffer(offer.id, referent, { db }))).toBe('not-allowed')
    expect(await codeOf(resumeHeldOffer(offer.id, elsewhere, { db }))).toBe('not-found')
    await resumeHeldOffer(offer.id, animator, { db })
    expect(await see()).toMatchObject({ standing: 'online' })
    expect((await see()).changes.slice(0, 2)).toMatchObject([
      { kind: 'looked-at', by: 'Dominique' },
      { kind: 'held', by: null },
    ])
    expect(await codeOf(resumeHeldOffer(offer.id, animator, { db }))).toBe('offer-not-held')
  })

  test('counts for nothing more once the animation has looked', async () => {
    await keepUp('2026-11-20')
    await resumeHeldOffer(offer.id, animator, { db })
    await lapse('2026-11-25')
    expect(await keepUp('2026-11-25', '2026-11-28')).toEqual([])
  })

  test('of a withdrawn offer holds nothing', async () => {
    await keepUp('2026-11-20')
    await withdrawOffer(offer.id, referent, { db })
    expect(await see()).toMatchObject({ standing: 'withdrawn' })
    expect((await countUpkeep(db, animator)).held).toBe(0)
  })
})

describe('a run', () => {
  const many = async (count: number) => {
    const ids: string[] = []
    for (let n = 0; n < count; n += 1) {
      const { id } = await givenOffer(
        database.pool,
        { territory, theme, partner },
        { title: `Offre ${n}`, confirmed_at: '2026-11-20T08:00:00Z' },
      )
      ids.push(id)
    }
    return ids
  }

  test('suspends 2 % of what is online at the most, the longest overdue first, and tells which others wait', async () => {
    const ids = await many(100)
    const [first = '', second = '', third = ''] = ids
    await set({ to_confirm_since: '2026-10-10', to_confirm_cause: 'offer' }, first)
    await set({ to_confirm_since: '2026-10-01', to_confirm_cause: 'offer' }, second)
    await set({ to_confirm_since: '2026-10-05', to_confirm_cause: 'offer' }, third)
    await keepUp('2026-11-26')
    const done = () =>
      rows<{ offer_id: string; kind: string }>(
        `select offer_id, kind from upkeep_changes where kind in ('suspended', 'waiting') order by id`,
      )
    expect((await done()).map(({ offer_id: id, kind }) => [id, kind])).toEqual(
      expect.arrayContaining([
        [second, 'suspended'],
        [third, 'suspended'],
        [first, 'waiting'],
      ]),
    )
    expect(await countUpkeep(db, animator)).toMatchObject({ suspended: 2 })
    await keepUp('2026-11-27')
    expect(await countUpkeep(db, animator)).toMatchObject({ suspended: 3 })
  })

  test('taken back, leaves everything as it was before, for a month; what was changed since is told', async () => {
    const [confirmed = '', untouched = ''] = await many(2)
    for (const id of [confirmed, untouched])
      await set({ confirmed_at: '2026-05-20T08:00:00Z', contact_confirmed_at: '2026-11-20T08:00:00Z' }, id)
    await keepUp('2026-11-26')
    const [run] = (await listUpkeepRuns(db, animator)).items
    if (run === undefined) throw new Error('no run')
    expect(run.counts).toEqual({ 'to-confirm': 3 })
    await confirmOffer(confirmed, referent, { db })
    expect(await codeOf(undoUpkeepRun(run.id, referent, { db }))).toBe('not-found')
    expect(await codeOf(undoUpkeepRun(run.id, elsewhere, { db }))).toBe('not-found')
    await undoUpkeepRun(run.id, animator, { db })
    expect(await codeOf(undoUpkeepRun(run.id, animator, { db }))).toBe('run-undone')
    const undoing = await rows<{ offer_id: string; undoing: string }>(
      `select offer_id, undoing from upkeep_changes where run_id = $1 and kind = 'to-confirm'`,
      run.id,
    )
    expect(Object.fromEntries(undoing.map((row) => [row.offer_id, row.undoing]))).toEqual({
      [confirmed]: 'changed-since',
      [untouched]: 'undone',
      [offer.id]: 'undone',
    })
    expect(await see(untouched)).toMatchObject({ toConfirm: null })
    expect((await see(untouched)).changes[0]).toMatchObject({ kind: 'upkeep-undone', by: 'Dominique' })
    await keepUp('2026-12-25')
    expect(await see(untouched)).toMatchObject({ toConfirm: null })
    await keepUp('2026-12-26')
    expect(await see(untouched)).toMatchObject({ toConfirm: { since: '2026-12-26' } })
  })
})

test('baskets hold what they count, a page after the other, and nothing of another territory', async () => {
  for (let n = 0; n < 35; n += 1) {
    await givenOffer(
      database.pool,
      { territory, theme, partner },
      { title: `Offre ${n}`, to_confirm_since: '2026-05-30', to_confirm_cause: n % 2 === 0 ? 'offer' : 'contact' },
    )
  }
  await set({ to_confirm_since: '2026-05-29', to_confirm_cause: 'lapses' })
  expect(await countUpkeep(db, animator)).toEqual({ 'to-confirm': 35, 'early-check': 1, held: 0, suspended: 0 })
  expect(await countUpkeep(db, elsewhere)).toEqual({ 'to-confirm': 0, 'early-check': 0, held: 0, suspended: 0 })
  const first = await listUpkeep(db, animator, { basket: 'to-confirm' })
  const second = await listUpkeep(db, animator, { basket: 'to-confirm', after: first.next ?? undefined })
  expect([first.items.length, second.items.length, second.next]).toEqual([30, 5, null])
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(35)
  expect((await listUpkeep(db, elsewhere, { basket: 'early-check' })).items).toEqual([])
})
