import { expect, test } from 'vitest'
import { people, useDemoSite } from '../../demo-site.ts'

const demo = useDemoSite()

const change = (id: string, columns: string) =>
  demo.database.pool.query(`update referrals set ${columns} where id = $1`, [id])

const plain = (html: string): string => html.replaceAll(/[\u00A0\u202F]/g, ' ')

const fact = (html: string, label: string): string | undefined =>
  new RegExp(`<dt>${label}</dt><dd>([^<]*)`).exec(plain(html))?.[1]

/** A row of a table: its name, then its cells. */
const row = (html: string, name: string): (string | undefined)[] | undefined => {
  const [, cells] = new RegExp(`<th scope="row"[^>]*>${name}</th>(.*?)</tr>`).exec(plain(html)) ?? []
  return cells === undefined ? undefined : [...cells.matchAll(/<td[^>]*>([^<]*)/g)].map(([, cell]) => cell)
}

test('the promise of a territory is counted as its partners’ own figures are, by month, partner and theme, on the page and as CSV', async () => {
  const [kept, late] = [await demo.ask(), await demo.ask()]
  await change(kept, `state = 'contacted', contacted_at = sent_at + interval '30 hours'`)
  await change(late, `state = 'redirected', ended_at = due_at, lapsed_at = due_at, lapse_booked = true`)
  const animator = await demo.signedIn(people.animator)
  const { html, status } = await animator.get('/pro/animation/promesse')
  expect(status).toBe(200)
  const own = await (await demo.signedIn()).get('/pro/chiffres?periode=' + (/periode=(\d{4})/.exec(html)?.[1] ?? ''))
  for (const label of ['Demandes reçues', 'Contacts dans le délai', 'Délais dépassés', 'Part des promesses tenues']) {
    expect([label, fact(html, label)]).toEqual([label, fact(own.html, label)])
  }
  expect(fact(html, 'Contacts dans le délai')).toBe('1')
  expect(row(html, 'Un premier toit')?.slice(0, 2)).toEqual([fact(html, 'Demandes reçues'), '1'])
  expect(plain(html)).toContain('jusqu’à 2 jours : 1')
  const csv = await animator.get('/pro/animation/promesse.csv')
  expect(csv.headers['content-type']).toContain('text/csv')
  expect(plain(csv.html)).toContain('Structure;Un premier toit;')
  const elsewhere = await demo.signedIn(people.otherAnimator)
  expect((await elsewhere.get('/pro/animation/promesse')).html).not.toContain('Un premier toit')
})

test('demand is told by theme and commune with the offers that are there, and what nobody answers first', async () => {
  const animator = await demo.signedIn(people.animator)
  await demo.ask()
  await demo.database.pool.query(
    `insert into misses (territory_id, day, commune_code, theme_id, count)
     select territory_id, platform_now()::date, commune_code, theme_id, 41
     from requests order by submitted_at desc limit 1`,
  )
  const { html, status } = await animator.get('/pro/animation/besoins')
  expect(status).toBe(200)
  const { rows } = await demo.database.pool.query<{ name: string; requests: string }>(
    `select themes.name || ', ' || communes.name || ' (' || department_code || ')' as name, count(*)::text as requests
     from requests join themes on themes.id = theme_id join communes on communes.code = commune_code
     where territory_id = (select territory_id from requests order by submitted_at desc limit 1)
       and extract(year from submitted_at at time zone 'Europe/Paris') = extract(year from platform_now() at time zone 'Europe/Paris')
       and (theme_id, commune_code) = (select theme_id, commune_code from requests order by submitted_at desc limit 1)
     group by 1`,
  )
  const [requests, misses, , offers] = row(html, (rows[0]?.name ?? '').replaceAll(/[()]/g, String.raw`\$&`)) ?? []
  expect([requests, misses]).toEqual([rows[0]?.requests, '41'])
  expect(Number(offers)).toBeGreaterThan(0)
  // First in the table: nothing else has as much that nobody answers.
  expect(plain(html).indexOf(`${rows[0]?.name}</th>`)).toBe(plain(html).search(/[^>]*\(\d+\)<\/th>/))
  expect((await animator.get('/pro/animation/besoins.csv')).html).toContain('Recherches sans résultat')
  const elsewhere = await demo.signedIn(people.otherAnimator)
  expect((await elsewhere.get('/pro/animation/besoins')).html).not.toContain(`${rows[0]?.name}</th>`)
})

test('the years of the report begin with the opening, and the one under way says so', async () => {
  const animator = await demo.signedIn(people.animator)
  const years = async (): Promise<string[]> =>
    [...(await animator.get('/pro/animation/bilan')).html.matchAll(/<option value="(20\d\d)"/g)].map(
      ([, year = '']) => year,
    )
  const opens = (day: string) =>
    demo.database.pool.query(
      `update territories set opens_on = ${day}
       where id in (select territory_id from perimeters join users on users.id = user_id where email = $1)`,
      [people.animator],
    )
  await opens(`date_trunc('year', platform_now()) - interval '1 year 1 day'`)
  const [now = '', ...before] = await years()
  expect(before).toEqual([String(Number(now) - 1), String(Number(now) - 2)])
  expect((await animator.get('/pro/animation/bilan')).html).toContain(`${now}, en cours`)
  await opens('platform_now()')
  expect(await years()).toEqual([now])
})

test('the yearly report is a PDF of what one watches; a territory of others narrows nothing and shows nothing of it', async () => {
  const animator = await demo.signedIn(people.animator)
  expect((await animator.get('/pro/animation/bilan')).html).toContain('Télécharger le bilan en PDF')
  const report = await animator.get('/pro/animation/bilan.pdf')
  expect(report.headers['content-type']).toBe('application/pdf')
  expect(report.html).toMatch(/^%PDF-1\.\d/)
  expect(report.html.trimEnd()).toMatch(/%%EOF$/)
  const { rows } = await demo.database.pool.query<{ id: string }>(
    `select territory_id as id from perimeters join users on users.id = user_id where email = $1`,
    [people.otherAnimator],
  )
  const other = `?territoire=${rows[0]?.id}`
  const [own, asked] = [
    await animator.get('/pro/animation/promesse'),
    await animator.get(`/pro/animation/promesse${other}`),
  ]
  expect(fact(asked.html, 'Demandes reçues')).toBe(fact(own.html, 'Demandes reçues'))
  const referent = await demo.signedIn()
  for (const page of ['promesse', 'promesse.csv', 'besoins', 'besoins.csv', 'bilan', 'bilan.pdf']) {
    expect([page, (await referent.get(`/pro/animation/${page}`)).status]).toEqual([page, 404])
  }
})
