import { inbox, inboxQuery, referralView } from '@boussole/contracts'
import { asId } from '@boussole/domain'
import type { Professional, UserId } from '@boussole/domain'
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
import type { GivenOffer, GivenPartner, GivenTerritory, GivenTheme } from '@boussole/testing'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { getReferralView, listReferrals } from './inbox.ts'
import { findProfessional } from './professionals.ts'

const database = useDatabase()
let db: Database

beforeAll(() => {
  db = openDatabase({ url: database.url, connections: 1, applicationName: 'test', onError: () => undefined })
  return () => closeDatabase(db)
})

const professional = async (userId: string): Promise<Professional> => {
  const found = await findProfessional(db, asId<UserId>(userId))
  if (found === undefined) throw new Error('nobody')
  return found
}

const listed = async (who: Professional, query: object = {}) =>
  inbox.encode(await listReferrals(db, who, inboxQuery.parse(query)))

const idsListed = async (who: Professional, query: object = {}) => (await listed(who, query)).items.map(({ id }) => id)

const seen = async (who: Professional, id: string) => {
  const view = await getReferralView(db, who, id)
  return view && referralView.encode(view)
}

const ended = {
  state: 'closed',
  outcome: 'helped',
  contacted_at: '2026-11-21T09:00:00Z',
  ended_at: '2026-11-22T09:00:00Z',
}

/** Two partners of the Loire and one of La Réunion, each with an offer. */
const givenPlaces = async () => {
  const { pool } = database
  const loire = await givenTerritory(pool)
  const reunion = await givenTerritory(pool, {
    communeCode: '97411',
    departmentCode: '974',
    regionCode: '04',
    timeZone: 'Indian/Reunion',
    holidayZone: 'la-reunion',
  })
  const theme = await givenTheme(pool, loire)
  const offerOf = async (territory: GivenTerritory, name: string) => {
    const partner = await givenPartner(pool, territory, name)
    return { partner, offer: await givenOffer(pool, { territory, theme, partner }) }
  }
  return {
    loire,
    reunion,
    theme,
    ours: await offerOf(loire, 'Mission locale'),
    theirs: await offerOf(loire, 'Foyer'),
    overseas: await offerOf(reunion, 'Mission nord'),
  }
}
type Places = Awaited<ReturnType<typeof givenPlaces>>
let places: Places

beforeAll(async () => {
  places = await givenPlaces()
})

interface Given {
  readonly territory?: GivenTerritory
  readonly theme?: GivenTheme
  readonly partner: { readonly partner: GivenPartner; readonly offer: GivenOffer }
}

/** A referral of a request of its own. */
const given = async ({ territory = places.loire, theme = places.theme, partner }: Given, columns = {}, request = {}) =>
  givenReferral(
    database.pool,
    { request: await givenRequest(database.pool, { territory, theme }, request), offer: partner.offer },
    columns,
  )

describe('the inbox', () => {
  let [sentLate, sentEarly, closed, foyers, overseas]: string[] = []
  let referent: Professional

  beforeAll(async () => {
    const { ours, theirs, reunion } = places
    sentLate = await given({ partner: ours }, { due_at: '2026-11-24T23:00:00Z' })
    sentEarly = await given({ partner: ours })
    closed = await given({ partner: ours }, { due_at: '2026-11-22T23:00:00Z', ...ended })
    foyers = await given({ partner: theirs }, { due_at: '2026-11-23T22:59:59Z' })
    overseas = await given({ partner: places.overseas, territory: reunion }, { due_at: '2026-11-23T20:00:00Z' })
    referent = await professional(ours.partner.userId)
  })

  test('a referent finds the referrals of their partner by due date, and nobody else’s', async () => {
    expect(await idsListed(referent)).toEqual([closed, sentEarly, sentLate])
    expect(await listed(referent, { limit: '1', state: 'sent' })).toMatchObject({
      items: [
        {
          id: sentEarly,
          state: 'sent',
          partner: { id: places.ours.partner.id, name: 'Mission locale' },
          offer: { id: places.ours.offer.id, title: 'Offre de Mission locale' },
          commune: { code: '42218', name: 'Commune 42218' },
          theme: { code: 'logement', name: 'Thème logement' },
          need: { code: 'trouver', name: 'Trouver : logement' },
          firstName: 'Camille',
          age: 19,
          sentAt: '2026-11-20T09:00:00Z',
          dueAt: '2026-11-23T23:00:00Z',
          dueDay: '2026-11-23',
          windowDays: 3,
          counting: 'calendar',
        },
      ],
      nextCursor: expect.any(String),
    })
  })

  test('the first name is not shown once the referral is no longer the partner’s', async () => {
    const firstNames = (await listed(referent)).items.map(({ firstName }) => firstName)
    expect(firstNames).toEqual([null, 'Camille', 'Camille'])
  })

  test('an animator finds their territory, a regional animator their region, the national level everything', async () => {
    const { pool } = database
    const animator = await professional(
      await givenProfessional(pool, { role: 'animator', territoryId: places.loire.id }),
    )
    expect(await idsListed(animator)).toEqual([closed, foyers, sentEarly, sentLate])
    const regional = await professional(await givenProfessional(pool, { role: 'regional', regionCode: '04' }))
    expect(await idsListed(regional)).toEqual([overseas])
    const national = await professional(await givenProfessional(pool, { role: 'national' }))
    expect(await idsListed(national)).toHaveLength(5)
    expect(await idsListed(await professional(await givenProfessional(pool, {})))).toEqual([])
  })

  test('an animator who is a referent too finds each referral once', async () => {
    const { pool } = database
    const both = await givenProfessional(pool, { role: 'animator', territoryId: places.loire.id })
    await pool.query('insert into referents (partner_id, user_id) values ($1, $2)', [places.ours.partner.id, both])
    expect(await idsListed(await professional(both))).toHaveLength(4)
  })

  test('the list is kept to a state, a partner, or what is to be contacted by the end of a local day', async () => {
    const national = await professional(await givenProfessional(database.pool, { role: 'national' }))
    expect(await idsListed(national, { state: 'closed' })).toEqual([closed])
    expect(await idsListed(national, { state: 'lapsed' })).toEqual([])
    expect(await idsListed(national, { partner: places.theirs.partner.id })).toEqual([foyers])
    expect(await idsListed(national, { due: '2026-11-23' })).toEqual([overseas, foyers, sentEarly])
    expect(await idsListed(national, { due: '2026-11-22' })).toEqual([])
    expect(await idsListed(national, { due: '2026-11-22', state: 'closed' })).toEqual([closed])
    expect(await idsListed(referent, { partner: places.theirs.partner.id })).toEqual([])
  })
})

describe('one referral', () => {
  let animator: Professional
  let referent: Professional
  let next: Professional

  beforeAll(async () => {
    const { pool } = database
    animator = await professional(
      await givenProfessional(pool, { name: 'Alix', role: 'animator', territoryId: places.loire.id }),
    )
    referent = await professional(places.ours.partner.userId)
    next = await professional(places.theirs.partner.userId)
  })

  test('its partner sees the person, the answers in words, the history with names, and the notes', async () => {
    const { pool } = database
    const id = await given(
      { partner: places.ours },
      { state: 'contacted', contacted_at: '2026-11-21T09:00:00.123456Z', attempts: 1 },
      {
        answers: { statut: ['emploi', 'etudes', 'disparu'], ancienne: ['oui'] },
        phone: '+33600000000',
        message: 'Bonjour',
      },
    )
    await pool.query(
      `insert into journal (request_id, referral_id, version, at, actor_kind, actor_id, event, from_state, to_state)
        select request_id, id, 1, timestamptz '2026-11-20T09:00:00Z', 'young-person', null::uuid, jsonb '{"kind":"sent"}', null, 'sent'
        from referrals where id = $1
        union all
        select request_id, id, 2, '2026-11-21T09:00:00Z', 'referent', $2::uuid, '{"kind":"contact-recorded"}', 'sent', 'contacted'
        from referrals where id = $1`,
      [id, referent.userId],
    )
    await pool.query(
      `insert into notes (referral_id, author_id, words, written_at) values ($1, $2, 'Rappeler', '2026-11-21T10:00:00Z')`,
      [id, referent.userId],
    )
    expect(await seen(referent, id)).toMatchObject({
      id,
      state: 'contacted',
      answers: [
        { question: 'Que fais-tu ?', answers: ['Des études', 'Un emploi', 'disparu'] },
        { question: 'ancienne', answers: ['oui'] },
      ],
      contact: {
        firstName: 'Camille',
        email: 'camille@exemple.example',
        phone: '+33600000000',
        prefers: null,
        moments: null,
        message: 'Bonjour',
      },
      redirectConsent: true,
      contactedAt: '2026-11-21T09:00:00.123456Z',
      attempts: 1,
      owner: null,
      timeline: [
        { at: '2026-11-20T09:00:00Z', kind: 'sent', by: { kind: 'young-person', name: null }, from: null, to: 'sent' },
        {
          kind: 'contact-recorded',
          by: { kind: 'referent', name: 'Référente, Mission locale' },
          from: 'sent',
          to: 'contacted',
        },
      ],
      notes: [{ author: 'Référente, Mission locale', words: 'Rappeler', writtenAt: '2026-11-21T10:00:00Z' }],
    })
  })

  test('it is not found by another partner, another territory, or with what is not an id', async () => {
    const id = await given({ partner: places.ours })
    const elsewhere = await givenProfessional(database.pool, { role: 'animator', territoryId: places.reunion.id })
    expect(await seen(next, id)).toBeUndefined()
    expect(await seen(await professional(elsewhere), id)).toBeUndefined()
    expect(await seen(referent, 'a3bb189e-8bf9-4888-9912-ace4e6543002')).toBeUndefined()
    expect(await seen(referent, "' or true --")).toBeUndefined()
    expect(await seen(animator, id)).toMatchObject({ id })
  })

  test('a reminder is said to have been sent only if its mail has left', async () => {
    const id = await given({ partner: places.ours })
    const reminders = [
      { milestone: 'remind-1', occurrence: 1, mail: 'needless' },
      { milestone: 'remind-2', occurrence: 1, mail: 'sent' },
      { milestone: 'remind-2', occurrence: 2, mail: 'bounced' },
      { milestone: 'remind-2', occurrence: 3, mail: 'waiting' },
      { milestone: 'remind-2', occurrence: 4, mail: null },
      { milestone: 'warn', occurrence: 1, mail: null },
    ]
    await database.pool.query(
      `with reached as (
          select row_number() over () as number, milestone, occurrence, mail
          from jsonb_to_recordset($2::jsonb) as each (milestone text, occurrence int, mail text)),
        happened as (
          insert into journal (request_id, referral_id, version, at, actor_kind, event, from_state, to_state)
          select request_id, id, 10 + number, now(), 'clock', jsonb_build_object('kind', 'milestone-reached',
            'milestone', milestone, 'occurrence', occurrence), 'sent', 'sent' from reached, referrals where id = $1)
        insert into outbox (mail, request_id, referral_id, territory_id, recipient_kind, recipient_id, once_key,
          created_at, send_after, state, done_at)
        select 'reminder', request_id, referrals.id, $3, 'user', $4::uuid,
          'reminder/' || referrals.id || '/' || milestone || '.' || occurrence || '/somebody', now(), now(), mail,
          case when mail <> 'waiting' then now() end
        from reached, referrals where referrals.id = $1 and mail is not null`,
      [id, JSON.stringify(reminders), places.loire.id, referent.userId],
    )
    const view = await seen(referent, id)
    expect(view?.timeline.slice(-6).map(({ reminded }) => reminded)).toEqual([false, true, true, false, false, null])
  })

  describe('once redirected', () => {
    let [before, after]: string[] = []

    beforeAll(async () => {
      const { pool } = database
      const request = await givenRequest(pool, { territory: places.loire, theme: places.theme })
      const lapsed = { lapsed_at: '2026-11-23T23:00:00Z', lapse_booked: true, ended_at: '2026-11-23T23:00:00Z' }
      const { ours, theirs } = places
      before = await givenReferral(pool, { request, offer: ours.offer }, { state: 'redirected', ...lapsed })
      after = await givenReferral(pool, { request, offer: theirs.offer }, { link: 2, previous_referral_id: before })
      await pool.query(
        `insert into journal (request_id, referral_id, version, at, actor_kind, event, from_state, to_state) values
          ($1, $2, 1, '2026-11-20T09:00:00Z', 'young-person', '{"kind":"sent"}', null, 'sent'),
          ($1, $2, 2, '2026-11-23T23:00:00Z', 'clock', '{"kind":"milestone-reached","milestone":"lapse"}', 'sent', 'lapsed'),
          ($1, $3, 1, '2026-11-23T23:00:00Z', 'clock', '{"kind":"sent"}', null, 'sent')`,
        [request.id, before, after],
      )
      await pool.query(
        `insert into notes (referral_id, author_id, words, written_at) values
          ($1, $3, 'De nous', '2026-11-21T10:00:00Z'), ($1, $4, 'De l’animation', '2026-11-22T10:00:00Z'),
          ($2, $5, 'De la suite', '2026-11-24T10:00:00Z')`,
        [before, after, referent.userId, animator.userId, next.userId],
      )
    })

    const wordsOf = (view: { notes: { words: string }[] } | undefined) => view?.notes.map(({ words }) => words)
    const kindsOf = (view: { timeline: { kind: string }[] } | undefined) => view?.timeline.map(({ kind }) => kind)

    test('the previous partner keeps a trace without contact, answers or others’ notes, and sees nothing of the sequel', async () => {
      const trace = await seen(referent, before ?? '')
      expect(trace).toMatchObject({ state: 'redirected', firstName: null, contact: null, answers: [] })
      expect(JSON.stringify(trace)).not.toContain('amille')
      expect(wordsOf(trace)).toEqual(['De nous'])
      expect(kindsOf(trace)).toEqual(['sent', 'milestone-reached'])
      expect(await seen(referent, after ?? '')).toBeUndefined()
    })

    test('history and notes travel to the next partner', async () => {
      const view = await seen(next, after ?? '')
      expect(view?.contact).toMatchObject({ firstName: 'Camille' })
      expect(wordsOf(view)).toEqual(['De nous', 'De l’animation', 'De la suite'])
      expect(kindsOf(view)).toEqual(['sent', 'milestone-reached', 'sent'])
      expect(view?.timeline.map(({ milestone }) => milestone)).toEqual([null, 'lapse', null])
      expect(await seen(next, before ?? '')).toBeUndefined()
    })

    test('the animator sees the person on every link', async () => {
      expect(await seen(animator, before ?? '')).toMatchObject({ contact: { firstName: 'Camille' } })
      expect(wordsOf(await seen(animator, before ?? ''))).toEqual(['De nous', 'De l’animation'])
    })
  })

  test('in the animator’s hands, it names its owner, and its partner keeps only a trace', async () => {
    const id = await given(
      { partner: places.ours },
      {
        state: 'unresolved',
        unresolved_cause: 'nobody-left',
        owner_id: animator.userId,
        lapsed_at: '2026-11-23T23:00:00Z',
        lapse_booked: true,
      },
    )
    expect(await seen(referent, id)).toMatchObject({ contact: null, owner: { id: animator.userId, name: 'Alix' } })
    expect(await seen(animator, id)).toMatchObject({ contact: { firstName: 'Camille' } })
  })

  test('nobody sees the contact of an erased request', async () => {
    const id = await given({ partner: places.ours }, ended)
    await database.pool.query(
      `update requests set first_name = null, email = null, tracking_token_hash = null, answers = '{}',
        ended_at = platform_now(), erased_at = platform_now() where id = (select request_id from referrals where id = $1)`,
      [id],
    )
    expect(await seen(animator, id)).toMatchObject({ contact: null, firstName: null, answers: [] })
  })

  test('what was promised overseas is due by the day over there', async () => {
    const id = await given(
      { partner: places.overseas, territory: places.reunion },
      { due_at: '2026-11-23T20:00:00Z', accepted_at: '2026-11-21T09:00:00Z', state: 'accepted' },
    )
    const view = await getReferralView(db, await professional(places.overseas.partner.userId), id)
    expect(view).toMatchObject({ dueDay: '2026-11-23', counting: 'calendar' })
    expect(view?.acceptedAt?.equals(Temporal.Instant.from('2026-11-21T09:00:00Z'))).toBe(true)
  })
})
