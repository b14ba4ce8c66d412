import net from 'node:net'
import { Temporal } from 'temporal-polyfill'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { mails, renderMail } from './mails.ts'
import { createMailer, type Mailer, MailRefused, messageIdOf } from './send.ts'

type Received = { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer }

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

const listen = async (server: { listen: (port: number, host: string, done: () => void) => unknown }) =>
  new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })

const portOf = (server: { address: () => string | net.AddressInfo | null } | null): number => {
  const address = server?.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server does not listen')
  return address.port
}

/** A mail server that takes everything, unless told otherwise. */
const mailServer = async (options: SMTPServerOptions = {}) => {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        received.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks) })
        done()
      })
    },
    ...options,
  })
  await listen(server)
  cleanups.push(async () => new Promise<void>((done) => server.close(() => done())))
  return { received, port: portOf(server.server) }
}

const mailerFor = async (port: number, credentials = ''): Promise<Mailer> => {
  const mailer = await createMailer({
    smtpUrl: `smtp://${credentials}127.0.0.1:${port}`,
    from: 'Boussole <bonjour@boussole.example>',
  })
  cleanups.push(mailer.close)
  return mailer
}

const letter = {
  to: 'ines@jeune.example',
  messageId: messageIdOf('0f8fad5b-d9cb-469f-a165-70867728950e', 'boussole.example'),
  date: Temporal.Instant.from('2026-11-24T07:00:00Z'),
  mail: renderMail('receipt', mails.receipt.sample),
}

const replying = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode })

test('a mail arrives whole: one recipient, its own Message-ID, its subject and words in French', async () => {
  const { received, port } = await mailServer()
  const subject = 'Délai terminé le mardi 1er décembre\u00a0: Trouver où dormir'
  await (
    await mailerFor(port)
  ).send({ ...letter, mail: { ...letter.mail, subject }, replyTo: 'loire@boussole.example' })

  expect(received).toHaveLength(1)
  expect(received[0]).toMatchObject({ from: 'bonjour@boussole.example', to: ['ines@jeune.example'] })
  const mail = await PostalMime.parse(received[0]?.raw ?? '')
  expect(mail).toMatchObject({
    subject,
    messageId: letter.messageId,
    date: '2026-11-24T07:00:00.000Z',
    from: { address: 'bonjour@boussole.example', name: 'Boussole' },
    to: [{ address: 'ines@jeune.example' }],
    replyTo: [{ address: 'loire@boussole.example' }],
  })
  expect(mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
  expect(mail.text?.trim()).toBe(letter.mail.text.trim())
  expect(mail.html?.trim()).toBe(letter.mail.html)
})

test('the same row sent twice carries the same Message-ID', async () => {
  const { received, port } = await mailServer()
  const mailer = await mailerFor(port)
  await mailer.send(letter)
  await mailer.send(letter)
  const ids = await Promise.all(received.map(async ({ raw }) => (await PostalMime.parse(raw)).messageId))
  expect(ids).toEqual([letter.messageId, letter.messageId])
})

test.each([
  'a@b.example, c@d.example',
  'a@b.example,c@d.example',
  'a@b.example\r\nBcc: c@d.example',
  'a@b.example\u0000',
  'Inès <a@b.example>',
  'groupe: a@b.example;',
  'a@b.example@d.example',
  'personne',
  '',
])('%j is not one recipient: nothing leaves', async (to) => {
  const { received, port } = await mailServer()
  await expect((await mailerFor(port)).send({ ...letter, to })).rejects.toThrow('exactly one plain address')
  expect(received).toEqual([])
})

describe('a refusal is a bounce only when it is final and about the recipient', () => {
  test.each([
    [550, '5.1.1 No such user', true],
    [550, 'No such user here', true],
    [552, '5.2.2 Mailbox full', true],
    [550, '5.4.1 Recipient address rejected', true],
    [550, '5.7.1 Your server is on a block list', false],
    [554, '5.7.1 Relay access denied', false],
    [550, '5.1.8 Sender domain unknown', false],
    [530, '5.7.0 Authentication required', false],
    [503, 'Bad sequence of commands', false],
    [450, '4.2.1 Try again later', false],
    [452, 'Too much for now', false],
  ])('%i %s, to the recipient → for good: %s', async (code, words, permanent) => {
    const { port } = await mailServer({ onRcptTo: (_address, _session, done) => done(replying(code, words)) })
    await expect((await mailerFor(port)).send(letter)).rejects.toMatchObject({ name: 'MailRefused', permanent, code })
  })

  test.each([
    [550, '5.1.1 No such user', true],
    [554, '5.6.0 Message content rejected', false],
    [451, '4.3.0 Try again later', false],
  ])('%i %s, after the message → for good: %s', async (code, words, permanent) => {
    const { port } = await mailServer({
      onData: (stream, _session, done) => {
        stream.resume()
        stream.on('end', () => done(replying(code, words)))
      },
    })
    await expect((await mailerFor(port)).send(letter)).rejects.toMatchObject({ permanent, code })
  })

  test('550 to our own sender is our fault, not a bounce', async () => {
    const { port } = await mailServer({
      onMailFrom: (_address, _session, done) => done(replying(550, '5.1.1 Sender unknown')),
    })
    await expect((await mailerFor(port)).send(letter)).rejects.toMatchObject({ permanent: false, code: 550 })
  })

  test('535 to our sign-in is our fault, not a bounce', async () => {
    const { port } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(replying(535, '5.7.8 Wrong password')),
    })
    await expect((await mailerFor(port, 'boussole:wrong@')).send(letter)).rejects.toMatchObject({
      permanent: false,
      code: 535,
    })
  })

  test('a mail server that is not there is tried again', async () => {
    const taken = net.createServer()
    await listen(taken)
    const port = portOf(taken)
    await new Promise((done) => taken.close(done))
    const refused: unknown = await (await mailerFor(port)).send(letter).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(MailRefused)
    expect(refused).toMatchObject({ permanent: false, code: undefined })
    expect(String(refused)).toContain('ECONNREFUSED')
  })

  test('a mail server that hangs up in the middle of the message is tried again', async () => {
    const server = net.createServer((socket) => {
      socket.write('220 here\r\n')
      socket.on('data', (chunk) => {
        if (chunk.toString().includes('Message-ID')) return socket.destroy()
        return socket.write(chunk.toString() === 'DATA\r\n' ? '354 go on\r\n' : '250 ok\r\n')
      })
    })
    await listen(server)
    cleanups.push(async () => new Promise((done) => server.close(done)))
    await expect((await mailerFor(portOf(server))).send(letter)).rejects.toMatchObject({
      permanent: false,
      code: undefined,
    })
  })
})

test('a refused mail does not stop the next one, and its error names nobody', async () => {
  const { received, port } = await mailServer({
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith('parti') ? done(replying(550, `5.1.1 <${address}> unknown`)) : done(),
  })
  const mailer = await mailerFor(port)
  const refused: unknown = await mailer.send({ ...letter, to: 'parti@jeune.example' }).catch((error: unknown) => error)
  await mailer.send(letter)
  expect(received).toHaveLength(1)
  expect(refused).toBeInstanceOf(MailRefused)
  expect(
    JSON.stringify([
      String(refused),
      refused,
      refused instanceof Error ? (refused.stack ?? '') + String(refused.cause) : '',
    ]),
  ).not.toContain('parti')
})

test('an invitation arrives with its file for calendars, readable as such by mail programs', async () => {
  const { received, port } = await mailServer()
  const mail = renderMail('meeting-called', mails['meeting-called'].sample)
  await (await mailerFor(port)).send({ ...letter, mail })
  const raw = received[0]?.raw ?? Buffer.from('')
  expect(raw.toString()).toMatch(/content-type: text\/calendar; charset=utf-8; method=REQUEST/i)
  const { attachments } = await PostalMime.parse(raw)
  const files = attachments.map(({ content }) =>
    typeof content === 'string' ? content : new TextDecoder().decode(content),
  )
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) expect(file).toContain('METHOD:REQUEST')
})
