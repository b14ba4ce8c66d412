import { describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import type { Visitor } from '../test-web.ts'

const demo = useDemoSite()
const wordy = (html: string): string => html.replaceAll('\u00A0', ' ')

const rowOf = async (id: string) => {
  const { rows } = await demo.database.pool.query<{ state: string; outcome: string | null; extensions: number }>(
    'select state, outcome, extensions from referrals where id = $1',
    [id],
  )
  return rows[0]
}

/** A referral that no partner is left to answer, in the animator's hands. */
const unresolved = async (): Promise<string> => {
  const id = await demo.ask()
  await demo.database.pool.query(
    `update referrals set state = 'unresolved', unresolved_cause = 'nobody-left',
       owner_id = (select id from users where email = $2) where id = $1`,
    [id, people.animator],
  )
  return id
}

/** The acts to which a referral's page leads. */
const actsOn = async (visitor: Visitor, id: string): Promise<string[]> => {
  const { html } = await visitor.get(`/pro/mises-en-relation/${id}`)
  return [...html.matchAll(new RegExp(`href="/pro/mises-en-relation/${id}/([a-z-]+)"`, 'g'))].map(([, act = '']) => act)
}

const send = async (visitor: Visitor, id: string, act: string, fields: Record<string, string> = {}) => {
  await visitor.get(`/pro/mises-en-relation/${id}/${act}`)
  return visitor.post(`/pro/mises-en-relation/${id}/${act}`, fields)
}

describe('the animator, with a referral', () => {
  test('that is in her hands is led from its page to another partner, to its end, or to stopping it; never to the partner’s answers', async () => {
    const [id, other] = [await unresolved(), await unresolved()]
    const animator = await demo.signedIn(people.animator)
    expect(await actsOn(animator, id)).toEqual(['reorientation', 'fin', 'arret', 'note'])
    expect(wordy((await animator.get(`/pro/mises-en-relation/${id}`)).html)).toContain('Agir')
    for (const act of ['prise', 'contact', 'refus']) {
      expect((await animator.get(`/pro/mises-en-relation/${id}/${act}`)).status).toBe(403)
    }
    expect((await send(animator, id, 'fin', { issue: 'helped' })).location).toMatch(/fait=fin$/)
    expect(await rowOf(id)).toMatchObject({ state: 'closed', outcome: 'helped' })
    expect(await actsOn(animator, id)).not.toContain('fin')
    const stopped = await animator.follow(await send(animator, other, 'arret', { note: 'Dit au téléphone.' }))
    expect(wordy(stopped.html)).toContain('La demande est arrêtée')
    expect(await rowOf(other)).toMatchObject({ state: 'withdrawn' })
  })

  test('that still waits for its partner may give it more time, with a date that is told beside its field when it cannot be', async () => {
    const id = await demo.ask()
    const animator = await demo.signedIn(people.animator)
    expect(await actsOn(animator, id)).toEqual(['reorientation', 'prolongation', 'arret', 'note'])
    for (const day of ['', '2020-01-01', '2999-01-01']) {
      const refused = await send(animator, id, 'prolongation', { jour: day })
      expect({ day, status: refused.status }).toEqual({ day, status: 422 })
      expect(refused.html).toMatch(/<a href="#champ-jour"/)
    }
    const { rows } = await demo.database.pool.query<{ day: string }>(
      `select (due_at + interval '3 days')::date::text as day from referrals where id = $1`,
      [id],
    )
    const longer = await animator.follow(await send(animator, id, 'prolongation', { jour: rows[0]?.day ?? '' }))
    expect(wordy(longer.html)).toContain('Le délai est prolongé')
    expect(await rowOf(id)).toMatchObject({ state: 'sent', extensions: 1 })
  })

  test('of another territory finds nothing, and its own partner may do none of it', async () => {
    const id = await demo.ask()
    const [stranger, partner] = [await demo.signedIn(people.otherAnimator), await demo.signedIn(people.amelie)]
    for (const act of ['prolongation', 'arret']) {
      expect((await stranger.get(`/pro/mises-en-relation/${id}/${act}`)).status).toBe(404)
      expect((await partner.get(`/pro/mises-en-relation/${id}/${act}`)).status).toBe(403)
    }
  })
})
