import { charterTokenOf } from '@boussole/commands'
import { demoId } from '@boussole/local'
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import type { Visitor } from '../test-web.ts'
import { testWebConfig } from '../test-web.ts'

const demo = useDemoSite()

const over = demoId('partner', 'logis-passerelle')
const base = '/pro/animation/conventions'
const signatory = { nom: 'Joël Bastide', fonction: 'Président', email: 'joel.bastide@logis-passerelle.example' }
const signature = { nom: 'Joël Bastide', fonction: 'Président', accord: 'oui' }

const plain = (html: string): string => html.replaceAll('\u00A0', ' ')

const charterIdOf = async (partnerId: string): Promise<string> => {
  const { rows } = await demo.database.pool.query<{ id: string }>(
    'select id from charters where partner_id = $1 and withdrawn_at is null order by proposed_at desc limit 1',
    [partnerId],
  )
  return rows[0]?.id ?? ''
}

const linkTo = async (partnerId: string, sending = 1): Promise<string> =>
  `/pro/charte/${charterTokenOf({ id: await charterIdOf(partnerId), sending }, testWebConfig.trackingKey)}`

const fetchPdf = async (visitor: Visitor, path: string): Promise<Buffer> => {
  const response = await demo.site.web.inject({
    method: 'GET',
    url: path,
    headers: { cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  })
  expect(response.headers['content-type']).toBe('application/pdf')
  return response.rawPayload
}

/** The young person's page of offers on which this partner's would be. */
const seesOffers = async (): Promise<string> => {
  const visitor = demo.site.visitor()
  const path = '/communes/42186/logement'
  await visitor.get(path)
  await visitor.post(path, { besoin: 'trouver-un-logement' })
  await visitor.get(`${path}/age`)
  let seen = await visitor.follow(await visitor.post(`${path}/age`, { age: '19' }))
  for (let step = 0; step < 6 && !seen.html.includes('name="offre"'); step += 1) {
    seen = await visitor.follow(await visitor.post(/action="([^"]+)"/.exec(seen.html)?.[1] ?? '', { passer: 'oui' }))
  }
  return seen.html
}

describe('a charter', () => {
  test('goes from its proposal to its signed PDF, and only then its offers and its people are shown', async () => {
    expect(await seesOffers()).not.toContain('Logis Passerelle')
    const animator = await demo.signedIn(people.animator)
    const inDirectory = async () => plain((await animator.get('/pro/annuaire?q=passerelle')).html)
    expect(await inDirectory()).not.toContain('Logis Passerelle')
    const list = plain((await animator.get(`${base}?liste=without`)).html)
    expect(list).toContain('Logis Passerelle')
    await animator.get(`${base}/${over}/proposition`)
    const missing = await animator.post(`${base}/${over}/proposition`, { ...signatory, nom: '', email: 'non' })
    expect(missing.status).toBe(422)
    expect(missing.html).toContain('value="Président"')
    const proposed = await animator.post(`${base}/${over}/proposition`, signatory)
    expect(proposed).toMatchObject({ status: 303, location: `${base}/${over}?fait=proposee` })
    expect(plain((await animator.get(`${base}?liste=to-sign`)).html)).toContain('Logis Passerelle')

    const signer = demo.site.visitor()
    const link = await linkTo(over)
    const text = plain((await signer.get(link)).html)
    expect(text).toContain('Ce délai va de 1 à 7 jours au maximum')
    expect(text).toContain('article 3, point 10')
    const unticked = await signer.post(link, { nom: 'Joël Bastide', fonction: 'Président' })
    expect(unticked).toMatchObject({ status: 422 })
    expect(unticked.html).toContain('Cochez la case pour signer.')
    expect(await signer.post(link, signature)).toMatchObject({ status: 303, location: `${link}?fait=signee` })
    expect(plain((await signer.get(`${link}?fait=signee`)).html)).toContain('votre signature est enregistrée')
    expect(await seesOffers()).not.toContain('Logis Passerelle')

    const path = `${base}/${over}/contresignature`
    expect(plain((await animator.get(path)).html)).toContain('Joël Bastide, Président')
    const signed = await animator.post(path, { nom: 'Danielle Pommier', fonction: 'Directrice', accord: 'oui' })
    expect(signed).toMatchObject({ status: 303, location: `${base}/${over}?fait=signee` })
    expect(await seesOffers()).toContain('Logis Passerelle')

    expect(await inDirectory()).toContain('Logis Passerelle')
    const referent = await demo.signedIn('odile.barlerin@logis-passerelle.example')
    const own = plain((await referent.get('/pro/convention')).html)
    expect(own).toContain('Danielle Pommier, Directrice')
    const pdfPath = `/pro/convention/charte/${await charterIdOf(over)}`
    const pdf = await fetchPdf(referent, pdfPath)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(own).toContain(createHash('sha256').update(pdf).digest('hex'))
    expect(await fetchPdf(referent, pdfPath)).toEqual(pdf)
    expect(await fetchPdf(signer, `${link}/charte.pdf`)).toEqual(pdf)
    expect((await referent.get('/pro/annuaire')).status).toBe(200)
    // Signed online: whoever signed it is written to when it ends, and when that is taken back.
    const told = 'Les référent·es de la structure, la personne qui a signé pour elle et l’animation territoriale'
    const end = `/pro/convention/${over}/fin/terme`
    const ending = plain((await referent.get(end)).html)
    expect(ending).toContain(told)
    expect(ending).toContain(
      'Joël Bastide, qui a signé pour la structure, ou la personne qui la représente aujourd’hui',
    )
    expect((await referent.post(end, { accord: 'oui' })).status).toBe(303)
    const kept = plain((await animator.get(`${base}/${over}/reprise`)).html)
    expect(kept).toContain('<h1>Garder la convention de Logis Passerelle ?</h1>')
    expect(kept).toContain(told)
    expect((await animator.post(`${base}/${over}/reprise`)).status).toBe(303)
    const stranger = await demo.signedIn(people.stranger)
    expect((await stranger.get(pdfPath)).status).toBe(404)
    expect((await stranger.get(`/pro/convention/${over}/fin`)).status).toBe(404)
  })

  test('taken back or sent again, its earlier link says what to do', async () => {
    const rives = demoId('partner', 'mission-locale-rives-de-loire')
    const animator = await demo.signedIn(people.animator)
    const link = await linkTo(rives)
    await demo.database.pool.query(
      `update charters set expires_at = platform_now(), mail_bounced_at = platform_now() where id = $1`,
      [await charterIdOf(rives)],
    )
    const waiting = async () => plain((await animator.get(`${base}/${rives}`)).html)
    expect(await waiting()).toContain('Expiré depuis le')
    expect(await waiting()).not.toContain('Valable jusqu’au')
    expect(await waiting()).toContain('vérifiez l’adresse')
    await animator.get(`${base}/${rives}/renvoi`)
    await animator.post(`${base}/${rives}/renvoi`, { email: 'nouvelle.presidence@rives.example' })
    expect(await waiting()).toContain('Valable jusqu’au')
    expect(await waiting()).toContain('nouvelle.presidence@rives.example')
    expect(await waiting()).not.toContain('vérifiez l’adresse')
    const signer = demo.site.visitor()
    expect(await signer.get(link)).toMatchObject({ location: '/pro/charte-terminee' })
    const next = await linkTo(rives, 2)
    expect((await signer.get(next)).status).toBe(200)
    await animator.get(`${base}/${rives}/retrait`)
    await animator.post(`${base}/${rives}/retrait`)
    expect(await signer.get(next)).toMatchObject({ location: '/pro/charte-terminee' })
    expect(plain((await signer.get('/pro/charte-terminee')).html)).toContain('Ce lien ne sert plus')
  })

  test('of another territory does not exist for its animator', async () => {
    const other = await demo.signedIn(people.otherAnimator)
    for (const page of ['', '/proposition', '/renvoi', '/retrait', '/contresignature', '/fin'])
      expect({ page, status: (await other.get(`${base}/${over}${page}`)).status }).toEqual({ page, status: 404 })
    expect((await other.get(base)).html).not.toContain('Logis Passerelle')
  })
})

describe('a charter signed on paper', () => {
  const partner = demoId('partner', 'maison-des-droits')
  const path = `${base}/${partner}/papier`
  const scan = '%PDF-1.7 signée à la main %%EOF'

  const send = async (visitor: Visitor, more: Readonly<Record<string, string>>, content: string) => {
    const { html } = await visitor.get(path)
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(html) ?? []
    const boundary = '----paper'
    const fields = {
      csrf,
      envoi: crypto.randomUUID(),
      nom: 'Inès Robelin',
      fonction: 'Présidente',
      'nom-animation': 'Danielle Pommier',
      'fonction-animation': 'Directrice',
      ...more,
    }
    const parts = Object.entries(fields).map(
      ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const file = `--${boundary}\r\ncontent-disposition: form-data; name="fichier"; filename="charte.pdf"\r\ncontent-type: application/pdf\r\n\r\n${content}\r\n--${boundary}--\r\n`
    return demo.site.web.inject({
      method: 'POST',
      url: path,
      headers: {
        'content-type': `multipart/form-data; boundary=${boundary}`,
        cookie: [...visitor.cookies].map(([key, value]) => `${key}=${value}`).join('; '),
      },
      payload: Buffer.from([...parts, file].join('')),
    })
  }

  const daysAgo = async (days: number): Promise<string> => {
    const { rows } = await demo.database.pool.query<{ day: string }>(
      `select ((platform_now() at time zone 'Europe/Paris')::date - $1::int)::text as day`,
      [days],
    )
    return rows[0]?.day ?? ''
  }

  test('is recorded with its scan, which its partner fetches byte for byte, and nobody else', async () => {
    const animator = await demo.signedIn(people.animator)
    await demo.database.pool.query(
      `update agreements set from_day = '2020-01-01', to_day = '2020-12-31', followed_by = 'nothing' where partner_id = $1`,
      [partner],
    )
    const jour = await daysAgo(3)
    const wrong = await send(animator, { jour: '', nom: '' }, scan)
    expect(wrong.statusCode).toBe(422)
    expect(plain(wrong.payload)).toContain('Indiquez la date des signatures.')
    const recorded = await send(animator, { jour }, scan)
    expect(recorded.headers['location']).toBe(`${base}/${partner}?fait=papier`)
    const watched = plain((await animator.get(`${base}/${partner}`)).html)
    expect(watched).toContain('En vigueur')
    expect(watched).toContain(createHash('sha256').update(scan).digest('hex'))
    const [, link = ''] = /href="(\/pro\/convention\/papier\/[^"]+)"/.exec(watched) ?? []
    const referent = await demo.signedIn('ines.robelin@maison-des-droits.example')
    expect((await fetchPdf(referent, link)).toString()).toBe(scan)
    expect((await (await demo.signedIn(people.stranger)).get(link)).status).toBe(404)
    expect((await (await demo.signedIn(people.otherAnimator)).get(path)).status).toBe(404)
  })

  test('is told beside each field what is wrong with it, and of which side each name is', async () => {
    const animator = await demo.signedIn(people.animator)
    /** What the summary says, with the field that it leads to and what is said beside that one. */
    const faultsOf = async (more: Readonly<Record<string, string>>, content: string) => {
      const html = plain((await send(animator, more, content)).payload)
      return [...html.matchAll(/<li><a href="#champ-([^"]+)">([^<]*)<\/a><\/li>/g)].map(
        ([, field = '', words = '']) => {
          const [beside = ''] = new RegExp(`id="erreur-${field}".*?</p>`).exec(html) ?? []
          return { field, words, isBeside: beside.includes(words) }
        },
      )
    }
    const nobody = { nom: '', fonction: '', 'nom-animation': '', 'fonction-animation': '' }
    const faults = await faultsOf({ jour: '2999-01-01', ...nobody }, scan)
    const all = ['jour', 'nom', 'fonction', 'nom-animation', 'fonction-animation', 'fichier']
    expect(faults.map(({ field }) => field)).toEqual(all)
    expect(faults.at(-1)?.words).toContain('Choisissez de nouveau le PDF')
    // What is wrong with the file is told with the rest, not once the rest is mended.
    for (const [content, said] of [
      ['PK une archive', 'n’est pas un PDF complet'],
      ['.'.repeat(10_000_001), '10 Mo au plus'],
    ] as const) {
      const together = await faultsOf({ jour: '2999-01-01', ...nobody }, content)
      expect(together.map(({ field }) => field)).toEqual(all)
      expect(together.at(-1)?.words).toContain(said)
    }
    expect(new Set(faults.map(({ words }) => words)).size).toBe(faults.length)
    expect(faults.every(({ isBeside }) => isBeside)).toBe(true)
    const [recently, before] = [await daysAgo(3), await daysAgo(400)]
    const [tooLong] = await faultsOf({ jour: recently, fonction: 'x'.repeat(121) }, scan)
    expect(tooLong).toMatchObject({ field: 'fonction', isBeside: true })
    expect(tooLong?.words).toContain('120 caractères au plus')
    for (const { jour, content, field, words } of [
      // A charter was signed since: only the act knows.
      { jour: before, content: scan, field: 'jour', words: 'pas avant la dernière charte' },
      { jour: recently, content: 'PK une archive', field: 'fichier', words: 'n’est pas un PDF complet' },
      { jour: recently, content: '.'.repeat(10_000_001), field: 'fichier', words: '10 Mo au plus' },
    ]) {
      const [fault, ...others] = await faultsOf({ jour }, content)
      expect(others).toEqual([])
      expect(fault).toMatchObject({ field, isBeside: true })
      expect(fault?.words).toContain(words)
    }
  })
})

describe('an agreement', () => {
  test('that has ended leaves what was asked before to its partner: the promise was made', async () => {
    const referral = `/pro/mises-en-relation/${await demo.ask()}`
    const partnerId = demoId('partner', 'premier-toit')
    const { pool } = demo.database
    const before = await pool.query('select id, from_day, to_day from agreements where partner_id = $1', [partnerId])
    await pool.query(`update agreements set from_day = '2020-01-01', to_day = '2020-12-31' where partner_id = $1`, [
      partnerId,
    ])
    const referent = await demo.signedIn(people.amelie)
    expect((await referent.get('/pro/annuaire')).status).toBe(403)
    expect(plain((await referent.get('/pro/convention')).html)).toContain('n’a pas de charte en vigueur')
    await referent.get(`${referral}/prise`)
    expect((await referent.post(`${referral}/prise`)).status).toBe(303)
    expect(plain((await referent.get(referral)).html)).toContain('06 39 98 00 42')
    for (const { id, from_day: from, to_day: to } of before.rows)
      await pool.query('update agreements set from_day = $2, to_day = $3 where id = $1', [id, from, to])
  })

  test('is ended on a page that says beforehand what that does, once, and the other side sees why', async () => {
    const ricochets = demoId('partner', 'les-ricochets')
    const referent = await demo.signedIn(people.stranger)
    const choice = plain((await referent.get(`/pro/convention/${ricochets}/fin`)).html)
    expect(choice).toContain('Avec un préavis de 30 jours : dernier jour le')
    const path = `/pro/convention/${ricochets}/fin/terme`
    const page = plain((await referent.get(path)).html)
    expect(page).toContain('Les demandes déjà reçues sont suivies jusqu’au bout')
    // Signed on paper: of whoever signed it no address is kept.
    expect(page).toContain('Les référent·es de la structure et l’animation territoriale reçoivent un mail')
    const alone = await referent.post(path, { mots: 'Nous <fusionnons>.' })
    expect(alone.status).toBe(422)
    expect(plain(alone.html)).toContain('avec l’accord de la personne qui représente la structure')
    const ended = await referent.post(path, { mots: 'Nous <fusionnons>.', accord: 'oui' })
    expect(ended).toMatchObject({ status: 303, location: '/pro/convention?fait=fin' })
    expect(plain((await referent.get('/pro/convention')).html)).toContain('Se termine le')
    const animator = await demo.signedIn(people.animator)
    const watched = plain((await animator.get(`${base}/${ricochets}`)).html)
    expect(watched).toContain('Fin déclarée par la structure (Sonia Marchetti)')
    expect(watched).toContain('Nous &lt;fusionnons>.')
    // At its end it ends already; only sooner is still possible.
    expect(plain((await animator.get(`${base}/${ricochets}/fin`)).html)).not.toContain('À la fin de l’année en cours')
    expect((await animator.get(`${base}/${ricochets}/fin/terme`)).location).toBe(`${base}/${ricochets}/fin`)

    // An ending that comes on top of it is taken back to it, not to a renewal.
    await animator.get(`${base}/${ricochets}/fin/preavis`)
    await animator.post(`${base}/${ricochets}/fin/preavis`, {})
    const sooner = `${base}/${ricochets}/reprise`
    const earlier = plain((await animator.get(sooner)).html)
    expect(earlier).toContain('puis se termine : une fin avait déjà été déclarée')
    expect(earlier).not.toContain('reconduction comprise')
    expect(earlier).toContain('<h1>Revenir à la fin déclarée avant, pour Résidence Les Ricochets ?</h1>')
    expect(earlier).toContain('Oui, revenir à cette fin')
    expect(earlier).not.toContain('arder la convention')
    // Signed on paper: of whoever signed it no address is kept.
    expect(earlier).toContain('Les référent·es de la structure et l’animation territoriale reçoivent un mail')
    const kept = plain((await animator.follow(await animator.post(sooner))).html)
    expect(kept).toContain('Les mails annoncés partent')
    expect(kept).not.toContain('la convention continue')
    expect(plain((await referent.get('/pro/convention')).html)).toContain('Se termine le')

    // Whoever declared it takes it back, while it has not taken effect.
    const takenBack = plain((await referent.get('/pro/convention')).html)
    expect(takenBack).toContain('Annuler cette fin')
    expect(takenBack).not.toContain('Reprendre')
    const back = `/pro/convention/${ricochets}/reprise`
    expect(plain((await referent.get(back)).html)).toContain('La convention continue comme avant, reconduction')
    expect(await referent.post(back)).toMatchObject({ status: 303, location: '/pro/convention?fait=reprise' })
    expect(plain((await referent.get('/pro/convention')).html)).not.toContain('Se termine le')
    expect((await referent.get(back)).location).toBe('/pro/convention')
    // A colleague pressed the same button meanwhile: there is nothing left to take back, and nothing is said of another
    // day.
    const late = await referent.post(back)
    expect(late.status).toBe(409)
    expect(plain(late.html)).toContain('Cette fin ne peut pas, ou plus, être annulée')
    expect(plain(late.html)).not.toContain('n’a plus lieu')
    expect(plain(late.html)).not.toContain('Oui, ')
    expect(plain((await animator.get(`${base}/${ricochets}`)).html)).toContain('annulée par Sonia Marchetti')
  })
})
