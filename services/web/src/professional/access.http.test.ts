import { proposeAccompaniment, recordContact } from '@boussole/commands'
import { findProfessional } from '@boussole/db'
import { asId, rights } from '@boussole/domain'
import type { Professional, Standing, Thing, UserId } from '@boussole/domain'
import { demoId } from '@boussole/local'
import { givenProfessional } from '@boussole/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import type { Visitor } from '../test-web.ts'

// Every page of professionals, asked for by every kind of person: what the table of rights says is what they get. A
// page without a rule fails the first test.

const demo = useDemoSite()

/** Who asks, and what they are to the referral of this file: one of "Un premier toit", accompanied by "Les Ricochets". */
const persons = {
  'its referent': { email: people.amelie, standing: 'partner' },
  'a colleague of theirs': { email: people.theo, standing: 'partner' },
  'who accompanies': { email: people.stranger, standing: 'companion' },
  'the deputy of their absent referent': { email: 'deputy@premier-toit.example', standing: 'partner' },
  'the animator of the territory': { email: people.animator, standing: 'watcher' },
  'the regional animator of the region': { email: 'region@info-jeunes.example', standing: 'watcher' },
  'the national level': { email: 'antoine.verchere@boussole-nationale.example', standing: 'watcher' },
  'who observes the territory': { email: people.observer, standing: 'observer' },
  'a referent of another partner': { email: 'nadia.ferrand@mission-locale-forez.example', standing: null },
  'a referent without agreement': { email: 'ines.robelin@maison-des-droits.example', standing: null },
  'a referent who has left the partner for another': { email: 'gone@mission-locale-forez.example', standing: null },
  'the animator of another territory': { email: people.otherAnimator, standing: null },
  'the regional animator of another region': { email: 'other-region@info-jeunes.example', standing: null },
} as const satisfies Readonly<Record<string, { readonly email: string; readonly standing: Standing | null }>>

type Person = keyof typeof persons
const names = Object.keys(persons).filter((name): name is Person => name in persons)

/** Whom a page is for. `act` and `see`: of one of these things, by the table. */
type Rule =
  | 'everybody'
  | 'who has signed in'
  | 'who watches'
  | 'who watches or observes'
  | 'who watches a region or all'
  | 'the national level'
  | 'who is under agreement or watches'
  | { readonly act: readonly Thing[] }
  | { readonly see: Thing }

const referral = '/pro/mises-en-relation/:id'

const rules: Readonly<Record<string, Rule>> = {
  '/pro': 'who has signed in',
  '/pro/': 'who has signed in',
  '/pro/connexion': 'everybody',
  '/pro/connexion/lien-envoye': 'everybody',
  '/pro/connexion/lien/:token': 'everybody',
  '/pro/connexion/lien/:token/nouveau': 'everybody',
  '/pro/connexion/mot-de-passe': 'everybody',
  '/pro/connexion/code': 'everybody',
  '/pro/deconnexion': 'everybody',
  '/pro/bienvenue': 'who has signed in',
  '/pro/compte': 'who has signed in',
  '/pro/compte/sessions/autres': 'who has signed in',
  '/pro/compte/sessions/:id': 'who has signed in',
  '/pro/compte/mot-de-passe': 'who has signed in',
  '/pro/compte/confirmation': 'who has signed in',
  '/pro/compte/code': 'who has signed in',
  '/pro/compte/code/secours': 'who has signed in',
  '/pro/compte/code/secours.txt': 'who has signed in',
  '/pro/compte/code/fin': 'who has signed in',
  [referral]: { see: 'referral' },
  [`${referral}/prise`]: { act: ['referral'] },
  [`${referral}/contact`]: { act: ['referral'] },
  [`${referral}/refus`]: { act: ['referral'] },
  [`${referral}/prolongation`]: { act: ['supervision'] },
  [`${referral}/arret`]: { act: ['supervision'] },
  [`${referral}/fin`]: { act: ['referral', 'supervision'] },
  [`${referral}/reorientation`]: { act: ['referral', 'supervision'] },
  [`${referral}/passage`]: { act: ['referral'] },
  [`${referral}/note`]: { act: ['shared-notes'] },
  [`${referral}/a-deux`]: { act: ['accompaniment'] },
  [`${referral}/referent-de-parcours`]: { act: ['accompaniment-course'] },
  [`${referral}/fin-a-deux`]: { act: ['accompaniment-course'] },
  '/pro/animation': 'who watches or observes',
  '/pro/animation/promesse': 'who watches or observes',
  '/pro/animation/promesse.csv': 'who watches or observes',
  '/pro/animation/besoins': 'who watches or observes',
  '/pro/animation/besoins.csv': 'who watches or observes',
  '/pro/animation/bilan': 'who watches or observes',
  '/pro/animation/bilan.pdf': 'who watches or observes',
  '/pro/animation/journal': 'who watches',
  '/pro/animation/conservation': 'who watches',
  '/pro/animation/conservation.csv': 'who watches',
  '/pro/animation/droits': 'who watches',
  '/pro/animation/droits/:id': 'who watches',
  '/pro/animation/droits/:id/copie': 'who watches',
  '/pro/animation/droits/:id/copie/fichier': 'who watches',
  '/pro/animation/droits/:id/effacement': 'who watches',
  '/pro/animation/sans-referent': 'who watches',
  '/pro/animation/absences': 'who watches',
  '/pro/animation/invitations': 'who watches',
  '/pro/animation/invitations/nouvelle': 'who watches',
  '/pro/animation/invitations/:id/renvoi': 'who watches',
  '/pro/animation/invitations/:id/annulation': 'who watches',
  '/pro/animation/structures': 'who watches',
  '/pro/animation/structures/nouvelle': 'who watches',
  '/pro/animation/structures/:id': 'who watches',
  '/pro/animation/structures/:id/correction': 'who watches',
  '/pro/animation/structures/:id/fermeture': 'who watches',
  '/pro/animation/personnes': 'who watches',
  '/pro/animation/personnes/inviter': 'who watches a region or all',
  '/pro/animation/personnes/inviter/:role': 'the national level',
  '/pro/animation/personnes/:id/fin/:quoi': 'who watches',
  '/pro/animation/personnes/invitations/:id/renvoi': 'who watches',
  '/pro/animation/personnes/invitations/:id/annulation': 'who watches',
  '/pro/animation/imports': 'who watches',
  '/pro/animation/imports/nouveau': 'who watches',
  '/pro/animation/imports/:id': 'who watches',
  '/pro/animation/imports/:id/colonnes': 'who watches',
  '/pro/animation/imports/:id/thematiques': 'who watches',
  '/pro/animation/imports/:id/application': 'who watches',
  '/pro/animation/imports/:id/annulation': 'who watches',
  '/pro/animation/imports/:id/abandon': 'who watches',
  '/pro/animation/imports/:id/invitations': 'who watches',
  '/pro/animation/imports/:id/rapport.csv': 'who watches',
  '/pro/animation/entretien': 'who watches',
  '/pro/animation/entretien/passages': 'who watches',
  '/pro/animation/entretien/passages/:id': 'who watches',
  '/pro/animation/entretien/passages/:id/annulation': 'who watches',
  '/pro/animation/entretien/offres/:id/reprise': 'who watches',
  '/pro/animation/entretien/adresses': 'who watches',
  '/pro/animation/entretien/adresses/:id': 'who watches',
  '/pro/animation/entretien/adresses/:id/correction': 'who watches',
  '/pro/animation/exports': 'who watches',
  '/pro/animation/exports/:name': 'who watches',
  '/pro/animation/exports/nuits/:id': 'who watches',
  '/pro/animation/territoires': 'who watches',
  '/pro/animation/territoires/nouveau': 'who watches a region or all',
  '/pro/animation/territoires/:id': 'who watches',
  '/pro/animation/territoires/manques': 'who watches',
  '/pro/animation/territoires/:id/reglages': 'who watches',
  '/pro/animation/territoires/:id/avant-d-ouvrir': 'who watches',
  '/pro/animation/territoires/:id/manques.csv': 'who watches',
  '/pro/animation/territoires/:id/ouverture': 'who watches',
  '/pro/animation/territoires/:id/invitations': 'who watches',
  '/pro/animation/territoires/:id/communes': 'who watches',
  '/pro/animation/territoires/:id/communes/ajout': 'who watches',
  '/pro/animation/territoires/:id/communes/groupe': 'who watches',
  '/pro/animation/territoires/:id/communes/liste': 'who watches',
  '/pro/animation/territoires/:id/communes/retrait': 'who watches',
  '/pro/animation/territoires/:id/themes': 'who watches',
  '/pro/animation/territoires/:id/themes/:theme/fermeture': 'who watches',
  '/pro/animation/territoires/:id/questionnaires/:theme': 'who watches',
  '/pro/animation/territoires/:id/questionnaires/:theme/page': 'who watches',
  '/pro/animation/territoires/:id/questionnaires/:theme/question': 'who watches',
  '/pro/animation/territoires/:id/questionnaires/:theme/apercu': 'who watches',
  '/pro/animation/territoires/:id/questionnaires/:theme/publication': 'who watches',
  '/pro/animation/territoires/:id/questionnaires/:theme/modele': 'who watches',
  '/pro/animation/territoires/:id/questionnaires/:theme/abandon': 'who watches',
  '/pro/animation/questionnaires': 'the national level',
  '/pro/animation/questionnaires/:theme': 'the national level',
  '/pro/animation/questionnaires/:theme/page': 'the national level',
  '/pro/animation/questionnaires/:theme/question': 'the national level',
  '/pro/animation/questionnaires/:theme/apercu': 'the national level',
  '/pro/animation/questionnaires/:theme/publication': 'the national level',
  '/pro/animation/questionnaires/:theme/abandon': 'the national level',
  '/pro/animation/signalements': 'who watches',
  '/pro/animation/signalements/:id': 'who watches',
  '/pro/signalements': 'who has signed in',
  '/pro/signalements/nouveau': 'who has signed in',
  '/pro/signalements/:id': 'who has signed in',
  '/pro/offres': 'who has signed in',
  '/pro/offres/nouvelle': 'who has signed in',
  '/pro/offres/:id': { see: 'offer' },
  '/pro/offres/:id/modifier': { see: 'offer' },
  '/pro/offres/:id/reglages': { see: 'offer' },
  '/pro/offres/:id/confirmation': { see: 'offer' },
  '/pro/offres/:id/pause': { see: 'offer' },
  '/pro/offres/:id/reprise': { see: 'offer' },
  '/pro/offres/:id/test': { see: 'offer' },
  '/pro/offres/:id/copie': { see: 'offer' },
  '/pro/offres/:id/retrait': { see: 'offer' },
  '/pro/animation/offres': 'who watches',
  '/pro/animation/offres/:id': 'who watches',
  '/pro/contact/merci': 'everybody',
  '/pro/contact/:token': 'everybody',
  '/pro/animation/conventions': 'who watches',
  '/pro/animation/conventions/:partner': 'who watches',
  '/pro/animation/conventions/:partner/proposition': 'who watches',
  '/pro/animation/conventions/:partner/papier': 'who watches',
  '/pro/animation/conventions/:partner/renvoi': 'who watches',
  '/pro/animation/conventions/:partner/retrait': 'who watches',
  '/pro/animation/conventions/:partner/contresignature': 'who watches',
  '/pro/animation/conventions/:partner/fin': 'who watches',
  '/pro/animation/conventions/:partner/fin/terme': 'who watches',
  '/pro/animation/conventions/:partner/fin/preavis': 'who watches',
  '/pro/animation/conventions/:partner/reprise': 'who watches',
  '/pro/convention': 'who has signed in',
  '/pro/convention/texte/:version': 'who has signed in',
  '/pro/convention/charte/:id': 'who has signed in',
  '/pro/convention/papier/:id': 'who has signed in',
  '/pro/convention/:partner/fin': 'who has signed in',
  '/pro/convention/:partner/fin/terme': 'who has signed in',
  '/pro/convention/:partner/fin/preavis': 'who has signed in',
  '/pro/convention/:partner/reprise': 'who has signed in',
  '/pro/charte/:token': 'everybody',
  '/pro/charte/:token/charte.pdf': 'everybody',
  '/pro/charte-terminee': 'everybody',
  '/pro/animation/rencontres': 'who watches',
  '/pro/animation/rencontres/nouvelle': 'who watches',
  '/pro/animation/rencontres/:id': 'who watches',
  '/pro/animation/rencontres/:id/membres': 'who watches',
  '/pro/animation/rencontres/:id/modifier': 'who watches',
  '/pro/animation/rencontres/:id/annulation': 'who watches',
  '/pro/animation/rencontres/:id/presences': 'who watches',
  '/pro/animation/rencontres/:id/compte-rendu': 'who watches',
  '/pro/animation/rencontres/:id/envoi': 'who watches',
  '/pro/animation/courrier': 'who watches',
  '/pro/animation/courrier/nouveau': 'who watches',
  '/pro/animation/courrier/:id': 'who watches',
  '/pro/rencontres': 'who has signed in',
  '/pro/rencontres/:id': 'who has signed in',
  '/pro/rencontres/:id/rencontre.ics': 'who has signed in',
  '/pro/comptes': 'who has signed in',
  '/pro/annuaire': 'who is under agreement or watches',
  '/pro/annuaire/ma-fiche': 'who has signed in',
  '/pro/annuaire/structures/:id': 'who is under agreement or watches',
  '/pro/annuaire/structures/:id/contact.vcf': 'who is under agreement or watches',
  '/pro/annuaire/personnes/:id/contact.vcf': 'who is under agreement or watches',
  '/pro/chiffres': 'who has signed in',
  '/pro/chiffres.csv': 'who has signed in',
  '/pro/equipe': 'who has signed in',
  '/pro/equipe/:id/absence': 'who has signed in',
  '/pro/equipe/:id/absence/confirmation': 'who has signed in',
  '/pro/equipe/:id/absences/:absence': 'who has signed in',
  '/pro/equipe/:id/absences/:absence/annulation': 'who has signed in',
  '/pro/equipe/:id/depart': 'who has signed in',
  '/pro/equipe/:id/reglages': 'who has signed in',
  '/pro/invitation/:token': 'everybody',
  '/pro/lien/:token': 'everybody',
  '/pro/lien/:token/nouveau': 'everybody',
  '/pro/lien-renvoye': 'everybody',
  '/pro/invitation-terminee': 'everybody',
}

/** The pages under /pro that the site has, each with its methods; read from the tree of the router. */
const pagesOf = (tree: string): { readonly path: string; readonly methods: readonly string[] }[] => {
  const labels: string[] = []
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', label = '', methods = ''] = /^([│ ]*)[├└]── (\S+)(?: \(([^)]*)\))?/.exec(line) ?? []
    if (label === '') return []
    const depth = indent.length / 4
    labels.splice(depth, labels.length, label)
    const path = labels.join('')
    return methods !== '' && /^\/pro(\/|$)/.test(path) ? [{ path, methods: methods.split(', ') }] : []
  })
}

const pages = () => pagesOf(demo.site.web.printRoutes({ commonPrefix: false }))

/** What the table gives a standing on a thing. */
const rightOf = (thing: Thing, standing: Standing | null): 'see' | 'act' | undefined =>
  standing === null ? undefined : Object.entries(rights[thing]).find(([who]) => who === standing)?.[1]

/** `in`: the page, or where it leads; the others are refused, or told that it does not exist. */
type Answer = 'in' | 'refused' | 'not found'

const expected = (rule: Rule, person: Person): Answer => {
  const { standing } = persons[person]
  if (rule === 'everybody' || rule === 'who has signed in') return 'in'
  if (rule === 'the national level') return person === rule ? 'in' : 'not found'
  if (rule === 'who watches a region or all') return /regional|national/.test(person) ? 'in' : 'not found'
  if (rule === 'who watches') return /animator|national/.test(person) ? 'in' : 'not found'
  if (rule === 'who watches or observes') return /animator|national|observes/.test(person) ? 'in' : 'not found'
  if (rule === 'who is under agreement or watches')
    return ['a referent without agreement', 'who observes the territory'].includes(person) ? 'refused' : 'in'
  if ('see' in rule) return rightOf(rule.see, standing) === undefined ? 'not found' : 'in'
  if (rule.act.some((thing) => rightOf(thing, standing) === 'act')) return 'in'
  return rightOf('referral', standing) === undefined ? 'not found' : 'refused'
}

const answerOf = (status: number): Answer | number => {
  if (status === 404) return 'not found'
  if (status === 403) return 'refused'
  return status < 400 ? 'in' : status
}

let referralId: string
const visitors = new Map<Person, Visitor>()

const visitorOf = (person: Person): Visitor => {
  const visitor = visitors.get(person)
  if (visitor === undefined) throw new Error(`${person} has not signed in`)
  return visitor
}

const who = async (email: string): Promise<Professional> => {
  const { rows } = await demo.database.pool.query<{ id: string }>('select id from users where email = $1', [email])
  const found = await findProfessional(demo.site.db, asId<UserId>(rows[0]?.id ?? ''))
  if (found === undefined) throw new Error(`nobody has the address ${email}`)
  return found
}

/** Those whom the demo does not have: at the regional level, a deputy in an absence, and somebody who has moved on. */
const bringOthers = async (): Promise<void> => {
  const { pool } = demo.database
  const join = (userId: string, partner: string, leftOn: string | null = null) =>
    pool.query(
      `insert into referents (id, user_id, partner_id, left_at) select gen_random_uuid(), $1, id, $3 from partners where id = $2`,
      [userId, demoId('partner', partner), leftOn],
    )
  const somebody = async (person: Person, about: { role: string; regionCode?: string }): Promise<string> => {
    const { rows } = await pool.query<{ password_hash: string }>('select password_hash from users where email = $1', [
      people.amelie,
    ])
    return givenProfessional(pool, { ...about, email: persons[person].email, password_hash: rows[0]?.password_hash })
  }
  await somebody('the regional animator of the region', { role: 'regional', regionCode: '84' })
  await somebody('the regional animator of another region', { role: 'regional', regionCode: '04' })
  await join(await somebody('the deputy of their absent referent', { role: 'referent' }), 'premier-toit')
  const gone = await somebody('a referent who has left the partner for another', { role: 'referent' })
  await join(gone, 'premier-toit', '2026-01-01T00:00:00Z')
  await join(gone, 'mission-locale-forez')
  const named = demoId('referent', 'amelie-garcin')
  await pool.query(
    `update referents set deputy_id = (select referents.id from referents join users on users.id = user_id where email = $2)
     where id = $1`,
    [named, persons['the deputy of their absent referent'].email],
  )
  await pool.query(
    `insert into absences (referent_id, from_day, to_day) values ($1, current_date - 400, current_date + 4000)`,
    [named],
  )
}

beforeAll(async () => {
  const { db } = demo.site
  referralId = await demo.ask()
  const referent = await who(people.amelie)
  const contact = { reached: true, channel: 'phone', contactedAt: null, note: null } as const
  await recordContact(referralId, contact, referent, { db })
  const referentId = demoId('referent', 'sonia-marchetti')
  await proposeAccompaniment(referralId, { referentId, pathwayReferent: 'ours', youngPersonAgreed: true }, referent, {
    db,
  })
  await demo.database.pool.query(
    `update agreements set from_day = '2020-01-01', to_day = '2020-12-31' where partner_id = $1`,
    [demoId('partner', 'maison-des-droits')],
  )
  await bringOthers()
  for (const name of names) visitors.set(name, await demo.signedIn(persons[name].email))
})

test('every page of professionals has a rule, and no rule is left over', () => {
  expect(
    pages()
      .map(({ path }) => path)
      .toSorted(),
  ).toEqual(Object.keys(rules).toSorted())
})

/** The address of a page, about this referral or its offer, or with a word that names nothing. */
const addressOf = (path: string): string =>
  path
    .replace('/mises-en-relation/:id', `/mises-en-relation/${referralId}`)
    .replace('/offres/:id', `/offres/${demoId('offer', 'premier-logement')}`)
    .replaceAll(/:\w+/g, 'rien')

/** Pages about something else than the referral and its offer: their own tests ask for them. */
const isAskedElsewhere = (path: string): boolean =>
  (/:\w+/.test(path) && !path.startsWith(referral) && !path.startsWith('/pro/offres/:id')) || path === '/pro/comptes'

describe.each(names)('%s', (person) => {
  test('gets the pages that the table of rights gives, and no other', async () => {
    const answers: Record<string, unknown> = {}
    const wanted: Record<string, unknown> = {}
    for (const [path, rule] of Object.entries(rules)) {
      if (rule === 'everybody' || isAskedElsewhere(path)) continue
      const seen = await visitorOf(person).get(addressOf(path))
      answers[path] = seen.location.includes('/connexion') ? 'led to the sign-in' : answerOf(seen.status)
      wanted[path] = expected(rule, person)
    }
    expect(answers).toEqual(wanted)
  })

  test('sends no form to a page that is not theirs', async () => {
    const visitor = visitorOf(person)
    for (const { path, methods } of pages()) {
      const rule = rules[path]
      if (!methods.includes('POST') || rule === undefined || expected(rule, person) === 'in') continue
      await visitor.get('/pro/compte/mot-de-passe')
      const { status } = await visitor.post(addressOf(path))
      expect({ path, answer: answerOf(status) }).toEqual({ path, answer: expected(rule, person) })
    }
  })
})

test('who has not signed in is led to where one does, by every page that is not for everybody', async () => {
  const visitor = demo.site.visitor()
  for (const [path, rule] of Object.entries(rules)) {
    if (rule === 'everybody') continue
    const { status, location } = await visitor.get(addressOf(path))
    expect({ path, status, leads: location.startsWith('/pro/connexion') }).toEqual({ path, status: 303, leads: true })
  }
})

test('who has not signed in sends no form to them: it is led to the sign-in, or told what was typed', async () => {
  const visitor = await demo.signedIn()
  await visitor.get('/pro/compte/mot-de-passe')
  for (const name of visitor.cookies.keys()) if (name.startsWith('__Host-pro')) visitor.cookies.delete(name)
  for (const { path, methods } of pages()) {
    if (!methods.includes('POST') || rules[path] === 'everybody') continue
    const address = addressOf(path)
    const { status, html, location } = await visitor.post(address, { note: 'Quelques mots à garder' })
    const isLed = status === 303 && location.startsWith('/pro/connexion')
    const isTold =
      status === 401 && html.includes('Votre session a pris fin') && html.includes('Quelques mots à garder')
    expect({ path, status, isLed: isLed || isTold }).toEqual({ path, status, isLed: true })
  }
})
