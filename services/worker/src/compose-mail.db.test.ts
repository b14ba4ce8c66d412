import { closeDatabase, openDatabase, outboxOf } from '@boussole/db'
import type { Database } from '@boussole/db'
import { letterNames, mailNames } from '@boussole/domain'
import type { MailName } from '@boussole/domain'
import { isInEnglish, mails } from '@boussole/mail'
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
import type { GivenOffer, GivenPartner, GivenRequest, GivenTerritory, GivenTheme } from '@boussole/testing'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { composeMail } from './compose-mail.ts'

type Columns = Readonly<Record<string, unknown>>

const database = useDatabase()
let db: Database
let territory: GivenTerritory
let theme: GivenTheme
let partner: GivenPartner
let nextPartner: GivenPartner
let offer: GivenOffer
let nextOffer: GivenOffer
let animatorId: string
let regionalId: string
let request: GivenRequest

const toPartner = 'logement@mission.example'
const toReferent = 'nadia@mission.example'
const toAnimator = 'animation@info-jeunes.example'
const toRegional = 'region@info-jeunes.example'
const toYoungPerson = 'camille@jeunes.example'

/** Monday 23 November 2026, 09:00 in Paris. */
const now = Temporal.Instant.from('2026-11-23T08:00:00Z')

beforeAll(async () => {
  db = openDatabase({ url: database.url, connections: 2, applicationName: 'test', onError: () => undefined })
  territory = await givenTerritory(database.pool)
  theme = await givenTheme(database.pool, territory)
  partner = await givenPartner(database.pool, territory, 'Mission locale')
  nextPartner = await givenPartner(database.pool, territory, 'Maison du logement')
  offer = await givenOffer(database.pool, { territory, theme, partner }, { title: 'Un toit', contact_email: toPartner })
  nextOffer = await givenOffer(database.pool, { territory, theme, partner: nextPartner }, { title: 'Tes aides' })
  await set('users', partner.userId, { name: 'Nadia', email: toReferent })
  animatorId = await givenProfessional(database.pool, {
    name: 'Alix',
    role: 'animator',
    email: toAnimator,
    phone: '04 65 71 00 01',
    territoryId: territory.id,
  })
  regionalId = await givenProfessional(database.pool, {
    name: 'Dominique',
    role: 'regional',
    email: toRegional,
    regionCode: territory.regionCode,
  })
  return () => closeDatabase(db)
})

beforeEach(async () => {
  request = await givenRequest(
    database.pool,
    { territory, theme },
    { email: toYoungPerson, phone: '+33639980042', message: 'Je dors dans ma voiture.' },
  )
})

const set = async (table: string, id: string, columns: Columns) => {
  const changes = Object.keys(columns).map((name, place) => `${name} = $${place + 2}`)
  await database.pool.query(`update ${table} set ${changes.join()} where id = $1`, [id, ...Object.values(columns)])
}

const insert = async (table: string, columns: Columns) => {
  const places = Object.keys(columns).map((_, place) => `$${place + 1}`)
  const names = Object.keys(columns).join()
  await database.pool.query(`insert into ${table} (${names}) values (${places.join()})`, Object.values(columns))
}

const lapsed = { lapsed_at: '2026-11-23T23:00:00Z', lapse_booked: true }
const ended = { ended_at: '2026-11-23T23:00:00Z' }

const sentReferral = (columns: Columns = {}) => givenReferral(database.pool, { request, offer }, columns)

const contactedReferral = (columns: Columns = {}) =>
  sentReferral({ state: 'contacted', contacted_at: '2026-11-22T10:00:00Z', ...columns })

const redirectedReferral = async (columns: Columns = lapsed) => {
  const id = await sentReferral({ state: 'redirected', ...ended, ...columns })
  const nextId = await givenReferral(
    database.pool,
    { request, offer: nextOffer },
    {
      link: 2,
      previous_referral_id: id,
      automatic: true,
      sent_at: '2026-11-23T23:00:00Z',
      due_at: '2026-11-26T23:00:00Z',
    },
  )
  return { id, nextId }
}

const unresolvedReferral = async (columns: Columns = {}) => {
  const inHands = { state: 'unresolved', unresolved_cause: 'nobody-left', owner_id: animatorId }
  const id = await sentReferral({ ...lapsed, ...inHands, ...columns })
  const event = { kind: 'unresolved', cause: 'nobody-left', ownerId: animatorId }
  await insert('journal', {
    request_id: request.id,
    referral_id: id,
    version: 2,
    at: '2026-11-23T23:00:00Z',
    actor_kind: 'clock',
    event,
    to_state: 'unresolved',
  })
  const overdue = { referral_id: id, kind: 'animator-overdue' }
  const first = { occurrence: 1, state: 'done', reached_at: '2026-11-26T23:00:00Z' }
  await insert('milestones', { ...overdue, ...first, due_at: '2026-11-26T23:00:00Z', try_at: '2026-11-26T23:00:00Z' })
  await insert('milestones', {
    ...overdue,
    occurrence: 2,
    due_at: '2026-12-03T23:00:00Z',
    try_at: '2026-12-03T23:00:00Z',
  })
  return id
}

interface Waiting {
  readonly to: 'young-person' | 'offer-contact' | 'referent' | 'animator' | 'regional'
  readonly about: string | null
  readonly details?: Readonly<Record<string, string>>
}

const recipients = () => ({
  'young-person': { recipient_kind: 'young-person', recipient_id: null },
  'offer-contact': { recipient_kind: 'offer-contact', recipient_id: null },
  referent: { recipient_kind: 'referent', recipient_id: partner.referentId },
  animator: { recipient_kind: 'user', recipient_id: animatorId },
  regional: { recipient_kind: 'user', recipient_id: regionalId },
})

/** Puts a row in the outbox; its id. */
const wait = async (mail: MailName, { to, about, details = {} }: Waiting, columns: Columns = {}): Promise<string> => {
  const id = crypto.randomUUID()
  await insert('outbox', {
    id,
    mail,
    request_id: request.id,
    referral_id: about,
    territory_id: territory.id,
    ...recipients()[to],
    once_key: id,
    details,
    created_at: '2026-11-23T07:00:00Z',
    send_after: '2026-11-23T07:00:00Z',
    ...columns,
  })
  return id
}

const settings = {
  publicUrl: 'https://jeunes.example',
  proUrl: 'https://pro.example',
  trackingTokenOf: (requestId: string) => `jeton-${requestId}`,
  contactTokenOf: (testId: string) => `test-${testId}`,
  signInTokenOf: (linkId: string) => `lien-${linkId}`,
  actionTokenOf: ({ referralId }: { readonly referralId: string | null }) => `acte-${referralId}`,
  invitationTokenOf: ({ id }: { readonly id: string }) => `invitation-${id}`,
  charterTokenOf: ({ id }: { readonly id: string }) => `charter-${id}`,
}

/** Composes what waits for the current request, with typographic spaces made plain. */
const compose = async (requestIds: readonly string[] = [request.id]) => {
  const rows = await Promise.all(requestIds.map((requestId) => outboxOf(db, requestId)))
  const composed = await composeMail(db, rows.flat(), settings, now)
  if (!('mail' in composed)) return { ...composed, to: null, subject: '', text: '', rowsInMail: [] }
  const { mail, ...rest } = composed
  const plain = (words: string) => words.replaceAll('\u00a0', ' ')
  return { ...rest, subject: plain(mail.subject), text: plain(mail.text) }
}

const tracking = () => `https://jeunes.example/suivi/jeton-${request.id}`
const page = (referralId: string) => `https://pro.example/lien/acte-${referralId}`

test('every mail the rules call for has its words, and no other is kept', () => {
  expect(Object.keys(mails).toSorted()).toEqual([...mailNames, ...letterNames].toSorted())
})

/** What must be seen in a mail: its one recipient, and words of its body. */
interface Seen {
  readonly to: string
  readonly words: readonly string[]
}

const eachMail: Record<MailName, () => Promise<Seen>> = {
  'still-looking': async () => {
    await wait('still-looking', { to: 'young-person', about: await unresolvedReferral() })
    // The week ends in the night of 3 to 4 December; the mail leaves on the morning after.
    const words = ['Bonjour Camille', 'nouvelles au plus tard le vendredi 4 décembre', tracking(), '04 00 00 00 00']
    return { to: toYoungPerson, words }
  },
  closing: async () => {
    const about = await unresolvedReferral({ state: 'closed', outcome: 'no-solution', ...ended })
    await wait('closing', { to: 'young-person', about })
    return { to: toYoungPerson, words: ['Bonjour Camille', 'n’a trouvé aucune structure', '04 00 00 00 00'] }
  },
  receipt: async () => {
    const about = await sentReferral()
    await givenReferral(database.pool, { request, offer: nextOffer }, { chain: 2, due_at: '2026-11-25T23:00:00Z' })
    await wait('receipt', { to: 'young-person', about })
    const promises = [
      'Mission locale te contacte au plus tard le lundi 23',
      'Maison du logement te contacte au plus tard le mercredi 25',
    ]
    return { to: toYoungPerson, words: ['Bonjour Camille', ...promises, tracking(), '04 00 00 00 00'] }
  },
  'referral-request': async () => {
    const about = await sentReferral()
    await wait('referral-request', { to: 'offer-contact', about })
    const situation = ['Camille, 19 ans', 'Commune 42218', 'Que fais-tu ? Des études', 'Je dors dans ma voiture.']
    return { to: toPartner, words: [...situation, 'lundi 23 novembre inclus', page(about)] }
  },
  reminder: async () => {
    const about = await sentReferral()
    await wait('reminder', { to: 'referent', about })
    return {
      to: toReferent,
      words: ['Bonjour Nadia', 'Camille', 'aujourd’hui dernier jour', page(about), 'https://pro.example\n'],
    }
  },
  'lapse-young-person': async () => {
    const { id: about } = await redirectedReferral()
    await wait('lapse-young-person', { to: 'young-person', about })
    const next = 'Maison du logement te contacte au plus tard le jeudi 26 novembre'
    return { to: toYoungPerson, words: ['Mission locale devait te contacter', next, tracking()] }
  },
  'lapse-partner': async () => {
    const { id: about } = await redirectedReferral()
    await wait('lapse-partner', { to: 'referent', about })
    return {
      to: toReferent,
      words: ['lundi 23 novembre', 'Sa demande est confiée à une autre structure.', page(about)],
    }
  },
  'lapse-animator': async () => {
    const { id: about } = await redirectedReferral()
    await wait('lapse-animator', { to: 'animator', about })
    const next = 'réorientée vers Maison du logement (« Tes aides »), à contacter au plus tard le jeudi 26 novembre'
    return { to: toAnimator, words: ['Bonjour Alix', next, 'Réorientations automatiques : 1', page(about)] }
  },
  'late-accepted-animator': async () => {
    const accepted = { state: 'accepted', accepted_at: '2026-11-21T09:00:00Z' }
    const about = await sentReferral({ ...accepted, grace_until: '2026-11-24T23:00:00Z' })
    await wait('late-accepted-animator', { to: 'animator', about })
    return { to: toAnimator, words: ['jusqu’au mardi 24 novembre inclus', 'lundi 23 novembre', page(about)] }
  },
  redirection: async () => {
    const { nextId: about } = await redirectedReferral({})
    await wait('redirection', { to: 'young-person', about, details: { by: 'referent' } })
    const who = 'Mission locale a lu ta demande et pense qu’une autre structure peut mieux t’aider.'
    return { to: toYoungPerson, words: [who, 'Maison du logement te contacte au plus tard le jeudi 26', tracking()] }
  },
  refusal: async () => {
    const { id: about } = await redirectedReferral({ decline_reason: 'no-capacity' })
    await wait('refusal', { to: 'young-person', about })
    return {
      to: toYoungPerson,
      words: ['n’a plus de place', 'Maison du logement te contacte au plus tard le jeudi 26'],
    }
  },
  'unresolved-animator': async () => {
    const about = await unresolvedReferral()
    await wait('unresolved-animator', { to: 'animator', about })
    const words = ['jeudi 26 novembre', 'Aucune autre offre', 'Mission locale : délai dépassé', page(about)]
    return { to: toAnimator, words }
  },
  'overdue-regional': async () => {
    const about = await unresolvedReferral()
    await wait('overdue-regional', { to: 'regional', about })
    const words = [
      'Bonjour Dominique',
      'depuis le mardi 24 novembre',
      'Suivie par : Alix',
      'Ce message revient chaque semaine',
    ]
    return { to: toRegional, words: [...words, page(about)] }
  },
  extension: async () => {
    const about = await sentReferral({ due_at: '2026-11-25T23:00:00Z', extensions: 1 })
    const details = { oldDueAt: '2026-11-23T23:00:00Z', dueAt: '2026-11-25T23:00:00Z', cause: 'bounce' }
    await wait('extension', { to: 'young-person', about, details })
    const words = ['mercredi 25 novembre, et non plus le lundi 23 novembre', 'Notre premier mail n’est pas bien arrivé']
    return { to: toYoungPerson, words: [...words, tracking()] }
  },
  'withdrawal-partner': async () => {
    const about = await sentReferral({ state: 'withdrawn', ...ended })
    await wait('withdrawal-partner', { to: 'offer-contact', about })
    return { to: toPartner, words: ['Camille, pour votre offre « Un toit »', 'rien à faire'] }
  },
  'withdrawal-young-person': async () => {
    const about = await sentReferral({ state: 'withdrawn', ...ended })
    await wait('withdrawal-young-person', { to: 'young-person', about })
    return { to: toYoungPerson, words: ['Ta demande est annulée'] }
  },
  outcome: async () => {
    const about = await contactedReferral()
    await wait('outcome', { to: 'referent', about })
    return { to: toReferent, words: ['Camille le dimanche 22 novembre', page(about)] }
  },
  'outcome-animator': async () => {
    const about = await contactedReferral()
    await wait('outcome-animator', { to: 'animator', about })
    return { to: toAnimator, words: ['Contact : dimanche 22 novembre', page(about)] }
  },
  'handed-over': async () => {
    const about = await sentReferral({ referent_id: partner.referentId })
    await wait('handed-over', { to: 'referent', about, details: { referentId: partner.referentId } })
    return {
      to: toReferent,
      words: ['Un·e collègue vous confie la demande de Camille', 'à contacter au plus tard le lundi 23', page(about)],
    }
  },
  feedback: async () => {
    const about = await contactedReferral()
    await wait('feedback', { to: 'young-person', about })
    const answer = `${tracking()}/avis/${about}?contacte=`
    return { to: toYoungPerson, words: ['As-tu été contacté·e par Mission locale ?', `${answer}oui`, `${answer}non`] }
  },
  'claim-animator': async () => {
    const about = await contactedReferral()
    await wait('claim-animator', { to: 'animator', about })
    return { to: toAnimator, words: ['Contact noté : dimanche 22 novembre', page(about)] }
  },
  'bounce-animator': async () => {
    const about = await sentReferral()
    const outboxId = await cameBack('referral-request', { to: 'offer-contact', about })
    await wait('bounce-animator', { to: 'animator', about, details: { outboxId } })
    return { to: toAnimator, words: [toPartner, page(about)] }
  },
  accompaniment: async () => {
    const about = await contactedReferral()
    const accompanimentId = crypto.randomUUID()
    await insert('accompaniments', {
      id: accompanimentId,
      referral_id: about,
      partner_id: nextPartner.id,
      referent_id: nextPartner.referentId,
      pathway_referent_id: nextPartner.referentId,
      proposed_by: partner.userId,
      proposed_at: '2026-11-23T07:00:00Z',
    })
    await wait('accompaniment', { to: 'young-person', about, details: { accompanimentId } })
    return { to: toYoungPerson, words: ['t’accompagne aussi', 'rien n’est transmis', tracking()] }
  },
  'tracking-link': async () => {
    await sentReferral()
    await wait('tracking-link', { to: 'young-person', about: null })
    return { to: toYoungPerson, words: [tracking()] }
  },
}

/** A row that is not composed with the others: it came back before. */
const cameBack = async (mail: MailName, waiting: Waiting) => {
  const { id } = await givenRequest(database.pool, { territory, theme })
  return wait(mail, waiting, { request_id: id, state: 'bounced', done_at: '2026-11-23T07:00:00Z' })
}

describe('every mail is written from its rows, for one recipient', () => {
  test.each(mailNames)('%s', async (name) => {
    const seen = await eachMail[name]()
    const { to, subject, text, rowsInMail, needless } = await compose()
    expect(to).toBe(seen.to)
    for (const words of seen.words) expect(text).toContain(words)
    expect(subject).not.toMatch(/Camille|voiture/)
    expect(subject).not.toBe('')
    expect(rowsInMail).toHaveLength(1)
    expect(needless).toEqual([])
    // The ways to reach the young person are read after sign-in.
    expect(text).not.toContain('+33639980042')
    expect(text).not.toContain(toYoungPerson)
  })

  test('when the offer’s contact cannot be reached, its referent gets the same request', async () => {
    const about = await sentReferral()
    await wait('referral-request', { to: 'referent', about })
    expect(await compose()).toMatchObject({ to: toReferent, text: expect.stringContaining('Camille, 19 ans') })
  })

  test('when a referent’s own address does not work, the animator reads that one', async () => {
    const about = await sentReferral()
    const outboxId = await cameBack('reminder', { to: 'referent', about })
    await wait('bounce-animator', { to: 'animator', about, details: { outboxId } })
    expect((await compose()).text).toContain(toReferent)
  })

  test('the next partner reads what the first one wrote on sending the request on, and no other note', async () => {
    const { id, nextId } = await redirectedReferral({})
    const at = '2026-11-22T10:00:00.123456Z'
    const redirected = { event: { kind: 'redirected' }, to_state: 'redirected', actor_kind: 'clock' }
    await insert('journal', { request_id: request.id, referral_id: id, version: 2, at, ...redirected })
    await insert('notes', { referral_id: id, words: 'Rappeler demain.', written_at: '2026-11-22T09:00:00Z' })
    await insert('notes', { referral_id: id, words: 'Cherche près de la gare.', written_at: at })
    await insert('notes', { referral_id: id, words: 'Rappelée.', written_at: '2026-11-22T11:00:00Z' })
    await wait('referral-request', { to: 'offer-contact', about: nextId })
    const { text } = await compose()
    expect(text).toContain('adressée à Mission locale')
    expect(text).toContain('Cherche près de la gare.')
    expect(text).not.toContain('Rappel')
  })

  test('a question that has left the questionnaire is told by its code', async () => {
    await set('requests', request.id, { answers: { statut: ['emploi', 'autre'], permis: ['non'] } })
    await wait('referral-request', { to: 'offer-contact', about: await sentReferral() })
    const { text } = await compose()
    expect(text).toContain('Que fais-tu ? Un emploi, autre')
    expect(text).toContain('permis : non')
  })

  test('a young person who picked another partner is not told that somebody else did', async () => {
    const { nextId } = await redirectedReferral({})
    await wait('redirection', { to: 'young-person', about: nextId, details: { by: 'young-person' } })
    const { text } = await compose()
    expect(text).toContain('Tu as choisi une autre structure')
    expect(text).not.toContain('L’équipe Boussole')
  })
})

test.each(mailNames.filter(isInEnglish))(
  'who asked in English reads %s in English, with links that go on in English',
  async (name) => {
    await set('requests', request.id, { language: 'en' })
    await eachMail[name]()
    const { subject, text } = await compose()
    expect(`${subject} ${text}`).not.toMatch(/[éèàçœ]|\b(ta|tu|ton|demande|Bonjour|structure)\b/i)
    expect(text).not.toContain(tracking())
    if (text.includes('/suivi/')) expect(text).toContain(tracking().replace('/suivi/', '/en/suivi/'))
  },
)

test('a partner reads French of somebody who asked in English', async () => {
  await set('requests', request.id, { language: 'en' })
  await wait('referral-request', { to: 'offer-contact', about: await sentReferral() })
  expect((await compose()).text).toContain('Bonjour')
})

describe('what happens next is told as it is when the mail leaves', () => {
  test('with nobody left, the animator is named with a day', async () => {
    await wait('lapse-young-person', { to: 'young-person', about: await unresolvedReferral() })
    expect((await compose()).text).toContain(
      'Alix, de l’équipe Boussole, reprend ta demande. Tu auras des nouvelles au plus tard le vendredi 4 décembre.',
    )
  })

  test('without consent to ask another partner, the young person is offered the choice', async () => {
    const about = await unresolvedReferral({ unresolved_cause: 'no-consent' })
    await wait('lapse-young-person', { to: 'young-person', about })
    expect((await compose()).text).toContain('Tu peux aussi choisir toi-même une autre structure sur ta page de suivi.')
  })

  test('when the next partner has been left behind too, the one after is told', async () => {
    const { id, nextId } = await redirectedReferral()
    await set('referrals', nextId, { state: 'redirected', ended_at: '2026-11-24T09:00:00Z' })
    const third = await givenPartner(database.pool, territory, 'Point jeunes')
    const thirdOffer = await givenOffer(database.pool, { territory, theme, partner: third })
    const link = {
      link: 3,
      previous_referral_id: nextId,
      sent_at: '2026-11-24T09:00:00Z',
      due_at: '2026-11-27T23:00:00Z',
    }
    await givenReferral(database.pool, { request, offer: thirdOffer }, link)
    await wait('lapse-young-person', { to: 'young-person', about: id })
    expect((await compose()).text).toContain('Point jeunes te contacte au plus tard le vendredi 27 novembre')
  })

  test('a partner whose request nobody else took reads that the animation has it', async () => {
    await wait('lapse-partner', { to: 'referent', about: await unresolvedReferral() })
    expect((await compose()).text).toContain('L’animation territoriale reprend sa demande.')
  })
})

describe('a mail that is no longer called for does not leave', () => {
  /** Names of the mails that would leave, of those that wait for this request. */
  const leaving = async () => {
    const rows = await outboxOf(db, request.id)
    expect(rows).not.toEqual([])
    const { needless } = await composeMail(db, rows, settings, now)
    return rows.filter(({ id }) => !needless.includes(id)).map(({ mail }) => mail)
  }

  test('a reminder once the young person was contacted', async () => {
    await wait('reminder', { to: 'referent', about: await contactedReferral() })
    expect(await leaving()).toEqual([])
  })

  test('the notice to a partner once its window is over', async () => {
    const { id } = await redirectedReferral()
    await wait('referral-request', { to: 'offer-contact', about: id })
    expect(await leaving()).toEqual([])
  })

  test.each<[MailName, Waiting['to']]>([
    ['lapse-young-person', 'young-person'],
    ['lapse-partner', 'referent'],
    ['lapse-animator', 'animator'],
  ])('%s of an erased request', async (mail, to) => {
    const { id, nextId } = await redirectedReferral()
    await set('referrals', nextId, { state: 'withdrawn', ended_at: '2026-11-24T05:00:00Z' })
    await wait(mail, { to, about: id })
    await erase()
    expect(await leaving()).toEqual([])
  })

  test.each<MailName>(['lapse-young-person', 'refusal', 'receipt'])('%s of a request taken back', async (mail) => {
    const { id, nextId } = await redirectedReferral({ decline_reason: 'no-capacity' })
    await set('referrals', nextId, { state: 'withdrawn', ended_at: '2026-11-24T05:00:00Z' })
    await wait(mail, { to: 'young-person', about: id })
    expect(await leaving()).toEqual([])
  })

  test('an extension whose due date has moved again', async () => {
    const about = await sentReferral({ due_at: '2026-11-27T23:00:00Z', extensions: 2 })
    const details = { oldDueAt: '2026-11-23T23:00:00Z', dueAt: '2026-11-25T23:00:00Z', cause: 'animator' }
    await wait('extension', { to: 'young-person', about, details })
    expect(await leaving()).toEqual([])
  })

  test('the extra day of an accepted referral that an extension has replaced', async () => {
    const about = await sentReferral({ state: 'accepted', accepted_at: '2026-11-21T09:00:00Z', grace_until: null })
    await wait('late-accepted-animator', { to: 'animator', about })
    expect(await leaving()).toEqual([])
  })

  test('a mail to somebody who has left', async () => {
    const about = await sentReferral()
    const leftUser = await givenProfessional(database.pool, { role: 'animator', left_at: '2026-11-20T00:00:00Z' })
    await wait('bounce-animator', { to: 'animator', about }, { recipient_id: leftUser })
    const parting = await givenPartner(database.pool, territory, 'Partante')
    await set('referents', parting.referentId, { left_at: '2026-11-20T00:00:00Z' })
    await wait('reminder', { to: 'referent', about }, { recipient_id: parting.referentId })
    expect(await leaving()).toEqual([])
  })

  test('a mail to a young person who took the address away', async () => {
    await set('requests', request.id, { email: null })
    await wait('receipt', { to: 'young-person', about: await sentReferral() })
    expect(await leaving()).toEqual([])
  })
})

const erase = async () => {
  const personal = ['first_name', 'email', 'phone', 'prefers', 'moments', 'message', 'tracking_token_hash']
  const gone = Object.fromEntries(personal.map((name) => [name, null]))
  const at = '2026-11-24T05:00:00Z'
  await set('requests', request.id, { ...gone, answers: {}, ended_at: at, erased_at: at })
}

test('a request that was erased is taken back from its partner without a name', async () => {
  const about = await sentReferral({ state: 'withdrawn', ...ended })
  await wait('withdrawal-partner', { to: 'offer-contact', about })
  await erase()
  const { to, text } = await compose()
  expect(to).toBe(toPartner)
  expect(text).toContain('un·e jeune (demande du vendredi 20 novembre), pour votre offre « Un toit »')
})

test('a request taken back in one chain only is still told about in the other', async () => {
  const about = await unresolvedReferral()
  const taken = { chain: 2, state: 'withdrawn', ...ended }
  await givenReferral(database.pool, { request, offer: nextOffer }, taken)
  await wait('lapse-young-person', { to: 'young-person', about })
  await wait('receipt', { to: 'young-person', about })
  for (const row of await outboxOf(db, request.id)) {
    expect(await composeMail(db, [row], settings, now)).toMatchObject({ to: toYoungPerson, rowsInMail: [row.id] })
  }
})

describe('the reminders of one person leave together', () => {
  const remind = async (about: string, to: Waiting['to'] = 'referent', columns: Columns = {}) => {
    const group = { group_key: `reminder/${partner.referentId}`, ...columns }
    return wait('reminder', { to, about }, group)
  }

  test('each referral once, the soonest first; what was contacted meanwhile is left out', async () => {
    const late = await remind(await sentReferral({ due_at: '2026-11-26T23:00:00Z' }))
    const first = request.id
    request = await givenRequest(database.pool, { territory, theme }, { first_name: 'Sacha' })
    const soon = await sentReferral()
    const twice = [await remind(soon), await remind(soon)]
    const second = request.id
    request = await givenRequest(database.pool, { territory, theme }, { first_name: 'Lou' })
    const done = await remind(await contactedReferral())
    const { to, subject, text, rowsInMail, needless } = await compose([first, second, request.id])
    expect(to).toBe(toReferent)
    expect(subject).toBe('2 jeunes attendent votre réponse, première date : aujourd’hui, lundi 23 novembre')
    expect(text.match(/Sacha|Camille|Lou/g)).toEqual(['Sacha', 'Camille'])
    expect(rowsInMail).toHaveLength(3)
    expect(rowsInMail).toEqual(expect.arrayContaining([late, ...twice]))
    expect(needless).toEqual([done])
  })

  test('an accepted referral in its extra day is told with that day', async () => {
    const accepted = { state: 'accepted', accepted_at: '2026-11-21T09:00:00Z' }
    await remind(
      await sentReferral({ ...accepted, due_at: '2026-11-22T23:00:00Z', grace_until: '2026-11-23T23:00:00Z' }),
    )
    expect((await compose()).text).toContain('aujourd’hui dernier jour')
  })

  test('a deputy reads why the reminder came', async () => {
    const deputy = await givenPartner(database.pool, territory, 'Suppléante')
    const about = await sentReferral()
    await remind(about)
    expect((await compose()).text).not.toContain('suppléant·e')
    await database.pool.query('delete from outbox')
    await remind(about, 'referent', { recipient_id: deputy.referentId })
    expect((await compose()).text).toContain('Vous recevez ce rappel comme suppléant·e')
  })
})
