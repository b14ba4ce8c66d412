import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEnding, demoId, demoPassword, startPlatform } from '@boussole/local'
import type { Platform } from '@boussole/local'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from './database.ts'
import { fillWithDemo } from './demo-database.ts'
import { headerWords, hostileSample } from './hostile-words.ts'
import { readRawMails } from './mailbox.ts'
import { mondayMorning } from './monday-morning.ts'
import { faultsOfRawMail } from './raw-mail.ts'

// Hostile words given to the real API, and to the tables behind it, through the real worker to a real mail server: each
// mail goes to one recipient, with our headers alone, and tells nobody else how to reach the young person.

const database = useDatabase({ communes: true })
const words = [...headerWords, ...hostileSample(20)]
const phone = (place: number): string => `06 39 98 ${String(10 + Math.floor(place / 90))} ${10 + (place % 90)}`
const emailOf = (place: number): string => `jeune+bcc=${place}@jeune.example`

let platform: Platform
let folder: string

beforeAll(async () => {
  await fillWithDemo(database.url, mondayMorning)
  folder = await mkdtemp(join(tmpdir(), 'boussole-hostile-mails-'))
  const ending = createEnding(() => undefined)
  platform = await startPlatform({
    env: { TRUST_PROXY: '127.0.0.1' },
    databaseUrl: database.url,
    redisUrl: undefined,
    ports: { WEB_PORT: 0, API_PORT: 0, WORKER_PORT: 0, SMTP_PORT: 0 },
    siteUrl: 'http://127.0.0.1:3000',
    mailsFolder: folder,
    log: { write: () => undefined },
    onMove: () => undefined,
    ending,
  })
  return async () => {
    await ending.end()
    await rm(folder, { recursive: true, force: true })
  }
})

/** Each from an address of its own, so that none is held back. */
let sent = 0
const post = async (path: string, body: unknown, token?: string): Promise<{ status: number; text: string }> => {
  const answer = await fetch(`${platform.apiUrl}/api/v1/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': `10.0.${(sent += 1) >> 8}.${sent & 255}`,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })
  return { status: answer.status, text: await answer.text() }
}

/** Asks with this word wherever the API takes it. The referral's id. */
const ask = async (place: number, word: string): Promise<string> => {
  for (const fields of [['firstName', 'moments', 'message'], ['moments', 'message'], ['message'], []]) {
    const { status, text } = await post('requests', {
      commune: '42218',
      theme: 'logement',
      age: 19,
      offers: [demoId('offer', 'premier-logement')],
      contact: {
        firstName: 'Lina',
        email: emailOf(place),
        phone: phone(place),
        ...Object.fromEntries(fields.map((field) => [field, word])),
      },
      consents: { contact: true, redirect: place % 2 === 0 },
      language: place % 3 === 0 ? 'en' : 'fr',
    })
    if (status === 201) return /"referrals":\[\{"id":"([^"]+)"/.exec(text)?.[1] ?? ''
    expect({ word, fields, status }).toEqual({ word, fields, status: 422 })
  }
  throw new Error('a harmless request was refused')
}

/** Names as no form lets them in; a row whose table refuses one keeps its own. */
const writeNames = async (): Promise<number> => {
  let written = 0
  for (const [table, column] of [
    ['partners', 'name'],
    ['offers', 'title'],
    ['users', 'name'],
    ['territories', 'name'],
    ['communes', 'name'],
    ['themes', 'name'],
    ['needs', 'name'],
  ]) {
    const { rows } = await database.pool.query<{ id: string }>(`select ctid::text as id from ${table} limit 300`)
    for (const [place, { id }] of rows.entries()) {
      const word = `${words[place % words.length]?.slice(0, 100)} ${place}`.replaceAll('\u0000', '')
      const change = `update ${table} set ${column} = $2 where ctid = $1::tid`
      written += await database.pool.query(change, [id, word]).then(
        () => 1,
        () => 0,
      )
    }
  }
  return written
}

const actOn = async (place: number, referral: string, { word, token }: { word: string; token: string }) => {
  const act = async (path: string, body: object): Promise<void> => {
    for (const note of [word, 'Un mot']) {
      const { status } = await post(`referrals/${referral}/${path}`, 'note' in body ? { ...body, note } : body, token)
      if (status !== 422) return expect({ path, isFault: status >= 500 }).toEqual({ path, isFault: false })
    }
  }
  if (place % 5 === 1) await act('refusal', { reason: 'other', note: '' })
  if (place % 5 === 2) await act('contacts', { reached: true, channel: 'phone', note: '' })
  if (place % 10 === 2) await act('closure', { outcome: 'helped', note: '' })
  if (place % 5 === 3) await act('acceptance', {})
}

test('hostile words through the API and the tables behind it leave in mails that are ours alone', async () => {
  await database.pool.query('update offers set monthly_quota = null')
  const written = await writeNames()
  const signIn = await post('sessions', { email: 'amelie.garcin@premier-toit.example', password: demoPassword })
  const token = /"accessToken":"([^"]+)"/.exec(signIn.text)?.[1] ?? ''
  expect(signIn.status).toBe(201)
  for (const [place, word] of words.entries()) await actOn(place, await ask(place, word), { word, token })
  await platform.clock.advance(Temporal.Duration.from({ days: 14 }))

  const faults: string[] = []
  const raws = await readRawMails(folder)
  for (const raw of raws)
    faults.push(...faultsOfRawMail(raw).map((fault) => `${/^Subject: .*$/m.exec(raw)?.[0]}: ${fault}`))
  const ids = raws.map((raw) => /^Message-ID: (.*)\r$/im.exec(raw)?.[1])
  expect(new Set(ids).size).toBe(raws.length)

  const { rows } = await database.pool.query<{ email: string }>(
    'select email from users union select contact_email from offers union select email from requests',
  )
  const known = new Set(rows.map(({ email }) => email))
  const mails = await platform.mailbox.received()
  const toProfessionals = mails.filter(({ to }) => !to.endsWith('@jeune.example'))
  for (const { to, subject, text, html } of mails) {
    if (!known.has(to)) faults.push(`to ${to}`)
    if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(subject)) faults.push(`subject ${JSON.stringify(subject)}`)
    if (to.endsWith('@jeune.example')) continue
    if (/jeune\+bcc|jeune\.example|(?:\+33 ?|0)6(?:\W?\d\d){4}/.test(`${subject} ${text} ${html}`))
      faults.push(`contact details to ${to}`)
  }
  console.log(
    `Hostile mails: ${words.length} requests, ${written} names, ${mails.length} mails, ${toProfessionals.length} of them to professionals, ` +
      `${new Set(mails.map(({ to }) => to)).size} recipients.`,
  )
  expect([...new Set(faults)]).toEqual([])
  expect(toProfessionals.length).toBeGreaterThan(words.length)
}, 300_000)
