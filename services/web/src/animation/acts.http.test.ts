import { acceptReferral, eraseOldData, inviteWatcher } from '@boussole/commands'
import { findProfessional } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { Professional, UserId } from '@boussole/domain'
import { demoId } from '@boussole/local'
import { expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import { testWebConfig } from '../test-web.ts'

const demo = useDemoSite()

const who = async (email: string): Promise<Professional> => {
  const { rows } = await demo.database.pool.query<{ id: string }>('select id from users where email = $1', [email])
  const found = await findProfessional(demo.site.db, asId<UserId>(rows[0]?.id ?? ''))
  if (found === undefined) throw new Error(`nobody has the address ${email}`)
  return found
}

const linesOf = (text: string): string[] => [...text.matchAll(/<li class="act">.*?<\/li>/gs)].map(([line]) => line)

test('the animator reads who did what, the newest first, page by page, each once', async () => {
  const referralId = await demo.ask()
  await acceptReferral(referralId, await who(people.amelie), { db: demo.site.db })
  const animator = await demo.signedIn(people.animator)
  const { territoryIds, userId } = await who(people.animator)
  await demo.database.pool.query(
    `insert into acts (user_id, kind, territory_id, about, at)
     select $1, 'invitation-sent', $2, 'personne ' || n, platform_now() - n * interval '1 microsecond'
     from generate_series(1, 120) as n`,
    [userId, territoryIds[0]],
  )
  const seen: string[] = []
  let path: string | undefined = '/pro/animation/journal'
  for (let pages = 0; path !== undefined && pages < 50; pages += 1) {
    const page = await animator.get(path)
    expect(page.status).toBe(200)
    seen.push(...linesOf(page.html))
    path = /href="([^"]*suite=[^"]*)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(seen.filter((line) => /personne \d/.test(line))).toHaveLength(120)
  expect(new Set(seen).size).toBe(seen.length)
  const accepted = seen.find((line) => line.includes('a pris en charge une demande')) ?? ''
  expect(accepted).toContain('Amélie Garcin')
  expect(accepted).toContain(`/pro/mises-en-relation/${referralId}`)
  expect(accepted).not.toContain('Lina')
})

test('the acts of one person are shown alone', async () => {
  const animator = await demo.signedIn(people.animator)
  const { userId } = await who(people.amelie)
  const lines = linesOf((await animator.get(`/pro/animation/journal?qui=${userId}`)).html)
  expect(lines.length).toBeGreaterThan(0)
  expect(lines.filter((line) => !line.includes('Amélie Garcin'))).toEqual([])
})

test('an address put right is told with what it was, as long as what was sent to it is kept, and no act is lost', async () => {
  const { pool } = demo.database
  const regional = await demo.signedIn('sylvie.grangeon@info-jeunes-aura.example')
  const partner = demoId('partner', 'mission-locale-rives-de-loire')
  await inviteWatcher(
    {
      name: 'Inès Brunel',
      email: 'ines.brunle@animation.example',
      role: 'animator',
      keys: [demoId('territory', 'loire')],
    },
    await who('sylvie.grangeon@info-jeunes-aura.example'),
    { db: demo.site.db, trackingKey: testWebConfig.trackingKey },
  )
  const { rows } = await pool.query<{ id: string }>(`select id from invitations where name = 'Inès Brunel'`)
  const toWatch = `/pro/animation/personnes/invitations/${rows[0]?.id ?? ''}/renvoi`
  const toPartner = `/pro/animation/invitations/${demoId('invitation', 'bastien.roux@premier-toit.example')}/renvoi`
  const toSign = `/pro/animation/conventions/${partner}/renvoi`
  const sendAgain = async (path: string, email: string) => {
    await regional.get(path)
    expect((await regional.post(path, { email })).status).toBe(303)
  }
  const corrections = async () =>
    linesOf((await regional.get('/pro/animation/journal')).html.replaceAll(/[\u00A0\u202F]/g, ' ')).filter((line) =>
      line.includes('a corrigé l’adresse'),
    )
  await sendAgain(toPartner, 'bastien.roux@premier-toit.example')
  expect(await corrections()).toEqual([])
  await sendAgain(toPartner, 'b.roux@premier-toit.example')
  await sendAgain(toWatch, 'ines.brunel@animation.example')
  await sendAgain(toSign, 'm.auroux@ml-rives-de-loire.example')
  const told = [
    ['Michel Auroux', 'michel.auroux@ml-rives-de-loire.example → m.auroux@ml-rives-de-loire.example'],
    ['Inès Brunel', 'ines.brunle@animation.example → ines.brunel@animation.example'],
    ['Bastien Roux', 'bastien.roux@premier-toit.example → b.roux@premier-toit.example'],
  ]
  const lines = await corrections()
  expect(lines).toHaveLength(told.length)
  for (const [place, words] of told.entries()) for (const word of words) expect(lines[place]).toContain(word)
  const elsewhere = await demo.signedIn(people.otherAnimator)
  const others = (await elsewhere.get('/pro/animation/journal')).html.replaceAll(/[\u00A0\u202F]/g, ' ')
  for (const word of told.flatMap(([name = '', emails = '']) => [name, ...emails.split(' → ')]))
    expect(others).not.toContain(word)

  await pool.query(
    `update invitations set created_at = created_at - interval '400 days', expires_at = platform_now() - interval '400 days'`,
  )
  await pool.query(
    `update charters set proposed_at = proposed_at - interval '400 days', expires_at = platform_now() - interval '400 days'
     where partner_id = $1`,
    [partner],
  )
  await eraseOldData({ db: demo.site.db }, () => false)
  const left = await corrections()
  expect(left).toHaveLength(3)
  for (const [name = ''] of told) expect(left.join('')).not.toContain(name)
  expect(left.join('')).not.toContain('@')
  const kept = await pool.query(
    `select from corrected_addresses union all select from acts where acts::text like '%@%'`,
  )
  expect(kept.rowCount).toBe(0)
})

test('an act on a partner says its name once', async () => {
  const animator = await demo.signedIn(people.animator)
  const partner = demoId('partner', 'les-ricochets')
  await animator.get(`/pro/animation/conventions/${partner}/fin/preavis`)
  await animator.post(`/pro/animation/conventions/${partner}/fin/preavis`, {})
  const lines = linesOf((await animator.get('/pro/animation/journal')).html)
  const ended = lines.find((line) => line.includes('a mis fin à une convention')) ?? ''
  expect(ended.match(/Les.Ricochets/g)).toHaveLength(1)
})

test('acts of a territory are nobody else’s to read', async () => {
  const other = await demo.signedIn(people.otherAnimator)
  expect((await other.get('/pro/animation/journal')).html).not.toContain('Amélie Garcin')
})

test('what was done stays as it was written', async () => {
  await expect(demo.database.pool.query(`update acts set kind = 'import-applied'`)).rejects.toThrow('only appended to')
})
