import { proposeAccompaniment, recordContact, submitRequest } from '@boussole/commands'
import { findProfessional } from '@boussole/db'
import { asId, rights } from '@boussole/domain'
import type { OfferId, Professional, Standing, Thing, UserId } from '@boussole/domain'
import {
  givenOffer,
  givenPartner,
  givenProfessional,
  givenSession,
  givenTerritory,
  givenTheme,
  useDatabase,
} from '@boussole/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { startTestApi, testConfig } from './test-api.ts'
import type { TestApi } from './test-api.ts'

// Every route of the API, asked for by every kind of professional: what the table of rights says is what they get. A
// route without a rule fails the first test.

const database = useDatabase()
let api: TestApi
let referralId: string
let youngPerson: string
let offerId: string
let otherOfferId: string

const names = [
  'its referent',
  'the deputy of its absent referent',
  'who accompanies',
  'the animator of the territory',
  'the regional animator of the region',
  'the national level',
  'a referent of another partner',
  'a referent who has left the partner for another',
  'the animator of another territory',
  'the regional animator of another region',
  'who observes the territory',
] as const
type Person = (typeof names)[number]

/** What each is to the referral of this file. */
const standings: Readonly<Record<Person, Standing | null>> = {
  'its referent': 'partner',
  'the deputy of its absent referent': 'partner',
  'who accompanies': 'companion',
  'the animator of the territory': 'watcher',
  'the regional animator of the region': 'watcher',
  'the national level': 'watcher',
  'a referent of another partner': null,
  'a referent who has left the partner for another': null,
  'the animator of another territory': null,
  'the regional animator of another region': null,
  'who observes the territory': 'observer',
}

const tokens = new Map<Person, string>()

/** Whom a route is for: of one of these things, by the table; with a body that is well formed, where it takes one. */
type Rule =
  | 'everybody'
  | 'who has signed in'
  /** All of this file's people but the observer. */
  | 'who is under agreement or watches'
  /** What its body names decides. */
  | 'tried elsewhere'
  | { readonly see: Thing }
  | { readonly act: readonly Thing[]; readonly body?: () => unknown }

const rules: Readonly<Record<string, Rule>> = {
  'GET /communes': 'everybody',
  'GET /communes/{code}/themes': 'everybody',
  'POST /matches': 'everybody',
  'POST /requests': 'everybody',
  'GET /tracking': 'everybody',
  'GET /tracking/export': 'everybody',
  'PATCH /tracking/contact': 'everybody',
  'DELETE /tracking': 'everybody',
  'POST /tracking/accompaniment': 'everybody',
  'POST /tracking/choice': 'everybody',
  'POST /tracking/claims': 'everybody',
  'POST /tracking/feedback': 'everybody',
  'POST /tracking/links': 'everybody',
  'POST /tracking/withdrawal': 'everybody',
  'POST /sessions': 'everybody',
  'POST /sessions/links': 'everybody',
  'POST /sessions/links/use': 'everybody',
  'POST /sessions/refresh': 'everybody',
  'DELETE /sessions': 'who has signed in',
  'GET /referents': 'who has signed in',
  'POST /absences': 'tried elsewhere',
  'DELETE /referents/{referent}/absences/{id}': 'tried elsewhere',
  'GET /referrals': 'who has signed in',
  'GET /agreements': 'who has signed in',
  'POST /agreements': 'tried elsewhere',
  'GET /directory': 'who is under agreement or watches',
  'POST /imports': 'tried elsewhere',
  'GET /imports/{id}': 'tried elsewhere',
  'GET /exports/{name}': 'tried elsewhere',
  // Its own test asks as who watches, and as others.
  'GET /upkeep/runs': 'who has signed in',
  'GET /upkeep/runs/{id}': 'tried elsewhere',
  'POST /upkeep/runs/{id}/undoing': 'tried elsewhere',
  'GET /territories': 'who has signed in',
  'POST /territories': 'tried elsewhere',
  'GET /themes': 'who has signed in',
  'GET /questionnaires': 'tried elsewhere',
  'GET /offers': 'who has signed in',
  'POST /offers': 'tried elsewhere',
  'GET /offers/{id}': { see: 'offer' },
  'PATCH /offers/{id}': { act: ['offer'], body: () => ({ seen: '1' }) },
  'POST /offers/{id}/confirmation': { act: ['offer'], body: () => ({}) },
  'POST /offers/{id}/pause': { act: ['offer'], body: () => ({ paused: true }) },
  'POST /offers/{id}/review': { act: ['offer-review'], body: () => ({ number: 1, accepted: true }) },
  'GET /referrals/{id}': { see: 'referral' },
  'POST /referrals/{id}/acceptance': { act: ['referral'], body: () => ({}) },
  'POST /referrals/{id}/contacts': { act: ['referral'], body: () => ({ reached: true, channel: 'phone' }) },
  'POST /referrals/{id}/refusal': { act: ['referral'], body: () => ({ reason: 'no-capacity' }) },
  'POST /referrals/{id}/closure': { act: ['referral', 'supervision'], body: () => ({ outcome: 'helped' }) },
  'POST /referrals/{id}/handover': { act: ['referral'], body: () => ({ referentId: otherOfferId }) },
  'POST /referrals/{id}/redirection': { act: ['referral', 'supervision'], body: () => ({ offerId: otherOfferId }) },
  'POST /referrals/{id}/notes': { act: ['shared-notes'], body: () => ({ words: 'Vu.' }) },
  'POST /referrals/{id}/extension': { act: ['supervision'], body: () => ({ dueDay: '2030-01-01' }) },
  'POST /referrals/{id}/withdrawal': { act: ['supervision'], body: () => ({}) },
  'POST /referrals/{id}/accompaniment': { act: ['accompaniment'], body: () => ({ referentId: otherOfferId }) },
  'PATCH /referrals/{id}/accompaniment': {
    act: ['accompaniment-course'],
    body: () => ({ pathwayReferentId: otherOfferId }),
  },
  'DELETE /referrals/{id}/accompaniment': { act: ['accompaniment-course'] },
}

const rightOf = (thing: Thing, standing: Standing | null): 'see' | 'act' | undefined =>
  standing === null ? undefined : Object.entries(rights[thing]).find(([who]) => who === standing)?.[1]

type Answer = 'in' | 'refused' | 'not found'

const expected = (rule: Exclude<Rule, 'everybody' | 'tried elsewhere'>, path: string, person: Person): Answer => {
  const standing = standings[person]
  if (rule === 'who has signed in') return 'in'
  if (rule === 'who is under agreement or watches') return standing === 'observer' ? 'refused' : 'in'
  if ('see' in rule) return rightOf(rule.see, standing) === undefined ? 'not found' : 'in'
  if (rule.act.some((thing) => rightOf(thing, standing) === 'act')) return 'in'
  const itself: Thing = path.includes('/offers/') ? 'offer' : 'referral'
  return rightOf(itself, standing) === undefined ? 'not found' : 'refused'
}

const statusOf: Readonly<Record<Exclude<Answer, 'in'>, number>> = { refused: 403, 'not found': 404 }

const methods = ['GET', 'POST', 'PATCH', 'DELETE'] as const

const ask = (route: string, person: Person | { readonly key: string } | null) => {
  const [named, path = ''] = route.split(' ')
  const method = methods.find((each) => each === named)
  if (method === undefined) throw new Error(`${route} names no method`)
  const rule = rules[route]
  const body = typeof rule === 'object' && 'act' in rule ? rule.body?.() : undefined
  const token = person === null ? undefined : typeof person === 'string' ? tokens.get(person) : person.key
  return api.ask(method, path.slice(1).replace('offers/{id}', `offers/${offerId}`).replace('{id}', referralId), {
    ...(body === undefined ? {} : { body }),
    ...(token === undefined ? {} : { token }),
  })
}

beforeAll(async () => {
  const { pool } = database
  const territory = await givenTerritory(pool)
  const elsewhere = await givenTerritory(pool, {
    communeCode: '97411',
    departmentCode: '974',
    regionCode: '04',
    timeZone: 'Indian/Reunion',
    holidayZone: 'la-reunion',
  })
  const theme = await givenTheme(pool, territory)
  const partner = await givenPartner(pool, territory, 'Mission locale')
  const companion = await givenPartner(pool, territory, 'Foyer')
  const other = await givenPartner(pool, territory, 'Maison des droits')
  const offer = await givenOffer(pool, { territory, theme, partner })
  offerId = offer.id
  otherOfferId = (await givenOffer(pool, { territory, theme, partner: other })).id
  const users: Readonly<Record<Person, string>> = {
    'its referent': partner.userId,
    'the deputy of its absent referent': await givenProfessional(pool, {}),
    'who accompanies': companion.userId,
    'the animator of the territory': await givenProfessional(pool, { role: 'animator', territoryId: territory.id }),
    'the regional animator of the region': await givenProfessional(pool, {
      role: 'regional',
      regionCode: territory.regionCode,
    }),
    'the national level': await givenProfessional(pool, { role: 'national' }),
    'a referent of another partner': other.userId,
    'a referent who has left the partner for another': await givenProfessional(pool, {}),
    'the animator of another territory': await givenProfessional(pool, { role: 'animator', territoryId: elsewhere.id }),
    'the regional animator of another region': await givenProfessional(pool, {
      role: 'regional',
      regionCode: elsewhere.regionCode,
    }),
    'who observes the territory': await givenProfessional(pool, { role: 'observer', territoryId: territory.id }),
  }
  const join = async (userId: string, partnerId: string, leftAt: string | null = null): Promise<string> => {
    const id = crypto.randomUUID()
    await pool.query('insert into referents (id, user_id, partner_id, left_at) values ($1, $2, $3, $4)', [
      id,
      userId,
      partnerId,
      leftAt,
    ])
    return id
  }
  const deputyId = await join(users['the deputy of its absent referent'], partner.id)
  await join(users['a referent who has left the partner for another'], partner.id, '2026-01-01T00:00:00Z')
  await join(users['a referent who has left the partner for another'], other.id)
  await pool.query('update referents set deputy_id = $2 where id = $1', [partner.referentId, deputyId])
  await pool.query(
    `insert into absences (referent_id, from_day, to_day) values ($1, current_date - 400, current_date + 4000)`,
    [partner.referentId],
  )
  const { db, ...started } = await startTestApi(database.url)
  api = { db, ...started }
  for (const name of names) {
    const sid = await givenSession(pool, users[name])
    tokens.set(name, api.api.jwt.sign({ sub: asId<UserId>(users[name]), sid }))
  }
  const { request } = await submitRequest(
    {
      commune: territory.communeCode,
      theme: theme.code,
      need: null,
      age: 19,
      answers: {},
      language: 'fr',
      offers: [asId<OfferId>(offer.id)],
      promised: {},
      contact: {
        firstName: 'Camille',
        email: `${crypto.randomUUID()}@jeune.example`,
        phone: null,
        prefers: null,
        moments: null,
        message: null,
      },
      consents: { contact: true, redirect: true },
    },
    { idempotencyKey: crypto.randomUUID() },
    { db, trackingKey: testConfig.trackingKey },
  )
  referralId = request.referrals[0]?.id ?? ''
  youngPerson = request.trackingToken
  const referent: Professional | undefined = await findProfessional(db, asId<UserId>(partner.userId))
  if (referent === undefined) throw new Error('no such referent')
  const contact = { reached: true, channel: 'phone', contactedAt: null, note: null } as const
  await recordContact(referralId, contact, referent, { db })
  const proposal = { referentId: companion.referentId, pathwayReferent: 'ours', youngPersonAgreed: true } as const
  await proposeAccompaniment(referralId, proposal, referent, { db })
  return () => api.stop()
})

test('every route of the API has a rule, and no rule is left over', async () => {
  const { json } = await api.ask('GET', 'openapi.json')
  const { paths } = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(json)
  const routes = Object.entries(paths).flatMap(([path, acts]) =>
    Object.keys(acts).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
  )
  expect(routes.toSorted()).toEqual(Object.keys(rules).toSorted())
})

describe.each(names)('%s', (person) => {
  test('gets the routes that the table of rights gives, and no other', async () => {
    for (const [route, rule] of Object.entries(rules)) {
      if (rule === 'everybody' || rule === 'tried elsewhere' || route === 'DELETE /sessions') continue
      const answer = expected(rule, route, person)
      // What one may do is tried by the tests of each act; here it must not be done.
      if (answer === 'in' && !route.startsWith('GET')) continue
      const { status } = await ask(route, person)
      expect({ route, status }).toEqual({ route, status: answer === 'in' ? 200 : statusOf[answer] })
    }
  })
})

test('who has not signed in gets nothing that is not for everybody', async () => {
  for (const [route, rule] of Object.entries(rules)) {
    if (rule === 'everybody') continue
    expect({ route, status: (await ask(route, null)).status }).toEqual({ route, status: 401 })
  }
})

test('the tracking token of a young person opens nothing of professionals, and a professional’s nothing of theirs', async () => {
  for (const [route, rule] of Object.entries(rules)) {
    if (rule === 'everybody') continue
    expect({ route, status: (await ask(route, { key: youngPerson })).status }).toEqual({ route, status: 401 })
  }
  for (const route of Object.keys(rules).filter((one) => /GET \/tracking/.test(one))) {
    for (const name of names) {
      expect({ route, name, status: (await ask(route, name)).status }).toEqual({ route, name, status: 401 })
    }
  }
})

test('a method that no rule names is no way in', async () => {
  for (const path of new Set(Object.keys(rules).map((route) => route.split(' ')[1] ?? ''))) {
    for (const method of methods.filter((one) => !Object.hasOwn(rules, `${one} ${path}`))) {
      const { status } = await ask(`${method} ${path}`, 'the national level')
      expect({ method, path, status }).toEqual({ method, path, status: 404 })
    }
  }
})
