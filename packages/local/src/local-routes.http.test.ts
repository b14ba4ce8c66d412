import { useClock, useDatabase } from '@boussole/testing'
import { createTransport } from 'nodemailer'
import { beforeAll, expect, test } from 'vitest'
import { createEnding } from './ending.ts'
import { startPlatform } from './platform.ts'
import type { Platform } from './platform.ts'

const database = useDatabase()
const platformClock = useClock(database)
let platform: Platform

beforeAll(async () => {
  const ending = createEnding((error) => {
    throw error
  })
  platform = await startPlatform({
    env: { LOG_LEVEL: 'silent' },
    databaseUrl: database.url,
    redisUrl: undefined,
    ports: { WEB_PORT: 0, API_PORT: 0, WORKER_PORT: 0, SMTP_PORT: 0 },
    siteUrl: 'http://localhost:3000',
    log: { write: () => undefined },
    onMove: () => undefined,
    ending,
  })
  return ending.end
})

const get = async (path: string) => {
  const response = await fetch(`${platform.apiUrl}${path}`)
  return { status: response.status, body: await response.json() }
}

const move = async (body: string) => {
  const response = await fetch(`${platform.apiUrl}/local/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() }
}

test('the clock of the platform can be read, and moved forward by days and hours', async () => {
  await platformClock.moveTo('2026-11-20T09:00:00Z')
  expect(await get('/local/clock')).toEqual({ status: 200, body: { now: expect.stringMatching(/^2026-11-20T09:00/) } })
  expect(await move('{"advance":"P3DT2H"}')).toMatchObject({
    status: 200,
    body: { now: expect.stringMatching(/^2026-11-23T11:00/) },
  })
})

test.each([
  'P3DT2H1',
  '',
  'P',
  'P0D',
  '-P1D',
  'P-1D',
  'P1DT',
  'P401D',
  'P14M',
  'P2Y',
  'PT9601H',
  'P99999999999999999D',
  'tomorrow',
  '2026-11-20T09:00:00Z',
])('%j does not move it, and a French sentence says what would', async (advance) => {
  const before = await platformClock.read()
  const answer = await move(JSON.stringify({ advance }))
  expect(answer).toMatchObject({
    status: 422,
    type: 'application/problem+json; charset=utf-8',
    body: { code: 'input-invalid', errors: [{ path: 'advance', message: expect.stringContaining('400 jours') }] },
  })
  expect((await platformClock.read()).slice(0, 10)).toBe(before.slice(0, 10))
})

test.each(['{}', '{"advance":3}', '{"advance":"P1D","by":"me"}', '[]', '"P1D"'])(
  'the body %s is refused',
  async (body) => {
    expect((await move(body)).status).toBe(422)
  },
)

test('400 days are allowed, to the day', async () => {
  await platformClock.moveTo('2026-11-20T09:00:00Z')
  expect((await move('{"advance":"P400D"}')).body).toMatchObject({ now: expect.stringMatching(/^2027-12-25T09:00/) })
})

test('mails that would have left are listed newest first, and by recipient', async () => {
  const transport = createTransport(platform.mailbox.smtpUrl)
  for (const [to, subject] of [
    ['lea@jeune.example', 'un'],
    ['accueil@partenaire.example', 'deux'],
    ['lea@jeune.example', 'trois'],
  ]) {
    await transport.sendMail({ from: 'boussole@boussole.example', to, subject, text: 'Bonjour,' })
  }
  transport.close()
  expect((await get('/local/mails')).body).toMatchObject({
    items: [{ subject: 'trois' }, { subject: 'deux' }, { subject: 'un' }],
  })
  const { body } = await get('/local/mails?to=LEA@jeune.example')
  expect(body).toEqual({
    items: ['trois', 'un'].map((subject) => ({
      to: 'lea@jeune.example',
      subject,
      date: expect.stringMatching(/^\d{4}-/),
      messageId: expect.stringMatching(/^<.+>$/),
      text: 'Bonjour,\n',
    })),
  })
  expect((await get('/local/mails?from=lea')).status).toBe(422)
})

test('they are described with the rest of the API, to be tried there', async () => {
  expect((await get('/api/v1/openapi.json')).body).toMatchObject({
    paths: { '/local/clock': { get: {}, post: {} }, '/local/mails': { get: {} } },
  })
})

const page = async (path: string) => {
  const response = await fetch(`${platform.siteUrl}${path}`)
  return { status: response.status, headers: response.headers, html: await response.text() }
}

test('the site shows the same: the clock, the mails of one address, and each mail as it looks', async () => {
  const list = await page('/local?pour=LEA@jeune.example')
  expect(list.html).toContain('trois')
  expect(list.html).not.toContain('deux')
  const [, path = ''] = /href="(\/local\/mails\/[^"]+)"/.exec(list.html) ?? []
  expect((await page(path)).html).toContain('<pre class="mail-text">Bonjour,')
  const box = await page(`${path}/html`)
  expect(box.headers.get('content-security-policy')).toContain('sandbox')
  expect((await page('/local/mails/nobody')).status).toBe(404)
})

test('the clock moves from the page, by a form of ours only', async () => {
  const shown = await fetch(`${platform.siteUrl}/local`)
  const cookie = (shown.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(await shown.text()) ?? []
  const send = (fields: Record<string, string>) =>
    fetch(`${platform.siteUrl}/local`, {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })
  await platformClock.moveTo('2026-11-20T09:00:00Z')
  expect((await send({ duree: 'P1D' })).status).toBe(403)
  expect((await send({ csrf, duree: 'P2D' })).status).toBe(422)
  expect(await platformClock.read()).toMatch(/^2026-11-20T09:00/)
  expect((await send({ csrf, duree: 'P1D' })).status).toBe(303)
  expect(await platformClock.read()).toMatch(/^2026-11-21T09:00/)
})

test('all components are on one page', async () => {
  const { status, html } = await page('/local/components')
  expect(status).toBe(200)
  expect(html).toContain('Tous les composants')
})
