import { hostileSample, mark } from '@boussole/testing'
import { parse } from 'csv-parse/sync'
import { beforeAll, expect, test } from 'vitest'
import { people, useDemoSite } from './demo-site.ts'
import type { Seen, Visitor } from './test-web.ts'

// Every form that people of each kind can reach by following links, with words that nobody types by accident in each
// field that takes words: sixty, or all of them with FUZZ=all. No page fails, none shows them as markup, none of them
// becomes a header, and no file for spreadsheets holds a formula.

const demo = useDemoSite()

interface Form {
  readonly page: string
  readonly action: string
  readonly isPost: boolean
  readonly texts: readonly string[]
  /** What the page shows in its other fields. */
  readonly others: Readonly<Record<string, string>>
}

const attribute = (tag: string, name: string): string => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
const unescaped = (text: string): string =>
  text
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")

const wordFields = /<textarea[^>]*>|<input(?![^>]*type="(?:hidden|checkbox|radio|file|submit)")[^>]*>/g

const formsIn = (page: string, html: string): Form[] =>
  [...html.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => {
    const [tag = ''] = /<form[^>]*>/.exec(form) ?? []
    const chosen = [...form.matchAll(/<input[^>]*type="(?:checkbox|radio)"[^>]*checked[^>]*>/g)].map(([input]) => input)
    const selects = [...form.matchAll(/<select[^>]*>[\s\S]*?<\/select>/g)].map(([select]) => {
      const options = [...select.matchAll(/<option[^>]*>/g)].map(([option]) => option)
      const option = options.find((one) => one.includes(' selected')) ?? options.at(-1) ?? ''
      return [attribute(select, 'name'), unescaped(attribute(option, 'value'))] as const
    })
    return {
      page,
      action: unescaped(attribute(tag, 'action')) || page,
      isPost: /method="post"/i.test(tag),
      texts: [...form.matchAll(wordFields)].map(([field]) => attribute(field, 'name')).filter((name) => name !== ''),
      others: Object.fromEntries([
        ...selects,
        ...chosen.map((input) => [attribute(input, 'name'), unescaped(attribute(input, 'value'))] as const),
      ]),
    }
  })

/** One address of a kind stands for all: ids, numbers and tokens apart. */
const kindOf = (address: string): string =>
  address.replace(/[?#].*$/, '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{2,}|[\w-]{40,}/g, ':x')

const linksIn = (html: string): string[] =>
  [...html.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, href = '']) => unescaped(href).replace(/#.*$/, ''))

/** What would end the visit, or take away what the others need. */
const ends = /deconnexion|sessions|depart|fermeture|effacement|retrait|local|mot-de-passe|lien$/

/** Every form that this visitor meets by following links from here, each kind once. */
const formsFrom = async (visitor: Visitor, starts: readonly string[]): Promise<Form[]> => {
  const kinds = new Set(starts.map(kindOf))
  const forms = new Map<string, Form>()
  const pages = [...starts]
  for (let at = 0; at < pages.length && at < 150; at += 1) {
    const page = pages[at] ?? ''
    const seen = await visitor.get(page)
    expect({ page, isFault: seen.status >= 500 }).toEqual({ page, isFault: false })
    for (const form of formsIn(page, seen.html)) {
      const name = `${kindOf(form.action)} ${form.texts.join()}`
      if (form.texts.length > 0 && !forms.has(name) && !ends.test(form.action)) forms.set(name, form)
    }
    for (const link of [...linksIn(seen.html), seen.location].filter(
      (href) => href.startsWith('/') && !ends.test(href),
    )) {
      if (kinds.has(kindOf(link))) continue
      kinds.add(kindOf(link))
      pages.push(link)
    }
  }
  return [...forms.values()]
}

/** Tags and what stands in them, the values of their attributes apart: words belong into neither. */
const showsAsMarkup = (html: string): boolean =>
  new RegExp(`<[^<>]*${mark}[^<>]*>`).test(html.replaceAll(/"[^"]*"/g, '""').replaceAll(/<!--[\s\S]*?-->/g, '<!---->'))

const faultOf = (told: string, { status, html, headers }: Seen): string | undefined => {
  if (status >= 500) return `${told}: ${status}`
  if (showsAsMarkup(html)) return `${told}: shown as markup`
  const names = Object.keys(headers).some((name) => name.includes(mark))
  const cookies = [headers['set-cookie']].flat().some((cookie) => typeof cookie === 'string' && cookie.startsWith(mark))
  return names || cookies ? `${told}: became a header` : undefined
}

let sent = 0

/** In every second sending all fields are hostile; in the others one is, and the rest as somebody would fill them in. */
const faultsOf = async (visitor: Visitor, form: Form): Promise<string[]> => {
  const faults: string[] = []
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
    const fault = faultOf(`${form.action} ${JSON.stringify(fields).slice(0, 300)}`, seen)
    if (fault !== undefined) faults.push(fault)
    if (seen.location === '') continue
    const after = faultOf(`after ${form.action} ${JSON.stringify(fields).slice(0, 300)}`, await visitor.follow(seen))
    if (after !== undefined) faults.push(after)
  }
  return faults
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
    const visitor = email === null ? demo.site.visitor() : await demo.signedIn(email)
    const forms = await formsFrom(visitor, starts)
    expect(forms.length).toBeGreaterThan(0)
    const faults: string[] = []
    for (const form of forms) faults.push(...(await faultsOf(visitor, form)))
    console.log(`Hostile words: ${forms.length} forms, ${sent} sent so far.`)
    expect(faults).toEqual([])
  },
  600_000,
)

test('afterwards every page is still there, and no file for spreadsheets holds a formula', async () => {
  const visitor = await demo.signedIn(people.animator)
  // Whatever the forms let through: what is in the files begins as a formula does.
  for (const [table, column] of [
    ['partners', 'name'],
    ['offers', 'title'],
    ['users', 'name'],
  ]) {
    await demo.database.pool.query(`update ${table} set ${column} = '=1+cmd|' || left(id::text, 8)`)
  }
  const faults: string[] = []
  const kinds = new Set<string>()
  const pages = ['/pro/animation', '/pro/animation/exports', '/pro/animation/promesse', '/pro/animation/besoins']
  let files = 0
  for (let at = 0; at < pages.length && at < 200; at += 1) {
    const seen = await visitor.get(pages[at] ?? '')
    const fault = faultOf(pages[at] ?? '', seen)
    if (fault !== undefined) faults.push(fault)
    if (JSON.stringify(seen.headers['content-type'] ?? '').includes('csv')) {
      files += 1
      const [, ...rows] = parse(seen.html, { bom: true, relax_column_count: true, delimiter: [';', ','] })
      const cells = rows.flat().filter((cell) => /^[\s]*[=+@\t\r＝]|^-(?![\d ]*[,.]?\d*$)/.test(cell))
      faults.push(...cells.map((cell) => `${pages[at]}: ${cell.slice(0, 80)}`))
    }
    for (const link of linksIn(seen.html).filter((href) => !ends.test(href))) {
      const kind = link.includes('.csv') || link.includes('/exports/') ? link : kindOf(link)
      if (kinds.has(kind)) continue
      kinds.add(kind)
      pages.push(link)
    }
  }
  expect(faults).toEqual([])
  expect(files).toBeGreaterThan(2)
  const bugs = demo.site.log.filter((line) => /"level":(50|60|"error"|"fatal")/.test(line))
  expect(bugs).toEqual([])
})
