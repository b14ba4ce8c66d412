import {
  hashPassword,
  linkIdentity,
  openSession,
  revokeSessionsOf,
  switchOnSecondFactor,
  unlinkIdentities,
} from '@boussole/commands'
import { demoPassword } from '@boussole/local'
import { Secret, TOTP } from 'otpauth'
import { afterEach, describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import { testWebConfig } from '../test-web.ts'
import type { Visitor } from '../test-web.ts'

const demo = useDemoSite()
const { amelie, theo } = people
const deps = () => ({ db: demo.site.db, trackingKey: testWebConfig.trackingKey })

afterEach(async () => {
  await demo.database.pool.query('delete from second_factors')
})

const act = async (visitor: Visitor, path: string, fields: Record<string, string> = {}) => {
  await visitor.get(path)
  return visitor.post(path, fields)
}

const sessionsIn = (html: string): number => html.match(/class="session"/g)?.length ?? 0

const byPassword = async (password: string, visitor = demo.site.visitor()) => {
  const answer = await act(visitor, '/pro/connexion/mot-de-passe', { email: amelie, password })
  return { visitor, answer }
}

const idOf = async (email: string) =>
  (await demo.database.pool.query<{ id: string }>('select id from users where email = $1', [email])).rows[0]?.id ?? ''

describe('sessions', () => {
  test('are listed in plain words, without an address; one is ended, or all the others', async () => {
    await revokeSessionsOf(await idOf(amelie), deps())
    const first = await demo.signedIn()
    const second = await demo.signedIn()
    const third = await demo.signedIn()
    const { html } = await first.get('/pro/compte')
    expect(sessionsIn(html)).toBe(3)
    expect(html).toContain('Cette session')
    expect(html).toContain('par mot de passe')
    expect(html).not.toMatch(/\b10\.\d+\.\d+\.\d+\b/)
    const [, path = ''] = /href="(\/pro\/compte\/sessions\/[0-9a-f-]{36})"/.exec(html) ?? []
    expect((await first.follow(await act(first, path))).html).toContain('La session est terminée')
    const left = [await second.get('/pro'), await third.get('/pro')].map(({ status }) => status)
    expect(left.filter((status) => status === 200)).toHaveLength(1)
    await act(first, '/pro/compte/sessions/autres')
    expect(sessionsIn((await first.get('/pro/compte')).html)).toBe(1)
    expect([(await second.get('/pro')).status, (await third.get('/pro')).status]).toEqual([303, 303])
  })

  test('of somebody else cannot be seen or ended', async () => {
    await demo.signedIn(theo)
    const { rows } = await demo.database.pool.query<{ id: string }>(
      'select sessions.id from sessions join users on users.id = user_id where email = $1',
      [theo],
    )
    const visitor = await demo.signedIn()
    expect((await visitor.get(`/pro/compte/sessions/${rows[0]?.id}`)).status).toBe(404)
    expect((await act(visitor, '/pro/compte/sessions/autres')).status).toBe(303)
    const { rows: open } = await demo.database.pool.query('select from sessions where id = $1 and ended_at is null', [
      rows[0]?.id,
    ])
    expect(open).toHaveLength(1)
  })

  test('are all over at once when they are revoked, and each after twelve hours', async () => {
    const visitor = await demo.signedIn()
    await demo.database.pool.query('update sessions set over_at = clock_timestamp() where ended_at is null')
    expect((await visitor.get('/pro')).status).toBe(303)
    const other = await demo.signedIn()
    await revokeSessionsOf(await idOf(amelie), deps())
    expect((await other.get('/pro')).status).toBe(303)
  })

  test('show their last act, and a page that is read writes nothing', async () => {
    const id = await demo.ask()
    const visitor = await demo.signedIn()
    const actedAt = async () =>
      (
        await demo.database.pool.query<{ at: string }>(
          'select acted_at::text as at from sessions order by opened_at desc limit 1',
        )
      ).rows[0]?.at
    await demo.database.pool.query(`update sessions set acted_at = acted_at - interval '1 hour'`)
    const before = await actedAt()
    await visitor.get('/pro')
    expect(await actedAt()).toBe(before)
    await act(visitor, `/pro/mises-en-relation/${id}/prise`)
    expect(await actedAt()).not.toBe(before)
  })
})

describe('a password', () => {
  const path = '/pro/compte/mot-de-passe'
  test('is changed by who knows the present one; the other sessions end; it is long and not the address', async () => {
    const other = await demo.signedIn()
    const visitor = await demo.signedIn()
    const next = 'quatre mots simples ici'
    expect((await act(visitor, path, { actuel: demoPassword, nouveau: 'court' })).html).toContain('au moins')
    expect((await act(visitor, path, { actuel: 'faux', nouveau: next })).status).toBe(422)
    expect((await act(visitor, path, { actuel: demoPassword, nouveau: amelie.toUpperCase() })).html).toContain(
      'ce qu’on essaierait en premier',
    )
    const changed = await act(visitor, path, { actuel: demoPassword, nouveau: next })
    expect(changed.location).toBe('/pro/compte?fait=mot-de-passe')
    expect((await visitor.get('/pro')).status).toBe(200)
    expect((await other.get('/pro')).status).toBe(303)
    expect((await byPassword(demoPassword)).answer.status).toBe(401)
    expect((await byPassword(next)).answer.status).toBe(303)
    await act(visitor, path, { actuel: next, nouveau: demoPassword })
  })

  test('that was forgotten is replaced by who has just come in by a link', async () => {
    const visitor = await demo.signedIn()
    expect((await visitor.get(path)).html).toContain('Votre mot de passe actuel')
    // An invitation is good for seven days: it opens the account, and gives nobody another password.
    await demo.database.pool.query(`update sessions set way = 'invitation'`)
    expect((await visitor.get(path)).html).toContain('Votre mot de passe actuel')
    await demo.database.pool.query(`update sessions set way = 'link'`)
    expect((await visitor.get(path)).html).not.toContain('Votre mot de passe actuel')
    expect((await act(visitor, path, { nouveau: demoPassword })).status).toBe(303)
    await demo.database.pool.query(`update sessions set opened_at = opened_at - interval '11 minutes'`)
    expect((await act(visitor, path, { nouveau: demoPassword })).status).toBe(422)
  })
})

describe('an open session alone, ten minutes after signing in,', () => {
  const old = async (visitor: Visitor) => {
    await demo.database.pool.query(`update sessions set opened_at = opened_at - interval '10 minutes'`)
    return visitor
  }
  const passwordOf = async (email: string, hash: string | null) =>
    demo.database.pool.query('update users set password_hash = $1 where email = $2', [hash, email])

  test('adds no code generator: one signs in again, by which the session before ends, and is led back', async () => {
    const visitor = await demo.signedIn()
    await visitor.get('/pro/compte/code')
    await old(visitor)
    const led = await visitor.post('/pro/compte/code', { code: '000000' })
    expect(led).toMatchObject({ status: 303, location: '/pro/compte/confirmation?vers=%2Fcompte%2Fcode' })
    expect((await visitor.get('/pro/compte/code')).location).toBe(led.location)
    const { html } = await visitor.get(led.location)
    expect(html).toContain('Confirmez que c’est vous')
    const [, way = ''] = /href="(\/pro\/connexion\/mot-de-passe[^"]*)"/.exec(html) ?? []
    const sessions = sessionsIn((await visitor.get('/pro/compte')).html)
    const again = await act(visitor, way, { email: amelie, password: demoPassword })
    expect(again.location).toBe('/pro/compte/code')
    expect((await visitor.follow(again)).html).toContain('Activer le code à usage unique')
    expect(sessionsIn((await visitor.get('/pro/compte')).html)).toBe(sessions)
  })

  test('sends the link with which one confirms to one’s own address, and back to the page', async () => {
    const visitor = await old(await demo.signedIn(theo))
    await visitor.get('/pro/compte/confirmation?vers=%2Fcompte%2Fcode')
    const answer = await visitor.post('/pro/compte/confirmation?vers=%2Fcompte%2Fcode')
    expect(answer.location).toBe('/pro/connexion/lien-envoye')
    const { rows } = await demo.database.pool.query(
      'select email, go_on from sign_in_links join users on users.id = user_id order by sign_in_links.created_at desc limit 1',
    )
    expect(rows).toEqual([{ email: theo, go_on: '/compte/code' }])
  })

  test('gives no password to an account that has none', async () => {
    const visitor = await demo.signedIn()
    await passwordOf(amelie, null)
    await visitor.get('/pro/compte/mot-de-passe')
    await old(visitor)
    const answer = await visitor.post('/pro/compte/mot-de-passe', { nouveau: 'quatre mots simples ici' })
    const { rows } = await demo.database.pool.query('select password_hash from users where email = $1', [amelie])
    await passwordOf(amelie, await hashPassword(demoPassword))
    expect(answer.location).toBe('/pro/compte/confirmation?vers=%2Fcompte%2Fmot-de-passe')
    expect(rows).toEqual([{ password_hash: null }])
  })

  test('is refused by the acts themselves, whatever page sent them; so is one that an invitation opened', async () => {
    const visitor = await demo.signedIn()
    const [own] = (
      await demo.database.pool.query<{ userId: string; sessionId: string }>(
        `select user_id as "userId", id as "sessionId" from sessions order by opened_at desc limit 1`,
      )
    ).rows
    if (own === undefined) throw new Error('no session')
    const secret = new Secret().base32
    const identity = { issuer: 'https://id.example', subject: 'agent' }
    const acts = [
      () => switchOnSecondFactor(own, { secret, code: codeOf(secret) }, deps()),
      () => linkIdentity(own, identity, deps()),
      () => unlinkIdentities(own, deps()),
    ]
    await demo.database.pool.query(`update sessions set way = 'invitation' where id = $1`, [own.sessionId])
    for (const change of acts) await expect(change()).rejects.toThrow('proof-too-old')
    await demo.database.pool.query(`update sessions set way = 'password' where id = $1`, [own.sessionId])
    await old(visitor)
    for (const change of acts) await expect(change()).rejects.toThrow('proof-too-old')
  })
})

/** What the generator of a phone shows, so many steps away from now. */
const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })

describe('one-time codes', () => {
  const switchedOn = async () => {
    const visitor = await demo.signedIn()
    const { html } = await visitor.get('/pro/compte/code')
    expect(html).toMatch(/<svg class="qr-code"[^>]*role="img"/)
    const secret = (/<code class="secret">([^<]+)/.exec(html)?.[1] ?? '').replaceAll(' ', '')
    expect((await visitor.post('/pro/compte/code', { code: ' ' })).html).toContain('Écrivez les six chiffres')
    expect((await visitor.post('/pro/compte/code', { code: '000000' })).status).toBe(401)
    expect((await visitor.get('/pro/compte/code')).html).toContain(secret.slice(0, 4))
    // The step before: the present one and the next are then left for the test.
    const on = await visitor.follow(await visitor.post('/pro/compte/code', { code: codeOf(secret, -1) }))
    const codes = [...on.html.matchAll(/<code class="secret">([^<]+)/g)].map(([, code = '']) => code)
    return { visitor, secret, codes }
  }

  test('are set up with a code, bring ten recovery codes shown once, and are asked for after the password', async () => {
    const { visitor, secret, codes } = await switchedOn()
    expect(new Set(codes).size).toBe(10)
    const file = await visitor.get('/pro/compte/code/secours.txt')
    expect(file.html).toContain(codes[9])
    await act(visitor, '/pro/compte/code/secours')
    expect((await visitor.get('/pro/compte/code/secours')).status).toBe(303)
    expect((await visitor.get('/pro/compte')).html).toContain('il reste 10 codes de secours')

    const { visitor: entering, answer } = await byPassword(demoPassword)
    expect(answer.location).toBe('/pro/connexion/code')
    expect((await entering.get('/pro')).status).toBe(303)
    await entering.get('/pro/connexion/code')
    const empty = await entering.post('/pro/connexion/code', { code: '' })
    expect(empty.status).toBe(422)
    expect(empty.html).toContain('ou un de vos codes de secours.')
    const code = codeOf(secret)
    const entered = await entering.post('/pro/connexion/code', { code: ` ${code.slice(0, 3)} ${code.slice(3)}` })
    expect(entered.location).toBe('/pro/')
    expect((await entering.get('/pro')).status).toBe(200)
    expect((await entering.get('/pro/connexion/code')).location).toBe('/pro/connexion')
  })

  test('are good once: not the same again, nor an earlier one; two steps away they are not good at all', async () => {
    const { secret } = await switchedOn()
    const tryCode = async (code: string) => {
      const { visitor } = await byPassword(demoPassword)
      return act(visitor, '/pro/connexion/code', { code })
    }
    const code = codeOf(secret)
    const sameInstant = await Promise.all([tryCode(code), tryCode(code)])
    expect(sameInstant.filter(({ status }) => status === 303)).toHaveLength(1)
    expect((await tryCode(code)).status).toBe(401)
    expect((await tryCode(codeOf(secret, -1))).status).toBe(401)
    expect((await tryCode(codeOf(secret, 3))).status).toBe(401)
    expect((await tryCode(codeOf(secret, 1))).status).toBe(303)
  })

  test('a recovery code opens once, however it is typed', async () => {
    const { codes } = await switchedOn()
    const tryCode = async (code: string) =>
      act((await byPassword(demoPassword)).visitor, '/pro/connexion/code', { code })
    expect((await tryCode((codes[3] ?? '').toLowerCase().replaceAll('-', ' '))).status).toBe(303)
    expect((await tryCode(codes[3] ?? '')).status).toBe(401)
    expect((await tryCode(codes[4] ?? '')).status).toBe(303)
  })

  test('ten wrong ones in a row, and even the right one waits', async () => {
    const { secret } = await switchedOn()
    const { visitor } = await byPassword(demoPassword)
    for (let tries = 0; tries < 10; tries += 1) {
      expect((await act(visitor, '/pro/connexion/code', { code: '000000' })).status).toBe(401)
    }
    expect((await act(visitor, '/pro/connexion/code', { code: codeOf(secret) })).status).toBe(429)
    await demo.database.pool.query(`update second_factors set wrong_at = wrong_at - interval '15 minutes'`)
    expect((await act(visitor, '/pro/connexion/code', { code: codeOf(secret) })).status).toBe(303)
  })

  test('are sealed in the database, under a key that it does not hold, for one person', async () => {
    const { secret, codes } = await switchedOn()
    const { rows } = await demo.database.pool.query(
      `select second_factors::text, recovery_codes::text, encode(sealed_secret, 'escape') as bytes
       from second_factors join recovery_codes using (user_id)`,
    )
    const all = JSON.stringify(rows)
    expect(all).not.toContain(secret)
    for (const code of codes) expect(all).not.toContain(code)
    const { visitor } = await byPassword(demoPassword)
    await demo.database.pool.query(
      `with moved as (delete from second_factors returning sealed_secret)
       insert into second_factors (user_id, sealed_secret, last_step)
       select (select id from users where email = $1), sealed_secret, 0 from moved`,
      [theo],
    )
    expect((await act(visitor, '/pro/connexion/code', { code: codeOf(secret) })).status).toBe(401)
  })

  test('are asked for by the API as well', async () => {
    const { secret } = await switchedOn()
    const asked = { email: amelie, password: demoPassword }
    const opening = { browser: 'Test', isOnSite: false }
    await expect(openSession(asked, opening, deps())).rejects.toThrow('code-missing')
    await expect(openSession({ ...asked, code: '000000' }, opening, deps())).rejects.toThrow('code-wrong')
    const session = await openSession({ ...asked, code: codeOf(secret) }, opening, deps())
    expect(session.account.name).toBe('Amélie Garcin')
  })

  test('are switched off with the password or a code, not without', async () => {
    const { visitor, codes } = await switchedOn()
    const off = (preuve: string) => act(visitor, '/pro/compte/code/fin', { preuve })
    expect((await off('faux')).status).toBe(422)
    expect((await off('000 000')).status).toBe(401)
    expect((await off(codes[0] ?? '')).location).toBe('/pro/compte?fait=sans-code')
    expect((await byPassword(demoPassword)).answer.location).toBe('/pro/')
    const again = await switchedOn()
    expect((await act(again.visitor, '/pro/compte/code/fin', { preuve: demoPassword })).status).toBe(303)
  })

  test('are switched off with a password that is written like a recovery code', async () => {
    const { visitor } = await switchedOn()
    const password = 'chat lune vent toit'
    const keep = async (words: string) =>
      demo.database.pool.query('update users set password_hash = $1 where email = $2', [
        await hashPassword(words),
        amelie,
      ])
    await keep(password)
    const off = await act(visitor, '/pro/compte/code/fin', { preuve: password })
    await keep(demoPassword)
    expect(off.location).toBe('/pro/compte?fait=sans-code')
  })
})
