import { runImports } from '@boussole/commands'
import { describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../../demo-site.ts'
import type { Visitor } from '../../test-web.ts'

const demo = useDemoSite()
const path = '/pro/animation/imports'

/** What the worker does, at once. */
const work = () => runImports({ db: demo.site.db })

interface File {
  readonly name?: string
  readonly type?: string
  readonly content: string | Buffer
}

/** Typographic spaces as plain ones. */
const plain = (html: string): string => html.replaceAll(/[\u00a0\u202f]/g, ' ')

const csrfIn = (html: string): string => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''

/** Sends the form of a new file as a browser does. */
const sendFile = async (
  visitor: Visitor,
  file: File | null,
  { kind = 'partners', csrf, ...more }: Readonly<Record<string, string>> = {},
) => {
  const page = await visitor.get(`${path}/nouveau`)
  const territory = /name="territoire" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
  const boundary = `----${crypto.randomUUID()}`
  const fields = { csrf: csrf ?? csrfIn(page.html), territoire: territory, contenu: kind, ...more }
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  )
  const { name = 'structures.csv', type = 'text/csv', content } = file ?? { name: '', content: '' }
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="fichier"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`
  const response = await demo.site.web.inject({
    method: 'POST',
    url: `${path}/nouveau`,
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      cookie: [...visitor.cookies].map(([key, value]) => `${key}=${value}`).join('; '),
    },
    payload: Buffer.concat([...parts, Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
  const { location } = response.headers
  return {
    status: response.statusCode,
    html: response.payload,
    location: typeof location === 'string' ? location : '',
  }
}

const count = async (table: 'imports' | 'import_pieces' | 'partners'): Promise<number> => {
  const { rows } = await demo.database.pool.query<{ count: number }>(`select count(*)::int as count from ${table}`)
  return rows[0]?.count ?? 0
}

const file = `Nom;Code postal;Ville;Tél;Mail
MAISON DES ADOS;42300;ROANNE;465712000;ados@roanne.example
<b>Gras</b>;42600;Montbrison;;
TEST;42600;Montbrison;;
Mission locale du Forez;42600;Montbrison;04 65 71 10 00;nouveau@mission-locale-forez.example
`

describe('a file', () => {
  test('is sent, its columns recognised, tried, read line by line, applied and taken back, without scripts', async () => {
    const visitor = await demo.signedIn(people.animator)
    const [before, pieces] = [await count('partners'), await count('import_pieces')]
    const sent = await sendFile(visitor, { content: file })
    expect(sent).toMatchObject({ status: 303, location: expect.stringMatching(/\/colonnes$/) })

    const columns = await visitor.get(sent.location)
    expect(plain(columns.html)).toContain('Lu comme : CSV, UTF-8, séparateur point-virgule')
    expect(plain(columns.html)).toContain('Par exemple : MAISON DES ADOS')
    expect(columns.html).toContain('<option value="name" selected>')
    const wrong = await visitor.post(sent.location, { 'colonne-0': '' })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('Aucune colonne ne remplit')

    const mapping = {
      'colonne-0': 'name',
      'colonne-1': 'postalCode',
      'colonne-2': 'commune',
      'colonne-3': 'phone',
      'colonne-4': 'email',
    }
    const one = (await visitor.post(sent.location, mapping)).location
    const underWay = await visitor.get(one)
    expect(underWay.headers['refresh']).toBe('2')
    expect(underWay.html).toContain('<progress')
    await work()

    const tried = await visitor.get(one)
    expect(tried.headers['refresh']).toBeUndefined()
    for (const words of [
      'Maison des Ados',
      'Zéro initial rendu au téléphone',
      'Cette ligne est un essai.',
      '&lt;b>Gras&lt;/b>',
      'Modifiées',
    ]) {
      expect(plain(tried.html)).toContain(words)
    }
    expect(tried.html).not.toContain('<b>Gras')
    expect((await visitor.get(`${one}?lignes=refused`)).html).not.toContain('Maison des Ados')
    expect(await count('partners')).toBe(before)

    const report = await visitor.get(`${one}/rapport.csv`)
    expect(report.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(report.html.split('\n')).toHaveLength(6)

    await visitor.get(`${one}/application`)
    const unsure = await visitor.post(`${one}/application`)
    expect(unsure.status).toBe(422)
    expect(unsure.html).toContain('Des lignes sont refusées.')
    expect((await visitor.post(`${one}/application`, { 'sans-refus': 'oui' })).location).toBe(one)
    await work()
    expect((await visitor.get(one)).html).toContain('Importé')
    expect(await count('partners')).toBe(before + 2)
    expect(await count('import_pieces')).toBe(pieces)

    await visitor.get(`${one}/annulation`)
    await visitor.post(`${one}/annulation`)
    await work()
    const undone = await visitor.get(path)
    for (const words of ['structures.csv', 'Annulé par', 'Importé par', 'Marion']) expect(undone.html).toContain(words)
    expect(await count('partners')).toBe(before)
  })

  test('that is wrong is told on the form, and nothing is kept of it', async () => {
    const visitor = await demo.signedIn(people.animator)
    const before = await count('imports')
    for (const [sent, status, words] of [
      [null, 422, 'Choisissez un fichier.'],
      [
        { name: 'classeur.xlsx', type: 'application/vnd.ms-excel', content: Buffer.from('PK\u0003\u0004\0\0') },
        422,
        'Enregistrer sous',
      ],
      [{ content: 'nom;cp\n' }, 422, 'aucune ligne à lire'],
      [{ content: Buffer.alloc(25_000_001, 'a;b\n') }, 413, '25 Mo au plus'],
    ] as const) {
      const answer = await sendFile(visitor, sent)
      expect(answer.status).toBe(status)
      expect(plain(answer.html)).toContain(words)
    }
    expect((await sendFile(visitor, { content: file }, { kind: 'users' })).status).toBe(422)
    expect(await count('imports')).toBe(before)
  })

  test('without the proof of its form, or for a territory one does not watch, is not taken', async () => {
    const visitor = await demo.signedIn(people.animator)
    const before = await count('imports')
    expect((await sendFile(visitor, { content: file }, { csrf: 'forged' })).status).toBe(403)
    const { rows } = await demo.database.pool.query<{ id: string }>(
      `select id from territories where region_code = '04'`,
    )
    expect((await sendFile(visitor, { content: file }, { territoire: rows[0]?.id ?? '' })).status).toBe(422)
    expect((await sendFile(visitor, { content: file }, { __proto__x: 'x', constructor: 'x' })).status).toBe(303)
    expect(await count('imports')).toBe(before + 1)
  })

  test('of another territory is not found, whatever is asked of it', async () => {
    const owner = await demo.signedIn(people.animator)
    const { location } = await sendFile(owner, { content: file })
    const one = location.replace('/colonnes', '')
    const other = await demo.signedIn(people.otherAnimator)
    for (const page of [
      '',
      '/colonnes',
      '/thematiques',
      '/application',
      '/annulation',
      '/abandon',
      '/invitations',
      '/rapport.csv',
    ]) {
      expect({ page, status: (await other.get(`${one}${page}`)).status }).toEqual({ page, status: 404 })
    }
    await other.get(`${path}/nouveau`)
    expect((await other.post(`${one}/abandon`)).status).toBe(404)
    await owner.get(`${one}/abandon`)
    expect((await owner.post(`${one}/abandon`)).location).toContain('fait=abandonne')
    expect((await owner.get(one)).status).toBe(404)
  })

  test('whose cells are formulas never runs them: its report and its partners are words in every spreadsheet', async () => {
    const visitor = await demo.signedIn(people.animator)
    const { location } = await sendFile(visitor, {
      name: '../../=cmd.csv',
      content: `nom;cp;ville;présentation\n"=HYPERLINK(""http://x"")";42300;Roanne;+1+1\n@SUM(A1);42600;Montbrison;-2\n`,
    })
    await visitor.get(location)
    const one = (
      await visitor.post(location, {
        'colonne-0': 'name',
        'colonne-1': 'postalCode',
        'colonne-2': 'commune',
        'colonne-3': 'roleInWords',
      })
    ).location
    await work()
    const formulas = (csv: string) => csv.split(/[;\n]/).filter((cell) => /^"?[=+@\t\r-]/.test(cell))
    expect(formulas((await visitor.get(`${one}/rapport.csv`)).html)).toEqual([])
    await visitor.get(`${one}/application`)
    await visitor.post(`${one}/application`)
    await work()
    const page = await visitor.get('/pro/animation/exports')
    const href = /href="([^"]+structures\.csv[^"]+)"/.exec(page.html)?.[1] ?? ''
    const csv = (await visitor.get(href)).html
    expect(csv).toContain('HYPERLINK')
    expect(formulas(csv)).toEqual([])
  })
})

test('people whom a file names are invited on a page of its own', async () => {
  const visitor = await demo.signedIn(people.animator)
  const { location } = await sendFile(
    visitor,
    {
      name: 'gens.csv',
      content: 'structure,prénom,nom,courriel\nMission locale du Forez,Zoé,DUPONT,zoe@forez.example\n',
    },
    { kind: 'referents' },
  )
  await visitor.get(location)
  const mapping = {
    'colonne-0': 'partnerName',
    'colonne-1': 'firstName',
    'colonne-2': 'lastName',
    'colonne-3': 'email',
  }
  const one = (await visitor.post(location, mapping)).location
  await work()
  await visitor.get(`${one}/application`)
  await visitor.post(`${one}/application`)
  await work()
  const invited = () => demo.database.pool.query(`select from invitations where email = 'zoe@forez.example'`)
  expect((await invited()).rows).toHaveLength(0)
  expect((await visitor.get(`${one}/invitations`)).html).toContain('Inviter 1 personne')
  expect((await visitor.post(`${one}/invitations`)).location).toContain('fait=invitees')
  expect((await invited()).rows).toHaveLength(1)
  expect((await visitor.get('/pro/animation/invitations')).html).toContain('Zoé Dupont')
})
