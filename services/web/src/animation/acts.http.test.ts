import { acceptReferral } from '@boussole/commands'
import { findProfessional } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { Professional, UserId } from '@boussole/domain'
import { expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'

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

test('acts of a territory are nobody else’s to read', async () => {
  const other = await demo.signedIn(people.otherAnimator)
  expect((await other.get('/pro/animation/journal')).html).not.toContain('Amélie Garcin')
})

test('what was done stays as it was written', async () => {
  await expect(demo.database.pool.query(`update acts set kind = 'import-applied'`)).rejects.toThrow('only appended to')
})
