import { handOverReferral } from '@boussole/commands'
import { findProfessional, findViolations, readJournal, referralsOf } from '@boussole/db'
import { asId, replay } from '@boussole/domain'
import type { ReferentId, ReferralId, UserId } from '@boussole/domain'
import { demoId } from '@boussole/local'
import { expect, test } from 'vitest'
import { people, useDemoSite } from '../../demo-site.ts'
import type { Visitor } from '../../test-web.ts'

// In this file people leave one after the other, and nobody comes back.

const demo = useDemoSite()
const amelie = demoId('referent', 'amelie-garcin')
const theo = demoId('referent', 'theo-rivoire')
const partner = demoId('partner', 'premier-toit')
const pathOf = (who: string) => `/pro/equipe/${who}/depart`

const send = async (visitor: Visitor, path: string, fields: Record<string, string> = {}) => {
  await visitor.get(path)
  return visitor.post(path, fields)
}

const ask = async <Row extends object>(question: string, values: readonly unknown[] = []) =>
  (await demo.database.pool.query<Row>(question, [...values])).rows

test('a departure of another partner’s referent is not found, and needs somebody who takes over', async () => {
  const stranger = await demo.signedIn(people.stranger)
  expect((await stranger.get(pathOf(amelie))).status).toBe(404)
  expect((await stranger.post(pathOf(amelie), { suite: theo })).status).toBe(404)
  const colleague = await demo.signedIn(people.theo)
  expect((await send(colleague, pathOf(amelie))).html).toContain('erreur-suite')
  const wrong = await send(colleague, pathOf(amelie), { suite: demoId('referent', 'sonia-marchetti') })
  expect(wrong.status).toBe(409)
  expect(await ask('select from referents where id = $1 and left_at is null', [amelie])).toHaveLength(1)
})

test('who leaves hands over referrals, offers and deputyships, and is signed out everywhere', async () => {
  const { db } = demo.site
  const own = await demo.signedIn()
  const referralId = asId<ReferralId>(await demo.ask())
  const [user] = await ask<{ id: UserId }>('select user_id as id from referents where id = $1', [theo])
  const by = await findProfessional(db, asId<UserId>(user?.id ?? ''))
  if (by === undefined) throw new Error('Théo has not signed in')
  await handOverReferral(referralId, { referentId: asId<ReferentId>(amelie), note: null }, by, { db })
  const contacted = await demo.ask()
  await send(own, `/pro/mises-en-relation/${contacted}/contact`, { joint: 'oui', moyen: 'phone' })
  const sonia = demoId('referent', 'sonia-marchetti')
  await send(own, `/pro/mises-en-relation/${contacted}/a-deux?q=e`, {
    personne: sonia,
    parcours: 'ours',
    accord: 'oui',
  })
  const pathwayOf = () =>
    ask('select referent_id, pathway_referent_id from accompaniments where referral_id = $1', [contacted])
  expect(await pathwayOf()).toEqual([{ referent_id: sonia, pathway_referent_id: amelie }])
  const before = await ask('select from offer_referents where referent_id in ($1, $2)', [amelie, theo])
  expect(before.length).toBeGreaterThan(0)

  const colleague = await demo.signedIn(people.theo)
  const { html } = await colleague.get(pathOf(amelie))
  expect(html).toContain('Chercher ton premier logement avec quelqu’un')
  expect(html).toContain('Théo Rivoire')
  const left = await send(colleague, pathOf(amelie), { suite: theo })
  expect(left.location).toBe('/pro/equipe?fait=depart')

  expect(await pathwayOf()).toEqual([{ referent_id: sonia, pathway_referent_id: theo }])
  expect((await own.get('/pro/')).location).toContain('/pro/connexion')
  const [request] = await ask<{ id: string }>('select request_id as id from referrals where id = $1', [referralId])
  const stored = (await referralsOf(db, request?.id ?? '')).find(({ referral }) => referral.id === referralId)?.referral
  expect(stored?.referentId).toBe(theo)
  expect(replay(await readJournal(db, referralId))).toEqual(stored)
  expect(await findViolations(db)).toEqual([])
  expect(await ask('select from offer_referents where referent_id = $1', [amelie])).toEqual([])
  expect(await ask('select from referents where deputy_id = $1', [amelie])).toEqual([])
  const [change] = await ask<{ old_value: string; new_value: string }>(
    `select old_value, new_value from offer_changes where kind = 'referents' limit 1`,
  )
  expect(change?.old_value).toContain(amelie)
  expect(change?.new_value).toBe(theo)
  expect((await colleague.get('/pro/equipe')).html).toContain('Amélie Garcin')
  expect((await colleague.get(pathOf(amelie))).status).toBe(404)
})

test('the last one leaves: the animator is told, finds the partner in what awaits, and its offers are asked no more', async () => {
  const animator = await demo.signedIn(people.animator)
  expect((await animator.get('/pro/animation')).html).not.toContain('Structures sans référent')
  const own = await demo.signedIn(people.theo)
  expect((await own.get(pathOf(theo))).html).toContain('dernière personne')
  expect((await send(own, pathOf(theo))).location).toBe('/pro/')
  expect((await own.get('/pro/')).location).toContain('/pro/connexion')
  const letters = await ask<{ email: string }>(
    `select email from outbox join users on users.id = recipient_id where mail = 'nobody-left'`,
  )
  expect(letters.filter(({ email }) => email === people.animator)).toHaveLength(1)
  expect((await animator.get('/pro/animation')).html).toContain('/pro/animation/sans-referent')
  expect((await animator.get('/pro/animation/sans-referent')).html).toContain('Un premier toit')
  expect((await animator.get(`/pro/equipe?structure=${partner}`)).html).toContain('Plus personne ne répond')
  await expect(demo.ask()).rejects.toMatchObject({ code: 'offer-unavailable' })
})
