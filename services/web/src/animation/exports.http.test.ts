import { Readable } from 'node:stream'
import { receiveAndTry, runImports } from '@boussole/commands'
import { findProfessional, listLines } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { needsPublicSchemas, publicSchema } from '@boussole/testing'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { people, useDemoSite } from '../demo-site.ts'

const demo = useDemoSite()

/** What is wrong with these values by a public schema. */
const faultsOf = (name: Parameters<typeof publicSchema>[0], values: readonly unknown[]): string[] => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const isRight = ajv.compile(z.looseObject({}).parse(publicSchema(name)))
  return values.flatMap((value) => (isRight(value) ? [] : [ajv.errorsText(isRight.errors)]))
}

const exportOf = async (name: string, email: string = people.animator) => {
  const visitor = await demo.signedIn(email)
  const page = await visitor.get('/pro/animation/exports')
  const href = new RegExp(`href="([^"]+${name}[^"]+)"`).exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  return visitor.get(href)
}

const list = z.array(z.looseObject({ id: z.string() }))

describe('what is exported in an open format is accepted by its public schema', needsPublicSchemas(), () => {
  test('data.inclusion v1 structures', async () => {
    const { html } = await exportOf('data-inclusion-structures.json')
    const structures = list.parse(JSON.parse(html))
    expect(structures.length).toBe(11)
    expect(faultsOf('data.inclusion structure', structures)).toEqual([])
    expect(faultsOf('data.inclusion structure', [{ ...structures[0], siret: '1' }])).toHaveLength(1)
  })

  test('data.inclusion v1 services', async () => {
    const { html } = await exportOf('data-inclusion-services.json')
    const services = list.parse(JSON.parse(html))
    expect(services.length).toBeGreaterThan(20)
    expect(faultsOf('data.inclusion service', services)).toEqual([])
    expect(html).toContain('Délai de réponse garanti : 3 jours calendaires')
  })

  test('HSDS 3.0 services, in a page that says how many there are', async () => {
    const { html, headers } = await exportOf('hsds-services.json')
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    const page = z.object({ contents: list, total_items: z.int(), empty: z.boolean() }).parse(JSON.parse(html))
    expect(page).toMatchObject({ total_items: page.contents.length, empty: false })
    expect(faultsOf('HSDS service', page.contents)).toEqual([])
    expect(faultsOf('HSDS service', [{ ...page.contents[0], status: 'maybe' }])).toHaveLength(1)
  })
})

test('drafts, paused offers and partners without agreement are in no open format; nobody’s person is', async () => {
  const { pool } = demo.database
  await pool.query(`update offers set state = 'paused' where title = 'Un CV clair et un entretien préparé'`)
  for (const name of ['data-inclusion-services.json', 'hsds-services.json']) {
    const { html } = await exportOf(name)
    expect(html).not.toContain('Un CV clair')
    expect(html).not.toContain('amelie.garcin')
  }
  const csv = (await exportOf('offres.csv')).html
  expect(csv).toContain('Un CV clair')
  expect(csv.charAt(0)).toBe('\uFEFF')
})

test('partners without a charter in force, and closed ones, are in no open format; the spreadsheet says which closed', async () => {
  const { pool } = demo.database
  const { rows } = await pool.query<{ id: string; name: string }>(
    `select partners.id, partners.name from partners join perimeters on perimeters.territory_id = partners.territory_id
      join users on users.id = user_id
      where users.email = $1 and exists (select from agreements where partner_id = partners.id and to_day >= current_date)
      order by partners.name limit 3`,
    [people.animator],
  )
  const [closed, over, open] = rows
  if (closed === undefined || over === undefined || open === undefined) throw new Error('too few partners')
  await pool.query(
    `update partners set closed_at = '2026-11-20T23:30:00Z', closed_by = (select id from users where email = $2) where id = $1`,
    [closed.id, people.animator],
  )
  const { rows: years } = await pool.query('delete from agreements where partner_id = $1 returning *', [over.id])
  const { html } = await exportOf('data-inclusion-structures.json')
  const ids = list.parse(JSON.parse(html)).map(({ id }) => id)
  expect(ids).toContain(`boussole--${open.id}`)
  expect(ids).not.toContain(`boussole--${closed.id}`)
  expect(ids).not.toContain(`boussole--${over.id}`)
  const csv = (await exportOf('structures.csv')).html.split(/\r?\n/)
  const lineOf = (name: string): string => csv.find((line) => line.startsWith(name)) ?? ''
  expect(csv[0]).toMatch(/;Fermée le$/)
  expect(lineOf(closed.name)).toMatch(/;2026-11-21$/)
  expect(lineOf(over.name)).toMatch(/;$/)
  await pool.query('update partners set closed_at = null, closed_by = null where id = $1', [closed.id])
  await pool.query('insert into agreements select * from jsonb_populate_recordset(null::agreements, $1)', [
    JSON.stringify(years),
  ])
})

describe('what was exported for spreadsheets is taken in again', () => {
  test.each([
    ['structures.csv', 'partners'],
    ['offres.csv', 'offers'],
  ] as const)('%s: every line is there already, the same', async (name, kind) => {
    const { html } = await exportOf(name)
    const { db } = demo.site
    const { rows } = await demo.database.pool.query<{ id: string }>('select id from users where email = $1', [
      people.animator,
    ])
    const animator = await findProfessional(db, asId<UserId>(rows[0]?.id ?? ''))
    const [territoryId] = animator?.territoryIds ?? []
    if (animator === undefined || territoryId === undefined) throw new Error('no animator')
    const content = Readable.from([Buffer.from(html)])
    const id = await receiveAndTry({ territoryId, kind, fileName: name, content }, { thenApply: false }, animator, {
      db,
    })
    await runImports({ db })
    const odd = (await listLines(db, id, { limit: 100 })).filter(({ outcome }) => outcome !== 'same')
    expect(odd.map(({ name: line, outcome, faults, changes }) => ({ line, outcome, faults, changes }))).toEqual([])
  })
})

test('another territory is taken away by nobody who does not watch it', async () => {
  const { rows } = await demo.database.pool.query<{ id: string }>(`select id from territories where region_code = '84'`)
  const stranger = await demo.signedIn(people.otherAnimator)
  expect((await stranger.get(`/pro/animation/exports/structures.csv?territoire=${rows[0]?.id}`)).status).toBe(404)
  expect((await stranger.get('/pro/animation/exports/users.csv')).status).toBe(404)
})
