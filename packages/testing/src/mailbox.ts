import { mkdtempSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type CaughtMail, type CaughtMailbox, type MailRefusal, startCaughtMail } from '@boussole/local'
import { beforeAll, beforeEach } from 'vitest'

const boundMs = 20_000

/** A mailbox that catches every mail sent to it over SMTP. To be read inside tests and hooks. */
export type TestMailbox = {
  readonly smtpUrl: string
  /** Newest first. */
  received(filter?: (mail: CaughtMail) => boolean): Promise<CaughtMail[]>
  /** Every mail as it came, byte for byte. */
  raw(): Promise<readonly string[]>
  /** The first mail like this, already here or still to come. Errors: none within 20 s; says what came instead. */
  waitForMail(isIt: (mail: CaughtMail) => boolean): Promise<CaughtMail>
  /** From now until the end of this test, what the server answers for each recipient (undefined: accepts). */
  answerWith(answer: (to: string) => MailRefusal | undefined): void
}

/** Gives this test file (or `describe`) a mail server of its own on a free port. */
export const useMailbox = (): TestMailbox => {
  let mailbox: CaughtMailbox | undefined
  let folder = ''
  let answer: (to: string) => MailRefusal | undefined = () => undefined
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'boussole-mailbox-'))
    const started = await startCaughtMail({ port: 0, host: '127.0.0.1', folder, answer: (to) => answer(to) })
    mailbox = started
    return async () => {
      await started.stop()
      await rm(folder, { recursive: true, force: true })
    }
  })
  beforeEach(() => {
    answer = () => undefined
  })
  const current = (): CaughtMailbox => {
    if (mailbox === undefined) throw new Error('The mailbox is only there inside tests and hooks.')
    return mailbox
  }
  return {
    get smtpUrl() {
      return current().smtpUrl
    },
    received: (filter) => current().received(filter),
    raw: () => readRawMails(folder),
    waitForMail: (isIt) => waitForMail(current(), isIt),
    answerWith: (next) => {
      answer = next
    },
  }
}

/** The mails caught in this folder, as they came; the oldest first. */
export const readRawMails = async (folder: string): Promise<readonly string[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.eml')).toSorted()
  return Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')))
}

const waitForMail = async (mailbox: CaughtMailbox, isIt: (mail: CaughtMail) => boolean): Promise<CaughtMail> => {
  const leaving = new AbortController()
  const arrival = new Promise<CaughtMail>((found) => {
    const stopListening = mailbox.onMail((mail) => {
      if (isIt(mail)) found(mail)
    })
    leaving.signal.addEventListener('abort', stopListening)
  })
  try {
    const [already] = await mailbox.received(isIt)
    const mail = already ?? (await Promise.race([arrival, pause(boundMs, undefined, { signal: leaving.signal })]))
    if (mail !== undefined) return mail
    const came = (await mailbox.received()).map(({ to, subject }) => `\n  ${to}: ${subject}`).join('')
    throw new Error(`No such mail within ${boundMs / 1000} s. What came: ${came === '' ? 'nothing' : came}`)
  } finally {
    leaving.abort()
  }
}
