import { trackingTokenOf } from '@boussole/commands'
import { readJournal, referralsOf } from '@boussole/db'
import { asId, replay } from '@boussole/domain'
import type { ReferralId } from '@boussole/domain'
import { demoId } from '@boussole/local'
import { describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import { testWebConfig } from '../test-web.ts'
import type { Visitor } from '../test-web.ts'

const demo = useDemoSite()
/** Of "Les Ricochets", another partner of the same territory. */
const sonia = demoId('referent', 'sonia-marchetti')
const amelie = demoId('referent', 'amelie-garcin')

const act = async (visitor: Visitor, id: string, name: string, fields: Record<string, string> = {}) => {
  const path = `/pro/mises-en-relation/${id}/${name}${name === 'a-deux' ? '?q=e' : ''}`
  await visitor.get(path)
  return visitor.post(path, fields)
}

const see = (visitor: Visitor, id: string) => visitor.get(`/pro/mises-en-relation/${id}`)

/** A referral whose young person was contacted, and its referent's visit. */
const contacted = async (message = 'Mon message à moi') => {
  const id = await demo.ask({ message })
  const visitor = await demo.signedIn()
  await act(visitor, id, 'contact', { joint: 'oui', moyen: 'phone' })
  return { id, visitor }
}

const proposal = { personne: sonia, parcours: 'ours' }

const together = async (fields: Record<string, string> = { accord: 'oui' }) => {
  const { id, visitor } = await contacted()
  expect(await act(visitor, id, 'a-deux', { ...proposal, ...fields })).toMatchObject({ status: 303 })
  return { id, visitor, companion: await demo.signedIn(people.stranger) }
}

const rows = async <Row extends object>(question: string, ...values: readonly unknown[]): Promise<Row[]> =>
  (await demo.database.pool.query<Row>(question, [...values])).rows

/** The browser of the young person of this referral, on the tracking page. */
const youngPersonOf = async (id: string) => {
  const [row] = await rows<{ request_id: string }>('select request_id from referrals where id = $1', id)
  const visitor = demo.site.visitor()
  await visitor.follow(
    await visitor.get(`/suivi/${trackingTokenOf(asId(row?.request_id ?? ''), testWebConfig.trackingKey)}`),
  )
  return visitor
}

const letters = async (id: string) =>
  (
    await rows<{ mail: string }>(
      `select outbox.mail from outbox join accompaniments on accompaniments.id = (details ->> 'accompanimentId')::uuid
       where accompaniments.referral_id = $1 order by outbox.created_at, outbox.mail`,
      id,
    )
  ).map(({ mail }) => mail)

describe('accompanying together', () => {
  test('is proposed after a contact, to somebody of another partner, found by name', async () => {
    const id = await demo.ask()
    const visitor = await demo.signedIn()
    expect((await see(visitor, id)).html).not.toContain('a-deux')
    expect(await act(visitor, id, 'a-deux', proposal)).toMatchObject({ status: 409 })
    await act(visitor, id, 'contact', { joint: 'non', moyen: 'phone' })
    const { html } = await visitor.get(`/pro/mises-en-relation/${id}/a-deux?q=marchétti`)
    expect(html).toContain('Sonia Marchetti')
    expect(html).not.toContain('Yanis Colombet')
    expect((await visitor.get(`/pro/mises-en-relation/${id}/a-deux?q=xyzxyz`)).html).toContain('Personne ne correspond')
    expect((await visitor.get(`/pro/mises-en-relation/${id}/a-deux?q=%00`)).status).toBe(200)
    expect((await act(visitor, id, 'a-deux', { parcours: 'ours' })).html).toContain('Choisissez une personne.')
    const [afar] = await rows<{ id: string }>(
      `select referents.id from referents join partners on partners.id = partner_id
       where territory_id <> (select territory_id from referrals where id = $1)`,
      id,
    )
    for (const personne of [amelie, afar?.id ?? '']) {
      const proposed = await act(visitor, id, 'a-deux', { personne, parcours: 'ours', accord: 'oui' })
      expect(proposed).toMatchObject({ status: 422 })
      expect(proposed.html).toContain('une autre structure partenaire')
    }
  })

  test('with the young person’s word begins at once: both see the request, its contact and what is shared', async () => {
    const { id, visitor, companion } = await together()
    const { status, html } = await see(companion, id)
    expect(status).toBe(200)
    for (const words of ['Mon message à moi', '06 39 98 00 42', 'Amélie Garcin, Un premier toit']) {
      expect(html).toContain(words)
    }
    expect((await companion.get('/pro?liste=contacted')).html).toContain(id)
    expect((await see(visitor, id)).html).toContain('Sonia Marchetti')
    expect(await letters(id)).toEqual(['accompaniment', 'accompaniment-begun'])
  })

  test('a companion reads and writes notes, and does nothing else in the partner’s name', async () => {
    const { id, companion } = await together()
    for (const name of ['contact', 'prise', 'refus', 'fin', 'reorientation', 'a-deux']) {
      const { status } = await act(companion, id, name, { ...proposal, joint: 'oui', moyen: 'phone', issue: 'helped' })
      expect({ name, status }).toEqual({ name, status: 403 })
    }
    expect(await act(companion, id, 'note', { note: 'Vu ensemble', lecteurs: 'shared' })).toMatchObject({ status: 303 })
  })

  test('each reads the shared notes of its time, and keeps its private ones', async () => {
    const { id, visitor } = await contacted()
    await act(visitor, id, 'note', { note: 'Avant, à nous', lecteurs: 'shared' })
    await act(visitor, id, 'a-deux', { ...proposal, accord: 'oui' })
    const companion = await demo.signedIn(people.stranger)
    await act(visitor, id, 'note', { note: 'Partagée du premier', lecteurs: 'shared' })
    await act(visitor, id, 'note', { note: 'Secret du premier', lecteurs: 'private' })
    await act(companion, id, 'note', { note: 'Partagée du second', lecteurs: 'shared' })
    await act(companion, id, 'note', { note: 'Secret du second', lecteurs: 'private' })
    const watching = await demo.signedIn(people.animator)
    const kept = await act(watching, id, 'note', { note: 'Secret de l’animation', lecteurs: 'private' })
    expect(kept.status).toBe(403)
    const notes = [
      'Avant, à nous',
      'Partagée du premier',
      'Partagée du second',
      'Secret du premier',
      'Secret du second',
    ]
    const readBy = async (reader: Visitor) => {
      const { html } = await see(reader, id)
      return notes.filter((note) => html.includes(note))
    }
    const shared = ['Partagée du premier', 'Partagée du second']
    expect(await readBy(visitor)).toEqual(['Avant, à nous', ...shared, 'Secret du premier'])
    expect(await readBy(await demo.signedIn(people.theo))).toEqual(['Avant, à nous', ...shared, 'Secret du premier'])
    expect(await readBy(companion)).toEqual([...shared, 'Secret du second'])
    expect(await readBy(await demo.signedIn(people.animator))).toEqual(['Avant, à nous', ...shared])
  })

  test('without that word the young person is asked, and until yes nobody else sees anything', async () => {
    const { id, visitor, companion } = await together({})
    expect(await letters(id)).toEqual(['accompaniment'])
    expect((await see(companion, id)).status).toBe(404)
    expect((await act(visitor, id, 'a-deux', { ...proposal, accord: 'oui' })).status).toBe(409)
    const youngPerson = await youngPersonOf(id)
    expect((await youngPerson.get('/suivi')).html).toContain('propose que Résidence Les Ricochets')
    const page = `/suivi/accompagnement/${id}`
    await youngPerson.get(page)
    expect((await youngPerson.post(page)).html).toContain('Réponds par oui ou par non.')
    expect(await youngPerson.post(page, { accord: 'oui' })).toMatchObject({ status: 303 })
    expect((await see(companion, id)).status).toBe(200)
    expect(await letters(id)).toEqual(['accompaniment', 'accompaniment-begun'])
  })

  test('a yes is to the service that was read, not to another one proposed since', async () => {
    const { id, visitor } = await together({})
    const youngPerson = await youngPersonOf(id)
    const page = `/suivi/accompagnement/${id}`
    expect((await youngPerson.get(page)).html).toContain('Résidence Les Ricochets')
    await act(visitor, id, 'fin-a-deux')
    const personne = demoId('referent', 'nadia-ferrand')
    expect(await act(visitor, id, 'a-deux', { ...proposal, personne })).toMatchObject({ status: 303 })
    const answered = await youngPerson.post(page, { accord: 'oui' })
    expect(answered.status).toBe(409)
    expect(answered.html).toContain('Mission locale')
    expect(await letters(id)).not.toContain('accompaniment-begun')
    expect(await youngPerson.post(page, { accord: 'oui' })).toMatchObject({ status: 303 })
  })

  test('ends at the word of the young person, of either partner or of the animation, and with it every access', async () => {
    const enders: readonly (readonly [
      who: string,
      end: (id: string) => Promise<{ status: number }>,
      told: string[],
    ])[] = [
      [
        'the young person',
        async (id) => {
          const youngPerson = await youngPersonOf(id)
          await youngPerson.get(`/suivi/accompagnement/${id}`)
          return youngPerson.post(`/suivi/accompagnement/${id}`, { accord: 'non' })
        },
        ['accompaniment-ended', 'accompaniment-ended'],
      ],
      ['the partner', async (id) => act(await demo.signedIn(), id, 'fin-a-deux'), ['accompaniment-ended']],
      [
        'the companion',
        async (id) => act(await demo.signedIn(people.stranger), id, 'fin-a-deux'),
        ['accompaniment-ended'],
      ],
      [
        'the animation',
        async (id) => act(await demo.signedIn(people.animator), id, 'fin-a-deux'),
        ['accompaniment-ended', 'accompaniment-ended'],
      ],
    ]
    for (const [who, end, told] of enders) {
      const { id, visitor, companion } = await together()
      expect({ who, status: (await end(id)).status }).toEqual({ who, status: 303 })
      expect({ who, status: (await see(companion, id)).status }).toEqual({ who, status: 404 })
      expect((await companion.get('/pro?liste=contacted')).html).not.toContain(id)
      expect((await see(visitor, id)).html).toContain('Accompagnement à deux terminé')
      expect({ who, told: (await letters(id)).filter((mail) => mail.endsWith('ended')) }).toEqual({ who, told })
    }
  })

  test('after a no of the young person the same partner is not proposed again for thirty days, nor after a second no', async () => {
    const { id, visitor } = await together({})
    const youngPerson = await youngPersonOf(id)
    const sayNo = async () => {
      await youngPerson.get(`/suivi/accompagnement/${id}`)
      expect(await youngPerson.post(`/suivi/accompagnement/${id}`, { accord: 'non' })).toMatchObject({ status: 303 })
    }
    const letDaysPass = (days: number) =>
      demo.database.pool.query(
        `update accompaniments set ended_at = ended_at - make_interval(days => $2)
         where referral_id = $1 and ended_by = 'young-person'`,
        [id, days],
      )
    await sayNo()
    for (const accord of ['', 'oui']) {
      const again = await act(visitor, id, 'a-deux', { ...proposal, accord })
      expect(again).toMatchObject({ status: 409 })
      expect(again.html).toContain('a dit non à cette structure')
    }
    const personne = demoId('referent', 'nadia-ferrand')
    expect((await act(visitor, id, 'a-deux', { ...proposal, personne })).status).toBe(303)
    await act(visitor, id, 'fin-a-deux')
    await letDaysPass(29)
    expect((await act(visitor, id, 'a-deux', proposal)).status).toBe(409)
    await letDaysPass(1)
    expect((await act(visitor, id, 'a-deux', proposal)).status).toBe(303)
    await sayNo()
    await letDaysPass(100)
    expect((await act(visitor, id, 'a-deux', { ...proposal, accord: 'oui' })).status).toBe(409)
  })

  test('a proposal that waits for its answer can be taken back, and is not told as an end', async () => {
    const { id, visitor } = await together({})
    expect((await visitor.get(`/pro/mises-en-relation/${id}/fin-a-deux`)).html).toContain('Retirer la proposition')
    await act(visitor, id, 'fin-a-deux')
    const { html } = await see(visitor, id)
    expect(html).toContain('Proposition d’accompagner à deux retirée')
    expect(html).not.toContain('Accompagnement à deux terminé')
    expect((await (await youngPersonOf(id)).get('/suivi')).html).toContain('a retiré sa proposition')
  })

  test('is proposed ten times for one referral, however often it is taken back: each time writes to others', async () => {
    const { id, visitor } = await together()
    for (let times = 1; times < 10; times += 1) {
      await act(visitor, id, 'fin-a-deux')
      expect((await act(visitor, id, 'a-deux', { ...proposal, accord: 'oui' })).status).toBe(303)
    }
    await act(visitor, id, 'fin-a-deux')
    const written = await letters(id)
    const refused = await act(visitor, id, 'a-deux', { ...proposal, accord: 'oui' })
    expect(refused.status).toBe(409)
    expect(refused.html).toContain('déjà été proposé dix fois')
    expect(await letters(id)).toEqual(written)
  })

  test('ends with the referral: a companion sees nothing of one that is closed', async () => {
    const { id, visitor, companion } = await together()
    await act(visitor, id, 'fin', { issue: 'helped' })
    expect((await see(companion, id)).status).toBe(404)
    expect((await companion.get('/pro?liste=ended')).html).not.toContain(id)
    expect(await letters(id)).toContain('accompaniment-ended')
  })

  test('has one pathway referent, of either partner, whom the young person reads of', async () => {
    const { id, visitor, companion } = await together()
    const stranger = demoId('referent', 'nadia-ferrand')
    expect(await act(companion, id, 'referent-de-parcours', { personne: stranger })).toMatchObject({ status: 422 })
    expect(await act(companion, id, 'referent-de-parcours', { personne: sonia })).toMatchObject({ status: 303 })
    expect((await see(visitor, id)).html).toContain('Sonia Marchetti, Résidence Les Ricochets')
    expect((await (await youngPersonOf(id)).get('/suivi')).html).toContain('Sonia Marchetti, Résidence Les Ricochets')
  })

  test('the journal of an accompanied referral replays to what is stored', async () => {
    const { id, visitor } = await together()
    await act(visitor, id, 'fin-a-deux')
    const [row] = await rows<{ request_id: string }>('select request_id from referrals where id = $1', id)
    const stored = await referralsOf(demo.site.db, row?.request_id ?? '')
    expect(stored.map(({ referral }) => referral)).toEqual([
      replay(await readJournal(demo.site.db, asId<ReferralId>(id))),
    ])
  })
})
