import { demoId } from '@boussole/local'
import { beforeAll, describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../../demo-site.ts'
import type { Visitor } from '../../test-web.ts'

const demo = useDemoSite()
const list = '/pro/animation/structures'
const ricochets = demoId('partner', 'les-ricochets')

let marion: Visitor
beforeAll(async () => {
  marion = await demo.signedIn(people.animator)
})

const row = async (sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown> | undefined> =>
  (await demo.database.pool.query<Record<string, unknown>>(sql, [...values])).rows[0]

/** Every line of the form that the page shows, as it shows it. */
const shownIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input[^>]*>/g)].flatMap(([input]) => {
      const name = /name="([^"]+)"/.exec(input)?.[1]
      return name === undefined || /type="(radio|checkbox|hidden)"/.test(input)
        ? []
        : [[name, /value="([^"]*)"/.exec(input)?.[1] ?? ''] as const]
    }),
  )

describe('the list of partners', () => {
  test('is narrowed by name, commune and SIRET, and says when nothing is found', async () => {
    const whole = await marion.get(list)
    expect(whole.html).toContain('Les Ricochets')
    const narrowed = await marion.get(`${list}?q=ricochets`)
    expect(narrowed.html).toContain('Les Ricochets')
    expect(narrowed.html).not.toContain('Un premier toit')
    expect((await marion.get(`${list}?q=xyzxyz`)).html).toContain('Aucune structure ne correspond')
  })

  test('shows nothing of another territory', async () => {
    const melissa = await demo.signedIn(people.otherAnimator)
    expect((await melissa.get(list)).html).not.toContain('Les Ricochets')
    expect((await melissa.get(`${list}/${ricochets}`)).status).toBe(404)
    expect((await melissa.post(`${list}/${ricochets}/correction`, { nom: 'À nous' })).status).toBe(404)
  })
})

describe('adding a partner', () => {
  test('keeps it, tells the journal, and leads to its next steps', async () => {
    await marion.get(`${list}/nouvelle`)
    const done = await marion.post(`${list}/nouvelle`, {
      nom: 'Atelier des Possibles',
      commune: '42218',
      telephone: '0477000042',
    })
    expect(done.status).toBe(303)
    const page = await marion.get(done.location)
    expect(page.html).toContain('La structure est ajoutée')
    expect(page.html).toContain('/pro/animation/invitations/nouvelle?structure=')
    expect(await row(`select phone, commune_code from partners where name = 'Atelier des Possibles'`)).toEqual({
      phone: '04 77 00 00 42',
      commune_code: '42218',
    })
    expect(await row(`select kind from acts where about = 'Atelier des Possibles'`)).toEqual({ kind: 'partner-added' })
  })

  test('warns of one with the same name and commune before it is saved, and saves it when it is another one', async () => {
    const there = await row('select upper(name) as nom, commune_code as commune from partners where id = $1', [
      ricochets,
    ])
    const typed = { nom: String(there?.['nom']), commune: String(there?.['commune']) }
    await marion.get(`${list}/nouvelle`)
    const warned = await marion.post(`${list}/nouvelle`, typed)
    expect(warned.status).toBe(422)
    expect(warned.html).toContain(`${list}/${ricochets}`)
    expect(warned.html).toContain('mêmes nom et commune')
    const saved = await marion.post(`${list}/nouvelle`, { ...typed, autre: 'oui' })
    expect(saved.status).toBe(303)
  })

  test('is refused with the SIRET of another, and with one that does not exist', async () => {
    await demo.database.pool.query(`update partners set siret = '35600000000048' where id = $1`, [ricochets])
    await marion.get(`${list}/nouvelle`)
    const taken = await marion.post(`${list}/nouvelle`, {
      nom: 'La Poste',
      commune: '42218',
      siret: '356 000 000 00048',
      autre: 'oui',
    })
    expect(taken.status).toBe(422)
    expect(taken.html).toContain('Ce SIRET est celui d’une autre structure')
    const wrong = await marion.post(`${list}/nouvelle`, { nom: 'La Poste', commune: '42218', siret: '12345678901234' })
    expect(wrong.html).toContain('Ce SIRET n’existe pas')
  })

  test('asks which commune is meant when several are', async () => {
    await marion.get(`${list}/nouvelle`)
    const asked = await marion.post(`${list}/nouvelle`, { nom: 'Maison commune', commune: '42600' })
    expect(asked.status).toBe(422)
    expect(asked.html).toContain('Plusieurs communes correspondent')
    const [, code = ''] = /name="lieu" value="(\d{5})"/.exec(asked.html) ?? []
    const done = await marion.post(`${list}/nouvelle`, { nom: 'Maison commune', commune: '42600', lieu: code })
    expect(done.status).toBe(303)
    expect(await row(`select commune_code from partners where name = 'Maison commune'`)).toEqual({ commune_code: code })
  })
})

describe('correcting a partner', () => {
  test('keeps who changed what, and shows it', async () => {
    const form = await marion.get(`${list}/${ricochets}/correction`)
    const done = await marion.post(`${list}/${ricochets}/correction`, {
      ...shownIn(form.html),
      presentation: 'Écouter les jeunes.',
      telephone: '04 77 11 22 33',
    })
    expect(done.status).toBe(303)
    const page = await marion.get(done.location)
    expect(page.html).toContain('La fiche est corrigée')
    expect(page.html).toMatch(/Téléphone[^<]*→ 04 77 11 22 33/)
    expect(
      await row(
        `select new_value, users.email from partner_changes join users on users.id = by_user
         where partner_id = $1 and field = 'phone' order by partner_changes.id desc limit 1`,
        [ricochets],
      ),
    ).toEqual({ new_value: '04 77 11 22 33', email: people.animator })
  })

  test('is refused when somebody else corrected it meanwhile, and writes nothing', async () => {
    const form = await marion.get(`${list}/${ricochets}/correction`)
    await demo.database.pool.query(`update partners set website = 'https://entre-temps.example' where id = $1`, [
      ricochets,
    ])
    const late = await marion.post(`${list}/${ricochets}/correction`, { ...shownIn(form.html), site: '' })
    expect(late.status).toBe(409)
    expect(await row('select website from partners where id = $1', [ricochets])).toEqual({
      website: 'https://entre-temps.example',
    })
  })
})

describe('closing a partner', () => {
  test('says how many it concerns, hides its offers, hands on what it held, ends its access, and tells everybody', async () => {
    const partner = demoId('partner', 'premier-toit')
    const [agreed, unasked] = [await demo.ask({ redirect: true }), await demo.ask({ redirect: false })]
    const amelie = await demo.signedIn(people.amelie)
    const page = await marion.get(`${list}/${partner}/fermeture`)
    expect(page.html).toMatch(/\d+\smises en relation en cours passent/)
    expect(page.html).toMatch(/référent·es perdent leur accès/)
    const done = await marion.post(`${list}/${partner}/fermeture`)
    expect(done.status).toBe(303)
    expect((await marion.get(done.location)).html).toContain('La structure est fermée')

    expect(
      await row(`select count(*)::int as n from offers where partner_id = $1 and state <> 'withdrawn'`, [partner]),
    ).toEqual({ n: 0 })
    expect(
      await row(
        `select count(*)::int as n from referrals where partner_id = $1 and state in ('sent', 'accepted', 'contacted')`,
        [partner],
      ),
    ).toEqual({ n: 0 })
    const stateOf = (id: string) =>
      row('select state, decline_reason, owner_id is not null as owned from referrals where id = $1', [id])
    expect(await stateOf(unasked)).toEqual({ state: 'unresolved', decline_reason: 'partner-closed', owned: true })
    expect(await stateOf(agreed)).toMatchObject({ state: 'redirected', decline_reason: 'partner-closed' })
    expect(
      await row('select count(*)::int as n from referents where partner_id = $1 and left_at is null', [partner]),
    ).toEqual({ n: 0 })
    expect((await amelie.get('/pro')).location).toContain('/pro/connexion')
    expect(
      await row(`select count(*)::int as n from outbox where referral_id = any($1::uuid[]) and mail = 'refusal'`, [
        [agreed, unasked],
      ]),
    ).toEqual({ n: 2 })
    expect(
      await row(
        `select count(*)::int as n from outbox join users on users.id = recipient_id::uuid where mail = 'partner-closed' and users.email = any($1::text[])`,
        [[people.amelie, people.theo, people.animator]],
      ),
    ).toEqual({ n: 3 })
    expect(await row(`select kind from acts where partner_id = $1 and kind = 'partner-closed'`, [partner])).toEqual({
      kind: 'partner-closed',
    })
    expect((await marion.get(`${list}/${partner}`)).html).toContain('Fermée par')
    expect((await marion.get(`/pro/animation/structures/${partner}/correction`)).status).toBe(303)
  })
})
