import { demoId } from '@boussole/local'
import { describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../../demo-site.ts'
import type { Visitor } from '../../test-web.ts'

const demo = useDemoSite()

const base = '/pro/animation/territoires'
const loire = `${base}/${demoId('territory', 'loire')}`
const regional = 'sylvie.grangeon@info-jeunes-aura.example'
const national = 'antoine.verchere@boussole-nationale.example'

type Fields = Readonly<Record<string, string | readonly string[]>>

const act = async (visitor: Visitor, path: string, fields: Fields = {}) => {
  await visitor.get(path)
  return visitor.post(path, fields)
}

const settings = (name: string, fields: Fields = {}): Fields => ({
  nom: name,
  region: '84',
  decompte: 'calendar',
  'ij-nom': `Info Jeunes ${name}`,
  'ij-telephone': '04 65 71 42 00',
  ...fields,
})

/** A territory that the regional level creates; its address. */
const created = async (visitor: Visitor, name: string, fields: Fields = {}): Promise<string> => {
  const { location } = await act(visitor, `${base}/nouveau`, settings(name, fields))
  expect(location).toMatch(/\?fait=cree$/)
  return location.replace('?fait=cree', '')
}

const territoryRow = async (path: string) => {
  const { rows } = await demo.database.pool.query<Record<string, unknown>>(
    `select slug, time_zone, holiday_zone, opens_on, region_code from territories where id = $1`,
    [path.slice(`${base}/`.length)],
  )
  return rows[0]
}

const communesIn = async (path: string): Promise<number> => {
  const { rowCount } = await demo.database.pool.query('select from territory_communes where territory_id = $1', [
    path.slice(`${base}/`.length),
  ])
  return rowCount ?? 0
}

describe('a territory is created', () => {
  test('by the level above, with the hours and holidays of its region, overseas too, and no day of opening', async () => {
    const visitor = await demo.signedIn(national)
    const path = await created(visitor, 'Sud de l’île', { region: '04' })
    expect(await territoryRow(path)).toEqual({
      slug: 'sud-de-l-ile',
      time_zone: 'Indian/Reunion',
      holiday_zone: 'la-reunion',
      opens_on: null,
      region_code: '04',
    })
    const { html } = await visitor.get(path)
    for (const words of ['Sud de l’île', 'En préparation', 'La Réunion']) expect(html).toContain(words)
    expect((await visitor.get(base)).html).toContain('Sud de l’île')
  })

  test('with a slug of its own when another has the same name', async () => {
    const visitor = await demo.signedIn(regional)
    const first = await created(visitor, 'Pays du Velay')
    const second = await created(visitor, 'Pays du Velay')
    expect((await territoryRow(first))?.['slug']).toBe('pays-du-velay')
    expect((await territoryRow(second))?.['slug']).toBe('pays-du-velay-2')
  })

  test('in no region but one’s own, and by no animator', async () => {
    const visitor = await demo.signedIn(regional)
    expect((await act(visitor, `${base}/nouveau`, settings('Ailleurs', { region: '04' }))).status).toBe(404)
    expect((await (await demo.signedIn(people.animator)).get(`${base}/nouveau`)).status).toBe(404)
  })

  test('with what is missing said beside each field, and all that was typed kept', async () => {
    const visitor = await demo.signedIn(regional)
    const fields = settings('', { 'ij-email': 'pas-une-adresse', 'ij-telephone': '12', region: '' })
    const { status, html } = await act(visitor, `${base}/nouveau`, fields)
    expect(status).toBe(422)
    for (const field of ['nom', 'region', 'ij-email', 'ij-telephone']) expect(html).toContain(`erreur-${field}`)
    expect(html).toContain('pas-une-adresse')
    // The summary says them in the order of the form, each by its name.
    const [, summary = ''] = /class="summary"(.*?)<\/ul>/s.exec(html) ?? []
    expect([...summary.matchAll(/href="#champ-([^"]+)"/g)].map(([, field]) => field)).toEqual([
      'nom',
      'region',
      'ij-telephone',
      'ij-email',
    ])
    expect(summary.replaceAll(/[\u00A0\u202F]/g, ' ')).toContain('Nom du territoire : ce champ est vide.')
  })

  test('and another’s is not found', async () => {
    const stranger = await demo.signedIn(people.otherAnimator)
    for (const page of ['', '/reglages', '/communes', '/communes/liste', '/themes', '/questionnaires/logement']) {
      expect((await stranger.get(`${loire}${page}`)).status).toBe(404)
    }
    expect((await stranger.get(`${base}/rien`)).status).toBe(404)
  })

  test('changed later: the journal keeps what it was and what it became', async () => {
    const visitor = await demo.signedIn(people.animator)
    const fields = { nom: 'Loire et Forez', fuseau: 'Europe/Paris', feries: 'metropole', decompte: 'working' }
    const answer = await act(visitor, `${loire}/reglages`, { ...fields, 'ij-nom': 'Info Jeunes Loire' })
    expect(answer.location).toBe(`${loire}?fait=regle`)
    const { rows } = await demo.database.pool.query<{ old_value: string; new_value: string }>(
      `select old_value, new_value from acts where kind = 'territory-changed'`,
    )
    expect(rows).toEqual([
      {
        old_value: expect.stringContaining('Loire, Europe/Paris'),
        new_value: expect.stringContaining('Loire et Forez'),
      },
    ])
    await act(visitor, `${loire}/reglages`, {
      ...fields,
      nom: 'Loire',
      decompte: 'calendar',
      'ij-nom': 'Info Jeunes Loire',
    })
  })
})

describe('communes', () => {
  test('join by EPCI and by department, but for those of other territories, which are named', async () => {
    const visitor = await demo.signedIn(regional)
    const path = await created(visitor, 'Haut Vivarais')
    expect((await visitor.get(`${path}/communes/ajout?q=annonay`)).html).toContain('Annonay Rhône Agglo')
    const added = await act(visitor, `${path}/communes/ajout?q=annonay`, { zone: 'E:200072015' })
    const count = await communesIn(path)
    expect(count).toBeGreaterThan(20)
    expect(added.location).toBe(`${path}/communes?plus=${count}&zone=E:200072015`)
    // Saint-Étienne Métropole and its neighbours are the Loire's.
    const { html } = await visitor.follow(await act(visitor, `${path}/communes/ajout?q=loire`, { zone: 'D:42' }))
    expect(html).toContain('Aucune commune n’a été ajoutée')
    expect(html).toMatch(/Laissées à Loire, qui les a déjà[^<]*Aboën/)
    expect(await communesIn(path)).toBe(count)
    const outside = await visitor.follow(await act(visitor, `${path}/communes/ajout?q=974`, { zone: 'D:48' }))
    expect(outside.html).toContain('dans une autre région')
  })

  test('join by a pasted list, dirty as it is: each line is answered, and what was not understood stays', async () => {
    const visitor = await demo.signedIn(regional)
    const path = await created(visitor, 'Monts du Cantal')
    const list = [
      'Code INSEE;Commune',
      '15014',
      '15187;SAINT FLOUR',
      'Murat (15300)',
      'MAURIAC CEDEX 15200',
      '15014 Aurillac',
      '42218 Saint-Étienne',
      '15120 Saint-Flour',
      'Vic',
      '',
      'n’importe quoi 99999',
    ].join('\r\n')
    const page = `${path}/communes/liste`
    const seen = await act(visitor, page, { liste: list, chiffres: 'insee' })
    expect(seen.status).toBe(200)
    for (const words of [
      'À ajouter : 4 communes',
      'Dans un autre territoire : 1 ligne',
      'Saint-Étienne (42000) : déjà dans le territoire Loire',
      'Le nom et le code ne vont pas ensemble',
      'Aucune commune ne correspond',
    ])
      expect(seen.html.replaceAll('\u00a0', ' ')).toContain(words)
    expect(await communesIn(path)).toBe(0)
    const added = await visitor.post(page, { liste: list, chiffres: 'insee', faire: 'ajouter' })
    expect(await communesIn(path)).toBe(4)
    expect(added.html.replaceAll('\u00a0', ' ')).toContain('4 communes de plus')
    for (const left of ['Code INSEE;Commune', '42218 Saint-Étienne', 'n’importe quoi 99999', '15120 Saint-Flour'])
      expect(added.html).toContain(left)
    expect(added.html).not.toContain('MAURIAC')
  })

  test('are chosen where a postal code means several', async () => {
    const visitor = await demo.signedIn(regional)
    const path = await created(visitor, 'Margeride')
    const page = `${path}/communes/liste`
    const seen = await act(visitor, page, { liste: '15100', chiffres: 'postal' })
    expect(seen.html).toContain('Plusieurs communes correspondent')
    const asked = { liste: '15100', chiffres: 'postal', faire: 'ajouter' }
    // Saint-Flour is somebody's already, and Paris is not of this postal code.
    const added = await visitor.post(page, { ...asked, 'ligne-1': ['15187', '15002', '75056'] })
    expect(added.location).toBe(`${path}/communes?plus=1`)
    expect(await communesIn(path)).toBe(1)
  })

  test('whose number is a code of both kinds are told as such, and what will be added is named', async () => {
    const visitor = await demo.signedIn(regional)
    const path = await created(visitor, 'Rives du Rhône')
    const page = `${path}/communes/liste`
    const list = '38200\r\n38053'
    const { html } = await act(visitor, page, { liste: list, chiffres: 'insee' })
    const seen = html.replaceAll('\u00a0', ' ')
    expect(seen).toMatch(/38200 est aussi le code postal d[^<]*\. Plusieurs communes correspondent/)
    expect(seen).toMatch(/value="38200"[^>]*checked|checked[^>]*value="38200"/)
    expect(seen).toMatch(/Jarrie \(/)
    expect(seen).toMatch(/Vienne \(38200\)/)
    expect(seen).toContain('Isère (38) : Bourgoin-Jallieu')
    expect(seen).toContain('À ajouter : 1 commune')
    const postal = (await act(visitor, page, { liste: '38200', chiffres: 'postal' })).html.replaceAll('\u00a0', ' ')
    expect(postal).toContain('38200 est aussi le code INSEE de Jarrie')
    // What nobody has seen and chosen is not added.
    const added = await visitor.post(page, { liste: list, chiffres: 'insee', faire: 'ajouter', 'ligne-1': ['38544'] })
    expect(added.location).toBe(`${path}/communes?plus=2`)
    const { rows } = await demo.database.pool.query<{ code: string }>(
      `select commune_code as code from territory_communes where territory_id = $1 order by 1`,
      [path.split('/').at(-1)],
    )
    expect(rows.map(({ code }) => code)).toEqual(['38053', '38544'])
  })

  test('leave once it is said what happens to requests under way there', async () => {
    const visitor = await demo.signedIn(people.animator)
    const referralId = await demo.ask()
    const page = `${loire}/communes/retrait?commune=42218`
    const { html } = await visitor.get(page)
    expect(html.replaceAll('\u00a0', ' ')).toContain('1 demande en cours : rien ne change')
    expect((await visitor.post(page)).location).toBe(`${loire}/communes?moins=1`)
    const young = demo.site.visitor()
    expect((await young.get('/communes/42218')).html).toContain('pas encore ouverte')
    const referent = await demo.signedIn()
    expect((await referent.get(`/pro/mises-en-relation/${referralId}`)).html).toContain('Lina')
    const contact = { joint: 'oui', moyen: 'phone' }
    const answer = await act(referent, `/pro/mises-en-relation/${referralId}/contact`, contact)
    expect(answer.status).toBe(303)
    const back = await act(visitor, `${loire}/communes/ajout?q=42218`, { zone: 'C:42218' })
    expect(back.location).toContain('plus=1')
    expect((await young.get('/communes/42218')).html).not.toContain('pas encore ouverte')
  })

  test('are shown by EPCI, bounded, with what is free besides', async () => {
    const visitor = await demo.signedIn(people.animator)
    const { html } = await visitor.get(`${loire}/communes`)
    expect(html).toContain('Saint-Étienne Métropole')
    const group = /communes\/groupe\?epci=(\d{9})/.exec(html)?.[1] ?? ''
    expect((await visitor.get(`${loire}/communes/groupe?epci=${group}`)).html).toContain('name="commune"')
    expect((await visitor.get(`${loire}/communes/groupe?epci=`)).html).toContain(
      '<h1>Communes hors intercommunalité</h1>',
    )
  })
})

describe('themes', () => {
  test('are opened with the national model, and closed without harming what is under way', async () => {
    const visitor = await demo.signedIn(people.animator)
    const referralId = await demo.ask()
    const { html } = await visitor.get(`${loire}/themes/logement/fermeture`)
    expect(html).toContain('rien ne change pour')
    expect((await visitor.post(`${loire}/themes/logement/fermeture`)).location).toBe(`${loire}/themes?fait=ferme`)
    expect((await demo.site.visitor().get('/communes/42218')).html).not.toContain('href="/communes/42218/logement"')
    expect((await (await demo.signedIn()).get(`/pro/mises-en-relation/${referralId}`)).status).toBe(200)
    expect((await act(visitor, `${loire}/themes`, { theme: 'logement' })).location).toBe(`${loire}/themes?fait=ouvert`)
    expect((await demo.site.visitor().get('/communes/42218')).html).toContain('href="/communes/42218/logement"')
  })
})
