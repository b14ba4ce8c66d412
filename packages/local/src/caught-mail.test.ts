import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { type CaughtMailbox, type MailRefusal, startCaughtMail } from './caught-mail.ts'

let refusal: MailRefusal | undefined
afterEach(() => {
  refusal = undefined
})

const start = async (folder?: string, port = 0): Promise<CaughtMailbox> => {
  const mailbox = await startCaughtMail({
    port,
    host: '127.0.0.1',
    answer: () => refusal,
    ...(folder === undefined ? {} : { folder }),
  })
  onTestFinished(mailbox.stop)
  return mailbox
}

const send = async (mailbox: CaughtMailbox, to: string, subject: string, text = 'Bonjour,') => {
  const transport = createTransport(mailbox.smtpUrl)
  try {
    await transport.sendMail({ from: 'boussole@boussole.example', to, subject, text, html: `<p>${text}</p>` })
  } finally {
    transport.close()
  }
}

const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'boussole-mails-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a mail is caught with its accents, its envelope, its text and its page', async () => {
  const mailbox = await start()
  await send(mailbox, 'lea@jeune.example', 'Ta demande « être logée » est arrivée', 'Ça avance, Léa.')
  const [mail] = await mailbox.received()
  expect(mail).toMatchObject({
    to: 'lea@jeune.example',
    from: 'boussole@boussole.example',
    subject: 'Ta demande « être logée » est arrivée',
    text: 'Ça avance, Léa.\n',
  })
  expect(mail?.html).toContain('<p>Ça avance, Léa.</p>')
  expect(mail?.messageId).toMatch(/^<.+@boussole\.example>$/)
  expect(mail?.date).toMatch(/^\d{4}-\d\d-\d\dT/)
})

test('mails are listed newest first, one per recipient, and can be searched', async () => {
  const mailbox = await start()
  await send(mailbox, 'a@partner.example', 'one')
  await send(mailbox, 'b@partner.example, c@partner.example', 'two')
  expect((await mailbox.received()).map(({ to, subject }) => `${subject} ${to}`)).toEqual([
    'two c@partner.example',
    'two b@partner.example',
    'one a@partner.example',
  ])
  expect(await mailbox.received((mail) => mail.to === 'b@partner.example')).toHaveLength(1)
})

test('mails outlive a restart as .eml files, and new ones come after them', async () => {
  const folder = temporaryFolder()
  const first = await start(folder)
  await send(first, 'a@partner.example', 'before')
  await first.stop()
  const second = await start(folder)
  await send(second, 'a@partner.example', 'after')
  expect((await second.received()).map((mail) => mail.subject)).toEqual(['after', 'before'])
  expect(readdirSync(folder)).toEqual(['000000000001.eml', '000000000002.eml'])
})

test('only the last 5,000 mails are kept', async () => {
  const folder = temporaryFolder()
  for (let number = 1; number <= 5000; number += 1) {
    writeFileSync(join(folder, `${String(number).padStart(12, '0')}.eml`), 'Subject: old\r\n\r\n')
  }
  const mailbox = await start(folder)
  await send(mailbox, 'a@partner.example', 'one more')
  const names = readdirSync(folder)
  expect([names.length, names.at(0), names.at(-1)]).toEqual([5000, '000000000002.eml', '000000005001.eml'])
})

test.each([
  ['for now', 450],
  ['for good', 550],
])('a recipient can be refused %s, and nothing is kept', async (_when, code) => {
  const mailbox = await start()
  refusal = { code, message: 'no such mailbox here' }
  await expect(send(mailbox, 'gone@partner.example', 'x')).rejects.toMatchObject({ responseCode: code })
  expect(await mailbox.received()).toEqual([])
})

test('a mail that cannot be kept is refused for now, so that its sender tries again', async () => {
  const folder = temporaryFolder()
  const mailbox = await start(folder)
  rmSync(folder, { recursive: true })
  await expect(send(mailbox, 'a@partner.example', 'x')).rejects.toMatchObject({ responseCode: 451 })
})

test('a port that is taken is named', async () => {
  const mailbox = await start()
  await expect(start(undefined, mailbox.port)).rejects.toThrow(`port ${mailbox.port} of 127.0.0.1 is taken`)
})
