import { actionTokenOf } from '@boussole/commands'
import { useClock } from '@boussole/testing'
import { describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import { testWebConfig } from '../test-web.ts'
import type { Visitor } from '../test-web.ts'

const demo = useDemoSite()
const { amelie, stranger } = people
const clock = useClock(demo.database)

const act = async (visitor: Visitor, path: string, fields: Record<string, string> = {}) => {
  await visitor.get(path)
  return visitor.post(path, fields)
}

/** The link in a mail about this referral: to the offer's address as it was sent, or as sent to a referent. */
const linkOf = async (referralId: string, to = 'offer') => {
  const { rows } = await demo.database.pool.query<{ id: string }>(
    to === 'offer'
      ? `select id from outbox where referral_id = $1 and mail = 'referral-request'`
      : `insert into outbox (mail, request_id, referral_id, territory_id, recipient_kind, recipient_id, once_key,
           created_at, send_after)
         select 'reminder', request_id, referrals.id, territory_id, 'referent', referents.id, gen_random_uuid()::text,
           platform_now(), platform_now()
         from referrals join referents using (partner_id) join users on users.id = user_id
         where referrals.id = $1 and users.email = $2 returning id`,
    to === 'offer' ? [referralId] : [referralId, to],
  )
  return `/pro/lien/${actionTokenOf(rows[0]?.id ?? '', testWebConfig.trackingKey)}`
}

const letters = async () =>
  (
    await demo.database.pool.query<{ mail: string; recipient_kind: string; details: Record<string, string> }>(
      `select mail, recipient_kind, details from outbox where request_id is null order by created_at desc`,
    )
  ).rows

const letTimePass = async (referralId: string) => {
  await demo.database.pool.query(
    `update outbox set created_at = created_at - interval '20 days' where referral_id = $1`,
    [referralId],
  )
  await demo.database.pool.query(
    `update referrals set sent_at = sent_at - interval '20 days', due_at = due_at - interval '20 days' where id = $1`,
    [referralId],
  )
}

describe('the link of a mail', () => {
  test('opens the least without a session: neither who asks, nor how to reach them, nor what they said', async () => {
    const id = await demo.ask({ firstName: 'Zéphyrine', message: 'Je dors dehors.' })
    const visitor = demo.site.visitor()
    const before = await letters()
    const { status, html } = await visitor.get(await linkOf(id, amelie))
    expect(status).toBe(200)
    for (const word of ['Un premier toit', 'Saint-Étienne', 'Me loger', 'Nouvelle', 'encore', 'au plus tard le']) {
      expect(html).toContain(word)
    }
    for (const word of ['Zéphyrine', '06 39', '0639', 'jeune.example', 'dehors', amelie]) {
      expect(html).not.toContain(word)
    }
    expect(await letters()).toEqual(before)
  })

  test('sends a link to sign in by one click, which leads to the act', async () => {
    const id = await demo.ask()
    const path = await linkOf(id, amelie)
    expect((await act(demo.site.visitor(), path, { acte: 'contact' })).location).toBe('/pro/connexion/lien-envoye')
    const [letter] = await letters()
    expect(letter).toMatchObject({ mail: 'sign-in-link' })
    const { rows } = await demo.database.pool.query('select go_on from sign_in_links order by created_at desc limit 1')
    expect(rows).toEqual([{ go_on: `/mises-en-relation/${id}/contact` }])
  })

  test('leads who is signed in straight to the act; to others the referral does not exist', async () => {
    const id = await demo.ask()
    const path = await linkOf(id, amelie)
    const visitor = await demo.signedIn()
    const there = await act(visitor, path, { acte: 'refus' })
    expect(there.location).toBe(`/pro/mises-en-relation/${id}/refus`)
    expect((await visitor.follow(there)).status).toBe(200)
    expect((await act(visitor, path, { acte: 'autre' })).location).toBe(`/pro/mises-en-relation/${id}`)
    const other = await demo.signedIn(stranger)
    expect((await other.follow(await act(other, path, { acte: 'contact' }))).status).toBe(404)
  })

  test('of a mail to an offer’s own address asks for one’s own', async () => {
    const id = await demo.ask()
    const answer = await act(demo.site.visitor(), await linkOf(id), { acte: 'contact' })
    expect(answer.location).toBe(`/pro/connexion?vers=${encodeURIComponent(`/mises-en-relation/${id}/contact`)}`)
  })

  test('too old, shows nothing and sends a new one by one click, to the address that it does not show', async () => {
    const id = await demo.ask({ firstName: 'Zéphyrine' })
    for (const to of [amelie, 'offer']) {
      const path = await linkOf(id, to)
      await letTimePass(id)
      const visitor = demo.site.visitor()
      const led = await visitor.get(path)
      expect(led.location).toBe(`${path}/nouveau`)
      const { html } = await visitor.get(led.location)
      expect(html).not.toContain('premier-toit')
      expect(html).not.toContain('Un premier toit')
      const answer = await visitor.post(led.location)
      expect((await visitor.follow(answer)).html).toContain('Un nouveau lien vient de partir')
      const [letter] = await letters()
      expect(letter).toMatchObject({
        mail: 'action-link',
        recipient_kind: to === amelie ? 'user' : 'offer-contact',
        details: { referralId: id },
      })
      const { rows } = await demo.database.pool.query<{ id: string }>(
        `select id from outbox where mail = 'action-link' order by created_at desc limit 1`,
      )
      const fresh = `/pro/lien/${actionTokenOf(rows[0]?.id ?? '', testWebConfig.trackingKey)}`
      expect((await demo.site.visitor().get(fresh)).status).toBe(200)
    }
  })

  test('of somebody who has left answers the same and sends nothing', async () => {
    const id = await demo.ask()
    const path = await linkOf(id, amelie)
    await letTimePass(id)
    const comeBack = await demo.leave(amelie)
    const before = await letters()
    expect((await act(demo.site.visitor(), `${path}/nouveau`)).location).toBe('/pro/lien-renvoye')
    expect(await letters()).toEqual(before)
    await comeBack()
  })

  test('too old, sends one in a quarter of an hour, however often and by whom it is asked for', async () => {
    const id = await demo.ask()
    const path = await linkOf(id)
    await letTimePass(id)
    const before = (await letters()).length
    const quarterMs = 900_000
    const begin = Math.ceil(Date.parse(await clock.read()) / quarterMs) * quarterMs
    const sentAt = async (after: number) => {
      await clock.freeze(new Date(begin + after).toISOString())
      await act(demo.site.visitor(), `${path}/nouveau`)
      return (await letters()).length - before
    }
    expect([await sentAt(0), await sentAt(60_000), await sentAt(quarterMs - 1), await sentAt(quarterMs)]).toEqual([
      1, 1, 1, 2,
    ])
  })

  test('changed by one character, made for a young person’s mail, or of another key, opens nothing', async () => {
    const id = await demo.ask()
    const path = await linkOf(id, amelie)
    const { rows } = await demo.database.pool.query<{ id: string }>(
      `select id from outbox where mail = 'receipt' limit 1`,
    )
    const receipt = `/pro/lien/${actionTokenOf(rows[0]?.id ?? '', testWebConfig.trackingKey)}`
    const swapped = path.replace(/lien\/(.)/, (_, first) => `lien/${first === 'A' ? 'B' : 'A'}`)
    const otherKey = `/pro/lien/${actionTokenOf(id, 'another-key-of-the-tests-0123456789-0123')}`
    for (const wrong of [swapped, receipt, otherKey, '/pro/lien/rien', `/pro/lien/${'a'.repeat(65)}`]) {
      expect(await demo.site.visitor().get(wrong)).toMatchObject({ status: 303, location: '/pro/connexion' })
    }
  })
})
