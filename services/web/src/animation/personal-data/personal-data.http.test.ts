import { refreshFigures } from '@boussole/db'
import { eraseOldData } from '@boussole/commands'
import { demoId } from '@boussole/local'
import { describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../../demo-site.ts'

const demo = useDemoSite()

const rows = async <Row extends object>(question: string, values: readonly unknown[] = []): Promise<Row[]> =>
  (await demo.database.pool.query<Row>(question, [...values])).rows

const requestOf = async (referralId: string) => {
  const [row] = await rows<{ id: string; email: string; phone: string }>(
    'select requests.id, email, phone from requests join referrals on request_id = requests.id where referrals.id = $1',
    [referralId],
  )
  if (row === undefined) throw new Error('no request')
  return { ...row, reference: referralId.slice(0, 8).toUpperCase() }
}

/** As if everything about it had happened so long ago. */
const makeOld = async (requestId: string, days: number): Promise<void> => {
  await rows('alter table journal disable trigger journal_is_append_only')
  await rows(`update journal set at = at - make_interval(days => $2) where request_id = $1`, [requestId, days])
  await rows('alter table journal enable trigger journal_is_append_only')
  await rows(
    `update referrals set sent_at = sent_at - make_interval(days => $2), due_at = due_at - make_interval(days => $2),
       contacted_at = contacted_at - make_interval(days => $2) where request_id = $1`,
    [requestId, days],
  )
  await rows(`update requests set submitted_at = submitted_at - make_interval(days => $2) where id = $1`, [
    requestId,
    days,
  ])
}

const contact = async (referralId: string): Promise<void> => {
  const referent = await demo.signedIn(people.amelie)
  const page = `/pro/mises-en-relation/${referralId}/contact`
  await referent.get(page)
  const { status } = await referent.post(page, { joint: 'oui', moyen: 'phone' })
  expect(status).toBe(303)
}

test('a person is found by their whole address, sent their link, handed a copy, and erased; nobody of another territory finds them', async () => {
  const { id, email, reference } = await requestOf(await demo.ask({ firstName: 'Ysoline' }))
  const animator = await demo.signedIn(people.animator)
  await animator.get('/pro/animation/droits')
  const searched = await animator.post('/pro/animation/droits', { personne: email })
  expect(searched.status).toBe(303)
  expect(searched.location).not.toContain(email)
  const list = await animator.get(searched.location)
  expect(list.html).toContain(`/pro/animation/droits/${id}`)

  const byReference = await animator.get(
    (await animator.post('/pro/animation/droits', { personne: reference.toLowerCase() })).location,
  )
  expect(byReference.html).toContain(`/pro/animation/droits/${id}`)

  const page = `/pro/animation/droits/${id}`
  expect((await animator.get(page)).html).toContain('Ysoline')
  const unverified = await animator.post(page, { geste: 'copie' })
  expect(unverified).toMatchObject({ status: 422 })
  expect(unverified.html).toContain('Vérifiez d’abord')
  const sent = await animator.post(page, { geste: 'lien' })
  expect(sent.location).toContain('fait=lien')
  expect(await rows(`select mail from outbox where request_id = $1 and mail = 'tracking-link'`, [id])).toHaveLength(1)
  const copy = await animator.get((await animator.post(page, { geste: 'copie', verifie: 'oui' })).location)
  const files = [...copy.html.matchAll(/href="([^"]*copie\/fichier[^"]*)"/g)].map(([, path = '']) =>
    path.replaceAll('&amp;', '&'),
  )
  const [read, raw] = [await animator.get(files[0] ?? ''), await animator.get(files[1] ?? '')]
  expect(read.headers['content-disposition']).toBe(`attachment; filename="boussole-demande-${reference}.html"`)
  expect(read.html).toContain('<dt>Prénom</dt><dd>Ysoline</dd>')
  expect(raw.headers['content-disposition']).toBe(`attachment; filename="boussole-demande-${reference}.json"`)
  expect(JSON.parse(raw.html)).toMatchObject({ request: { firstName: 'Ysoline' } })
  for (const path of ['copie', 'copie/fichier', 'copie/fichier?format=json'])
    expect((await animator.get(`${page}/${path}`)).status).toBe(404)

  const other = await demo.signedIn(people.otherAnimator)
  expect((await other.get(page)).status).toBe(404)
  await other.get('/pro/animation/droits')
  const elsewhere = await other.get((await other.post('/pro/animation/droits', { personne: email })).location)
  expect(elsewhere.html).not.toContain('Ysoline')
  const called = await other.get((await other.post('/pro/animation/droits', { personne: reference })).location)
  expect(called.html).not.toContain('Ysoline')

  expect((await animator.get(`${page}/effacement`)).status).toBe(404)
  const { location } = await animator.post(page, { geste: 'effacement', verifie: 'oui' })
  await animator.get(location)
  const erased = await animator.post(location)
  expect(erased.location).toContain('fait=efface')
  expect((await animator.get(page)).status).toBe(404)
  expect(
    await rows('select first_name, email, erased_at is not null as gone from requests where id = $1', [id]),
  ).toEqual([{ first_name: null, email: null, gone: true }])
  expect(await rows(`select kind from acts where about = $1 order by id`, [reference])).toEqual([
    { kind: 'person-link-sent' },
    { kind: 'person-exported' },
    { kind: 'person-erased' },
  ])
})

test('the dry run names what the next run erases, and the run erases exactly that; figures stay', async () => {
  const { db } = demo.site
  const [oldReferral, soonReferral, freshReferral] = [await demo.ask(), await demo.ask(), await demo.ask()]
  const [old, soon, fresh] = [
    await requestOf(oldReferral),
    await requestOf(soonReferral),
    await requestOf(freshReferral),
  ]
  await contact(oldReferral)
  await contact(soonReferral)
  await makeOld(old.id, 366)
  await makeOld(soon.id, 350)
  await refreshFigures(db)
  const figures = () =>
    rows('select sum(received) as received, sum(kept) as kept, sum(lapsed) as lapsed from figure_cells')
  const before = await figures()
  const mails = () => rows<{ count: string }>('select count(*) from outbox')
  const mailsBefore = await mails()

  const animator = await demo.signedIn(people.animator)
  const { html } = await animator.get('/pro/animation/conservation')
  expect(html).toMatch(/Demandes de jeunes<\/th><td>1<\/td><td>1<\/td>/)
  expect(html).toContain(`Demande ${old.reference}`)
  expect(html).toContain(`Demande ${soon.reference}`)
  expect(html).not.toContain(`Demande ${fresh.reference}`)
  expect((await animator.get('/pro/animation/conservation.csv')).html).toContain(old.reference)

  expect(await eraseOldData({ db }, () => false)).toBe(1)
  expect(await eraseOldData({ db }, () => false)).toBe(0)
  const kept = await rows<{ id: string }>('select id from requests where erased_at is null and id = any($1)', [
    [old.id, soon.id, fresh.id],
  ])
  expect(kept.map(({ id }) => id).toSorted()).toEqual([soon.id, fresh.id].toSorted())
  expect(await rows(`select state from referrals where id = $1`, [oldReferral])).toEqual([{ state: 'withdrawn' }])
  expect(await mails()).toEqual(mailsBefore)
  await refreshFigures(db)
  expect(await figures()).toEqual(before)
  expect((await animator.get('/pro/animation/conservation')).html).toMatch(/Demandes de jeunes<\/td><td>2<\/td>/)
})

test('a professional who left a year ago loses name, address and ways of signing in; what they did stays', async () => {
  await demo.leave(people.theo)
  const [left] = await rows<{ id: string }>(
    `update users set left_at = platform_now() - interval '366 days' where email = $1 returning id`,
    [people.theo],
  )
  await eraseOldData({ db: demo.site.db }, () => false)
  const [erased] = await rows<{ name: string; email: string; password_hash: string | null }>(
    'select name, email, password_hash from users where id = $1',
    [left?.id],
  )
  expect(erased).toEqual({
    name: 'Ancien·ne professionnel·le',
    email: `efface-${left?.id}@boussole.invalid`,
    password_hash: null,
  })
})

test('an address that was put right goes a year after, also of a charter that both have signed; the act and the charter stay', async () => {
  const partner = 'mission-locale-forez'
  const charterId = demoId('charter', partner)
  await rows(
    `update charters set animation_signed_at = platform_now(), animation_signed_name = 'Danielle Pommier',
       animation_signed_function = 'Directrice', animation_signed_by = proposed_by, pdf = '%PDF', pdf_hash = text_hash
     where id = $1`,
    [charterId],
  )
  const correct = (daysAgo: number) =>
    rows(
      `with act as (
         insert into acts (kind, territory_id, partner_id, at)
         values ('charter-address-corrected', $1, $2, platform_now() - make_interval(days => $3)) returning id)
       insert into corrected_addresses (act_id, charter_id, old_email, new_email)
       select id, $4, $3 || '@ailleurs.example', 'juste@forez.example' from act`,
      [demoId('territory', 'loire'), demoId('partner', partner), daysAgo, charterId],
    )
  for (const daysAgo of [367, 350, 10]) await correct(daysAgo)
  const animator = await demo.signedIn(people.animator)
  const { html } = await animator.get('/pro/animation/conservation')
  expect(html).toMatch(/Adresses corrigées<\/th><td>1<\/td><td>1<\/td>/)

  await eraseOldData({ db: demo.site.db }, () => false)
  expect(await rows('select old_email from corrected_addresses order by act_id')).toEqual([
    { old_email: '350@ailleurs.example' },
    { old_email: '10@ailleurs.example' },
  ])
  expect(
    await rows(`select from acts where kind = 'charter-address-corrected' and partner_id = $1`, [
      demoId('partner', partner),
    ]),
  ).toHaveLength(3)
  expect(await rows('select signatory_email from charters where id = $1', [charterId])).toHaveLength(1)
  expect((await animator.get('/pro/animation/conservation')).html).toMatch(/Adresses corrigées<\/td><td>1<\/td>/)
})

/** How a charter is signed, the table that keeps it, and where its document is read. */
const signings = {
  paper: {
    table: 'paper_charters',
    column: 'paper_charter_id',
    document: 'papier',
    insert: `insert into paper_charters (territory_id, partner_id, signed_on, partner_name, partner_function, animation_name,
        animation_function, scan, scan_hash, recorded_by)
      select $1, partner.id, '2015-01-01', 'Agnès Quatrefages', 'Présidente', 'Danielle Pommier', 'Directrice', '%PDF',
        sha256('%PDF'), $2 from partner returning id, partner_id`,
  },
  signed: {
    table: 'charters',
    column: 'charter_id',
    document: 'charte',
    insert: `insert into charters (territory_id, partner_id, version, text_hash, signatory_name, signatory_function,
        signatory_email, proposed_by, token_hash, expires_at, partner_signed_at, partner_signed_name,
        partner_signed_function, partner_signed_sending, animation_signed_at, animation_signed_name,
        animation_signed_function, animation_signed_by, pdf, pdf_hash)
      select $1, partner.id, '2015', sha256('2015'), 'Agnès Quatrefages', 'Présidente', 'agnes@forez.example', $2,
        sha256(partner.id::text::bytea), '2015-02-01', '2015-01-01', 'Agnès Quatrefages', 'Présidente', 1, '2015-01-01',
        'Danielle Pommier', 'Directrice', $2, '%PDF', sha256('%PDF') from partner returning id, partner_id`,
  },
} as const

/**
 * A partner whose charter gave one year and then another by renewal; that one ended so many days more than five years
 * ago, and the ending kept a copy of it.
 */
const signLongAgo = async (origin: keyof typeof signings, daysMore: number) => {
  const { insert, column } = signings[origin]
  const [signed] = await rows<{ id: string; partner_id: string }>(
    `with partner as (insert into partners (territory_id, name) values ($1, 'Au Long Cours') returning id),
     charter as (${insert}),
     day as (select ((platform_now() at time zone 'Europe/Paris')::date - interval '5 years')::date - $3::int as last),
     year as (
       insert into agreements (partner_id, ${column}, charter_version, origin, signed_on, from_day, to_day, followed_by,
         signatory_partner, signatory_animation)
       select partner_id, id, '2015', origin, '2015-01-01', last - days, last - days + 364, followed_by,
         'Agnès Quatrefages, Présidente', 'Danielle Pommier, Directrice'
       from charter, day, (values ('${origin}', 729, 'renewal'), ('renewed', 364, 'nothing')) as years (origin, days, followed_by)
       returning *),
     ending as (
       insert into agreement_endings (territory_id, partner_id, agreement_id, side, kind, declared_by, last_day,
         earlier_to_day, later_years)
       select $1, partner_id, id, 'partner', 'at-term', $2, to_day, to_day, jsonb_build_array(to_jsonb(year)) from year
       where origin = 'renewed')
     select id, partner_id from charter`,
    [
      demoId('territory', 'loire'),
      (await rows<{ id: string }>('select id from users where email = $1', [people.animator]))[0]?.id,
      daysMore,
    ],
  )
  if (signed === undefined) throw new Error('no charter')
  return { id: signed.id, partnerId: signed.partner_id }
}

describe.each([
  ['on paper', 'paper'],
  ['online', 'signed'],
] as const)('a charter signed %s', (_, origin) => {
  const { table, document } = signings[origin]

  test('goes five years after the last day that it gave, by renewal too, with the names of who signed; the years stay, and how they were signed', async () => {
    const animator = await demo.signedIn(people.animator)
    const toErase = async () => {
      const { html } = await animator.get('/pro/animation/conservation')
      return /Chartes signées<\/th><td>(\d+)<\/td><td>(\d+)<\/td>/.exec(html)?.slice(1).map(Number)
    }
    const [now = 0, soon = 0] = (await toErase()) ?? []
    const [gone, stays] = [await signLongAgo(origin, 1), await signLongAgo(origin, 0)]
    expect(await toErase()).toEqual([now + 1, soon + 1])
    const statusOf = async (id: string) => (await animator.get(`/pro/convention/${document}/${id}`)).status
    expect(await statusOf(gone.id)).toBe(200)
    const yearsBefore = await rows('select from_day, to_day, origin from agreements order by from_day, id')

    await eraseOldData({ db: demo.site.db }, () => false)
    expect([await statusOf(gone.id), await statusOf(stays.id)]).toEqual([404, 200])
    expect(await rows(`select id from ${table} where id = any($1)`, [[gone.id, stays.id]])).toEqual([{ id: stays.id }])
    const naming = await rows<{ partner_id: string }>(
      `select distinct a.partner_id from agreements a left join agreement_endings e on agreement_id = a.id
       where a.partner_id = any($1) and (signatory_partner like '%Quatrefages%' or later_years::text like '%Quatrefages%')`,
      [[gone.partnerId, stays.partnerId]],
    )
    expect(naming).toEqual([{ partner_id: stays.partnerId }])
    expect(await rows('select from_day, to_day, origin from agreements order by from_day, id')).toEqual(yearsBefore)
    for (const { partnerId } of [gone, stays]) {
      const { html } = await animator.get(`/pro/animation/conventions/${partnerId}`)
      expect(html.includes('2015, signé hors ligne')).toBe(origin === 'paper')
    }
  })
})

test('a charter signed online of which no year is left goes five years after its last signature', async () => {
  const [gone, stays] = [await signLongAgo('signed', -100), await signLongAgo('signed', -100)]
  for (const { partnerId } of [gone, stays]) {
    await rows('delete from agreement_endings where partner_id = $1', [partnerId])
    await rows('delete from agreements where partner_id = $1', [partnerId])
  }
  await rows(`update charters set animation_signed_at = platform_now() - interval '4 years' where id = $1`, [stays.id])
  await eraseOldData({ db: demo.site.db }, () => false)
  expect(await rows('select id from charters where id = any($1)', [[gone.id, stays.id]])).toEqual([{ id: stays.id }])
})
