import { demoId } from '@boussole/local'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'

const demo = useDemoSite()
const base = '/pro/animation/rencontres'

const plain = (html: string): string => html.replaceAll('\u00A0', ' ')

const inDays = async (days: number): Promise<string> => {
  const { rows } = await demo.database.pool.query<{ day: string }>(
    `select (platform_now() at time zone 'Europe/Paris')::date::text as day`,
  )
  return Temporal.PlainDate.from(rows[0]?.day ?? '')
    .add({ days })
    .toString()
}

const typed = async () => ({
  objet: 'Délais et <absences>',
  jour: await inDays(10),
  debut: '14:00',
  fin: '16:00',
  lieu: 'Info Jeunes Loire',
  visio: '',
  mots: 'Ordre du jour',
  pour: 'partners',
  theme: '',
  structures: [demoId('partner', 'premier-toit')],
})

/** A meeting has begun: its hours are moved to yesterday. */
const letBegin = (id: string) =>
  demo.database.pool.query(
    `update meetings set starts_at = platform_now() - interval '1 day', ends_at = platform_now() - interval '22 hours' where id = $1`,
    [id],
  )

describe('a working group', () => {
  test('is called, answered, changed, held, and its minutes are read by its members', async () => {
    const animator = await demo.signedIn(people.animator)
    await animator.get(`${base}/nouvelle`)
    const missing = await animator.post(`${base}/nouvelle`, {
      ...(await typed()),
      jour: '',
      visio: 'ftp://x',
      pour: '',
    })
    expect(missing.status).toBe(422)
    for (const said of ['Indiquez le jour.', 'commence par https://', 'Choisissez pour qui.'])
      expect(plain(missing.html)).toContain(said)
    const past = await animator.post(`${base}/nouvelle`, { ...(await typed()), jour: await inDays(-1) })
    expect(past.status).toBe(422)
    const called = await animator.post(`${base}/nouvelle`, await typed())
    expect(called.status).toBe(303)
    const [, id = ''] = /rencontres\/([\w-]{36})\?fait=convoquee/.exec(called.location) ?? []
    expect(await animator.post(`${base}/nouvelle`, await typed())).toMatchObject({ location: called.location })
    const watched = plain((await animator.get(`${base}/${id}`)).html)
    expect(watched).toContain('Délais et &lt;absences>')
    expect(watched).toContain('Amélie Garcin')
    expect(watched).not.toContain('Sonia Marchetti')

    const amelie = await demo.signedIn(people.amelie)
    expect(plain((await amelie.get('/pro/rencontres')).html)).toContain('Délais et &lt;absences>')
    await amelie.get(`/pro/rencontres/${id}`)
    expect((await amelie.post(`/pro/rencontres/${id}`, {})).status).toBe(422)
    expect(await amelie.post(`/pro/rencontres/${id}`, { reponse: 'coming' })).toMatchObject({
      status: 303,
      location: `/pro/rencontres/${id}?fait=reponse`,
    })
    expect(plain((await animator.get(`${base}/${id}`)).html)).toContain('1 oui sur 2 référent·es')
    const calendar = await amelie.get(`/pro/rencontres/${id}/rencontre.ics`)
    expect(calendar.headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(calendar.html).toContain('SUMMARY:Délais et <absences>')
    const stranger = await demo.signedIn(people.stranger)
    for (const path of ['', '/rencontre.ics'])
      expect((await stranger.get(`/pro/rencontres/${id}${path}`)).status).toBe(404)
    const other = await demo.signedIn(people.otherAnimator)
    for (const path of ['', '/modifier', '/membres', '/annulation', '/presences', '/compte-rendu', '/envoi'])
      expect({ path, status: (await other.get(`${base}/${id}${path}`)).status }).toEqual({ path, status: 404 })

    const edit = await animator.get(`${base}/${id}/modifier`)
    expect(edit.html).toContain('value="14:00"')
    const { pour: _, theme: __, structures: ___, ...changed } = await typed()
    expect(await animator.post(`${base}/${id}/modifier`, { ...changed, debut: '15:00' })).toMatchObject({ status: 303 })

    const members = plain((await animator.get(`${base}/${id}/membres`)).html)
    const invited = [...members.matchAll(/name="invite" value="([^"]+)"/g)].map(([, value = '']) => value)
    expect(invited).toHaveLength(2)
    const sonia = demoId('referent', 'sonia-marchetti')
    expect(members).toContain(`name="ajoute" value="${sonia}"`)
    expect((await animator.post(`${base}/${id}/membres`, {})).status).toBe(422)
    // A colleague, who saw the page before somebody was added, unticks nobody: whom they never saw stays.
    const colleague = await demo.signedIn(people.animator)
    await colleague.get(`${base}/${id}/membres`)
    await animator.get(`${base}/${id}/membres`)
    const more = await animator.post(`${base}/${id}/membres`, { invite: invited, ajoute: sonia })
    expect(more).toMatchObject({ status: 303, location: `${base}/${id}?fait=membres` })
    await colleague.post(`${base}/${id}/membres`, { invite: invited })
    expect((await stranger.get(`/pro/rencontres/${id}`)).status).toBe(200)
    await animator.get(`${base}/${id}/membres`)
    await animator.post(`${base}/${id}/membres`, { invite: invited })
    expect((await stranger.get(`/pro/rencontres/${id}`)).status).toBe(404)

    await letBegin(id)
    for (const path of ['modifier', 'membres'])
      expect((await animator.get(`${base}/${id}/${path}`)).location).toBe(`${base}/${id}`)
    // Who said yes to another hour has said nothing of this one.
    expect((await animator.get(`${base}/${id}/presences`)).html).not.toMatch(/checked/)
    await animator.post(`${base}/${id}/presences`, { present: [demoId('referent', 'amelie-garcin')] })
    await animator.get(`${base}/${id}/compte-rendu`)
    expect((await animator.post(`${base}/${id}/compte-rendu`, { mots: ' ' })).status).toBe(422)
    await animator.post(`${base}/${id}/compte-rendu`, { mots: 'Les délais tiennent.' })
    expect(plain((await amelie.get(`/pro/rencontres/${id}`)).html)).not.toContain('Les délais tiennent.')
    expect(plain((await animator.get(`${base}/${id}/envoi`)).html)).toContain('Les délais tiennent.')
    expect(await animator.post(`${base}/${id}/envoi`)).toMatchObject({ location: `${base}/${id}?fait=envoi` })
    expect((await animator.post(`${base}/${id}/envoi`)).status).toBe(409)
    expect(plain((await amelie.get(`/pro/rencontres/${id}`)).html)).toContain('Les délais tiennent.')
    expect(plain((await amelie.get('/pro/convention')).html)).toMatch(/Groupes de travail, sur un an.*?\d+ sur \d+/)
  })

  test('that is called off says so to who was invited', async () => {
    const animator = await demo.signedIn(people.animator)
    await animator.get(`${base}/nouvelle`)
    const { location } = await animator.post(`${base}/nouvelle`, { ...(await typed()), objet: 'Annulée' })
    const [path = ''] = location.split('?')
    await animator.get(`${path}/annulation`)
    await animator.post(`${path}/annulation`)
    const amelie = await demo.signedIn(people.amelie)
    const seen = plain((await amelie.get(path.replace('/animation', ''))).html)
    expect(seen).toContain('Cette rencontre est annulée')
    expect(seen).not.toContain('Venez-vous')
  })

  test('is called in the territory that is chosen, by who watches several', async () => {
    const national = await demo.signedIn('antoine.verchere@boussole-nationale.example')
    const asked = plain((await national.get(`${base}/nouvelle`)).html)
    expect(asked).toContain('Choisissez un territoire')
    const path = `${base}/nouvelle?territoire=${demoId('territory', 'loire')}`
    expect(plain((await national.get(path)).html)).toContain('Un premier toit')
  })
})

describe('a mail to the network', () => {
  test('is looked at with its number of recipients, then leaves once', async () => {
    const animator = await demo.signedIn(people.animator)
    await animator.get('/pro/animation/courrier/nouveau')
    expect((await animator.post('/pro/animation/courrier/nouveau', { pour: 'theme' })).status).toBe(422)
    const drafted = await animator.post('/pro/animation/courrier/nouveau', {
      pour: 'partners',
      structures: [demoId('partner', 'premier-toit')],
      objet: 'Fermetures de fin d’année',
      mots: 'Prévoyez <vos> suppléances.',
    })
    const page = plain((await animator.get(drafted.location)).html)
    expect(page).toContain('Envoyer à 2 référent·es')
    expect(page).toContain('Prévoyez &lt;vos> suppléances.')
    const href = /href="([^"]+)"[^>]*>(?:<[^>]+>)*Corriger/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const correcting = plain((await animator.get(href)).html)
    expect(correcting).toContain('Prévoyez &lt;vos> suppléances.')
    expect(correcting).toContain('value="Fermetures de fin d’année"')
    expect(correcting).toMatch(/value="partners"[^>]*checked/)
    expect(correcting).toMatch(new RegExp(`value="${demoId('partner', 'premier-toit')}"[^>]*checked`))
    expect((await (await demo.signedIn(people.otherAnimator)).get(href)).status).toBe(404)
    expect(await animator.post(drafted.location)).toMatchObject({ location: `${drafted.location}?fait=envoi` })
    expect((await animator.post(drafted.location)).status).toBe(409)
    const sent = plain((await animator.get(drafted.location)).html)
    expect(sent).not.toContain('Envoyer à')
    expect(plain((await animator.get('/pro/animation/courrier')).html)).toContain('Envoyé à 2 référent·es')
    const other = await demo.signedIn(people.otherAnimator)
    expect((await other.get(drafted.location)).status).toBe(404)
    expect((await other.get('/pro/animation/courrier')).html).not.toContain('Fermetures')
  })
})
