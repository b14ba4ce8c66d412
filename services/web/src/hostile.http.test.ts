import { hostileSample } from '@boussole/testing'
import { parse } from 'csv-parse/sync'
import { beforeAll, expect, test } from 'vitest'
import { people, useDemoSite } from './demo-site.ts'
import { ends, formsFrom, kindOf, linksIn, watchFaults } from './hostile-forms.ts'
import type { Form } from './hostile-forms.ts'
import type { Visitor } from './test-web.ts'

// Every form that people of each kind can reach by following links, with words that nobody types by accident in each
// field that takes words: twenty, or all of them with FUZZ=all. No page fails, none shows them as markup, none of them
// becomes a header or leads out of the site, and no file for spreadsheets holds a formula.

const demo = useDemoSite()

const watch = watchFaults()
let sent = 0

/** In every second sending all fields are hostile; in the others one is, and the rest as somebody would fill them in. */
const sendHostile = async (visitor: Visitor, form: Form): Promise<void> => {
  const words = hostileSample(20)
  for (const [place, word] of words.entries()) {
    const fields = Object.fromEntries(
      form.texts.map((name, at) => {
        const other = words[(place + at * 7) % words.length] ?? ''
        if (at === Math.floor(place / 2) % form.texts.length) return [name, word]
        return [name, place % 2 === 0 ? other : 'Un mot']
      }),
    )
    if (place % 20 === 0 || !form.isPost) await visitor.get(form.page)
    const query = new URLSearchParams({ ...form.others, ...fields }).toString()
    const seen = form.isPost
      ? await visitor.post(form.action, { ...form.others, ...fields })
      : await visitor.get(`${form.action.replace(/\?.*$/, '')}?${query.slice(0, 8000)}`)
    sent += 1
    await visitor.follow(seen)
  }
}

beforeAll(() => demo.ask())

test.each([
  { who: 'somebody who has not signed in', email: null, starts: ['/', '/pro/connexion'] },
  { who: 'a referent', email: people.amelie, starts: ['/pro', '/pro/offres/nouvelle', '/pro/signalements/nouveau'] },
  { who: 'an animator', email: people.animator, starts: ['/pro/animation', '/pro/animation/structures'] },
  {
    who: 'the national level',
    email: 'antoine.verchere@boussole-nationale.example',
    starts: ['/pro/animation/territoires'],
  },
])(
  '$who sends hostile words in every form: no page fails or shows them as markup',
  async ({ email, starts }) => {
    const visitor = watch.over(email === null ? demo.site.visitor() : await demo.signedIn(email))
    const forms = await formsFrom(visitor, starts)
    expect(forms.length).toBeGreaterThan(0)
    for (const form of forms) await sendHostile(visitor, form)
    console.log(`Hostile words: ${forms.length} forms, ${sent} sent so far.`)
    expect(watch.faults).toEqual([])
  },
  600_000,
)

test('a list that is asked to go on from a moment that no database reads begins anew', async () => {
  const visitor = watch.over(await demo.signedIn(people.animator))
  const place = '0000-01-01T00:00:00Z~0b6f2a9e-3c41-4d8f-9f1e-5a7c2d8e4b60'
  for (const list of ['invitations', 'entretien', 'imports'])
    expect((await visitor.get(`/pro/animation/${list}?suite=${place}`)).status).toBe(200)
})

test('afterwards every page is still there, and no file for spreadsheets holds a formula', async () => {
  const visitor = watch.over(await demo.signedIn(people.animator))
  // Whatever the forms let through: what is in the files begins as a formula does.
  for (const [table, column] of [
    ['partners', 'name'],
    ['offers', 'title'],
    ['users', 'name'],
  ]) {
    await demo.database.pool.query(`update ${table} set ${column} = '=1+cmd|' || left(id::text, 8)`)
  }
  const formulas: string[] = []
  const kinds = new Set<string>()
  const pages = ['/pro/animation', '/pro/animation/exports', '/pro/animation/promesse', '/pro/animation/besoins']
  let files = 0
  for (let at = 0; at < pages.length && at < 200; at += 1) {
    const seen = await visitor.get(pages[at] ?? '')
    if (JSON.stringify(seen.headers['content-type'] ?? '').includes('csv')) {
      files += 1
      const [, ...rows] = parse(seen.html, { bom: true, relax_column_count: true, delimiter: [';', ','] })
      const cells = rows.flat().filter((cell) => /^[\s]*[=+@\t\r＝]|^-(?![\d ]*[,.]?\d*$)/.test(cell))
      formulas.push(...cells.map((cell) => `${pages[at]}: ${cell.slice(0, 80)}`))
    }
    for (const link of linksIn(seen.html).filter((href) => !ends.test(href))) {
      const kind = link.includes('.csv') || link.includes('/exports/') ? link : kindOf(link)
      if (kinds.has(kind)) continue
      kinds.add(kind)
      pages.push(link)
    }
  }
  expect([...watch.faults, ...formulas]).toEqual([])
  expect(files).toBeGreaterThan(2)
  const bugs = demo.site.log.filter((line) => /"level":(50|60|"error"|"fatal")/.test(line))
  expect(bugs).toEqual([])
})
