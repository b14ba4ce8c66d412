import { demoId, demoPassword } from '@boussole/local'
import { newCodeSecret, switchOnSecondFactor } from '@boussole/commands'
import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import { createSafe } from '../site/safe.ts'
import { testWebConfig } from '../test-web.ts'
import type { Seen, Visitor } from '../test-web.ts'

// Somebody sends a form after their session has ended: what they typed is there when they have signed in again.

const demo = useDemoSite()
const { amelie, theo } = people

const typed = 'Rappeler lundi : elle a « deux » questions <b>sur le bail</b> & le dépôt.'
const shown = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const back = 'Votre session avait pris fin : vérifiez puis envoyez.'
const lost = 'Ce qui avait été écrit avant la connexion n’a pas pu être repris.'
const password = '/pro/connexion/mot-de-passe'

const plain = (html: string): string => html.replaceAll(/[\u00a0\u202f]/g, ' ')
const carriedIn = (html: string): string => /name="saisie" value="([^"]+)"/.exec(html)?.[1] ?? ''
const safe = createSafe(testWebConfig.cookieKeys)

let note: string
let referral: string
beforeEach(async () => {
  referral = `/pro/mises-en-relation/${await demo.ask()}`
  note = `${referral}/note`
})
afterEach(async () => {
  vi.useRealTimers()
  await demo.database.pool.query('delete from second_factors')
})

const userIdOf = async (email: string): Promise<string> => {
  const { rows } = await demo.database.pool.query<{ id: string }>('select id from users where email = $1', [email])
  return rows[0]?.id ?? ''
}

/** The session is ended from elsewhere, as from the page of one's account. */
const endSessions = (email: string = amelie) =>
  demo.database.pool.query(
    `update sessions set ended_at = clock_timestamp() where ended_at is null and user_id = (select id from users where email = $1)`,
    [email],
  )

/** Fills in a note, and sends it when the session is over. */
const sendTooLate = async (visitor: Visitor, words = typed): Promise<Seen> => {
  await visitor.get(note)
  await endSessions()
  return visitor.post(note, { note: words, lecteurs: 'private' })
}

const signIn = (visitor: Visitor, email: string = amelie, goOn = note) =>
  visitor.post(`${password}?vers=${encodeURIComponent(goOn.replace('/pro', ''))}`, { email, password: demoPassword })

const hasNote = async (words = shown): Promise<boolean> =>
  plain((await (await demo.signedIn(amelie)).get(referral)).html).includes(words)

/** What is sealed of that note: the fields that were filled in, and no proof of where they came from. */
const own = (userId: string) => ({
  userId,
  path: note.replace('/pro', ''),
  values: { note: [typed], lecteurs: ['private'] },
  hadFile: false,
})

/** The form as it was left: words, choice, and the sentence; nothing that was typed to sign in. */
const expectThere = ({ status, html }: Seen): void => {
  expect(status).toBe(200)
  expect(plain(html)).toContain(back)
  expect(plain(html)).toContain(`${shown}</textarea>`)
  expect(html).toMatch(/name="lecteurs" value="private"[^>]* checked/)
  expect(html).not.toContain(demoPassword)
}

describe('a form that is sent after the session has ended', () => {
  test.each([
    ['from elsewhere', () => endSessions()],
    [
      'by two hours without a page',
      async (visitor: Visitor) => {
        const opened = await safe.open('pro', visitor.cookies.get('__Host-pro') ?? '')
        visitor.cookies.set('__Host-pro', await safe.seal('pro', opened, -60))
      },
    ],
    [
      'almost a week ago',
      async (visitor: Visitor) => {
        const opened = await safe.open('pro', visitor.cookies.get('__Host-pro') ?? '')
        visitor.cookies.set('__Host-pro', await safe.seal('pro', opened, 60 - 7 * 24 * 3600))
      },
    ],
  ])('%s, comes back as it was left, and is sent by its person alone', async (_, end) => {
    const visitor = await demo.signedIn(amelie)
    await visitor.get(note)
    await end(visitor)
    const over = await visitor.post(note, { note: typed, lecteurs: 'private' })
    expect(over.status).toBe(401)
    expect(plain(over.html)).toContain('Rien n’est envoyé, rien n’est perdu')
    expect(over.html).not.toContain('le bail')
    expect(await safe.open('saisie', carriedIn(over.html))).toEqual(own(await userIdOf(amelie)))
    const again = await visitor.follow(await signIn(visitor))
    expectThere(again)
    expect(await hasNote()).toBe(false)
    const sent = await visitor.post(note, { note: typed, lecteurs: 'private' })
    expect(sent).toMatchObject({ status: 303, location: `${referral}?fait=note` })
    expect(await hasNote()).toBe(true)
  })

  test('after a wrong password it is still carried, by the form of the password and by the other', async () => {
    const visitor = await demo.signedIn(amelie)
    await sendTooLate(visitor)
    const wrong = await visitor.post(`${password}?vers=${encodeURIComponent(note.replace('/pro', ''))}`, {
      email: amelie,
      password: 'faux',
    })
    expect(wrong.status).toBe(401)
    expect(wrong.html.match(/<form[\s\S]*?<\/form>/g)?.map(carriedIn)).toEqual(Array(2).fill(carriedIn(wrong.html)))
    expect(carriedIn(wrong.html)).not.toBe('')
    expectThere(await visitor.follow(await signIn(visitor)))
  })

  test('goes through the one-time code, also when its page had waited too long', async () => {
    const userId = await userIdOf(amelie)
    const visitor = await demo.signedIn(amelie)
    const { rows } = await demo.database.pool.query<{ id: string }>(
      'select id from sessions where user_id = $1 and ended_at is null order by opened_at desc limit 1',
      [userId],
    )
    const secret = newCodeSecret()
    const codeAt = (steps: number) =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })
    await switchOnSecondFactor(
      { userId, sessionId: rows[0]?.id ?? '' },
      { secret, code: codeAt(-1) },
      { db: demo.site.db, trackingKey: testWebConfig.trackingKey },
    )
    await sendTooLate(visitor)
    const first = await visitor.follow(await signIn(visitor))
    expect(first.status).toBe(200)
    expect(first.html).toContain('Ouvrez votre application de codes')
    expect(first.html).not.toContain(demoPassword)
    const codePath = `/pro/connexion/code?vers=${encodeURIComponent(note.replace('/pro', ''))}`
    const wrong = await visitor.post(codePath, { code: '000000' })
    expect(wrong.status).toBe(401)
    visitor.cookies.delete('__Host-code')
    const waited = await visitor.follow(await visitor.post(codePath, { code: codeAt(0) }))
    expect(waited.html).toContain('Votre session a pris fin')
    const carried = carriedIn((await visitor.follow(await signIn(visitor))).html)
    // In another tab, the same person begins to sign in as well, to go elsewhere.
    await visitor.get(password)
    await visitor.post(password, { email: amelie, password: demoPassword })
    expectThere(await visitor.follow(await visitor.post(codePath, { saisie: carried, code: codeAt(0) })))
    expect(await hasNote()).toBe(false)
  })

  test('is taken up by its own page, once one has signed in beside it by any way', async () => {
    const visitor = await demo.signedIn(amelie)
    await sendTooLate(visitor)
    const notYet = await visitor.post(note)
    expect(notYet.status).toBe(401)
    expect(plain(notYet.html)).toContain('Vous n’êtes pas encore connecté·e dans ce navigateur.')
    const other = await demo.signedIn(amelie)
    visitor.cookies.set('__Host-pro', other.cookies.get('__Host-pro') ?? '')
    expectThere(await visitor.post(note))
  })

  test('comes back with its query, and leads to it', async () => {
    const path = `/pro/offres/nouvelle?structure=${demoId('partner', 'premier-toit')}&theme=logement`
    const visitor = await demo.signedIn(amelie)
    await visitor.get(path)
    await endSessions()
    expect((await visitor.post(path, { titre: 'Un toit & un bail', theme: 'logement' })).status).toBe(401)
    const again = await visitor.follow(await signIn(visitor, amelie, path))
    expect(again.html).toContain('value="Un toit &amp; un bail"')
  })

  test('another person who signs in there sees nothing of it, on a page that is theirs too', async () => {
    const visitor = await demo.signedIn(amelie)
    await sendTooLate(visitor)
    const seen = await visitor.follow(await signIn(visitor, theo))
    expect(seen.status).toBe(200)
    expect(plain(seen.html)).toContain(lost)
    expect(seen.html).not.toContain('le bail')
    expect(seen.html).toContain('name="note"')
    expect(await hasNote()).toBe(false)
  })

  test('a form that somebody left open does not act in the name of who signs in after them', async () => {
    const visitor = await demo.signedIn(amelie)
    await visitor.get(note)
    expect((await signIn(visitor, theo)).status).toBe(303)
    const seen = await visitor.post(note, { note: typed, lecteurs: 'private' })
    expect(seen.status).toBe(403)
    expect(plain(seen.html)).toContain(`${shown}</textarea>`)
    expect(await hasNote()).toBe(false)
  })

  test('a form left open is still good once its own person has signed in elsewhere', async () => {
    const visitor = await demo.signedIn(amelie)
    await visitor.get(note)
    await endSessions()
    expect((await signIn(visitor)).status).toBe(303)
    expect((await visitor.post(note, { note: typed, lecteurs: 'private' })).status).toBe(303)
    expect(await hasNote()).toBe(true)
  })

  test('what was carried is never an act, whatever comes with it', async () => {
    const visitor = await demo.signedIn(amelie)
    const carried = carriedIn((await sendTooLate(visitor)).html)
    const open = await demo.signedIn(amelie)
    await open.get(note)
    const seen = await open.post(note, { saisie: carried, note: 'Autre chose à noter', lecteurs: 'shared' })
    expectThere(seen)
    expect(seen.html).not.toContain('Autre chose')
    await open.get(note)
    expect(plain((await open.post(note, { saisie: 'rien', note: 'Autre chose à noter' })).html)).toContain(lost)
    expect([await hasNote(), await hasNote('Autre chose')]).toEqual([false, false])
  })

  test.each<[string, (carried: string, userId: string) => Promise<string> | string]>([
    ['cut', (carried) => carried.slice(0, -1)],
    ['changed', (carried) => carried.replace(/.(?=.{40}$)/, (letter) => (letter === 'A' ? 'B' : 'A'))],
    [
      'sealed by somebody else',
      (_, userId) => createSafe(['another-key-of-the-tests-0123456789']).seal('saisie', own(userId), 3600),
    ],
    ['sealed as another thing', (_, userId) => safe.seal('recherche', own(userId), 3600)],
    ['of another page', (_, userId) => safe.seal('saisie', { ...own(userId), path: '/offres' }, 3600)],
    ['of nobody', (_, userId) => safe.seal('saisie', { ...own(userId), userId: '' }, 3600)],
    ['over', (_, userId) => safe.seal('saisie', own(userId), 0)],
  ])('%s, nothing is shown of it', async (_, spoil) => {
    const userId = await userIdOf(amelie)
    const visitor = await demo.signedIn(amelie)
    const whole = await safe.seal('saisie', own(userId), 3600)
    await visitor.get(note)
    expectThere(await visitor.post(note, { saisie: whole }))
    const seen = await visitor.post(note, { saisie: await spoil(whole, userId) })
    expect(seen.status).toBe(200)
    expect(plain(seen.html)).toContain(lost)
    expect(seen.html).not.toContain('le bail')
  })
  test.each([
    { hours: 24, seconds: -5, there: true },
    { hours: 24, seconds: 1, there: false },
  ])('$hours hours and $seconds seconds later it is there: $there', async ({ hours, seconds, there }) => {
    const visitor = await demo.signedIn(amelie)
    await sendTooLate(visitor)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + (hours * 3600 + seconds) * 1000 })
    const seen = await visitor.follow(await signIn(visitor))
    expect(plain(seen.html).includes(shown)).toBe(there)
    expect(plain(seen.html)).toContain(there ? back : lost)
  })

  test('as long as a form may be, in words that people write, it is carried', async () => {
    const visitor = await demo.signedIn(amelie)
    const words = 'Une phrase comme on en écrit. '.repeat(1500)
    expect((await sendTooLate(visitor, words)).status).toBe(401)
    expect((await visitor.follow(await signIn(visitor))).html).toContain(words.trim())
  })

  test.each([
    { bytes: 34_000, carried: true },
    { bytes: 40_000, carried: false },
  ])('of $bytes bytes of chance, it is carried: $carried; too long, it is shown to be copied', async (about) => {
    const visitor = await demo.signedIn(amelie)
    const words = randomBytes(about.bytes).toString('base64url')
    const over = await sendTooLate(visitor, words)
    expect(over.status).toBe(401)
    expect(carriedIn(over.html) !== '').toBe(about.carried)
    expect(over.html.includes(words)).toBe(!about.carried)
    expect(plain(over.html).includes('ne peut pas vous suivre')).toBe(!about.carried)
    if (about.carried) expect((await visitor.follow(await signIn(visitor))).html).toContain(words)
  })

  test.each([
    [
      'who has signed out here',
      async (visitor: Visitor) => {
        await visitor.get('/pro/deconnexion')
        await visitor.post('/pro/deconnexion')
      },
    ],
    [
      'whose session ended more than a week ago',
      async (visitor: Visitor) => {
        const opened = await safe.open('pro', visitor.cookies.get('__Host-pro') ?? '')
        visitor.cookies.set('__Host-pro', await safe.seal('pro', opened, -7 * 24 * 3600 - 1))
      },
    ],
  ])('of somebody %s is not carried, since nobody knows whose it is, and is shown to be copied', async (_, end) => {
    const visitor = await demo.signedIn(amelie)
    const proof = /name="csrf" value="([^"]+)"/.exec((await visitor.get(note)).html)?.[1] ?? ''
    await end(visitor)
    const send = (fields: Readonly<Record<string, string>>) => {
      const body = new URLSearchParams({ csrf: proof, ...fields }).toString()
      return demo.site.web.inject({
        method: 'POST',
        url: note,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        },
        payload: body,
      })
    }
    const over = await send({ note: typed, lecteurs: 'private' })
    expect(over.statusCode).toBe(401)
    expect(plain(over.payload)).toContain(shown)
    expect(plain(over.payload)).toContain('ne peut pas vous suivre : copiez-le avant de vous connecter')
    expect(carriedIn(over.payload)).toBe('')
    expect((await send({ email: 'lea@exemple.example', lecteurs: 'private' })).payload).toContain('lea@exemple.example')
    // Nothing of one's own words: there is nothing to keep.
    expect((await send({ lecteurs: 'private' })).statusCode).toBe(303)
  })

  test('of a page to which no sign-in leads back is not carried, and is shown to be copied', async () => {
    const path = `${note}?suite=a~b`
    const visitor = await demo.signedIn(amelie)
    await visitor.get(path)
    await endSessions()
    const over = await visitor.post(path, { note: typed })
    expect([over.status, carriedIn(over.html)]).toEqual([401, ''])
    expect(plain(over.html)).toContain('ne peut pas vous suivre : copiez-le avant de vous connecter')
    expect(plain(over.html)).toContain(shown)
  })

  test('that is not one of ours is led to the sign-in, and nothing of it is shown', async () => {
    const visitor = await demo.signedIn(amelie)
    await endSessions()
    const seen = await visitor.post(note, { csrf: 'rien', note: typed })
    expect(seen).toMatchObject({ status: 303, location: expect.stringContaining('/pro/connexion?vers=') })
    expect(seen.html).not.toContain('le bail')
  })

  test('of one’s account carries nothing: passwords and codes are typed there', async () => {
    for (const page of ['mot-de-passe', 'code', 'code/fin', 'confirmation']) {
      const visitor = await demo.signedIn(amelie)
      await visitor.get(note)
      await endSessions()
      const path = `/pro/compte/${page}`
      const seen = await visitor.post(path, { actuel: 'un secret', nouveau: 'un autre secret', preuve: 'un secret' })
      expect({ path, status: seen.status, html: seen.html }).toEqual({ path, status: 303, html: '' })
    }
  })

  test('with a file keeps its fields, and asks for the file again', async () => {
    const path = '/pro/animation/imports/nouveau'
    const visitor = await demo.signedIn('antoine.verchere@boussole-nationale.example')
    const { html } = await visitor.get(path)
    const proof = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
    await endSessions('antoine.verchere@boussole-nationale.example')
    const part = (name: string, value: string) =>
      `--bord\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    const file =
      '--bord\r\ncontent-disposition: form-data; name="fichier"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\nNom;Ville\r\n--bord--\r\n'
    const over = await demo.site.web.inject({
      method: 'POST',
      url: path,
      headers: {
        'content-type': 'multipart/form-data; boundary=bord',
        cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      payload: `${part('csrf', proof)}${part('contenu', 'offers')}${file}`,
    })
    expect(over.statusCode).toBe(401)
    const carried = carriedIn(over.payload)
    expect(JSON.stringify(await safe.open('saisie', carried))).not.toContain('Ville')
    await visitor.get(`${password}?vers=%2Fanimation%2Fimports%2Fnouveau`)
    const again = await visitor.follow(
      await visitor.post(`${password}?vers=%2Fanimation%2Fimports%2Fnouveau`, {
        saisie: carried,
        email: 'antoine.verchere@boussole-nationale.example',
        password: demoPassword,
      }),
    )
    expect(plain(again.html)).toContain('choisissez de nouveau le fichier, vérifiez puis envoyez.')
    expect(again.html).toMatch(/name="contenu" value="offers"[^>]* checked/)
  })

  test('whose page is no longer there meanwhile is shown to its person, to be copied', async () => {
    const visitor = await demo.signedIn(people.animator)
    const path = '/pro/animation/rencontres/nouvelle'
    const userId = await userIdOf(people.animator)
    const gone = `/animation/rencontres/${crypto.randomUUID()}/compte-rendu`
    const saisie = await safe.seal('saisie', { userId, path: gone, values: { mots: [typed] }, hadFile: false }, 3600)
    await visitor.get(path)
    const seen = await visitor.post(`/pro${gone}`, { saisie })
    expect(seen.status).toBe(409)
    expect(plain(seen.html)).toContain('Ce formulaire n’est plus là')
    expect(plain(seen.html)).toContain(shown)
    const other = await demo.signedIn(people.otherAnimator)
    await other.get(path)
    const others = await other.post(`/pro${gone}`, { saisie })
    expect(others.status).toBe(404)
    expect(others.html).not.toContain('le bail')
  })
})
