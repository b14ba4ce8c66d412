import { expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'

const demo = useDemoSite()

const countIn = (html: string, label: string): number => {
  const basket = [...html.matchAll(/<a class="basket".*?<\/a>/gs)]
    .map(([each]) => each)
    .find((each) => each.includes(label))
  return Number(/basket-count">(\d+)</.exec(basket ?? '')?.[1] ?? 0)
}

const rowsIn = (html: string): number => html.match(/<a class="referral"/g)?.length ?? 0

test('each basket counts as many as its list shows', async () => {
  const { pool } = demo.database
  const [first, second, third, fourth] = [await demo.ask(), await demo.ask(), await demo.ask(), await demo.ask()]
  await demo.ask()
  const tell = (kind: string) =>
    pool.query(
      `with told as (update referrals set version = version + 1 where id = $1 returning *)
       insert into journal (request_id, referral_id, version, at, actor_kind, event, from_state, to_state)
       select request_id, id, version, platform_now(), 'young-person', jsonb_build_object('kind', $2::text), state, state
       from told`,
      [fourth, kind],
    )
  await pool.query(`update referrals set due_at = platform_now() + interval '1 minute' where id = $1`, [first])
  await pool.query(
    `update referrals set sent_at = platform_now() - interval '2 days', due_at = platform_now() - interval '1 minute' where id = $1`,
    [second],
  )
  await pool.query(
    `update referrals set state = 'unresolved', unresolved_cause = 'nobody-left',
       owner_id = (select id from users where email = $2) where id = $1`,
    [third, people.animator],
  )
  await pool.query(
    `insert into milestones (referral_id, kind, occurrence, due_at, try_at, state)
     values ($1, 'animator-overdue', 2, platform_now(), platform_now(), 'pending')`,
    [third],
  )
  await pool.query(`update referrals set state = 'contacted', contacted_at = platform_now() where id = $1`, [fourth])
  await tell('claimed')
  const animator = await demo.signedIn(people.animator)
  const { html } = await animator.get('/pro/animation')
  const paths = [...html.matchAll(/<a class="basket" href="([^"]+)"/g)].map(([, path = '']) =>
    path.replaceAll('&amp;', '&'),
  )
  const inboxes = paths.filter((path) => !path.includes('/animation/'))
  expect(inboxes).toHaveLength(5)
  const labels = [...html.matchAll(/<a class="basket".*?<\/a>/gs)].map(([each]) => each)
  for (const path of inboxes) {
    const shown = rowsIn((await animator.get(path)).html)
    const label = labels.find((each) => each.includes(`href="${path.replaceAll('&', '&amp;')}"`)) ?? ''
    expect({ path, shown }).toEqual({ path, shown: Number(/basket-count">(\d+)</.exec(label)?.[1]) })
    expect(shown).toBeGreaterThan(0)
  }
  expect(countIn(html, 'depuis plus de deux jours')).toBe(1)
  expect(countIn(html, 'contredits')).toBe(1)
  // Another contact was recorded since.
  await tell('contact-recorded')
  expect(countIn((await animator.get('/pro/animation')).html, 'contredits')).toBe(0)
})

test('offers whose whole team is away are counted with their list, and lead to the team', async () => {
  const animator = await demo.signedIn(people.animator)
  const rows = async () => {
    const { html } = await animator.get('/pro/animation/absences')
    const count = countIn((await animator.get('/pro/animation')).html, 'Offres dont personne ne répond')
    expect(count).toBe(rowsIn(html))
    return html
  }
  expect(await rows()).not.toContain('Ricochets')
  await demo.database.pool.query(
    `insert into absences (referent_id, from_day, to_day)
     select referents.id, platform_now()::date - 1, platform_now()::date + 2 from referents
       join partners on partners.id = partner_id where partners.name like '%Ricochets%'`,
  )
  await demo.database.pool.query(
    `update referents set deputy_id = null from partners where partners.id = partner_id and partners.name like '%Ricochets%'`,
  )
  const html = await rows()
  expect(html).toContain('Ricochets')
  expect(html).toMatch(/\/pro\/equipe\?structure=/)
})

test('partners without a charter in force are counted with their list, until one is on its way', async () => {
  const animator = await demo.signedIn(people.animator)
  const path = '/pro/animation/conventions?liste=without'
  const listed = async () => {
    const { html } = await animator.get(path)
    const count = countIn((await animator.get('/pro/animation')).html, 'Structures sans charte')
    expect(count).toBe(rowsIn(html))
    return html
  }
  const { pool } = demo.database
  expect(await listed()).not.toContain('Ricochets')
  const [partner] = (
    await pool.query<{ id: string }>(
      `update agreements set to_day = platform_now()::date - 2, followed_by = 'nothing' from partners
       where partners.id = partner_id and partners.name like '%Ricochets%' returning partners.id`,
    )
  ).rows
  expect(await listed()).toContain('Ricochets')
  const home = (await animator.get('/pro/animation')).html
  expect(home).toContain(`href="${path}"`)
  expect((await animator.get(`/pro/animation/conventions/${partner?.id}`)).status).toBe(200)
  await animator.get(`/pro/animation/conventions/${partner?.id}/proposition`)
  await animator.post(`/pro/animation/conventions/${partner?.id}/proposition`, {
    nom: 'Odile Ferrand',
    fonction: 'Présidente',
    email: 'odile.ferrand@ricochets.example',
  })
  expect(await listed()).not.toContain('Ricochets')
})

test('who observes finds the figures, and no list of anybody', async () => {
  const observer = await demo.signedIn(people.observer)
  expect(await observer.get('/pro')).toMatchObject({ status: 303, location: '/pro/animation' })
  const { html } = await observer.get('/pro/animation')
  expect(html).toContain('/pro/animation/promesse')
  expect(html).not.toContain('class="basket"')
  expect(html).not.toContain('/pro/animation/journal')
  expect((await observer.get('/pro/animation/promesse')).status).toBe(200)
})
