import { eraseRequest, trackingTokenOf } from '@boussole/commands'
import { asId } from '@boussole/domain'
import { demoId } from '@boussole/local'
import { describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import { testWebConfig } from '../test-web.ts'
import type { Visitor } from '../test-web.ts'

const demo = useDemoSite()
const own = '/pro/signalements'
const watched = '/pro/animation/signalements'

const plain = (html: string): string => html.replaceAll('\u00A0', ' ')

/** Fills in the form of a page, as it stands, and sends it. */
const fill = async (visitor: Visitor, path: string, fields: Readonly<Record<string, string>>) => {
  const { html } = await visitor.get(path)
  const [, sending = ''] = /name="envoi" value="([^"]+)"/.exec(html) ?? []
  const all = { envoi: sending, ...fields }
  return { first: await visitor.post(path, all), again: () => visitor.post(path, all) }
}

const report = async (visitor: Visitor, mots: string, fields: Readonly<Record<string, string>> = {}) => {
  const { first } = await fill(visitor, `${own}/nouveau`, { sujet: 'malfunction', mots, ...fields })
  const [, id = ''] = /\/signalements\/([0-9a-f-]{36})\?fait=signale$/.exec(first.location) ?? []
  if (id === '') throw new Error(`not reported: ${first.status}`)
  return id
}

const lettersAbout = async (id: string): Promise<string[]> => {
  const { rows } = await demo.database.pool.query<{ letter: string }>(
    `select mail || ' to ' || users.email as letter from outbox join users on users.id = recipient_id
     where details ->> 'threadId' = $1 order by outbox.created_at, mail, users.email`,
    [id],
  )
  return rows.map(({ letter }) => letter)
}

const messagesOf = async (id: string): Promise<string[]> => {
  const { rows } = await demo.database.pool.query<{ message: string }>(
    `select act || coalesce(': ' || words, '') as message from problem_messages where thread_id = $1
     order by at, act desc`,
    [id],
  )
  return rows.map(({ message }) => message)
}

const toAnimator = `problem-reported to ${people.animator}`
const toAuthor = `problem-answered to ${people.amelie}`

describe('a problem', () => {
  test('is reported, answered, settled and opened again by an answer; each side reads of the other’s words by mail', async () => {
    const amelie = await demo.signedIn()
    const animator = await demo.signedIn(people.animator)
    const id = await report(amelie, 'La carte ne s’affiche plus.')
    const page = await amelie.get(`${own}/${id}?fait=signale`)
    expect(page.html).toContain('La carte ne s’affiche plus.')
    expect(plain(page.html)).toContain('C’est envoyé.')
    expect(await lettersAbout(id)).toEqual(expect.arrayContaining([toAnimator]))
    expect((await animator.get(watched)).html).toContain('La carte ne s’affiche plus.')

    await fill(animator, `${watched}/${id}`, { mots: 'Depuis quel jour ?' })
    expect(await lettersAbout(id)).toContain(toAuthor)
    const answered = await amelie.get(`${own}/${id}`)
    expect(answered.html).toContain('Depuis quel jour ?')
    expect(answered.html).toMatch(/Marion Delcasse \(animation\)/)
    expect((await amelie.get(own)).html).toContain('Répondu')

    const closed = await fill(animator, `${watched}/${id}`, { mots: '', regle: 'oui' })
    expect(closed.first.location).toBe(`${watched}/${id}?fait=regle`)
    expect((await animator.get(watched)).html).not.toContain('La carte ne s’affiche plus.')
    expect((await animator.get(`${watched}?etat=regles`)).html).toContain('La carte ne s’affiche plus.')
    expect(plain((await amelie.get(`${own}/${id}`)).html)).toContain('Une réponse le rouvre.')

    const colleague = await demo.signedIn(people.theo)
    await fill(colleague, `${own}/${id}`, { mots: 'Toujours pas.' })
    expect((await animator.get(watched)).html).toContain('La carte ne s’affiche plus.')
    expect(await messagesOf(id)).toEqual([
      'written: La carte ne s’affiche plus.',
      'written: Depuis quel jour ?',
      'closed',
      'written: Toujours pas.',
      'reopened',
    ])
    const letters = await lettersAbout(id)
    expect(letters.filter((letter) => letter === toAnimator)).toHaveLength(2)
    expect(letters.filter((letter) => letter === toAuthor)).toHaveLength(1)
  })

  test('is one when its form is pressed twice, and so is each answer; other words from the same form are another', async () => {
    const amelie = await demo.signedIn()
    const twice = await fill(amelie, `${own}/nouveau`, { sujet: 'access', mots: 'Je n’ai plus d’accès.' })
    expect((await twice.again()).location).toBe(twice.first.location)
    const [, id = ''] = /signalements\/([^?]+)/.exec(twice.first.location) ?? []
    expect((await amelie.get(`${own}/${id}`)).html).toContain('Ajouter un message')
    expect((await (await demo.signedIn(people.animator)).get(`${watched}/${id}`)).html).toContain('Votre réponse')
    const answer = await fill(amelie, `${own}/${id}`, { mots: 'Depuis lundi.' })
    await answer.again()
    expect(await messagesOf(id)).toEqual(['written: Je n’ai plus d’accès.', 'written: Depuis lundi.'])
    const sending = { envoi: 'the same form', sujet: 'access' }
    await amelie.get(`${own}/nouveau`)
    const one = await amelie.post(`${own}/nouveau`, { ...sending, mots: 'Un' })
    expect((await amelie.post(`${own}/nouveau`, { ...sending, mots: 'Deux' })).location).not.toBe(one.location)
  })

  test('that is wrongly filled in is shown again with what was typed, and nothing is kept', async () => {
    const amelie = await demo.signedIn()
    const missing = (await fill(amelie, `${own}/nouveau`, { mots: ' ' })).first
    expect(missing.status).toBe(422)
    expect(missing.html).toContain('Choisissez de quoi il s’agit.')
    expect(missing.html).toContain('Dites en quelques mots ce qui se passe.')
    const long = (await fill(amelie, `${own}/nouveau`, { sujet: 'other', mots: `Trop long${'o'.repeat(2000)}` })).first
    expect(long.status).toBe(422)
    expect(long.html).toContain('Trop longo')
    expect((await fill(amelie, `${own}/nouveau`, { sujet: 'other', mots: 'é'.repeat(2000) })).first.status).toBe(303)
    const id = await report(amelie, 'Une question')
    expect((await fill(amelie, `${own}/${id}`, { mots: '' })).first.status).toBe(422)
    expect(await messagesOf(id)).toHaveLength(1)
  })

  test('is settled by the animation alone', async () => {
    const amelie = await demo.signedIn()
    const id = await report(amelie, 'À régler')
    expect((await amelie.get(`${own}/${id}`)).html).not.toContain('name="regle"')
    expect((await fill(amelie, `${own}/${id}`, { mots: '', regle: 'oui' })).first.status).toBe(403)
    expect(await messagesOf(id)).toEqual(['written: À régler'])
  })
})

describe('a problem is there', () => {
  test('for the author’s colleagues and for who watches the territory, and for nobody else', async () => {
    const id = await report(await demo.signedIn(), 'Entre nous')
    const statuses = async (email: string) => {
      const visitor = await demo.signedIn(email)
      const pages = [`${own}/${id}`, `${watched}/${id}`]
      const seen = []
      for (const page of pages) {
        seen.push((await visitor.get(page)).status, (await visitor.post(page, { mots: 'Moi aussi' })).status)
      }
      return seen
    }
    expect(await statuses(people.stranger)).toEqual([404, 404, 404, 404])
    expect(await statuses(people.otherAnimator)).toEqual([404, 404, 404, 404])
    expect(await statuses(people.theo)).toEqual([200, 303, 404, 404])
    expect(await statuses(people.animator)).toEqual([404, 404, 200, 303])
    for (const email of [people.stranger, people.otherAnimator]) {
      const visitor = await demo.signedIn(email)
      for (const list of [own, watched]) expect((await visitor.get(list)).html).not.toContain('Entre nous')
    }
    expect((await (await demo.signedIn()).get(`${own}/rien`)).status).toBe(404)
  })

  test('in the animation’s day, counted as its list lists it', async () => {
    const animator = await demo.signedIn(people.animator)
    const counted = async () =>
      Number(
        /basket-count">(\d+)<[^]{0,60}Signalements à traiter/.exec((await animator.get('/pro/animation')).html)?.[1],
      )
    const before = await counted()
    await report(await demo.signedIn(), 'Un de plus')
    expect(await counted()).toBe(before + 1)
    expect([...(await animator.get(watched)).html.matchAll(/class="referral"/g)]).toHaveLength(before + 1)
  })

  test('page after page, the oldest first for the animation and the latest first for the partner, each once', async () => {
    await demo.database.pool.query(
      `insert into problem_threads (territory_id, partner_id, author_id, category, opened_at)
       select partners.territory_id, partners.id, referents.user_id, 'other', platform_now() - make_interval(days => 100 - n)
       from generate_series(1, 65) as n, partners join referents on referents.partner_id = partners.id
       where referents.id = $1`,
      [demoId('referent', 'amelie-garcin')],
    )
    const walk = async (visitor: Visitor, list: string) => {
      const found: string[] = []
      let next: string | undefined = list
      while (next !== undefined) {
        const { html } = await visitor.get(next)
        found.push(...[...html.matchAll(/class="referral" href="[^"]+\/([0-9a-f-]{36})"/g)].map(([, id = '']) => id))
        next = /href="([^"]+suite=[^"]+)"/.exec(html)?.[1]
      }
      return found
    }
    const openedIn = async (order: 'asc' | 'desc', state: string) =>
      (
        await demo.database.pool.query<{ id: string }>(
          `select id from problem_threads where partner_id = $1 and state like $2 order by opened_at ${order}, id ${order}`,
          [demoId('partner', 'premier-toit'), state],
        )
      ).rows.map(({ id }) => id)
    expect(await walk(await demo.signedIn(), own)).toEqual(await openedIn('desc', '%'))
    expect(await walk(await demo.signedIn(people.animator), watched)).toEqual(await openedIn('asc', 'open'))
  })
})

describe('a problem about a referral', () => {
  test('is reported from its page, leads there, and loses its words when the request is erased', async () => {
    const referralId = await demo.ask({ firstName: 'Noé' })
    const amelie = await demo.signedIn()
    const { html } = await amelie.get(`/pro/mises-en-relation/${referralId}`)
    const path = `${own}/nouveau?demande=${referralId}`
    expect(html).toContain(`href="${path}"`)
    expect((await amelie.get(path)).html).toMatch(new RegExp(`value="${referralId}" selected[^>]*>Noé`))
    const id = await report(amelie, 'Noé a deux demandes', { sujet: 'request', demande: referralId })
    expect((await amelie.get(`${own}/${id}`)).html).toContain(`href="/pro/mises-en-relation/${referralId}"`)

    const { rows } = await demo.database.pool.query<{ id: string }>(
      'select request_id as id from referrals where id = $1',
      [referralId],
    )
    await eraseRequest(trackingTokenOf(asId(rows[0]?.id ?? ''), testWebConfig.trackingKey), demo.site)
    expect(await messagesOf(id)).toEqual(['written'])
    const erased = await amelie.get(`${own}/${id}`)
    expect(erased.html).toContain('Mots effacés avec la demande')
    expect(erased.html).not.toContain('Noé')
  })

  test('of another partner is refused', async () => {
    const referralId = await demo.ask()
    const stranger = await demo.signedIn(people.stranger)
    const sent = await fill(stranger, `${own}/nouveau?demande=${referralId}`, {
      sujet: 'request',
      mots: 'La leur',
      demande: referralId,
    })
    expect(sent.first.status).toBe(422)
    expect(sent.first.html).toContain('Choisissez une mise en relation de votre structure, ou aucune.')
    expect((await (await demo.signedIn(people.animator)).get(`${own}/nouveau`)).location).toBe(watched)
  })
})
