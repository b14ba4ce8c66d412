import { expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import { readPeriod } from '../figures/period.ts'

const demo = useDemoSite()

const change = (id: string, columns: string) =>
  demo.database.pool.query(`update referrals set ${columns} where id = $1`, [id])

const plain = (html: string): string => html.replaceAll(/[\u00A0\u202F]/g, ' ')

const fact = (html: string, label: string): string | undefined =>
  new RegExp(`<dt>${label}</dt><dd>([^<]*)`).exec(plain(html))?.[1]

test('a partner’s figures count each referral by the definitions, as facts, pictures, tables and CSV; another’s are not in them', async () => {
  const [kept, slow, graced, late, spared, declined] = [
    await demo.ask(),
    await demo.ask(),
    await demo.ask(),
    await demo.ask(),
    await demo.ask(),
    await demo.ask(),
  ]
  await demo.ask()
  await change(kept, `state = 'contacted', contacted_at = sent_at + interval '2 hours'`)
  await change(
    slow,
    `state = 'closed', outcome = 'helped', contacted_at = sent_at + interval '10 hours', ended_at = sent_at + interval '11 hours'`,
  )
  // In the day of grace it is no lapse, and no promise kept.
  await change(graced, `state = 'contacted', accepted_at = sent_at, contacted_at = due_at`)
  // Contacted late, it stays a lapse.
  const over = `state = 'redirected', ended_at = due_at, lapsed_at = due_at`
  await change(late, `${over}, lapse_booked = true, late_contact_at = due_at`)
  await change(spared, `${over}, lapse_booked = false`)
  await change(declined, `state = 'redirected', ended_at = due_at, decline_reason = 'no-capacity'`)
  await demo.database.pool.query(
    `insert into feedbacks (referral_id, contacted, useful, given_at) values ($1, true, true, platform_now())`,
    [kept],
  )
  await demo.database.pool.query(
    `update offers set title = '=HYPERLINK("x")' where id = (select offer_id from referrals where id = $1)`,
    [kept],
  )

  const visitor = await demo.signedIn()
  const { html, status } = await visitor.get('/pro/chiffres')
  expect([status, demo.site.log.filter((line) => line.includes('"level":50'))]).toEqual([200, []])
  expect(
    [
      'Demandes reçues',
      'Contacts dans le délai',
      'Part des promesses tenues',
      'Délais dépassés',
      'Refusées',
      'Réorientées à la main',
      'Encore à contacter',
      'Délai médian de premier contact',
      '9 contacts sur 10 en au plus',
      'Avis de jeunes',
    ].map((label) => fact(html, label)),
  ).toEqual(['7', '2', '67 %', '1', '1', '0', '1', '2 h', '10 h', '1'])
  expect(plain(html)).toContain('Contacts dans le délai : 2. Délais dépassés : 1.')
  expect(html).toMatch(/<svg class="chart" role="img"/)
  expect(html).toContain('<th scope="row">Nous n’avons pas de place</th>')

  const csv = await visitor.get('/pro/chiffres.csv')
  expect(csv.headers['content-type']).toContain('text/csv')
  const [head = '', whole = '', offer = ''] = csv.html.split('\n')
  expect(head).toMatch(/^\uFEFFRegroupement;Nom;Demandes reçues;/)
  expect(whole).toMatch(/^Ensemble;Ensemble;7;2;/)
  expect(offer).toContain(`Offre;"'=HYPERLINK(""x"")";7;`)
  expect(html + csv.html).not.toContain('Lina')

  const watching = await demo.signedIn(people.animator)
  expect((await watching.get('/pro/chiffres')).location).toBe('/pro/animation')
  const stranger = await demo.signedIn(people.stranger)
  expect((await stranger.get('/pro/chiffres')).html).toContain('Aucune demande reçue')
  expect((await visitor.get('/pro/chiffres?periode=2020')).html).toContain('Aucune demande reçue sur cette période')
  expect((await visitor.get('/pro/chiffres?periode=toujours')).status).toBe(200)
})

test.each([
  ['2026-11', '2026-11-01', '2026-11-30'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2026-T4', '2026-10-01', '2026-12-31'],
  ['2026', '2026-01-01', '2026-12-31'],
])('the period %s goes from its first day to its last', (code, from, to) => {
  const period = readPeriod(code)
  expect([period?.code, period?.from.toString(), period?.to.toString()]).toEqual([code, from, to])
})
