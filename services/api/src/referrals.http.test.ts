import { inbox, referralView, requestSubmitted } from '@boussole/contracts'
import {
  givenOffer,
  givenPartner,
  givenProfessional,
  givenSession,
  givenTerritory,
  givenTheme,
  useClock,
  useDatabase,
} from '@boussole/testing'
import type { GivenOffer, GivenPartner } from '@boussole/testing'
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Seen, TestApi } from './test-api.ts'
import { startTestApi } from './test-api.ts'

const database = useDatabase()
const clock = useClock(database)

let api: TestApi
let mine: GivenPartner
let offer: GivenOffer
let otherOffer: GivenOffer
let referent: string
let otherReferent: string
let animator: string
let strangeAnimator: string
let national: string

const tokenOf = async (userId: string): Promise<string> =>
  api.api.jwt.sign({ sub: userId, sid: await givenSession(database.pool, userId) })

beforeAll(async () => {
  const territory = await givenTerritory(database.pool)
  const elsewhere = await givenTerritory(database.pool, {
    communeCode: '97411',
    departmentCode: '974',
    regionCode: '04',
    timeZone: 'Indian/Reunion',
    holidayZone: 'la-reunion',
  })
  const theme = await givenTheme(database.pool, territory)
  mine = await givenPartner(database.pool, territory, 'Mission locale')
  const others = await givenPartner(database.pool, territory, 'Foyer')
  offer = await givenOffer(database.pool, { territory, theme, partner: mine }, { windowDays: 3 })
  otherOffer = await givenOffer(database.pool, { territory, theme, partner: others }, { windowDays: 5 })
  const watching = await givenProfessional(database.pool, { name: 'Anne', role: 'animator', territoryId: territory.id })
  const watchingElsewhere = await givenProfessional(database.pool, { role: 'animator', territoryId: elsewhere.id })
  const watchingAll = await givenProfessional(database.pool, { role: 'national' })
  api = await startTestApi(database.url)
  referent = await tokenOf(mine.userId)
  otherReferent = await tokenOf(others.userId)
  animator = await tokenOf(watching)
  strangeAnimator = await tokenOf(watchingElsewhere)
  national = await tokenOf(watchingAll)
  return () => api.stop()
})

beforeEach(() => clock.freeze('2026-11-20T09:00:00Z'))

/** Camille asks the first partner; the id of the referral. */
const given = async (redirect = true): Promise<string> => {
  const { json } = await api.ask('POST', 'requests', {
    body: {
      commune: '42218',
      theme: 'logement',
      age: 19,
      answers: { statut: ['etudes'] },
      offers: [offer.id],
      contact: { firstName: 'Camille', email: `camille.${randomUUID()}@exemple.example`, message: randomUUID() },
      consents: { contact: true, redirect },
    },
  })
  return requestSubmitted.parse(json).referrals[0]?.id ?? ''
}

const act = (token: string, id: string, name: string, body: unknown = {}) =>
  api.ask('POST', `referrals/${id}/${name}`, { token, body })

const read = async (token: string, id: string) => {
  const seen = await api.ask('GET', `referrals/${id}`, { token })
  expect(seen.status).toBe(200)
  return referralView.parse(seen.json)
}

const viewIn = (seen: Seen) => {
  expect(seen.status).toBe(200)
  return referralView.parse(seen.json)
}

const contact = { reached: true, channel: 'phone' }

describe('a partner sees its own referrals and nobody else’s', () => {
  const acts: readonly (readonly [string, unknown])[] = [
    ['acceptance', {}],
    ['contacts', contact],
    ['refusal', { reason: 'no-capacity' }],
    ['closure', { outcome: 'helped' }],
    ['redirection', { offerId: randomUUID() }],
    ['handover', { referentId: randomUUID() }],
    ['notes', { words: 'Bonjour' }],
    ['extension', { dueDay: '2026-11-30' }],
    ['withdrawal', {}],
  ]

  test('with the young person’s situation and how to reach them', async () => {
    const view = await read(referent, await given())
    expect(view).toMatchObject({
      state: 'sent',
      partner: { name: 'Mission locale' },
      firstName: 'Camille',
      dueDay: '2026-11-23',
      answers: [{ question: 'Que fais-tu ?', answers: ['Des études'] }],
      contact: { email: expect.stringMatching(/^camille\./) },
    })
  })

  test('a referral of another partner does not exist, to the letter', async () => {
    const id = await given()
    const unknown = await api.ask('GET', `referrals/${randomUUID()}`, { token: otherReferent })
    const others = await api.ask('GET', `referrals/${id}`, { token: otherReferent })
    expect([others.status, others.text]).toEqual([404, unknown.text])
    for (const [name, body] of acts) {
      const seen = await act(otherReferent, id, name, body)
      expect([name, seen.status, seen.text]).toEqual([name, 404, unknown.text])
    }
    expect((await read(referent, id)).timeline).toHaveLength(1)
  })

  test('nor does it for the animator of another territory', async () => {
    const id = await given()
    expect((await api.ask('GET', `referrals/${id}`, { token: strangeAnimator })).status).toBe(404)
    for (const [name, body] of acts) expect((await act(strangeAnimator, id, name, body)).status).toBe(404)
  })

  test('is handed over to a colleague of the same partner, not to somebody else', async () => {
    const id = await given()
    const { rows } = await database.pool.query<{ id: string }>(
      `insert into referents (partner_id, user_id) values ($1, $2) returning id`,
      [mine.id, await givenProfessional(database.pool, { name: 'Nadia Ferrand' })],
    )
    const handed = viewIn(await act(referent, id, 'handover', { referentId: rows[0]?.id }))
    expect(handed).toMatchObject({ state: 'sent', referent: { name: 'Nadia Ferrand' } })
    const refused = await act(referent, id, 'handover', { referentId: randomUUID() })
    expect(refused).toMatchObject({ status: 409, json: { code: 'colleague-unavailable' } })
  })

  test('its animator and the national level see it', async () => {
    const id = await given()
    expect((await read(animator, id)).state).toBe('sent')
    expect((await read(national, id)).state).toBe('sent')
  })

  test.each(['1', 'null', '%00', `' or 1=1`, '../communes', 'a'.repeat(60)])('no id, no referral: %s', async (id) => {
    const seen = await api.ask('GET', `referrals/${encodeURIComponent(id)}`, { token: referent })
    expect([seen.status, seen.json]).toEqual([404, expect.objectContaining({ code: 'not-found' })])
  })

  test('nobody sees any of it without signing in', async () => {
    const id = await given()
    expect((await api.ask('GET', 'referrals')).status).toBe(401)
    expect((await api.ask('GET', `referrals/${id}`)).status).toBe(401)
    for (const [name, body] of acts) {
      expect((await api.ask('POST', `referrals/${id}/${name}`, { body })).status).toBe(401)
      expect((await api.ask('POST', `referrals/${id}/${name}`, { body: '{' })).status).toBe(401)
    }
  })
})

describe('the inbox', () => {
  test('is read a page at a time, by due date, and holds only one’s own', async () => {
    const ids = new Set([await given(), await given(), await given()])
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const query = `limit=2&state=sent${cursor === undefined ? '' : `&cursor=${cursor}`}`
      const { status, json, text } = await api.ask('GET', `referrals?${query}`, { token: referent })
      expect(status).toBe(200)
      seen.push(...inbox.parse(json).items.map(({ id }) => id))
      cursor = /"nextCursor":"([^"]+)"/.exec(text)?.[1]
    } while (cursor !== undefined)
    expect(new Set(seen).size).toBe(seen.length)
    expect([...ids].every((id) => seen.includes(id))).toBe(true)
    const others = inbox.parse((await api.ask('GET', 'referrals', { token: otherReferent })).json)
    expect(others.items.filter(({ id }) => ids.has(id))).toEqual([])
  })

  test('keeps what is due by the end of a day', async () => {
    const due = async (day: string) =>
      inbox.parse((await api.ask('GET', `referrals?due=${day}`, { token: referent })).json).items.length
    await given()
    expect(await due('2026-11-22')).toBe(0)
    expect(await due('2026-11-23')).toBeGreaterThan(0)
  })

  test.each([
    ['state=perdu', 'state'],
    ['due=demain', 'due'],
    ['due=2026-02-30', 'due'],
    ['due=0000-01-01', 'due'],
    ['partner=1', 'partner'],
    ['limit=0', 'limit', 'Le minimum est 1.'],
    ['limit=1000', 'limit', 'Le maximum est 100.'],
    ['limit=tout', 'limit', 'Ce champ attend un nombre entier.'],
    ['cursor=abc', 'cursor'],
    ['cursor=MjAyNi0wMi0zMFQwMDowMDowMFpf', 'cursor'],
    ['colour=red', 'colour'],
  ])('a filter that is none is named: %s', async (query, path, message: unknown = expect.any(String)) => {
    const seen = await api.ask('GET', `referrals?${query}`, { token: referent })
    expect(seen.status).toBe(422)
    expect(seen.json).toMatchObject({ code: 'input-invalid', errors: [{ path, message }] })
  })
})

describe('the acts of a referral', () => {
  test('a referent accepts, records an attempt and a contact, then closes', async () => {
    const id = await given()
    expect(viewIn(await act(referent, id, 'acceptance', undefined)).state).toBe('accepted')
    expect(viewIn(await act(referent, id, 'contacts', { ...contact, reached: false })).state).toBe('contacted')
    const view = viewIn(await act(referent, id, 'contacts', { ...contact, note: 'Rappeler\nlundi.' }))
    expect([view.attempts, view.notes.map(({ words }) => words)]).toEqual([1, ['Rappeler\nlundi.']])
    const closed = viewIn(await act(referent, id, 'closure', { outcome: 'appointment-given' }))
    expect([closed.state, closed.outcome]).toEqual(['closed', 'appointment-given'])
    expect(closed.timeline.map(({ kind }) => kind)).toEqual([
      'sent',
      'accepted',
      'attempt-recorded',
      'contact-recorded',
      'closed',
    ])
  })

  test('a referent declines, and the request goes on to the next partner', async () => {
    const id = await given()
    const view = viewIn(await act(referent, id, 'refusal', { reason: 'not-our-field', note: 'Voir le foyer.' }))
    expect([view.state, view.declineReason]).toEqual(['redirected', 'not-our-field'])
    const others = inbox.parse((await api.ask('GET', 'referrals?limit=100', { token: otherReferent })).json)
    expect(others.items.map(({ requestId }) => requestId)).toContain(view.requestId)
    // What is over is kept as a trace, without the person.
    expect([view.contact, view.firstName]).toEqual([null, null])
  })

  test('a referent sends the young person to a better partner', async () => {
    const id = await given()
    const view = viewIn(await act(referent, id, 'redirection', { offerId: otherOffer.id, note: 'Plus près.' }))
    expect(view.state).toBe('redirected')
    expect((await act(referent, id, 'redirection', { offerId: otherOffer.id })).status).toBe(409)
  })

  test('not without consent, unless the young person just agreed', async () => {
    const id = await given(false)
    const refused = await act(referent, id, 'redirection', { offerId: otherOffer.id })
    expect([refused.status, refused.json]).toEqual([409, expect.objectContaining({ code: 'redirect-consent-missing' })])
    expect((await act(referent, id, 'redirection', { offerId: otherOffer.id, youngPersonAgreed: true })).status).toBe(
      200,
    )
  })

  test('an animator gives more time, a referent cannot', async () => {
    const id = await given()
    expect((await act(referent, id, 'extension', { dueDay: '2026-11-25' })).json).toMatchObject({ code: 'not-allowed' })
    const view = viewIn(await act(animator, id, 'extension', { dueDay: '2026-11-25' }))
    expect([view.dueDay, view.dueAt.toString()]).toEqual(['2026-11-25', '2026-11-25T23:00:00Z'])
    expect((await act(animator, id, 'extension', { dueDay: '2026-11-24' })).json).toMatchObject({
      code: 'extension-not-later',
    })
  })

  test('an animator withdraws at the young person’s wish, a referent cannot', async () => {
    const id = await given()
    expect((await act(referent, id, 'withdrawal')).status).toBe(403)
    expect(viewIn(await act(animator, id, 'withdrawal', { note: 'Appel du jeune.' })).state).toBe('withdrawn')
  })

  test('a partner whose referral is over writes no note on it any more; who watches does', async () => {
    const id = await given()
    await act(referent, id, 'refusal', { reason: 'no-capacity' })
    expect(await act(referent, id, 'notes', { words: 'Encore moi.' })).toMatchObject({ status: 403 })
    expect(viewIn(await act(animator, id, 'notes', { words: 'Vu.' })).notes.map(({ words }) => words)).toEqual(['Vu.'])
  })

  test('notes are kept exactly, with who wrote them', async () => {
    const id = await given()
    const words = '  Deux lignes\n« dont une » 🏠 <b>\n'
    await act(referent, id, 'notes', { words })
    await clock.advance('PT1S')
    await act(animator, id, 'notes', { words: 'Vu.' })
    expect((await read(animator, id)).notes.map((note) => [note.author, note.words])).toEqual([
      ['Référente, Mission locale', words],
      ['Anne', 'Vu.'],
    ])
  })

  test('a partner writes two hundred notes on a referral at most: what it does counts without one, and others write on', async () => {
    const id = await given()
    await database.pool.query(
      `insert into notes (referral_id, author_id, partner_id, words, visibility, written_at)
       select $1, $2, $3, 'Note.', 'private', platform_now() from generate_series(1, 199)`,
      [id, mine.userId, mine.id],
    )
    expect((await act(referent, id, 'notes', { words: 'La dernière.' })).status).toBe(200)
    for (const [name, body] of [
      ['notes', { words: 'Une de trop.' }],
      ['contacts', { reached: true, channel: 'phone', note: 'Une de trop.' }],
    ] as const) {
      expect(await act(referent, id, name, body)).toMatchObject({ status: 409, json: { code: 'notes-too-many' } })
    }
    expect(viewIn(await act(referent, id, 'contacts', { reached: true, channel: 'phone' })).state).toBe('contacted')
    // Written at the same instant of a clock that stands still: in either order.
    const { notes } = viewIn(await act(animator, id, 'notes', { words: 'Vu.' }))
    expect(notes.map(({ words }) => words).toSorted()).toEqual(['La dernière.', 'Vu.'])
  })

  test('of a referral to which much has happened the latest is shown, and all of what came before it stays bounded', async () => {
    const id = await given()
    await database.pool.query(
      `insert into journal (request_id, referral_id, version, at, actor_kind, actor_id, event)
       select request_id, id, version + place, platform_now(), 'referent', $2, '{"kind": "noted"}'
       from referrals, generate_series(1, 300) as place where id = $1`,
      [id, mine.userId],
    )
    await database.pool.query(`update referrals set version = version + 300 where id = $1`, [id])
    const { timeline } = viewIn(await act(referent, id, 'acceptance'))
    expect([timeline.length, timeline.at(-1)?.kind, timeline.at(0)?.kind]).toEqual([200, 'accepted', 'noted'])
  })

  test('a contact after the window is recorded as late and erases nothing', async () => {
    const id = await given()
    await database.pool.query('update referrals set notified_at = sent_at where id = $1', [id])
    await clock.freeze('2026-11-23T23:00:00Z')
    const seen = await act(referent, id, 'acceptance')
    expect([seen.status, seen.json]).toEqual([409, expect.objectContaining({ code: 'window-over' })])
    const view = viewIn(await act(referent, id, 'contacts', contact))
    expect(view.lapsedAt?.toString()).toBe('2026-11-23T23:00:00Z')
    expect(view.lateContactAt?.toString()).toBe('2026-11-23T23:00:00Z')
  })

  test('of two different answers at the same instant one wins, and the other is told', async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = await given()
      const seen = await Promise.all([
        act(referent, id, 'refusal', { reason: 'no-capacity' }),
        act(animator, id, 'withdrawal'),
      ])
      expect(new Set(seen.map(({ status }) => status))).toEqual(new Set([200, 409]))
      const { state, timeline } = await read(animator, id)
      expect(['redirected', 'withdrawn']).toContain(state)
      expect(timeline.filter(({ kind }) => kind === 'declined' || kind === 'withdrawn')).toHaveLength(1)
    }
  })

  test('the same answer ten times at once is recorded once', async () => {
    const id = await given()
    const seen = await Promise.all(Array.from({ length: 10 }, () => act(referent, id, 'acceptance')))
    expect(seen.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(seen.filter(({ status }) => status === 409)).toHaveLength(9)
    expect((await read(referent, id)).timeline.map(({ kind }) => kind)).toEqual(['sent', 'accepted'])
  })

  const wrong: readonly (readonly [act: string, body: unknown, path: string])[] = [
    ['acceptance', { hurry: true }, 'hurry'],
    ['contacts', { channel: 'phone' }, 'reached'],
    ['contacts', { reached: 'oui', channel: 'phone' }, 'reached'],
    ['contacts', { reached: true, channel: 'pigeon' }, 'channel'],
    ['contacts', { ...contact, contactedAt: 'hier' }, 'contactedAt'],
    ['contacts', { ...contact, contactedAt: '2026-11-20T09:00:00' }, 'contactedAt'],
    ['contacts', { ...contact, note: 'a'.repeat(2001) }, 'note'],
    ['contacts', { ...contact, note: '\u0000' }, 'note'],
    ['refusal', { reason: 'fatigue' }, 'reason'],
    ['refusal', { reason: 'other' }, 'note'],
    ['closure', {}, 'outcome'],
    ['redirection', { offerId: 'la meilleure' }, 'offerId'],
    ['extension', { dueDay: '2026-02-30' }, 'dueDay'],
    ['extension', { dueDay: '2026-11-25T00:00:00Z' }, 'dueDay'],
    ['notes', { words: '   ' }, 'words'],
  ]
  test.each(wrong)('%s with %j is told where it is wrong', async (name, body, path) => {
    const id = await given()
    const seen = await act(referent, id, name, body)
    expect(seen.status).toBe(422)
    expect(seen.json).toMatchObject({ code: 'input-invalid', errors: [{ path }] })
    expect((await read(referent, id)).timeline).toHaveLength(1)
  })

  test('a contact cannot have taken place before the request, nor later than now', async () => {
    const id = await given()
    for (const contactedAt of ['2026-11-20T08:59:59Z', '2026-11-20T10:00:01+01:00', '9999-12-31T23:59:59Z']) {
      const seen = await act(referent, id, 'contacts', { ...contact, contactedAt })
      expect([seen.status, seen.json]).toEqual([422, expect.objectContaining({ code: 'contact-time-impossible' })])
    }
  })
})

test('whatever was tried above, nothing that went wrong was the platform’s fault', () => {
  expect(api.log.filter((line) => line.includes('request failed'))).toEqual([])
})
