import { newRequest } from '@boussole/contracts'
import {
  closeDatabase,
  countWatchedGaps,
  findProfessional,
  findQuestionnaire,
  getReferralView,
  listOffersFound,
  listWatchedGaps,
  openDatabase,
} from '@boussole/db'
import type { Database } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { Professional, QuestionnaireEdit, Resolutions, UserId } from '@boussole/domain'
import {
  givenOffer,
  givenPartner,
  givenProfessional,
  givenTerritory,
  givenTheme,
  useClock,
  useDatabase,
} from '@boussole/testing'
import type { GivenPartner, GivenTerritory, GivenTheme } from '@boussole/testing'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  addCommunes,
  beginQuestionnaire,
  chooseOpening,
  confirmOffer,
  editQuestionnaire,
  pauseOffer,
  publishQuestionnaire,
  readBeforeOpening,
  readMatches,
  readPublishing,
  recordContact,
  resumeHeldOffer,
  submitRequest,
  switchTheme,
  takeCommunesOut,
} from './index.ts'

const database = useDatabase()
const clock = useClock(database)
const trackingKey = 'the-tracking-key-of-the-tests-0123456789'
const contact = { reached: true, channel: 'phone', contactedAt: null, note: null } as const
let db: Database
let territory: GivenTerritory
let partner: GivenPartner
let theme: GivenTheme
let animator: Professional
let stranger: Professional
let referent: Professional
let national: Professional

const professional = async (userId: string): Promise<Professional> => {
  const found = await findProfessional(db, asId<UserId>(userId))
  if (found === undefined) throw new Error('nobody')
  return found
}

beforeAll(async () => {
  db = openDatabase({ url: database.url, connections: 5, applicationName: 'tests', onError: () => undefined })
  const { pool } = database
  territory = await givenTerritory(pool)
  // One without postal code is no more.
  await pool.query(`update communes set postal_codes = '{42000}'`)
  const elsewhere = await givenTerritory(pool, { communeCode: '97411', departmentCode: '974', regionCode: '04' })
  partner = await givenPartner(pool, territory)
  referent = await professional(partner.userId)
  animator = await professional(await givenProfessional(pool, { role: 'animator', territoryId: territory.id }))
  stranger = await professional(await givenProfessional(pool, { role: 'animator', territoryId: elsewhere.id }))
  national = await professional(await givenProfessional(pool, { role: 'national' }))
  return () => closeDatabase(db)
})

let themes = 0
beforeEach(async () => {
  await clock.freeze('2026-11-16T09:00:00Z')
  themes += 1
  theme = await givenTheme(database.pool, territory, `theme-${themes}`)
})

const of = () => ({ theme: theme.code, territoryId: territory.id })

const offerAccepting = async (criteria: Readonly<Record<string, readonly string[]>>, title = 'Une offre') => {
  const { id } = await givenOffer(database.pool, { territory, theme, partner }, { criteria, title })
  return {
    id,
    criteria: async () =>
      (await database.pool.query<{ criteria: unknown }>('select criteria from offers where id = $1', [id])).rows[0]
        ?.criteria,
  }
}

const ask = async (answers: Readonly<Record<string, readonly string[]>>) => {
  const body = newRequest.parse({
    commune: territory.communeCode,
    theme: theme.code,
    age: 19,
    answers,
    offers: 'best',
    contact: { firstName: 'Lina', email: `${crypto.randomUUID()}@jeune.example` },
    consents: { contact: true, redirect: true },
  })
  const { request } = await submitRequest(body, { idempotencyKey: crypto.randomUUID() }, { db, trackingKey })
  return request.referrals[0]?.id ?? ''
}

const found = async (answers: Readonly<Record<string, readonly string[]>>): Promise<string[]> => {
  const asked = { commune: territory.communeCode, theme: theme.code, need: null, age: 19, language: 'fr' } as const
  const given = Object.fromEntries(Object.entries(answers).map(([question, codes]) => [question, [...codes]]))
  return (await readMatches({ ...asked, answers: given }, { db })).items.map(({ title }) => title)
}

const edit = async (change: QuestionnaireEdit): Promise<void> => {
  await beginQuestionnaire(of(), animator, { db })
  const view = await findQuestionnaire(db, of())
  await editQuestionnaire({ of: of(), edit: change, seen: view?.draft?.seen ?? '' }, animator, { db })
}

const publish = async (resolutions: Resolutions = {}): Promise<void> => {
  const view = await findQuestionnaire(db, of())
  const asked = { of: of(), instead: 'draft', seen: view?.draft?.seen ?? '', resolutions } as const
  await publishQuestionnaire(asked, animator, { db })
}

const statut = { labelEn: null, help: null, helpEn: null, kind: 'one' } as const

const answer = (code: string | null, label: string) => ({ code, label, labelEn: null })

/** The question of the theme, asked otherwise. */
const rewritten = (answers: readonly ReturnType<typeof answer>[], label = 'Que fais-tu ?'): QuestionnaireEdit => ({
  kind: 'write-question',
  page: 0,
  question: { code: 'statut', label, ...statut, answers },
})

const answersOf = async (referralId: string) => (await getReferralView(db, referent, referralId))?.answers

describe('a questionnaire that is published', () => {
  test('leaves the answers of requests under way as they were given', async () => {
    await offerAccepting({})
    const before = await ask({ statut: ['etudes'] })
    await edit(rewritten([answer('emploi', 'Je travaille'), answer(null, 'Autre chose')], 'Ta situation ?'))
    expect(await answersOf(before)).toEqual([{ question: 'Que fais-tu ?', answers: ['Des études'] }])
    await clock.freeze('2026-11-16T10:00:00Z')
    await publish()
    expect(await answersOf(before)).toEqual([{ question: 'Que fais-tu ?', answers: ['Des études'] }])
    const after = await ask({ statut: ['autre-chose'] })
    expect(await answersOf(after)).toEqual([{ question: 'Ta situation ?', answers: ['Autre chose'] }])
    await clock.freeze('2026-11-16T11:00:00Z')
    await switchTheme({ ...of(), on: false }, animator, { db })
    expect(await answersOf(before)).toEqual([{ question: 'Que fais-tu ?', answers: ['Des études'] }])
    expect(await answersOf(after)).toEqual([{ question: 'Ta situation ?', answers: ['Autre chose'] }])
  })

  test('never gives a code that was once asked to another answer', async () => {
    await edit(rewritten([answer('etudes', 'Des études'), answer(null, 'Bénévolat')]))
    await publish()
    await edit(rewritten([answer('etudes', 'Des études'), answer(null, 'Autre')]))
    await publish()
    await edit(rewritten([answer('etudes', 'Des études'), answer('autre', 'Autre'), answer(null, 'Bénévolat')]))
    const view = await findQuestionnaire(db, of())
    const codes = view?.draft?.content.pages[0]?.questions[0]?.answers.map(({ code }) => code)
    expect(codes).toEqual(['etudes', 'autre', 'benevolat-2'])
  })

  test('takes an answer that goes out of criteria that accept others', async () => {
    const offer = await offerAccepting({ statut: ['etudes', 'emploi'] })
    await edit(rewritten([answer('emploi', 'Un emploi'), answer(null, 'Autre')]))
    await publish()
    expect(await offer.criteria()).toEqual({ statut: ['emploi'] })
    expect(await found({ statut: ['autre'] })).toEqual([])
  })

  test('is refused while a criterion would lose its last answer, and names the offer', async () => {
    const offer = await offerAccepting({ statut: ['etudes'] }, 'Pour les études')
    await edit(rewritten([answer('emploi', 'Un emploi'), answer(null, 'Formation')]))
    const asked = { of: of(), instead: 'draft' } as const
    const { inUse } = await readPublishing(asked, animator, { db })
    expect(inUse).toMatchObject([{ gone: ['Des études'], narrowed: [], emptied: [{ title: 'Pour les études' }] }])
    await expect(publish()).rejects.toMatchObject({ code: 'answers-in-use', about: { offers: 1 } })
    await expect(publish({ statut: { replacedBy: 'etudes' } })).rejects.toMatchObject({ code: 'answers-in-use' })
    expect(await offer.criteria()).toEqual({ statut: ['etudes'] })
    expect(await found({ statut: ['emploi'] })).toEqual([])
    await publish({ statut: { replacedBy: 'formation' } })
    expect(await offer.criteria()).toEqual({ statut: ['formation'] })
    expect(await found({ statut: ['emploi'] })).toEqual([])
    expect(await found({ statut: ['formation'] })).toEqual(['Pour les études'])
    const { rows } = await database.pool.query(
      `select new_value from acts where kind = 'questionnaire-published' order by id desc limit 1`,
    )
    expect(rows).toEqual([{ new_value: 'Critères adaptés : Pour les études' }])
  })

  test('takes an answer out of the criteria of a suspended offer too, which is right once it is confirmed', async () => {
    const offer = await offerAccepting({ statut: ['etudes', 'emploi'] }, 'Suspendue')
    await database.pool.query(
      `update offers set state = 'suspended', to_confirm_since = '2026-10-01', to_confirm_cause = 'offer' where id = $1`,
      [offer.id],
    )
    await edit(rewritten([answer('emploi', 'Un emploi'), answer(null, 'Autre')]))
    await publish()
    expect(await offer.criteria()).toEqual({ statut: ['emploi'] })
    await confirmOffer(offer.id, referent, { db })
    expect(await found({ statut: ['autre'] })).toEqual([])
    expect(await found({ statut: ['emploi'] })).toEqual(['Suspendue'])
  })

  test('lifts a criterion whose question goes only when somebody says so', async () => {
    const offer = await offerAccepting({ statut: ['etudes'] })
    const page = { kind: 'write-question', page: 0 } as const
    const answers = [answer(null, 'Tout de suite'), answer(null, 'Plus tard')]
    await edit({ ...page, question: { code: null, label: 'C’est pour quand ?', ...statut, answers } })
    await edit({ kind: 'remove-question', code: 'statut' })
    await expect(publish()).rejects.toMatchObject({ code: 'answers-in-use' })
    await publish({ statut: 'lifted' })
    expect(await offer.criteria()).toEqual({})
    expect(await found({})).toEqual(['Une offre'])
  })

  test('is refused while something is missing, to the second of two who write, and to who does not watch', async () => {
    const view = async () => (await findQuestionnaire(db, of()))?.draft?.seen ?? ''
    await beginQuestionnaire(of(), animator, { db })
    const seen = await view()
    await edit({ kind: 'add-page', title: 'Encore', titleEn: null })
    const late = { of: of(), edit: { kind: 'move-page', page: 0, by: 1 }, seen } as const
    await expect(editQuestionnaire(late, animator, { db })).rejects.toMatchObject({
      code: 'questionnaire-edited-meanwhile',
    })
    await expect(publish()).rejects.toMatchObject({ code: 'questionnaire-incomplete' })
    const others = { ...late, seen: await view() }
    for (const who of [stranger, referent]) {
      await expect(editQuestionnaire(others, who, { db })).rejects.toMatchObject({ code: 'not-found' })
    }
    await expect(beginQuestionnaire({ theme: theme.code, territoryId: null }, animator, { db })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('as a national model reaches the territories that use it, not those that copied it', async () => {
    const ofNation = { theme: theme.code, territoryId: null }
    await beginQuestionnaire(ofNation, national, { db })
    const draft = (await findQuestionnaire(db, ofNation))?.draft
    const question = {
      ...statut,
      code: null,
      label: 'D’où viens-tu ?',
      answers: [answer(null, 'D’ici'), answer(null, 'De loin')],
    }
    const written = {
      of: ofNation,
      edit: { kind: 'write-question', page: 0, question },
      seen: draft?.seen ?? '',
    } as const
    await editQuestionnaire(written, national, { db })
    const seen = (await findQuestionnaire(db, ofNation))?.draft?.seen ?? ''
    await publishQuestionnaire({ of: ofNation, instead: 'draft', seen, resolutions: {} }, national, { db })
    expect((await findQuestionnaire(db, of()))?.askedFrom).toBe('copy')
    const offer = await offerAccepting({ statut: ['etudes'] })
    const back = { of: of(), instead: 'national', seen: '' } as const
    await expect(publishQuestionnaire({ ...back, resolutions: {} }, animator, { db })).rejects.toMatchObject({
      code: 'answers-in-use',
    })
    await publishQuestionnaire({ ...back, resolutions: { statut: 'lifted' } }, animator, { db })
    expect(await offer.criteria()).toEqual({})
    const view = await findQuestionnaire(db, of())
    expect(view?.askedFrom).toBe('national')
    expect(view?.asked?.pages[0]?.questions.map(({ label }) => label)).toEqual(['D’où viens-tu ?'])
  })
})

describe('a paused offer', () => {
  const stale = async (state = `state = 'paused'`) => {
    const offer = await offerAccepting({ statut: ['etudes'] })
    await switchTheme({ ...of(), on: false }, animator, { db })
    await database.pool.query(`update offers set ${state} where id = $1`, [offer.id])
    await edit(rewritten([answer('emploi', 'Un emploi'), answer(null, 'Autre')]))
    await publish()
    await switchTheme({ ...of(), on: true }, animator, { db })
    return offer
  }

  test('does not come back while nothing that it accepts is asked, and does once it is changed', async () => {
    const offer = await stale()
    const resume = () => pauseOffer(offer.id, { paused: false }, referent, { db })
    await expect(resume()).rejects.toMatchObject({ code: 'criteria-gone' })
    expect(await found({ statut: ['emploi'] })).toEqual([])
    await database.pool.query(`update offers set criteria = '{"statut": ["etudes", "emploi"]}' where id = $1`, [
      offer.id,
    ])
    await resume()
    expect(await found({ statut: ['emploi'] })).toEqual(['Une offre'])
  })

  test('does not come back after three lapses either', async () => {
    const offer = await stale(`state = 'paused', held_since = '2026-11-10'`)
    await expect(resumeHeldOffer(offer.id, animator, { db })).rejects.toMatchObject({ code: 'criteria-gone' })
  })
})

test('offers that young people find are those of their own day, not of Greenwich', async () => {
  const reunion = await givenTerritory(database.pool, {
    communeCode: '97418',
    departmentCode: '974',
    regionCode: '04',
    timeZone: 'Indian/Reunion',
  })
  theme = await givenTheme(database.pool, reunion, 'jour-local')
  const there = await givenPartner(database.pool, reunion, 'Foyer des îles')
  await givenOffer(database.pool, { territory: reunion, theme, partner: there }, { valid_until: '2026-11-16' })
  const titles = async (territoryId: string | null) =>
    (await listOffersFound(db, { theme: theme.code, territoryId })).map(({ title }) => title)
  // In Saint-Denis the 16th ends at 20:00 UTC.
  await clock.freeze('2026-11-16T19:59:00Z')
  expect([await titles(reunion.id), await titles(null)]).toEqual([
    ['Offre de Foyer des îles'],
    ['Offre de Foyer des îles'],
  ])
  await clock.freeze('2026-11-16T20:00:00Z')
  expect([await titles(reunion.id), await titles(null)]).toEqual([[], []])
})

describe('a commune that leaves a territory', () => {
  test('leaves requests under way as they are: they are seen, answered and kept', async () => {
    await offerAccepting({})
    const referralId = await ask({})
    expect(await takeCommunesOut(territory.id, [territory.communeCode], animator, { db })).toBe(1)
    await expect(found({})).rejects.toMatchObject({ code: 'territory-closed' })
    expect(await recordContact(referralId, contact, referent, { db })).toMatchObject({ state: 'contacted' })
    await expect(addCommunes(territory.id, { codes: [territory.communeCode] }, stranger, { db })).rejects.toMatchObject(
      {
        code: 'not-found',
      },
    )
    expect(await addCommunes(territory.id, { codes: [territory.communeCode] }, animator, { db })).toBe(1)
    expect(await found({})).toEqual(['Une offre'])
  })
})

describe('a territory opens', () => {
  let fresh: GivenTerritory
  let watcher: Professional
  let communes = 0

  beforeEach(async () => {
    communes += 1
    const { pool } = database
    fresh = await givenTerritory(pool, { communeCode: `4300${communes}`, departmentCode: '43' })
    await pool.query('update territories set opens_on = null where id = $1', [fresh.id])
    watcher = await professional(await givenProfessional(pool, { role: 'animator', territoryId: fresh.id }))
  })

  const here = async (language = 'fr' as const) =>
    readMatches({ commune: fresh.communeCode, theme: theme.code, need: null, age: 19, answers: {}, language }, { db })

  const choose = async (opensOn: string | null, gapsSeen?: string, who = watcher) => {
    const { fingerprint } = await readBeforeOpening(fresh.id, watcher, { db })
    await chooseOpening({ territoryId: fresh.id, opensOn, gapsSeen: gapsSeen ?? fingerprint }, who, { db })
  }

  test('on the day that was chosen, not before, and never by itself', async () => {
    theme = await givenTheme(database.pool, fresh, `opening-${communes}`)
    await expect(here()).rejects.toMatchObject({ code: 'territory-closed' })
    await choose('2026-12-01')
    await clock.freeze('2026-11-30T22:59:00Z')
    await expect(here()).rejects.toMatchObject({ code: 'territory-closed' })
    await clock.freeze('2026-11-30T23:00:00Z')
    expect((await here()).items).toEqual([])
    await expect(choose('2026-12-24')).rejects.toMatchObject({ code: 'already-open' })
  })

  test('only with a commune and a theme, on a day to come, and with its gaps read as they are', async () => {
    await expect(choose('2026-12-01')).rejects.toMatchObject({ code: 'territory-not-ready' })
    theme = await givenTheme(database.pool, fresh, `opening-${communes}`)
    for (const day of ['2026-11-16', '2026-11-15', '2027-12-31'])
      await expect(choose(day)).rejects.toMatchObject({ code: 'opening-not-later' })
    await expect(choose('2026-12-01', '')).rejects.toMatchObject({ code: 'gaps-changed' })
    await expect(choose('2026-12-01', undefined, stranger)).rejects.toMatchObject({ code: 'not-found' })
    await choose('2026-11-17')
    await choose(null)
    const { territory: after } = await readBeforeOpening(fresh.id, watcher, { db })
    expect(after.opensOn).toBeNull()
  })

  test('telling which themes lack an offer in which communes, until they do not', async () => {
    theme = await givenTheme(database.pool, fresh, `opening-${communes}`)
    expect(await countWatchedGaps(db, watcher)).toBe(0)
    await choose('2026-12-01')
    expect(await listWatchedGaps(db, watcher)).toMatchObject([
      { theme: { code: theme.code }, communes: 1, of: 1, names: [`Commune ${fresh.communeCode}`] },
    ])
    expect(await countWatchedGaps(db, watcher)).toBe(1)
    expect(await countWatchedGaps(db, stranger)).toBe(0)
    const there = await givenPartner(database.pool, fresh, 'Foyer')
    const { id } = await givenOffer(
      database.pool,
      { territory: fresh, theme, partner: there },
      { valid_until: '2026-11-30' },
    )
    expect(await countWatchedGaps(db, watcher)).toBe(1)
    await database.pool.query('update offers set valid_until = null where id = $1', [id])
    expect(await countWatchedGaps(db, watcher)).toBe(0)
    await database.pool.query(`update offers set state = 'paused' where id = $1`, [id])
    expect(await countWatchedGaps(db, watcher)).toBe(1)
  })
})
