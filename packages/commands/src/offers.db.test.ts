import { offerSettings } from '@boussole/contracts'
import type { OfferContent, OfferList } from '@boussole/contracts'
import {
  claimForSending,
  closeDatabase,
  findProfessional,
  getOfferView,
  listOffers,
  openDatabase,
  readFigures,
  transact,
} from '@boussole/db'
import type { Database } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { OfferId, Professional, UserId } from '@boussole/domain'
import {
  givenOffer,
  givenPartner,
  givenProfessional,
  givenReferral,
  givenRequest,
  givenTerritory,
  givenTheme,
  useDatabase,
} from '@boussole/testing'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  adjustOffer,
  changeOffer,
  confirmOffer,
  confirmOfferContact,
  contactTokenOf,
  createOffer,
  duplicateOffer,
  pauseOffer,
  readMatches,
  recordBounce,
  reviewOffer,
  testOfferContact,
  withdrawOffer,
} from './index.ts'

const database = useDatabase()
const trackingKey = 'the-tracking-key-of-the-tests-0123456789'
let db: Database
let territory: Awaited<ReturnType<typeof givenTerritory>>
let theme: Awaited<ReturnType<typeof givenTheme>>
let partner: Awaited<ReturnType<typeof givenPartner>>
let referent: Professional
let animator: Professional
let stranger: Professional
let id: string

const professional = async (userId: string): Promise<Professional> => {
  const found = await findProfessional(db, asId<UserId>(userId))
  if (found === undefined) throw new Error('nobody')
  return found
}

beforeAll(async () => {
  db = openDatabase({ url: database.url, connections: 5, applicationName: 'tests', onError: () => undefined })
  const { pool } = database
  territory = await givenTerritory(pool)
  theme = await givenTheme(pool, territory)
  partner = await givenPartner(pool, territory)
  const other = await givenPartner(pool, territory, 'Foyer')
  referent = await professional(partner.userId)
  stranger = await professional(other.userId)
  animator = await professional(await givenProfessional(pool, { role: 'animator', territoryId: territory.id }))
  return () => closeDatabase(db)
})

beforeEach(async () => {
  id = (await givenOffer(database.pool, { territory, theme, partner })).id
})

const see = async (who = referent) => {
  const view = await getOfferView(db, who, id)
  if (view === undefined) throw new Error('not seen')
  return view
}

const content = (changed: Partial<OfferContent> = {}): OfferContent => ({
  theme: 'logement',
  need: 'trouver',
  title: 'Un toit',
  description: 'Nous cherchons avec toi.',
  place: null,
  windowDays: 2,
  counting: 'calendar',
  ageMin: 16,
  ageMax: 25,
  criteria: {},
  zones: ['C:42218'],
  ...changed,
})

const propose = async (changed: Partial<OfferContent> = {}, who = referent) =>
  changeOffer(id, { content: content(changed), seen: (await see()).seen, propose: true }, who, { db })

const accept = async (number = 2) => reviewOffer(id, { number, accepted: true, words: null }, animator, { db })

const settings = async (changed: Record<string, unknown> = {}) => {
  const { settings: now } = await see()
  return offerSettings.parse({ ...now, referents: now.referents.map(({ id: each }) => each), ...changed })
}

const found = async (age = 19) => {
  const { items } = await readMatches(
    { commune: '42218', theme: 'logement', need: null, age, answers: {}, language: 'fr' },
    { db },
  )
  return items.find((item) => item.id === id)
}

const rows = async <Row extends object>(question: string, ...values: readonly unknown[]): Promise<Row[]> =>
  (await database.pool.query<Row>(question, [...values])).rows

describe('a change', () => {
  test('is only seen by young people once the animation has accepted it; what runs stays up meanwhile', async () => {
    const before = await found()
    await propose()
    expect(await found()).toEqual(before)
    await accept()
    expect(await found()).toMatchObject({ title: 'Un toit', windowDays: 2 })
    expect(await found(30)).toBeUndefined()
    expect((await see()).versions.map(({ number, state }) => [number, state])).toEqual([
      [2, 'accepted'],
      [1, 'accepted'],
    ])
  })

  test('never moves a running referral', async () => {
    const request = await givenRequest(database.pool, { territory, theme })
    const referral = await givenReferral(database.pool, {
      request,
      offer: { id, partnerId: partner.id, windowDays: 3 },
    })
    const due = () => rows('select due_at, window_days, version from referrals where id = $1', referral)
    const before = await due()
    await propose({ windowDays: 1 })
    await accept()
    expect(await due()).toEqual(before)
  })

  test('of its zone reaches other communes at the next search', async () => {
    await propose({ zones: ['D:42'] })
    await accept()
    expect(await rows('select zone_code from offer_reach where offer_id = $1', id)).toEqual([{ zone_code: 'D:42' }])
  })

  test('written on a version that somebody changed meanwhile is refused', async () => {
    const { seen } = await see()
    await changeOffer(id, { content: content(), seen, propose: false }, referent, { db })
    await expect(changeOffer(id, { content: content(), seen, propose: false }, referent, { db })).rejects.toMatchObject(
      { code: 'offer-edited-meanwhile' },
    )
  })

  test('of two at the same instant, one wins', async () => {
    const { seen } = await see()
    const both = await Promise.allSettled(
      ['Un', 'Deux'].map((title) =>
        changeOffer(id, { content: content({ title: `${title} toit` }), seen, propose: true }, referent, { db }),
      ),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('proposed again takes the place of the one that waits', async () => {
    await propose()
    await propose({ title: 'Deux toits' })
    expect((await see()).versions.map(({ state }) => state)).toEqual(['proposed', 'superseded', 'accepted'])
    await expect(accept(2)).rejects.toMatchObject({ code: 'nothing-to-review' })
  })

  test.each<[string, Partial<OfferContent>]>([
    ['a need', { need: 'ailleurs' }],
    ['an answer', { criteria: { statut: ['retraite'] } }],
    ['a zone', { zones: ['D:99'] }],
  ])('that names %s which does not exist here is refused', async (_, wrong) => {
    await expect(propose(wrong)).rejects.toMatchObject({ code: 'offer-unsuitable' })
  })

  test('refused by the animation tells its author why, and changes nothing online', async () => {
    const before = await found()
    await propose()
    await reviewOffer(id, { number: 2, accepted: false, words: 'À préciser.' }, animator, { db })
    expect(await found()).toEqual(before)
    expect(await see()).toMatchObject({ change: 'to-correct', versions: [{ reviewWords: 'À préciser.' }, {}] })
    const told = await rows(
      `select mail, recipient_id from outbox where mail = 'offer-reviewed' and details ->> 'offerId' = $1`,
      id,
    )
    expect(told).toEqual([{ mail: 'offer-reviewed', recipient_id: partner.userId }])
  })

  test('is told to the animators once a day, and anew after each answer of theirs', async () => {
    const told = () => rows(`select from outbox where mail = 'offer-to-review' and details ->> 'offerId' = $1`, id)
    await propose()
    await propose({ title: 'Encore un toit' })
    expect(await told()).toHaveLength(1)
    await reviewOffer(id, { number: 3, accepted: false, words: 'À préciser.' }, animator, { db })
    await propose({ title: 'Un toit, précisément' })
    expect(await told()).toHaveLength(2)
  })
})

describe('who may', () => {
  test('another partner finds no such offer', async () => {
    expect(await getOfferView(db, stranger, id)).toBeUndefined()
    await expect(propose({}, stranger)).rejects.toMatchObject({ code: 'not-found' })
    await expect(confirmOffer(id, stranger, { db })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a partner does not accept its own change', async () => {
    await propose()
    await expect(reviewOffer(id, { number: 2, accepted: true, words: null }, referent, { db })).rejects.toMatchObject({
      code: 'not-allowed',
    })
  })
})

describe('what acts at once', () => {
  test('pause, resume, quota, dates and people are kept with who, old and new value', async () => {
    await pauseOffer(id, { paused: true }, referent, { db })
    expect(await found()).toMatchObject({ unavailable: 'paused' })
    await pauseOffer(id, { paused: false }, referent, { db })
    await adjustOffer(id, await settings({ monthlyQuota: 4, validUntil: '2030-01-31' }), referent, { db })
    const { changes } = await see()
    expect(changes.map(({ kind, oldValue, newValue }) => [kind, oldValue, newValue])).toEqual([
      ['quota', null, '4'],
      ['valid-until', null, '2030-01-31'],
      ['resumed', null, null],
      ['paused', null, null],
    ])
    expect(changes.every(({ by }) => by === referent.name)).toBe(true)
  })

  test('somebody of another partner cannot answer for the offer', async () => {
    const [other] = await rows<{ id: string }>('select id from referents where user_id = $1', stranger.userId)
    const asked = await settings({ referents: [other?.id] })
    await expect(adjustOffer(id, asked, referent, { db })).rejects.toMatchObject({ code: 'referents-unsuitable' })
  })

  test('a withdrawn offer is kept, found by nobody, and changes no more', async () => {
    await withdrawOffer(id, referent, { db })
    expect(await found()).toBeUndefined()
    expect((await see()).standing).toBe('withdrawn')
    await expect(propose()).rejects.toMatchObject({ code: 'offer-over' })
  })

  test('an offer that was never online has nothing to confirm', async () => {
    id = (await duplicateOffer(id, referent, { db })).id
    await expect(confirmOffer(id, referent, { db })).rejects.toMatchObject({ code: 'offer-not-online' })
  })

  test('an offer confirmed is good for six months more', async () => {
    await rows(`update offers set confirmed_at = platform_now() - interval '8 months' where id = $1`, id)
    expect((await see()).isToConfirm).toBe(true)
    expect((await confirmOffer(id, referent, { db })).isToConfirm).toBe(false)
  })
})

test('a new offer is declared free, and found by nobody before the animation has accepted it', async () => {
  const created = await createOffer(
    {
      partnerId: asId(partner.id),
      content: content({ title: 'Tout neuf' }),
      settings: await settings(),
      freeOfCharge: true,
      propose: true,
    },
    referent,
    { db },
  )
  id = created.id
  expect(created).toMatchObject({ standing: 'draft', change: 'proposed', freeDeclared: { by: referent.name } })
  expect(await found()).toBeUndefined()
  await accept(1)
  expect(await found()).toMatchObject({ title: 'Tout neuf' })
})

test('its page counts what its partner’s figures count, live', async () => {
  await rows(`update offers set title = 'Compter' where id = $1`, id)
  const sentAt = await rows<{ at: Date }>('select platform_now() as at')
  const [at] = sentAt.map((row) => row.at.getTime())
  const day = 24 * 3_600_000
  const send = async (daysAgo: number, columns: Record<string, unknown> = {}) =>
    givenReferral(
      database.pool,
      {
        request: await givenRequest(database.pool, { territory, theme }),
        offer: { id, partnerId: partner.id, windowDays: 3 },
      },
      {
        sent_at: new Date((at ?? 0) - daysAgo * day).toISOString(),
        due_at: new Date((at ?? 0) + (4 - daysAgo) * day).toISOString(),
        ...columns,
      },
    )
  const instant = (daysAgo: number) => new Date((at ?? 0) - daysAgo * day).toISOString()
  await send(1)
  await send(20, { state: 'contacted', contacted_at: instant(19) })
  await send(30, { state: 'lapsed', lapsed_at: instant(26), lapse_booked: true, ended_at: instant(26) })
  await send(120)
  expect((await see()).figures).toEqual({ received: 3, kept: 1, lapsed: 1 })
  const today = Temporal.Instant.fromEpochMilliseconds(at ?? 0)
    .toZonedDateTimeISO('Europe/Paris')
    .toPlainDate()
  const period = { from: today.subtract({ days: 120 }), to: today }
  const own = await readFigures(db, referent, { ...period, as: 'partner', by: ['offer'] })
  expect(own('offer').find(({ name }) => name === 'Compter')).toMatchObject({ received: 4, kept: 1, lapsed: 1 })
})

test('a list is read by partner and by territory, each page once, in the order of titles', async () => {
  const titles = async (who: Professional) => {
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: OfferList = await listOffers(db, who, {
        limit: 2,
        ...(cursor === null ? {} : { cursor: asId<OfferId>(cursor) }),
      })
      seen.push(...page.items.map((item) => item.id))
      cursor = page.nextCursor
    } while (cursor !== null)
    return seen
  }
  const inOrder = await rows<{ id: string }>(
    'select id from offers where partner_id = $1 order by title, id',
    partner.id,
  )
  expect(await titles(referent)).toEqual(inOrder.map((row) => row.id))
  const all = await rows<{ id: string }>(
    'select id from offers where territory_id = $1 order by title, id',
    territory.id,
  )
  expect(await titles(animator)).toEqual(all.map((row) => row.id))
  expect(await titles(stranger)).toEqual([])
})

describe('a draft', () => {
  const nothing = { contactEmail: null, validFrom: null, validUntil: null, monthlyQuota: null, referents: [] }
  const empty = { ...content(), title: '', description: '', need: null, windowDays: null, ageMin: null, zones: [] }
  const begin = (propose_ = false) =>
    createOffer({ partnerId: asId(partner.id), content: empty, settings: nothing, propose: propose_ }, referent, { db })

  test('is kept without anything that it may lack, and is not proposed so', async () => {
    const draft = await begin()
    expect(draft).toMatchObject({ standing: 'draft', freeDeclared: null, promisedDay: null, need: null })
    const { id: draftId, seen } = draft
    await expect(changeOffer(draftId, { seen, propose: true }, referent, { db })).rejects.toMatchObject({
      code: 'offer-incomplete',
    })
    const whole = { content: content(), settings: await settings(), seen, propose: true }
    await expect(changeOffer(draftId, whole, referent, { db })).rejects.toMatchObject({ code: 'offer-incomplete' })
    const proposed = await changeOffer(draftId, { ...whole, freeOfCharge: true }, referent, { db })
    expect(proposed.change).toBe('proposed')
    await expect(begin(true)).rejects.toMatchObject({ code: 'offer-incomplete' })
  })

  test('that lost its people while it waited is not accepted', async () => {
    const copy = await duplicateOffer(id, referent, { db })
    id = copy.id
    await changeOffer(id, { seen: copy.seen, freeOfCharge: true, propose: true }, referent, { db })
    await changeOffer(id, { seen: (await see()).seen, settings: nothing, propose: false }, referent, { db })
    await expect(accept(1)).rejects.toMatchObject({ code: 'offer-incomplete' })
  })

  test('alone may lack a contact: what is online keeps its settings whole', async () => {
    const { seen } = await see()
    await expect(changeOffer(id, { seen, settings: nothing, propose: false }, referent, { db })).rejects.toMatchObject({
      code: 'offer-incomplete',
    })
  })

  test('copied, is declared free only if it was, and has no title if it had none', async () => {
    const { id: draftId } = await begin()
    const copy = await duplicateOffer(draftId, referent, { db })
    expect([copy.freeDeclared, copy.content.title]).toEqual([null, ''])
  })

  test('has no contact to test before it has an address', async () => {
    const { id: draftId } = await begin()
    await expect(testOfferContact(draftId, referent, { db, trackingKey })).rejects.toMatchObject({
      code: 'offer-incomplete',
    })
  })
})

test('a copy is a draft of its own', async () => {
  const copy = await duplicateOffer(id, referent, { db })
  expect(copy).toMatchObject({
    standing: 'draft',
    change: 'draft',
    content: { title: `Offre de ${partner.name} (copie)` },
  })
})

describe('the contact address', () => {
  const tested = async () => {
    await testOfferContact(id, referent, { db, trackingKey })
    const [test_] = await rows<{ id: string }>('select id from offer_contact_tests where offer_id = $1', id)
    return test_?.id ?? ''
  }

  test('is proven by its link, once', async () => {
    const token = contactTokenOf(await tested(), trackingKey)
    await confirmOfferContact(token, { db })
    expect((await see()).contact.confirmedAt).not.toBeNull()
    await expect(confirmOfferContact(token, { db })).rejects.toMatchObject({ code: 'contact-link-over' })
  })

  test('changed meanwhile is not proven by the link of the one before', async () => {
    const token = contactTokenOf(await tested(), trackingKey)
    await adjustOffer(id, await settings({ contactEmail: 'nouvelle@partenaire.example' }), referent, { db })
    await expect(confirmOfferContact(token, { db })).rejects.toMatchObject({ code: 'contact-link-over' })
  })

  test('is tested once in ten minutes', async () => {
    await tested()
    await expect(tested()).rejects.toMatchObject({ code: 'contact-tested-recently' })
  })

  test('whose test came back is told on the offer', async () => {
    const testId = await tested()
    const [row] = await rows<{ id: string }>(`select id from outbox where details ->> 'testId' = $1`, testId)
    const sending = await transact(db, (tx) => claimForSending(tx, row?.id ?? ''))
    for (const each of sending) await recordBounce(each, 'The mail was not taken: 550', { db })
    expect((await see()).contact.bouncedAt).not.toBeNull()
  })

  test('is no way to write to everybody: ten tests in ten minutes by one person, whatever the address', async () => {
    await rows('delete from offer_contact_tests')
    for (let place = 0; place < 10; place += 1) {
      await adjustOffer(id, await settings({ contactEmail: `contact-${place}@partenaire.example` }), referent, { db })
      await testOfferContact(id, referent, { db, trackingKey })
    }
    await adjustOffer(id, await settings({ contactEmail: 'autre@partenaire.example' }), referent, { db })
    await expect(tested()).rejects.toMatchObject({ code: 'contact-tested-recently' })
    await testOfferContact(id, animator, { db, trackingKey })
  })
})
