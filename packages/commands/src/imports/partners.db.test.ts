import { countLines } from '@boussole/db'
import { givenProfessional, givenTerritory, siretOf, useTakingOver } from '@boussole/testing'
import { describe, expect, test } from 'vitest'
import { applyImport, dropImport, readImport, runImports, tryImport, undoImport } from '../index.ts'

const taking = useTakingOver()

const read = (id: string) => readImport(id, taking.animator, taking.db)
const partners = async (where: string): Promise<Record<string, unknown>[]> =>
  (await taking.database.pool.query<Record<string, unknown>>(`select * from partners where ${where} order by name`))
    .rows

const clear = () =>
  taking.database.pool.query(
    'delete from partners where not exists (select from referents where partner_id = partners.id)',
  )

describe('a dirty file', () => {
  const dirty = [
    'NOM DE LA STRUCTURE;N° SIRET;Adresse complète;CP;Ville;Tél.;Courriel;Site internet;Lat;Long',
    `MISSION LOCALE DU FOREZ;${siretOf(101)};4 PLACE DES MARRONNIERS;42600;MONTBRISON;465711000;ACCUEIL@ML-FOREZ.EXAMPLE;www.ml-forez.example;4,0643;45,6071`,
    'Foyer des Ateliers;;12 rue de la Paix 42000 SAINT ETIENNE CEDEX 2;;;;;;;',
    'TEST ne pas utiliser;;;42000;Saint-Étienne;;;;;',
    `Point Jeunes Roanne;${siretOf(7).slice(1)};;42300;ROANNE;04 65 71 20 00 / 04 65 71 20 01;a@roanne.example;;;`,
    'Trop loin;;;69003;LYON 3;;;;;',
    'Sans lieu;;;;;;;;;',
    'Nulle part;;;42600;Xyzville-sur-rien;;;;;',
    'Mauvais mail;;;42300;Roanne;;pas un mail;;;',
    'FOYER DES ATELIERS;;;42000;SAINT-ETIENNE;;;;;',
    '',
  ].join('\r\n')

  test.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${dirty}`), 'utf-8'],
    ['Latin-1', Buffer.from(dirty, 'latin1'), 'windows-1252'],
    ['UTF-16', Buffer.from(`\uFEFF${dirty}`, 'utf16le'), 'utf-16le'],
  ])('in %s is read line by line, mended where that is sure, refused where it is not', async (_, content, encoding) => {
    const id = await taking.tryOut(content)
    const found = await read(id)
    expect({ state: found.state, encoding: found.file?.encoding, lines: found.lineCount }).toEqual({
      state: 'tried',
      encoding,
      lines: 9,
    })
    const seen = (await taking.lines(id)).map((line) => ({
      line: line.line,
      outcome: line.outcome,
      name: line.name,
      faults: line.faults.map(({ code }) => code),
      mended: line.mended.map(({ code }) => code),
      twin: line.twin?.line,
    }))
    expect(seen).toEqual([
      {
        line: 1,
        outcome: 'new',
        name: 'Mission Locale du Forez',
        faults: [],
        mended: ['name-case', 'coordinates-swapped', 'phone-zero', 'website-completed'],
        twin: undefined,
      },
      {
        line: 2,
        outcome: 'new',
        name: 'Foyer des Ateliers',
        faults: [],
        mended: ['address-split', 'cedex'],
        twin: undefined,
      },
      { line: 3, outcome: 'refused', name: 'TEST ne pas utiliser', faults: ['test-row'], mended: [], twin: undefined },
      {
        line: 4,
        outcome: 'new',
        name: 'Point Jeunes Roanne',
        faults: [],
        mended: ['siret-zero', 'phone-first'],
        twin: undefined,
      },
      { line: 5, outcome: 'refused', name: 'Trop loin', faults: ['outside-territory'], mended: [], twin: undefined },
      { line: 6, outcome: 'refused', name: 'Sans lieu', faults: ['commune-missing'], mended: [], twin: undefined },
      {
        line: 7,
        outcome: 'refused',
        name: 'Nulle part',
        faults: ['commune-ambiguous'],
        mended: ['commune-from-postal'],
        twin: undefined,
      },
      { line: 8, outcome: 'refused', name: 'Mauvais mail', faults: ['email-wrong'], mended: [], twin: undefined },
      { line: 9, outcome: 'duplicate', name: 'Foyer des Ateliers', faults: [], mended: ['name-case'], twin: 2 },
    ])
    await dropImport(id, taking.animator, taking)
  })

  test('is applied whole or not at all, and without its refused lines only when that is chosen', async () => {
    const id = await taking.tryOut(dirty)
    await applyImport(id, { withoutRefused: false, withMailTwins: false }, taking.animator, taking)
    await runImports(taking)
    expect(await read(id)).toMatchObject({ state: 'tried', failure: 'refused-lines' })
    expect(await partners(`name like '%Forez%'`)).toEqual([])

    await applyImport(id, { withoutRefused: true, withMailTwins: false }, taking.animator, taking)
    await runImports(taking)
    expect(await read(id)).toMatchObject({ state: 'applied', appliedBy: taking.animator.name, failure: null })
    expect(await partners(`name in ('Mission Locale du Forez', 'Foyer des Ateliers')`)).toMatchObject([
      { name: 'Foyer des Ateliers', commune_code: '42218', address: '12 rue de la Paix, 42000 Saint-Étienne' },
      {
        name: 'Mission Locale du Forez',
        siret: siretOf(101),
        commune_code: '42147',
        address: '4 place des Marronniers, 42600 Montbrison',
        phone: '04 65 71 10 00',
        email: 'accueil@ml-forez.example',
        website: 'https://www.ml-forez.example',
        latitude: 45.6071,
        longitude: 4.0643,
      },
    ])

    // The same file once more: everything is there.
    const again = await taking.tryOut(dirty)
    expect(await countLines(taking.db, again)).toMatchObject({ new: 0, changed: 0, same: 3, duplicate: 1, refused: 5 })

    await undoImport(id, taking.animator, taking)
    await runImports(taking)
    expect(await read(id)).toMatchObject({ state: 'undone', undoneBy: taking.animator.name })
    expect(await partners(`name in ('Mission Locale du Forez', 'Foyer des Ateliers')`)).toEqual([])
  })
})

describe('partners that are there already', () => {
  const given = async () => {
    await clear()
    await taking.applied(
      `nom;siret;cp;commune;mail;description\nLe Relais;${siretOf(300)};42300;Roanne;a@relais.example;Avant\nLa Ruche;;42600;Montbrison;b@ruche.example;\n`,
    )
  }

  test('are known by SIRET, by name and commune, and by mail; empty cells erase nothing', async () => {
    await given()
    const id = await taking.tryOut(
      [
        'nom,siret,cp,commune,mail,description',
        `Le relais de Roanne,${siretOf(300)},42300,Roanne,,Après`,
        'LA RUCHE,,42600,Montbrison,b@ruche.example,',
        'Tout autre nom,,42000,Saint-Étienne,B@ruche.example,',
        `Encore un,${siretOf(300)},42300,Roanne,,`,
      ].join('\n'),
    )
    const lines = await taking.lines(id)
    expect(lines.map(({ outcome, changes, twin }) => ({ outcome, changes, by: twin?.by }))).toEqual([
      {
        outcome: 'changed',
        changes: { name: ['Le Relais', 'Le relais de Roanne'], roleInWords: ['Avant', 'Après'] },
        by: undefined,
      },
      { outcome: 'same', changes: {}, by: undefined },
      { outcome: 'duplicate', changes: {}, by: 'email' },
      { outcome: 'duplicate', changes: { name: ['Le Relais', 'Encore un'] }, by: 'target' },
    ])
    await applyImport(id, { withoutRefused: false, withMailTwins: true }, taking.animator, taking)
    await runImports(taking)
    expect(await partners(`email like '%.example'`)).toMatchObject([
      { name: 'La Ruche' },
      { name: 'Le relais de Roanne', role_in_words: 'Après', email: 'a@relais.example' },
      { name: 'Tout autre nom' },
    ])

    await undoImport(id, taking.animator, taking)
    await runImports(taking)
    expect(await partners(`email like '%.example'`)).toMatchObject([
      { name: 'La Ruche' },
      { name: 'Le Relais', role_in_words: 'Avant' },
    ])
  })

  test('keep their names when a file only writes them in capitals', async () => {
    await given()
    const id = await taking.tryOut(`nom;siret;cp;commune\nLE RELAIS;${siretOf(300)};42300;ROANNE\n`)
    expect(await taking.lines(id)).toMatchObject([{ outcome: 'same' }])
  })

  test('are not written over when somebody edited them since the file was tried', async () => {
    await given()
    const id = await taking.tryOut(`nom;siret;cp;commune;description\nLe Relais;${siretOf(300)};42300;Roanne;Après\n`)
    await taking.database.pool.query(`update partners set phone = '04 65 71 20 00' where siret = $1`, [siretOf(300)])
    await applyImport(id, { withoutRefused: false, withMailTwins: false }, taking.animator, taking)
    await runImports(taking)
    expect(await read(id)).toMatchObject({ state: 'tried', failure: 'outdated', failureLines: [1] })
    expect(await partners(`siret = '${siretOf(300)}'`)).toMatchObject([{ role_in_words: 'Avant' }])
    await tryImport(id, { mapping: (await read(id)).mapping ?? [] }, taking.animator, taking)
    await runImports(taking)
    await applyImport(id, { withoutRefused: false, withMailTwins: false }, taking.animator, taking)
    await runImports(taking)
    expect(await partners(`siret = '${siretOf(300)}'`)).toMatchObject([
      { role_in_words: 'Après', phone: '04 65 71 20 00' },
    ])

    // And an import is not undone over what somebody wrote after it.
    await taking.database.pool.query(`update partners set phone = null where siret = $1`, [siretOf(300)])
    await undoImport(id, taking.animator, taking)
    await runImports(taking)
    expect(await read(id)).toMatchObject({ state: 'applied', failure: 'edited-since', failureLines: [1] })
  })

  test('that people or offers depend on by now are not taken away again', async () => {
    await clear()
    const id = await taking.applied('nom;cp;commune\nLe Pont;42300;Roanne\n')
    const userId = await givenProfessional(taking.database.pool, {})
    await taking.database.pool.query(
      `insert into referents (partner_id, user_id) select id, $1 from partners where name = 'Le Pont'`,
      [userId],
    )
    await undoImport(id, taking.animator, taking)
    await runImports(taking)
    expect(await read(id)).toMatchObject({ state: 'applied', failure: 'depended-on', failureLines: [1] })
    expect(await partners(`name = 'Le Pont'`)).toHaveLength(1)
  })
})

test('another territory’s import is not found, nor its SIRET taken', async () => {
  await clear()
  const { pool } = taking.database
  const other = await givenTerritory(pool, { communeCode: '69123', departmentCode: '69' })
  await pool.query(`insert into partners (territory_id, name, siret) values ($1, 'Ailleurs', $2)`, [
    other.id,
    siretOf(900),
  ])
  const stranger = await taking.who(await givenProfessional(pool, { role: 'animator', territoryId: other.id }))
  const id = await taking.tryOut(`nom;siret;cp;commune\nChez nous;${siretOf(900)};42300;Roanne\n`)
  expect(await taking.lines(id)).toMatchObject([
    { outcome: 'refused', faults: [{ field: 'siret', code: 'siret-taken' }] },
  ])
  await expect(readImport(id, stranger, taking.db)).rejects.toMatchObject({ code: 'not-found' })
  await expect(undoImport(id, stranger, taking)).rejects.toMatchObject({ code: 'not-found' })
})

describe('a file that is none', () => {
  test.each([
    ['a workbook', Buffer.from('PK\u0003\u0004\u0000\u0000'), 'import-no-text'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'import-no-text'],
    ['nothing', Buffer.from(''), 'import-no-lines'],
    ['column names alone', Buffer.from('nom;siret\n'), 'import-no-lines'],
    ['JSON without a list', Buffer.from('{"nom": "x"}'), 'import-no-lines'],
  ])('%s is refused, and nothing is kept of it', async (_, content, code) => {
    await expect(taking.receive(content)).rejects.toMatchObject({ code })
    const { rows } = await taking.database.pool.query(`select from imports where state = 'receiving'`)
    expect(rows).toEqual([])
  })

  test('one whose quote never ends is tried to that point, and said to be broken', async () => {
    const id = await taking.tryOut(
      `nom;cp;commune\nMaison A;42300;Roanne\nMaison B;42300;Roanne\nC;"42300;${'x'.repeat(500_000)}\n`,
    )
    expect(await read(id)).toMatchObject({ state: 'received', failure: 'file-broken' })
  })

  test('lines too long to be lines are refused one by one, and the others are read', async () => {
    const wide = Array.from({ length: 20 }, () => 'é'.repeat(9_000)).join(';')
    const long = 'x'.repeat(10_001)
    const id = await taking.tryOut(
      `nom;cp;commune;a;b\n${long};42300;Roanne\nLarge;42300;Roanne;${wide}\nLe Port;42300;Roanne\n`,
    )
    expect((await taking.lines(id)).map(({ outcome, faults }) => [outcome, faults[0]?.code])).toEqual([
      ['refused', 'cell-too-long'],
      ['refused', 'cell-too-long'],
      ['new', undefined],
    ])
  })

  test('hostile names of columns and cells are words like others', async () => {
    const id = await taking.tryOut(
      `__proto__;nom;"<script>alert(1)</script>";constructor;cp;commune\n=1+1;"'=cmd|' /C calc'!A0";<b>;"); drop table imports;--";42300;Roanne\n`,
    )
    expect(await read(id)).toMatchObject({ mapping: [null, 'name', null, null, 'postalCode', 'commune'] })
    expect(await taking.lines(id)).toMatchObject([{ outcome: 'new', name: `=cmd|' /C calc'!A0` }])
  })
})

test('data.inclusion v1 structures are taken over from JSON and CSV alike', async () => {
  await clear()
  const structure = {
    source: 'dora',
    id: 'dora--17',
    nom: 'Centre social Le Tournesol',
    date_maj: '2026-01-01',
    siret: siretOf(500),
    code_insee: '42187',
    code_postal: '42300',
    commune: 'Roanne',
    adresse: '3 rue des Lilas',
    complement_adresse: null,
    telephone: '+33465712000',
    courriel: 'contact@tournesol.example',
    site_web: 'https://tournesol.example/',
    description: 'Un lieu ouvert.',
    longitude: 4.07,
    latitude: 46.03,
    reseaux_porteurs: ['fcsf'],
  }
  const id = await taking.applied(JSON.stringify([structure], null, 2))
  expect(await read(id)).toMatchObject({ state: 'applied', file: { format: 'json' } })
  expect(await partners(`source_id = 'dora--17'`)).toMatchObject([
    { name: 'Centre social Le Tournesol', commune_code: '42187', latitude: 46.03, phone: '04 65 71 20 00' },
  ])
  const keys = Object.keys(structure)
  const values = Object.values(structure).map((value) => `"${value === null ? '' : String(value)}"`)
  const csv = await taking.tryOut(`${keys.join(',')}\n${values.join(',')}\n`)
  expect(await taking.lines(csv)).toMatchObject([{ outcome: 'same' }])
})

test('which column fills which field is remembered for the next file of the territory', async () => {
  const id = await taking.receive('Machin;Truc;commune\nLe Pré;42300;Roanne\n')
  expect((await read(id)).mapping).toEqual([null, null, 'commune'])
  await expect(tryImport(id, { mapping: [null, null, 'commune'] }, taking.animator, taking)).rejects.toMatchObject({
    code: 'import-columns',
  })
  await tryImport(id, { mapping: ['name', 'postalCode', 'commune'] }, taking.animator, taking)
  const next = await taking.receive('MACHIN;truc;autre\nLe Pré;42300;Roanne\n')
  expect((await read(next)).mapping).toEqual(['name', 'postalCode', null])
})

test('a worker that died is followed by another that goes on after the last lines kept', async () => {
  const file = ['nom;cp;commune', ...Array.from({ length: 2_500 }, (_, place) => `Maison ${place};42300;Roanne`)]
  const id = await taking.receive(file.join('\n'))
  await tryImport(id, { mapping: (await read(id)).mapping ?? [] }, taking.animator, taking)
  let asked = 0
  // Stops at its second batch.
  await runImports(taking, () => (asked += 1) > 3)
  expect(await read(id)).toMatchObject({ state: 'trying', step: 'reading' })
  await runImports(taking)
  expect(await read(id)).toMatchObject({ state: 'tried', lineCount: 2_500 })
  expect(await countLines(taking.db, id)).toMatchObject({ new: 2_500, refused: 0 })
})

test('a partner that has closed is neither corrected nor filled again: its line is refused', async () => {
  await clear()
  const { pool } = taking.database
  await taking.applied(`NOM;SIRET;CP;Ville\nFoyer du Pilat;${siretOf(44)};42000;Saint-Étienne\n`)
  await pool.query(`update partners set closed_at = platform_now(), closed_by = $1 where name = 'Foyer du Pilat'`, [
    taking.animator.userId,
  ])
  const again = await taking.tryOut(
    `NOM;SIRET;CP;Ville;Tél.\nFoyer du Pilat;${siretOf(44)};42000;Saint-Étienne;0477000042\n`,
  )
  const lines = (await taking.lines(again)).map(({ outcome, faults }) => [outcome, faults.map(({ code }) => code)])
  expect(lines).toEqual([['refused', ['partner-closed']]])
})
