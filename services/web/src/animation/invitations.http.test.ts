import { invitationTokenOf } from '@boussole/commands'
import { demoId, demoPassword } from '@boussole/local'
import { describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import { testWebConfig } from '../test-web.ts'
import type { Visitor } from '../test-web.ts'

const demo = useDemoSite()
const { animator, otherAnimator, stranger } = people
const list = '/pro/animation/invitations'
const partner = demoId('partner', 'premier-toit')

const act = async (visitor: Visitor, path: string, fields: Record<string, string> = {}) => {
  await visitor.get(path)
  return visitor.post(path, fields)
}

const addressOf = (name: string): string => `${name}@premier-toit.example`

const invite = async (email: string, fields: Record<string, string> = {}, by: string = animator) => {
  const visitor = await demo.signedIn(by)
  const answer = await act(visitor, `${list}/nouvelle`, {
    structure: partner,
    nom: 'Inès Faure',
    email,
    ...fields,
  })
  const { rows } = await demo.database.pool.query<{ id: string; sendings: number }>(
    'select id, sendings from invitations where email = $1 order by created_at desc limit 1',
    [email.toLowerCase()],
  )
  const [row] = rows
  const pathOf = (sending = 1) =>
    `/pro/invitation/${invitationTokenOf({ id: row?.id ?? '', sending }, testWebConfig.trackingKey)}`
  return { visitor, answer, id: row?.id ?? '', pathOf }
}

const referentsAt = async (email: string) => {
  const { rows } = await demo.database.pool.query<{ name: string; partner: string }>(
    `select users.name, partners.name as partner from users
       join referents on user_id = users.id and referents.left_at is null join partners on partners.id = partner_id
     where users.email = $1 and users.left_at is null order by partner`,
    [email],
  )
  return rows
}

describe('an animator invites a referent', () => {
  test('of a partner of her territory, chosen from a list; the list shows where it stands', async () => {
    const email = addressOf('ines')
    const { visitor, answer } = await invite(email)
    expect(answer.location).toBe(`${list}?fait=envoyee`)
    const { html } = await visitor.get(list)
    expect(html).toContain('Inès Faure')
    expect(html).toContain('Envoyée')
    expect(html).toContain('Un premier toit')
    const { rows } = await demo.database.pool.query<{ recipient_kind: string }>(
      `select recipient_kind from outbox where mail = 'invitation'`,
    )
    expect(rows).toEqual([{ recipient_kind: 'invited' }])
    const twice = (await invite(email)).answer
    expect(twice.status).toBe(409)
    expect(twice.html).toContain('id="erreur-email"')
  })

  test('and nobody who does not watch over that partner may, or may see it', async () => {
    const { id } = await invite(addressOf('jeanne'))
    const other = await invite(addressOf('karim'), {}, otherAnimator)
    expect(other.answer.status).toBe(422)
    expect(other.id).toBe('')
    expect((await other.visitor.get(list)).html).not.toContain('Inès Faure')
    for (const what of ['renvoi', 'annulation']) {
      expect((await other.visitor.get(`${list}/${id}/${what}`)).status).toBe(404)
      expect((await other.visitor.get(`${list}/rien/${what}`)).status).toBe(404)
    }
    expect((await (await demo.signedIn()).get(list)).status).toBe(404)
  })

  test('with what is missing said beside each field', async () => {
    const { answer } = await invite('pas-une-adresse', { structure: '', nom: 'www.exemple.example' })
    expect(answer.status).toBe(422)
    expect(answer.html).toContain('erreur-structure')
    expect(answer.html).toContain('erreur-nom')
    expect(answer.html).toContain('Il manque le signe @')
  })

  test('reads that its mail came back, and sends it to an address that was put right', async () => {
    const { visitor, id, pathOf } = await invite(addressOf('fausse'))
    await demo.database.pool.query('update invitations set mail_bounced_at = platform_now() where id = $1', [id])
    expect((await visitor.get(list)).html).toContain('vérifiez l’adresse')
    const basket = await visitor.get('/pro/animation/entretien/adresses')
    expect(basket.html).toContain(`/pro/animation/invitations/${id}/renvoi`)
    expect((await visitor.get(`${list}/${id}/renvoi`)).html).toContain('Le mail est revenu')
    await act(visitor, `${list}/${id}/renvoi`, { email: addressOf('juste') })
    const { html } = await visitor.get(list)
    expect(html).toContain(addressOf('juste'))
    expect(html).not.toContain(addressOf('fausse'))
    expect(html).not.toContain('vérifiez l’adresse')
    expect((await demo.site.visitor().get(pathOf(2))).status).toBe(200)
  })

  test('sends it again, which ends the earlier link, and takes it back', async () => {
    const { visitor, id, pathOf } = await invite(addressOf('louise'))
    const again = `${list}/${id}/renvoi`
    expect((await visitor.get(again)).html).toContain(`value="${addressOf('louise')}"`)
    expect((await act(visitor, again, { email: 'louise' })).status).toBe(422)
    await invite(addressOf('lison'))
    const taken = await act(visitor, again, { email: addressOf('lison') })
    expect(taken.status).toBe(409)
    expect(taken.html).toContain('id="erreur-email"')
    await act(visitor, again, { email: addressOf('louise') })
    const guest = demo.site.visitor()
    expect((await guest.get(pathOf(1))).location).toBe('/pro/invitation-terminee')
    expect((await guest.get(pathOf(2))).status).toBe(200)
    await act(visitor, `${list}/${id}/annulation`)
    expect((await guest.get(pathOf(2))).location).toBe('/pro/invitation-terminee')
    expect((await visitor.get(list)).html).toContain('Annulée')
    expect((await act(visitor, `${list}/${id}/annulation`)).status).toBe(409)
  })
})

describe('whoever is invited', () => {
  test('sees by whom and to what, corrects their name, chooses a password and enters; once', async () => {
    const email = addressOf('manon')
    const { visitor: inviter, pathOf } = await invite(email)
    const guest = demo.site.visitor()
    for (let looks = 0; looks < 2; looks += 1) {
      const { html } = await guest.get(pathOf())
      expect(html).toContain('Marion Delcasse')
      expect(html).toContain('Un premier toit')
    }
    expect(await referentsAt(email)).toEqual([])
    for (const nouveau of ['court', email.toUpperCase()])
      expect((await guest.post(pathOf(), { nom: 'Manon Faure', nouveau })).status).toBe(422)
    expect(await referentsAt(email)).toEqual([])
    const entered = await guest.post(pathOf(), { nom: 'Manon Faure', nouveau: demoPassword })
    expect(entered.location).toBe('/pro/bienvenue')
    const { html } = await guest.follow(entered)
    for (const words of ['Bienvenue, Manon Faure', 'Un premier toit', 'Pour commencer', 'href="/pro/equipe"'])
      expect(html).toContain(words)
    expect(await referentsAt(email)).toEqual([
      { name: 'Manon Faure', partner: expect.stringContaining('Un premier toit') },
    ])
    expect((await demo.site.visitor().get(pathOf())).location).toBe('/pro/invitation-terminee')
    expect((await inviter.get(list)).html).toContain('Acceptée')
    const again = demo.site.visitor()
    const byPassword = { email, password: demoPassword }
    expect((await act(again, '/pro/connexion/mot-de-passe', byPassword)).location).toBe('/pro/')
  })

  test('accepts it once, pressed twice at the same instant', async () => {
    const email = addressOf('nora')
    const { pathOf } = await invite(email)
    const guests = [demo.site.visitor(), demo.site.visitor()]
    await Promise.all(guests.map((guest) => guest.get(pathOf())))
    const answers = await Promise.all(guests.map((guest) => guest.post(pathOf(), { nom: 'Nora Petit' })))
    expect(answers.filter(({ location }) => location === '/pro/bienvenue')).toHaveLength(1)
    expect(await referentsAt(email)).toHaveLength(1)
  })

  test('with an account already, answers for one more partner; the animator is told nothing of it, and nothing else changes', async () => {
    const first = await invite(addressOf('inconnue'))
    const { answer, pathOf } = await invite(stranger)
    expect([answer.status, answer.location]).toEqual([first.answer.status, first.answer.location])
    const before = await referentsAt(stranger)
    const guest = demo.site.visitor()
    expect((await guest.get(pathOf())).html).toContain('Vous avez déjà un compte')
    const entered = await guest.post(pathOf(), { nom: 'Autre Nom', nouveau: 'un mot de passe de voleur' })
    expect(entered.location).toBe('/pro/bienvenue')
    const after = await referentsAt(stranger)
    expect(after).toHaveLength(before.length + 1)
    expect(after.every(({ name }) => name === before[0]?.name)).toBe(true)
    const thief = { email: stranger, password: 'un mot de passe de voleur' }
    expect((await act(demo.site.visitor(), '/pro/connexion/mot-de-passe', thief)).status).toBe(401)
  })

  test('too late finds where to go', async () => {
    const { visitor, pathOf } = await invite(addressOf('olga'))
    await demo.database.pool.query('update invitations set expires_at = platform_now()')
    const guest = demo.site.visitor()
    expect((await guest.follow(await guest.get(pathOf()))).html).toContain('ne sert plus')
    expect((await visitor.get(list)).html).toContain('Expirée')
    expect((await guest.get('/pro/invitation/a-link-that-never-was')).location).toBe('/pro/invitation-terminee')
  })
})
