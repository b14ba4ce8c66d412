import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { callbackify } from 'node:util'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'

/** A mail that would have left. Dates are ISO 8601; `to` and `from` are the addresses of the envelope. */
export type CaughtMail = {
  to: string
  from: string
  subject: string
  date: string
  messageId: string
  text: string
  html: string
}

/** What a caught mailbox answers instead of accepting: an SMTP code (4xx: later, 5xx: never) and its words. */
export type MailRefusal = { code: number; message: string }

export type CaughtMailbox = {
  port: number
  smtpUrl: string
  /** Newest first. */
  received: (filter?: (mail: CaughtMail) => boolean) => Promise<CaughtMail[]>
  /** Calls back for each mail that arrives from now on; returns what ends it. */
  onMail: (listener: (mail: CaughtMail) => void) => () => void
  stop: () => Promise<void>
}

const keptMails = 5000

/**
 * A mail server that accepts everything and delivers nothing: each mail becomes one `.eml` file per recipient in
 * `folder` (the last 5,000; a temporary folder when none is given), to be read on a screen or in a test. `answer` may
 * refuse a recipient. `port` 0 takes a free one. Errors: the port is taken.
 */
export const startCaughtMail = async (options: {
  port: number
  host: '127.0.0.1'
  folder?: string
  answer?: (to: string) => MailRefusal | undefined
}): Promise<CaughtMailbox> => {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'boussole-mails-'))
  mkdirSync(folder, { recursive: true })
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .toSorted()
  const parsed = new Map<string, Promise<CaughtMail>>()
  const listeners = new Set<(mail: CaughtMail) => void>()
  let lastNumber = Number.parseInt(names.at(-1) ?? '0', 10)

  const keep = async (to: string, from: string, message: Buffer): Promise<void> => {
    lastNumber += 1
    const name = `${String(lastNumber).padStart(12, '0')}.eml`
    // What the last server on a mail's way adds: for whom this copy is, and where its failure would be told.
    const file = Buffer.concat([Buffer.from(`Return-Path: <${from}>\r\nDelivered-To: ${to}\r\n`), message])
    await writeFile(join(folder, `${name}.part`), file)
    await rename(join(folder, `${name}.part`), join(folder, name))
    names.push(name)
    for (const old of names.splice(0, names.length - keptMails)) {
      parsed.delete(old)
      await rm(join(folder, old), { force: true })
    }
    const mail = parseMail(file)
    parsed.set(name, mail)
    for (const listener of listeners) listener(await mail)
  }

  const read = (name: string): Promise<CaughtMail> => {
    const known = parsed.get(name) ?? readFile(join(folder, name)).then(parseMail)
    parsed.set(name, known)
    return known
  }

  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1000,
    onRcptTo: ({ address }, _session, done) => {
      const refusal = options.answer?.(address)
      done(refusal === undefined ? null : smtpError(refusal))
    },
    onData: callbackify(async (stream: SMTPServerDataStream, { envelope }: SMTPServerSession) => {
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
      const message = await buffer(stream)
      try {
        for (const { address } of envelope.rcptTo) await keep(address, from, message)
      } catch (cause) {
        throw smtpError({ code: 451, message: `This mail could not be kept: ${String(cause)}` })
      }
    }),
  })
  const forgetTemporary = async (): Promise<void> => {
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true })
  }
  const port = await listen(server, options.port, options.host).catch(async (error: unknown) => {
    await forgetTemporary()
    throw error
  })

  return {
    port,
    smtpUrl: `smtp://${options.host}:${port}`,
    received: async (filter = () => true) => (await Promise.all(names.toReversed().map(read))).filter(filter),
    onMail: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: async () => {
      await new Promise<void>((done) => {
        server.close(() => done())
      })
      await forgetTemporary()
    },
  }
}

const listen = (server: SMTPServer, port: number, host: string): Promise<number> =>
  new Promise((listening, failed) => {
    server.once('error', (error: Error & { code?: string }) =>
      failed(
        error.code === 'EADDRINUSE'
          ? new Error(`Caught mail: port ${port} of ${host} is taken by another program.`, { cause: error })
          : error,
      ),
    )
    // From here on an error is one client's broken connection, which that client is told of.
    server.on('error', () => undefined)
    const socket = server.listen(port, host, () => {
      const address = socket.address()
      listening(typeof address === 'object' && address !== null ? address.port : port)
    })
  })

const smtpError = ({ code, message }: MailRefusal): Error => Object.assign(new Error(message), { responseCode: code })

const parseMail = async (file: Buffer): Promise<CaughtMail> => {
  const mail = await PostalMime.parse(file)
  return {
    to: mail.deliveredTo ?? '',
    from: mail.returnPath ?? '',
    subject: mail.subject ?? '',
    date: mail.date ?? '',
    messageId: mail.messageId ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
  }
}
