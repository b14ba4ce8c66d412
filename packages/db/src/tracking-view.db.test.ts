import { trackingView } from '@boussole/contracts'
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
import type { GivenRequest } from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { exportRequest } from './request-export.ts'
import { readTrackingView } from './tracking-view.ts'

const database = useDatabase()
let db: Database
let request: GivenRequest
let [before, after, firstOffer, nextOffer, partnerName]: string[] = []

/** A request whose first partner let the window run out, and that a second one is to answer. */
beforeAll(async () => {
  const { pool } = database
  db = openDatabase({ url: database.url, connections: 1, applicationName: 'test', onError: () => undefined })
  const territory = await givenTerritory(pool)
  const theme = await givenTheme(pool, territory)
  const first = await givenPartner(pool, territory, 'Mission locale')
  const next = await givenPartner(pool, territory, 'Foyer')
  const animator = await givenProfessional(pool, { name: 'Alix', role: 'animator', territoryId: territory.id })
  request = await givenRequest(pool, { territory, theme }, { message: 'J’ai besoin d’un toit.', phone: '+33600000000' })
  const offerOf = (partner: typeof first) => givenOffer(pool, { territory, theme, partner })
  const [offer, other] = [await offerOf(first), await offerOf(next)]
  const lapsed = { lapsed_at: '2026-11-23T23:00:00Z', lapse_booked: true, ended_at: '2026-11-23T23:00:00.000001Z' }
  before = await givenReferral(pool, { request, offer }, { state: 'redirected', ...lapsed })
  after = await givenReferral(
    pool,
    { request, offer: other },
    { link: 2, previous_referral_id: before, sent_at: '2026-11-23T23:00:00Z', due_at: '2026-11-26T23:00:00Z' },
  )
  firstOffer = offer.id
  nextOffer = other.id
  partnerName = next.name
  await pool.query(
    `insert into journal (request_id, referral_id, version, at, actor_kind, actor_id, event, from_state, to_state) values
      ($1, $2, 1, '2026-11-20T09:00:00Z', 'young-person', null, '{"kind":"sent"}', null, 'sent'),
      ($1, $2, 2, '2026-11-22T09:00:00Z', 'clock', null, '{"kind":"milestone-reached","milestone":"remind-1"}', 'sent', 'sent'),
      ($1, $2, 3, '2026-11-22T10:00:00Z', 'animator', $4, '{"kind":"noted"}', 'sent', 'sent'),
      ($1, $2, 4, '2026-11-23T23:00:00Z', 'clock', null, '{"kind":"milestone-reached","milestone":"lapse"}', 'sent', 'lapsed'),
      ($1, $2, 5, '2026-11-23T23:00:00Z', 'clock', null, '{"kind":"redirected"}', 'lapsed', 'redirected'),
      ($1, $3, 1, '2026-11-23T23:00:00Z', 'clock', null, '{"kind":"sent"}', null, 'sent')`,
    [request.id, before, after, animator],
  )
  await pool.query(
    `insert into notes (referral_id, author_id, words, written_at) values ($1, $2, 'À rappeler', '2026-11-22T10:00:00Z')`,
    [before, animator],
  )
  await pool.query(
    `insert into feedbacks (referral_id, contacted, useful, given_at) values ($1, false, null, '2026-11-24T10:00:00Z')`,
    [before],
  )
  await pool.query(
    `insert into outbox (mail, request_id, referral_id, territory_id, recipient_kind, recipient_id, once_key, created_at,
      send_after, state, done_at) values
      ('receipt', $1, $2, $3, 'young-person', null, 'a', '2026-11-20T09:00:00Z', '2026-11-20T09:00:00Z', 'sent', '2026-11-20T09:00:01Z'),
      ('reminder', $1, $2, $3, 'referent', $4, 'b', '2026-11-22T09:00:00Z', '2026-11-22T09:00:00Z', 'waiting', null)`,
    [request.id, before, territory.id, first.referentId],
  )
  return () => closeDatabase(db)
})

const nobody = Buffer.alloc(32)

test('a young person sees their request, its partners, its promises and what happened', async () => {
  const view = await readTrackingView(db, request.trackingTokenHash, null)
  if (view === undefined) throw new Error('the link opens nothing')
  expect(trackingView.encode({ ...view, choices: [] })).toEqual({
    id: request.id,
    commune: { code: '42218', name: 'Commune 42218' },
    theme: { code: 'logement', name: 'Thème logement' },
    need: { code: 'trouver', name: 'Trouver : logement' },
    language: 'fr',
    timeZone: 'Europe/Paris',
    submittedAt: '2026-11-20T09:00:00Z',
    endedAt: null,
    contact: {
      firstName: 'Camille',
      email: 'camille@exemple.example',
      phone: '+33600000000',
      prefers: null,
      moments: null,
      message: 'J’ai besoin d’un toit.',
    },
    redirectConsent: true,
    referrals: [
      {
        id: before,
        offerId: firstOffer,
        offerTitle: 'Offre de Mission locale',
        partner: { id: expect.any(String), name: 'Mission locale' },
        state: 'redirected',
        sentAt: '2026-11-20T09:00:00Z',
        windowDays: 3,
        dueAt: '2026-11-23T23:00:00Z',
        dueDay: '2026-11-23',
        contactedAt: null,
        graceUntil: null,
        endedAt: '2026-11-23T23:00:00.000001Z',
        previousReferralId: null,
        newsDay: null,
        accompaniment: null,
      },
      expect.objectContaining({
        id: after,
        offerId: nextOffer,
        partner: { id: expect.any(String), name: partnerName },
        state: 'sent',
        dueDay: '2026-11-26',
        previousReferralId: before,
      }),
    ],
    timeline: [
      { at: '2026-11-20T09:00:00Z', referralId: before, kind: 'sent', by: 'young-person' },
      { at: '2026-11-23T23:00:00Z', referralId: before, kind: 'lapsed', by: 'clock' },
      { at: '2026-11-23T23:00:00Z', referralId: before, kind: 'redirected', by: 'clock' },
      { at: '2026-11-23T23:00:00Z', referralId: after, kind: 'sent', by: 'clock' },
    ],
    choices: [],
    infoJeunes: { name: 'Info Jeunes', phone: '04 00 00 00 00', email: null, address: null },
  })
})

test('neither the name of a professional nor their notes are on the tracking page', async () => {
  const page = JSON.stringify(await readTrackingView(db, request.trackingTokenHash, null))
  expect(page).not.toMatch(/Alix|Référente|rappeler/)
})

test('a token that opens nothing is not found', async () => {
  expect(await readTrackingView(db, nobody, null)).toBeUndefined()
  expect(await exportRequest(db, { tokenHash: nobody })).toBeUndefined()
})

test('everything kept about a person is exported to them: notes, opinions and mails too', async () => {
  const exported = await exportRequest(db, { tokenHash: request.trackingTokenHash })
  expect(exported).toMatchObject({
    request: {
      id: request.id,
      firstName: 'Camille',
      message: 'J’ai besoin d’un toit.',
      answers: { statut: ['etudes'] },
      consentRedirect: true,
      commune: 'Commune 42218',
      need: 'Trouver : logement',
    },
    referrals: [
      { id: before, partner: 'Mission locale', state: 'redirected', lapsedAt: '2026-11-23T23:00:00+00:00' },
      { id: after, partner: 'Foyer', state: 'sent', previousReferralId: before },
    ],
    notes: [{ referralId: before, words: 'À rappeler' }],
    feedbacks: [{ referralId: before, contacted: false, useful: null }],
    mails: [
      { name: 'receipt', to: 'young-person', sentAt: '2026-11-20T09:00:01+00:00' },
      { name: 'reminder', to: 'referent', sentAt: null },
    ],
  })
  expect(exported?.journal).toMatchObject([
    { at: '2026-11-20T09:00:00+00:00', referralId: before, kind: 'sent', by: 'young-person', to: 'sent' },
    { kind: 'milestone-reached', milestone: 'remind-1' },
    { kind: 'noted', by: 'animator' },
    { kind: 'milestone-reached', milestone: 'lapse', from: 'sent', to: 'lapsed' },
    { kind: 'redirected', to: 'redirected' },
    { referralId: after, kind: 'sent' },
  ])
})

test('an export names no professional and holds no key of the platform', async () => {
  const words = JSON.stringify(await exportRequest(db, { tokenHash: request.trackingTokenHash }))
  expect(words).not.toMatch(/Alix|Référente|[hH]ash|owner|author/)
  expect(words).not.toContain(request.trackingTokenHash.toString('hex'))
})
