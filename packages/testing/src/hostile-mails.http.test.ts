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
/** Every young person's own, so that each mail tells whose it holds. */
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

/** How often a hostile word was taken, and how often it must be: by the API in each field, by the tables as a name. */
const least = { firstName: 10, moments: 20, message: 30, note: 10, name: 300 }
const taken = new Map<string, number>()
const take = (field: string): unknown => taken.set(field, (taken.get(field) ?? 0) + 1)

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
    if (status === 201) {
      fields.forEach(take)
      return /"referrals":\[\{"id":"([^"]+)"/.exec(text)?.[1] ?? ''
    }
    expect({ word, fields, status }).toEqual({ word, fields, status: 422 })
  }
  throw new Error('a harmless request was refused')
}

/** Names as no form lets them in; a row whose table refuses one keeps its own. */
const writeNames = async (): Promise<void> => {
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
      await database.pool.query(change, [id, word]).then(
        () => take('name'),
        () => undefined,
      )
    }
  }
}

const actOn = async (place: number, referral: string, { word, token }: { word: string; token: string }) => {
  const act = async (path: string, body: object): Promise<void> => {
    for (const note of [word, 'Un mot']) {
      const { status } = await post(`referrals/${referral}/${path}`, 'note' in body ? { ...body, note } : body, token)
      if (status === 422) continue
      expect({ path, isFault: status >= 500 }).toEqual({ path, isFault: false })
      if (status < 300 && 'note' in body && note === word) take('note')
      return
    }
    throw new Error(`${path}: a harmless note was refused`)
  }
  if (place % 5 === 1) await act('refusal', { reason: 'other', note: '' })
  if (place % 5 === 2) await act('contacts', { reached: true, channel: 'phone', note: '' })
  if (place % 10 === 2) await act('closure', { outcome: 'helped', note: '' })
  if (place % 5 === 3) await act('acceptance', {})
}

/** The young people's addresses and phone numbers that stand in these words. */
const contactDetailsIn = (written: string): readonly string[] =>
  [...written.matchAll(/[\w+=.-]*@jeune\.example|(?:\+33\W?|0)6(?:\W?\d\d){4}/g)].map(([detail]) =>
    detail.includes('@') ? detail : detail.replaceAll(/\D/g, '').slice(-9),
  )

/** What a mail to this address may hold of them: their own, if it is a young person's. */
const ownDetails = new Map(
  words.map((_, place) => [emailOf(place), new Set([emailOf(place), phone(place).replaceAll(' ', '').slice(1)])]),
)

test('hostile words through the API and the tables behind it leave in mails that are ours alone', async () => {
  await database.pool.query('update offers set monthly_quota = null')
  await writeNames()
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
    for (const detail of contactDetailsIn(`${subject} ${text} ${html}`)) {
      if (ownDetails.get(to)?.has(detail) !== true) faults.push(`${detail} to ${to}`)
    }
  }
  for (const [field, atLeast] of Object.entries(least)) {
    if ((taken.get(field) ?? 0) < atLeast) faults.push(`${taken.get(field) ?? 0} taken as ${field}`)
  }
  console.log(
    `Hostile mails: ${words.length} requests, ${mails.length} mails, ${toProfessionals.length} of them to professionals, ` +
      `${new Set(mails.map(({ to }) => to)).size} recipients; ` +
      `words taken: ${[...taken].map((each) => each.join(' ')).join(', ')}.`,
  )
  expect([...new Set(faults)]).toEqual([])
  expect(toProfessionals.length).toBeGreaterThan(words.length)
}, 300_000)
