import { invitationTokenOf, trackingTokenOf } from '@boussole/commands'
import { asId } from '@boussole/domain'
import type { RequestId } from '@boussole/domain'
import { demoId, demoPassword } from '@boussole/local'
import { describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../../demo-site.ts'
import { testWebConfig } from '../../test-web.ts'
import type { Visitor } from '../../test-web.ts'

const demo = useDemoSite()
const list = '/pro/animation/personnes'
const { animator, otherAnimator, observer } = people
const regional = 'sylvie.grangeon@info-jeunes-aura.example'
const national = 'antoine.verchere@boussole-nationale.example'
const loire = demoId('territory', 'loire')
const velay = demoId('territory', 'velay')

const act = async (visitor: Visitor, path: string, fields: Record<string, string | string[]> = {}) => {
  await visitor.get(path)
  return visitor.post(path, fields)
}

const idOf = async (email: string): Promise<string> => {
  const { rows } = await demo.database.pool.query<{ id: string }>('select id from users where email = $1', [email])
  return rows[0]?.id ?? ''
}

interface Asked {
  readonly role: string
  readonly lieux: string[]
  readonly by?: string
}

const invite = async (email: string, { role, lieux, by = regional }: Asked) => {
  const visitor = await demo.signedIn(by)
  const fields = { nom: 'Inès Faure', email, lieux }
  const answer = await act(visitor, `${list}/inviter/${role}`, fields)
  const { rows } = await demo.database.pool.query<{ id: string }>(
    'select id from invitations where email = $1 order by created_at desc limit 1',
    [email],
  )
  const id = rows[0]?.id ?? ''
  const linkOf = (sending: number) => `/pro/invitation/${invitationTokenOf({ id, sending }, testWebConfig.trackingKey)}`
  return { visitor, answer, id, linkOf }
}

const accept = async (link: string, nom = 'Inès Faure'): Promise<Visitor> => {
  const guest = demo.site.visitor()
  await guest.get(link)
  const entered = await guest.post(link, { nom, nouveau: demoPassword })
  expect(entered.location).toBe('/pro/bienvenue')
  return guest
}

const actsAbout = async (aboutId: string) => {
  const { rows } = await demo.database.pool.query<{ kind: string; value: string }>(
    'select kind, coalesce(old_value, new_value) as value from acts where about_id = $1 order by id',
    [aboutId],
  )
  return rows.map(({ kind, value }) => `${kind} ${value}`)
}

test('somebody is invited to animate two territories, accepts, sees them, and sees nothing once they are taken away', async () => {
  const email = 'ines.faure@animation.example'
  const { visitor, answer, id, linkOf } = await invite(email, { role: 'animator', lieux: [loire, velay] })
  expect(answer.location).toBe(`${list}?fait=envoyee`)
  expect((await visitor.get(list)).html).toContain('Invitations en attente')
  const shown = await demo.site.visitor().get(linkOf(1))
  for (const words of ['Rejoindre l’animation territoriale', 'Loire', 'Velay']) expect(shown.html).toContain(words)
  const guest = await accept(linkOf(1))
  expect((await demo.site.visitor().get(linkOf(1))).location).toBe('/pro/invitation-terminee')
  expect((await guest.get(`/pro/animation/territoires/${loire}`)).status).toBe(200)
  expect((await guest.get(`/pro/animation/territoires/${velay}`)).status).toBe(200)
  const userId = await idOf(email)
  await act(visitor, `${list}/${userId}/fin/${velay}`)
  expect((await guest.get(`/pro/animation/territoires/${velay}`)).status).toBe(404)
  expect((await guest.get(`/pro/animation/territoires/${loire}`)).status).toBe(200)
  expect((await act(visitor, `${list}/${userId}/fin/${loire}`)).location).toBe(`${list}?fait=retiree`)
  expect((await guest.get(`/pro/animation/territoires/${loire}`)).location).toContain('/pro/connexion')
  const again = await act(demo.site.visitor(), '/pro/connexion/mot-de-passe', { email, password: demoPassword })
  expect(again.status).toBe(401)
  expect((await visitor.get(`${list}/${userId}/fin/${loire}`)).status).toBe(404)
  expect([...(await actsAbout(id)), ...(await actsAbout(userId))]).toEqual([
    expect.stringMatching(/^watch-offered animator\/.*Loire/),
    expect.stringMatching(/^watch-offered animator\/.*Velay/),
    expect.stringMatching(/^watch-accepted .*Loire/),
    expect.stringMatching(/^watch-accepted .*Velay/),
    expect.stringMatching(/^watch-ended .*Velay/),
    expect.stringMatching(/^watch-ended .*Loire/),
  ])
  // The journal names her while her name may be known, and says what was taken from her; it keeps no name itself.
  const journal = async () => (await visitor.get('/pro/animation/journal')).html.replaceAll(/[\u00A0\u202F]/g, ' ')
  expect(await journal()).toContain('Inès Faure')
  expect(await journal()).toMatch(/Avant : Animation territoriale : [^<]*Loire/)
  const { pool } = demo.database
  await pool.query(`update users set name = 'Ancien·ne professionnel·le' where id = $1`, [userId])
  await pool.query(`update invitations set name = 'Ancien·ne professionnel·le' where id = $1`, [id])
  expect(await journal()).not.toContain('Inès Faure')
})

describe('nobody gives more than they have', () => {
  test('an animator sees who watches her territory, its region and the nation, and acts on nothing', async () => {
    const visitor = await demo.signedIn(animator)
    const { html } = await visitor.get(list)
    for (const email of [animator, observer, regional, national]) expect(html).toContain(email)
    expect(html).not.toContain(otherAnimator)
    expect(html).not.toContain(`${list}/inviter`)
    expect(html).not.toContain('/fin/')
    const own = `${list}/${await idOf(animator)}/fin/${loire}`
    expect((await visitor.get(own)).status).toBe(403)
    expect((await visitor.post(own)).status).toBe(403)
    expect((await visitor.get(`${list}/${await idOf(otherAnimator)}/fin/${loire}`)).status).toBe(404)
    for (const role of ['animator', 'regional', 'observer', 'national'])
      expect((await visitor.get(`${list}/inviter/${role}`)).status).toBe(404)
  })

  test('the regional level gives its territories, neither another’s nor its own role; the national level gives all', async () => {
    const abroad = demoId('territory', 'la-reunion-nord')
    const visitor = await demo.signedIn(regional)
    expect((await visitor.get(`${list}/inviter/animator`)).html).not.toContain(abroad)
    const refused = await invite('ailleurs@animation.example', { role: 'animator', lieux: [abroad] })
    expect([refused.answer.status, refused.id]).toEqual([422, ''])
    expect((await visitor.get(`${list}/inviter/regional`)).status).toBe(404)
    expect((await visitor.get(`${list}/${await idOf(otherAnimator)}/fin/${abroad}`)).status).toBe(404)
    expect((await visitor.get(`${list}/${await idOf(regional)}/fin/84`)).status).toBe(403)
    const given = await invite('region@animation.example', { role: 'regional', lieux: ['84'], by: national })
    expect(given.answer.location).toBe(`${list}?fait=envoyee`)
    const guest = await accept(given.linkOf(1))
    expect((await guest.get(`/pro/animation/territoires/${loire}`)).status).toBe(200)
    const answer = await act(given.visitor, `${list}/${await idOf('region@animation.example')}/fin/84`)
    expect(answer.location).toBe(`${list}?fait=retiree`)
  })

  test('nobody takes away their own national role', async () => {
    const visitor = await demo.signedIn(national)
    const own = `${list}/${await idOf(national)}/fin/nation`
    expect((await visitor.get(list)).html).not.toContain('/fin/nation')
    expect((await visitor.get(own)).status).toBe(409)
    expect((await visitor.post(own)).status).toBe(409)
  })

  test('who observes sees nothing of this page', async () => {
    expect((await (await demo.signedIn(observer)).get(list)).status).toBe(404)
  })
})

describe('an invitation', () => {
  test('is sent again, which ends the earlier link, and taken back; an animator sees it and does neither', async () => {
    const { visitor, id, linkOf } = await invite('louise@animation.example', { role: 'observer', lieux: [loire] })
    const watching = await demo.signedIn(animator)
    expect((await watching.get(list)).html).toContain('louise@animation.example')
    const strange = await demo.signedIn(otherAnimator)
    for (const what of ['renvoi', 'annulation']) {
      expect((await watching.get(`${list}/invitations/${id}/${what}`)).status).toBe(403)
      expect((await strange.get(`${list}/invitations/${id}/${what}`)).status).toBe(404)
    }
    await act(visitor, `${list}/invitations/${id}/renvoi`, { email: 'louise@animation.example' })
    const guest = demo.site.visitor()
    expect((await guest.get(linkOf(1))).location).toBe('/pro/invitation-terminee')
    expect((await guest.get(linkOf(2))).html).toContain('Suivre les chiffres')
    await act(visitor, `${list}/invitations/${id}/annulation`)
    expect((await guest.get(linkOf(2))).location).toBe('/pro/invitation-terminee')
  })

  test('is told by the calendar of what it gives to watch, in the list and where its mail came back', async () => {
    const reunion = demoId('territory', 'la-reunion-nord')
    const { visitor, id } = await invite('maeva@animation.example', {
      role: 'animator',
      lieux: [reunion],
      by: national,
    })
    await demo.database.pool.query(
      `update invitations set expires_at = '2099-12-31T21:30:00Z', mail_bounced_at = '2025-12-31T21:30:00Z' where id = $1`,
      [id],
    )
    expect((await visitor.get(list)).html).toMatch(/1er.janvier.à.1.h.30/)
    expect((await visitor.get('/pro/animation/entretien/adresses')).html).toMatch(/1er.janvier/)
  })

  test('to an account of the same role gives it more to watch; of another role it is refused', async () => {
    const more = await invite(animator, { role: 'animator', lieux: [velay] })
    const guest = demo.site.visitor()
    expect((await guest.get(more.linkOf(1))).html).toContain('Vous avez déjà un compte')
    await guest.post(more.linkOf(1))
    expect((await guest.get(`/pro/animation/territoires/${velay}`)).status).toBe(200)
    for (const email of [people.amelie, observer, national]) {
      const { answer, id } = await invite(email, { role: 'animator', lieux: [loire] })
      expect([answer.status, id]).toEqual([409, ''])
      expect(answer.html).toContain('un autre rôle')
      expect(answer.html).toContain('id="erreur-email"')
    }
  })

  test('says beside each field what is missing, and waits once', async () => {
    const missing = await invite('pas-une-adresse', { role: 'animator', lieux: [] })
    expect(missing.answer.status).toBe(422)
    for (const field of ['lieux', 'email']) expect(missing.answer.html).toContain(`erreur-${field}`)
    await invite('nora@animation.example', { role: 'animator', lieux: [loire] })
    const { answer } = await invite('nora@animation.example', { role: 'animator', lieux: [loire] })
    expect(answer.status).toBe(409)
    expect(answer.html).toContain('id="erreur-email"')
  })

  test('that somebody sent is over once they watch there no more', async () => {
    const second = await invite('seconde@animation.example', { role: 'regional', lieux: ['84'], by: national })
    await accept(second.linkOf(1))
    const given = await invite('par.seconde@animation.example', {
      role: 'animator',
      lieux: [loire],
      by: 'seconde@animation.example',
    })
    expect((await demo.site.visitor().get(given.linkOf(1))).status).toBe(200)
    await act(second.visitor, `${list}/${await idOf('seconde@animation.example')}/fin/84`)
    expect((await demo.site.visitor().get(given.linkOf(1))).location).toBe('/pro/invitation-terminee')
  })
})

test('what an animator has in hand goes to who is next, who is told; the last one is only taken away after a warning', async () => {
  const { pool } = demo.database
  const ids = [await idOf(animator), await idOf('farid.lamrani@info-jeunes-loire.example')]
  const referral = await demo.ask()
  const visitor = await demo.signedIn(regional)
  const ownerOf = async () => {
    const { rows } = await pool.query<{ state: string; owner: string }>(
      'select state, owner_id as owner from referrals where id = $1',
      [referral],
    )
    return rows[0]
  }
  await pool.query(
    `update requests set consent_redirect = false where id = (select request_id from referrals where id = $1)`,
    [referral],
  )
  const referent = await demo.signedIn(people.amelie)
  await act(referent, `/pro/mises-en-relation/${referral}/refus`, { motif: 'no-capacity' })
  const before = await ownerOf()
  expect(before?.state).toBe('unresolved')
  const [first = '', second = ''] = before?.owner === ids[0] ? ids : ids.toReversed()
  const others = await visitor.get(`${list}/${first}/fin/${loire}`)
  expect(others.html).toContain('Les alertes continueront')
  expect(others.html).toContain('Une demande est entre ses mains')
  await act(visitor, `${list}/${first}/fin/${loire}`)
  expect((await ownerOf())?.owner).toBe(second)
  const last = await visitor.get(`${list}/${second}/fin/${loire}`)
  expect(last.html).toContain('Plus personne n’animera')
  expect(last.html).toContain('niveau régional')
  await act(visitor, `${list}/${second}/fin/${loire}`)
  expect((await ownerOf())?.owner).toBe(await idOf(regional))
  const { rows } = await pool.query<{ recipient_id: string }>(
    `select recipient_id from outbox where mail = 'unresolved-animator' and referral_id = $1 order by created_at`,
    [referral],
  )
  expect(rows.map(({ recipient_id }) => recipient_id)).toEqual([first, second, await idOf(regional)])
  // The young person follows their request as before: who owns it is nothing of theirs.
  const { rows: asked } = await pool.query<{ id: string }>('select request_id as id from referrals where id = $1', [
    referral,
  ])
  const young = demo.site.visitor()
  const token = trackingTokenOf(asId<RequestId>(asked[0]?.id ?? ''), testWebConfig.trackingKey)
  const followed = await young.follow(await young.get(`/suivi/${token}`))
  expect([followed.status, followed.html.includes('Lina')]).toEqual([200, true])
})
