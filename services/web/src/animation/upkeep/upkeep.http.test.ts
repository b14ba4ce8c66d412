import { askSignInLink, writeNightlyExports } from '@boussole/commands'
import { demoId } from '@boussole/local'
import { describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../../demo-site.ts'
import { testWebConfig } from '../../test-web.ts'
import type { Visitor } from '../../test-web.ts'

const demo = useDemoSite()
const base = '/pro/animation/entretien'
const offer = (key: string) => `/pro/offres/${demoId('offer', key)}`

const press = async (visitor: Visitor, path: string) => {
  await visitor.get(path)
  return visitor.follow(await visitor.post(path))
}

const titlesIn = (html: string): number => html.match(/<li class="session"/g)?.length ?? 0
const countOf = (html: string, label: string): number =>
  Number(new RegExp(`${label}\\s*<span class="count">(\\d+)<`).exec(html)?.[1] ?? -1)

describe('the upkeep of a territory', () => {
  test.each([
    ['a-confirmer', 'À confirmer', 'six mois sans confirmation'],
    ['a-verifier', 'À vérifier plus tôt', 'mail revenu de l’adresse de contact'],
    ['en-pause', 'En pause', 'Reprendre'],
    ['suspendues', 'Suspendues', 'Confirmée le'],
  ])('shows the offers of "%s", as many as it counts, and none to another territory', async (liste, label, said) => {
    const animator = await demo.signedIn(people.animator)
    const { html } = await animator.get(`${base}?liste=${liste}`)
    expect(html).toContain(said)
    expect(titlesIn(html)).toBe(countOf(html, label))
    expect(titlesIn(html)).toBeGreaterThan(0)
    const other = await demo.signedIn(people.otherAnimator)
    expect(titlesIn((await other.get(`${base}?liste=${liste}`)).html)).toBe(0)
  })

  test('tells what each run did, and takes one back, once', async () => {
    const animator = await demo.signedIn(people.animator)
    const { html } = await animator.get(`${base}/passages`)
    const [, path = ''] = /href="([^"]+passages\/[^"]+)"/.exec(html) ?? []
    const run = await animator.get(path)
    expect(run.html).toContain('Suspendue')
    expect((await animator.get(offer('emploi-et-handicap'))).html).toContain('Cette offre est suspendue')
    const undone = await press(animator, `${path}/annulation`)
    expect(undone.html).toContain('Le passage est annulé')
    expect(undone.html).toContain('rétablie')
    expect(undone.html).toContain('Annulé par Marion Delcasse')
    expect((await animator.get(offer('emploi-et-handicap'))).html).not.toContain('Cette offre est suspendue')
    expect((await animator.get(`${path}/annulation`)).status).toBe(303)
    expect((await animator.get('/pro/animation/journal')).html).toContain('a défait un passage de l’entretien')
    const other = await demo.signedIn(people.otherAnimator)
    for (const address of [path, `${path}/annulation`, `${base}/passages/rien`])
      expect((await other.get(address)).status).toBe(404)
    expect((await other.post(`${path}/annulation`)).status).toBe(404)
  })

  test('has an offer that paused at its third lapse resumed by the animation, not by its partner', async () => {
    const held = offer('amour-et-contraception')
    const path = `${base}/offres/${demoId('offer', 'amour-et-contraception')}/reprise`
    const { rows } = await demo.database.pool.query<{ email: string }>(
      `select email from users join referents on user_id = users.id join offer_referents on referent_id = referents.id
       where offer_id = $1 limit 1`,
      [demoId('offer', 'amour-et-contraception')],
    )
    const referent = await demo.signedIn(rows[0]?.email ?? '')
    const seen = await referent.get(held)
    expect(seen.html).toContain('Cette offre est en pause')
    expect(seen.html).not.toContain(`href="${held}/reprise"`)
    await referent.get(`${held}/reprise`)
    expect((await referent.post(`${held}/reprise`)).html).toContain('L’animation du territoire la remet en ligne')
    expect((await referent.get(path)).status).toBe(404)
    const other = await demo.signedIn(people.otherAnimator)
    expect((await other.get(path)).status).toBe(404)
    const animator = await demo.signedIn(people.animator)
    expect((await press(animator, path)).html).toContain('L’offre est de nouveau en ligne')
    expect((await animator.get(held)).html).toContain('Reprise par l’animation')
  })

  test('names the addresses that mails come back from, and forgets a person’s once it is settled', async () => {
    const animator = await demo.signedIn(people.animator)
    const { html } = await animator.get(`${base}/adresses`)
    expect(html).toContain('Hélène Jourdanet')
    expect(html).toContain('href="/pro/offres/')
    const path = `${base}/adresses/${demoId('user', 'helene-jourdanet')}`
    const other = await demo.signedIn(people.otherAnimator)
    expect((await other.get(path)).status).toBe(404)
    expect((await press(animator, path)).html).not.toContain('Hélène Jourdanet')
    expect((await animator.get(path)).status).toBe(404)
  })
})

describe('the address of a referent who can no longer sign in', () => {
  const userId = demoId('user', 'theo-rivoire')
  const path = `${base}/adresses/${userId}/correction`
  const right = 'theo.rivoire@premier-toit-loire.example'
  const emailNow = async () =>
    (await demo.database.pool.query<{ email: string }>('select email from users where id = $1', [userId])).rows[0]
      ?.email
  const plain = (html: string) => html.replaceAll(/[\u00A0\u202F]/g, ' ')

  test('is put right by who watches over all they answer for: they come in by it, and no more as before', async () => {
    await demo.database.pool.query('update users set mail_bounced_at = platform_now() where id = $1', [userId])
    const theo = await demo.signedIn(people.theo)
    await askSignInLink({ email: people.theo }, { db: demo.site.db, trackingKey: testWebConfig.trackingKey })
    await demo.database.pool.query('update users set mail_bounced_at = platform_now() where id = $1', [userId])
    for (const who of [people.amelie, people.stranger, people.otherAnimator, people.observer]) {
      const other = await demo.signedIn(who)
      expect([403, 404]).toContain((await other.get(path)).status)
      expect([403, 404]).toContain((await other.post(path, { email: right, accord: 'oui' })).status)
    }
    const animator = await demo.signedIn(people.animator)
    expect((await animator.get(`${base}/adresses`)).html).toContain(`href="${path}"`)
    const form = await animator.get(path)
    expect(form.html).toContain(`value="${people.theo}"`)
    const refused = async (body: Readonly<Record<string, string>>, status: number, words: string) => {
      const answer = await animator.post(path, body)
      expect(answer.status).toBe(status)
      expect(plain(answer.html)).toContain(words)
      return plain(answer.html)
    }
    const both = await refused({ email: 'theo' }, 422, 'Cochez la case')
    expect(both).toContain('id="erreur-email"')
    await refused({ email: people.theo, accord: 'oui' }, 409, 'C’est l’adresse dont les mails reviennent')
    const taken = await refused(
      { email: people.stranger, accord: 'oui' },
      409,
      'Cette adresse ouvre déjà un autre compte',
    )
    expect(taken).not.toContain('Sonia')
    expect(await emailNow()).toBe(people.theo)

    const done = await animator.follow(await animator.post(path, { email: ` ${right.toUpperCase()} `, accord: 'oui' }))
    expect(plain(done.html)).toContain('L’adresse est corrigée')
    expect(done.html).not.toContain('Théo Rivoire')
    expect(await emailNow()).toBe(right)
    expect((await theo.get('/pro/')).status).not.toBe(200)
    const { rows } = await demo.database.pool.query(
      `select (select count(*)::int from sign_in_links where user_id = $1 and used_at is null) as links,
        (select count(*)::int from outbox where mail = 'address-corrected' and recipient_id = $1) as mails`,
      [userId],
    )
    expect(rows).toEqual([{ links: 0, mails: 1 }])
    expect((await animator.get(path)).status).toBe(404)

    const journal = plain((await animator.get('/pro/animation/journal')).html)
    expect(journal).toContain('a corrigé l’adresse d’un compte')
    expect(journal).toContain('Théo Rivoire')
    expect(journal).toContain(`${people.theo} → ${right}`)
    const kept = await demo.database.pool.query(
      `select from acts where acts::text like '%@%' or about like '%Rivoire%'`,
    )
    expect(kept.rowCount).toBe(0)
    expect((await (await demo.signedIn(right)).get('/pro/')).status).toBe(200)
  })

  test('is left to those above, for who answers elsewhere too: the page says so, and the act is refused', async () => {
    await demo.database.pool.query('update users set mail_bounced_at = platform_now() where id = $1', [userId])
    await demo.database.pool.query(
      `insert into referents (user_id, partner_id) select $1, partners.id from partners
         join territories on territories.id = territory_id where slug = 'la-reunion-nord' limit 1`,
      [userId],
    )
    const animator = await demo.signedIn(people.animator)
    const { html } = await animator.get(path)
    expect(plain(html)).toContain('agit aussi dans d’autres territoires')
    expect(html).not.toContain('name="email"')
    await demo.database.pool.query(`update users set role = 'observer' where id = $1`, [userId])
    const watching = plain((await animator.get(path)).html)
    expect(watching).toContain('seule l’animation nationale peut corriger')
    expect(watching).not.toContain('agit aussi dans d’autres territoires')
    await demo.database.pool.query(`update users set role = 'referent' where id = $1`, [userId])
    const before = await emailNow()
    expect((await animator.post(path, { email: 'autre@premier-toit.example', accord: 'oui' })).status).toBe(403)
    expect(await emailNow()).toBe(before)
    const national = await demo.signedIn('antoine.verchere@boussole-nationale.example')
    await national.get(path)
    expect((await national.post(path, { email: people.theo, accord: 'oui' })).status).toBe(303)
    expect(await emailNow()).toBe(people.theo)
  })
})

test('the files of a night are listed with their size and fingerprint, and taken away by who watches', async () => {
  // One of the two is past the hour of the night's files, whenever this runs.
  for (const zone of ['Pacific/Honolulu', 'Europe/Paris']) {
    await demo.database.pool.query('update territories set time_zone = $1', [zone])
    await writeNightlyExports({ db: demo.site.db })
  }
  const animator = await demo.signedIn(people.animator)
  const { html } = await animator.get('/pro/animation/exports')
  expect(html).toMatch(/<code>[0-9a-f]{64}<\/code>/)
  const [, path = ''] = /href="([^"]+exports\/nuits\/[^"]+)"/.exec(html) ?? []
  expect((await animator.get(path)).status).toBe(200)
  const other = await demo.signedIn(people.otherAnimator)
  for (const address of [path, '/pro/animation/exports/nuits/rien']) expect((await other.get(address)).status).toBe(404)
})

describe('every field that changes', () => {
  test('of an offer’s settings is told with who, when, old and new value, in words', async () => {
    const amelie = await demo.signedIn()
    const path = offer('premier-logement')
    const { html } = await amelie.get(`${path}/reglages`)
    const valueOf = (name: string) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(html)?.[1] ?? ''
    const referents = [...html.matchAll(/name="referents" value="([^"]+)"/g)].map(([, id = '']) => id)
    await amelie.post(`${path}/reglages`, {
      contact: valueOf('contact'),
      debut: valueOf('debut'),
      fin: '2029-12-24',
      'par-mois': '12',
      referents,
    })
    const history = (await amelie.get(path)).html.split('Histoire')[1] ?? ''
    expect(history).toMatch(/Dernier jour\u00a0: sans fin → lundi 24 décembre/)
    expect(history).toMatch(/Nombre par mois\u00a0: sans limite → 12/)
    expect(history).toContain('Par Amélie Garcin, le')
  })

  test('of a partner is told to its team and to who watches, with who changed it', async () => {
    const partner = demoId('partner', 'premier-toit')
    const client = await demo.database.pool.connect()
    await client.query('begin')
    await client.query(`select set_config('boussole.user_id', $1, true)`, [demoId('user', 'marion-delcasse')])
    await client.query(`update partners set phone = '04 65 71 99 99', website = null where id = $1`, [partner])
    await client.query('commit')
    client.release()
    for (const who of [people.amelie, people.animator]) {
      const visitor = await demo.signedIn(who)
      const { html } = await visitor.get(`/pro/equipe?structure=${partner}`)
      expect(html).toMatch(/Téléphone\u00a0: [^<]+ → 04 65 71 99 99/)
      expect(html).toMatch(/Site\u00a0: [^<]+ → rien/)
      expect(html).toContain('Par Marion Delcasse')
    }
  })
})

describe('a referent', () => {
  test('confirms a suspended offer with one press, and it is online again', async () => {
    await demo.database.pool.query(
      `update offers set state = 'suspended', to_confirm_since = current_date - 31, to_confirm_cause = 'offer'
       where id = $1`,
      [demoId('offer', 'premier-logement')],
    )
    const amelie = await demo.signedIn()
    const path = offer('premier-logement')
    const before = await amelie.get(path)
    expect(before.html).toContain('Cette offre est suspendue')
    expect(before.html).toContain('six mois')
    const after = await press(amelie, `${path}/confirmation`)
    expect(after.html).toContain('C’est noté')
    expect(after.html).toContain('En ligne')
    expect(after.html).not.toContain('Cette offre est suspendue')
  })

  test('is asked for another contact address first, when mails to it come back', async () => {
    await demo.database.pool.query(
      `update offers set contact_bounced_at = platform_now(), to_confirm_since = current_date, to_confirm_cause = 'bounce'
       where id = $1`,
      [demoId('offer', 'aides-au-logement')],
    )
    const path = offer('aides-au-logement')
    const amelie = await demo.signedIn()
    expect((await amelie.get(path)).html).toContain('Changez d’abord l’adresse de contact')
    await amelie.get(`${path}/confirmation`)
    const refused = await amelie.post(`${path}/confirmation`)
    expect(refused.status).toBe(409)
    expect(refused.html).toContain('Changez l’adresse dans les réglages')
  })
})
