import type { Temporal } from 'temporal-polyfill'
import { blamesAddress } from './enhanced-status.ts'
import type { RenderedMail } from './mails.ts'

/** Sends mails over SMTP connections that are kept open between two of them. */
export type Mailer = {
  readonly send: (letter: {
    readonly to: string
    readonly messageId: string
    /** When it leaves, by the platform's clock. */
    readonly date: Temporal.Instant
    readonly mail: RenderedMail
    readonly replyTo?: string
    /** Where other servers tell that it did not arrive: the sender of the envelope, which nobody reads. */
    readonly returnTo?: string
    readonly headers?: Readonly<Record<string, string>>
  }) => Promise<void>
  readonly close: () => void
}

/**
 * A mail did not leave. `permanent`: this recipient cannot receive it, ever (a bounce); otherwise it may be tried
 * again, including when the fault is ours (sign-in or sender refused, our server on a block list). `code`: the SMTP
 * reply code, undefined when no reply came. Nothing in it names an address, so it may be logged and stored.
 */
export class MailRefused extends Error {
  readonly permanent: boolean
  readonly code: number | undefined

  constructor(why: string, { permanent, code }: { permanent: boolean; code: number | undefined }) {
    super(`The mail was not taken: ${why}`)
    this.name = 'MailRefused'
    this.permanent = permanent
    this.code = code
  }
}

/**
 * Opens the way out for mails: one recipient per message, marked as automatic (RFC 3834), nothing read from files or
 * the web. `smtpUrl`: smtp:// or smtps://; `from`: the sender, as in a From header; `connections`: how many at once.
 * `send` throws MailRefused when the mail did not leave; `close` lets those under way finish. What speaks SMTP is
 * loaded here, not by whoever only needs the words of mails.
 */
export const createMailer = async ({
  smtpUrl,
  from,
  connections = 3,
}: {
  readonly smtpUrl: string
  readonly from: string
  readonly connections?: number
}): Promise<Mailer> => {
  const { default: nodemailer } = await import('nodemailer')
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: connections,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async ({ to, messageId, date, mail, replyTo, returnTo, headers }) => {
      const message = {
        from,
        to: oneRecipient(to),
        ...(returnTo === undefined ? {} : { envelope: { from: oneRecipient(returnTo).address, to } }),
        ...(replyTo === undefined ? {} : { replyTo: oneRecipient(replyTo) }),
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        ...(mail.calendar === undefined ? {} : { icalEvent: { ...mail.calendar, filename: 'rencontre.ics' } }),
        messageId,
        date: new Date(date.epochMilliseconds),
        headers: { ...headers, 'Auto-Submitted': 'auto-generated' },
      }
      try {
        await transport.sendMail(message)
      } catch (cause) {
        throw refused(cause)
      }
    },
    close: () => {
      transport.close()
    },
  }
}

/** The Message-ID of an outbox row: the same however often it is sent, so that a mailbox can drop a second copy. */
export const messageIdOf = (outboxId: string, domain: string): string => `<${outboxId}@${domain}>`

const oneAddress = /^[^\s\p{C},;:<>()[\]"\\@]+@[^\s\p{C},;:<>()[\]"\\@]+$/u

// As an object nothing is parsed: what stands in it cannot become a second recipient.
const oneRecipient = (address: string) => {
  if (!oneAddress.test(address)) throw new Error('A mail goes to exactly one plain address')
  return { address, name: '' }
}

// The reply itself stays out of the error: servers repeat the address in it.
const refused = (error: unknown): unknown => {
  const { command, responseCode, response, code, originalCode = code } = asRecord(error)
  if (typeof code !== 'string') return error
  if (typeof responseCode !== 'number') {
    return new MailRefused(String(originalCode), { permanent: false, code: undefined })
  }
  const enhanced = /^\d{3}[ -]([45]\.\d{1,3}\.\d{1,3})\b/.exec(String(response))?.[1]
  return new MailRefused(`${responseCode} ${enhanced ?? ''} after ${String(command)}`, {
    permanent: (command === 'RCPT TO' || command === 'DATA') && blamesRecipient(responseCode, enhanced),
    code: responseCode,
  })
}

/**
 * Whether a final refusal is about the recipient. The enhanced code tells (RFC 3463). Without one, 550 to 554 are
 * (RFC 5321 §4.2.2); 530, 535 and 538 ask us to sign in.
 */
const blamesRecipient = (code: number, enhanced: string | undefined): boolean => {
  if (code < 500 || code > 599 || [503, 530, 535, 538].includes(code)) return false
  if (enhanced === undefined) return code >= 550 && code <= 554
  return blamesAddress(enhanced)
}

const asRecord = (error: unknown): Readonly<Record<string, unknown>> =>
  error instanceof Error ? Object.fromEntries(Object.entries(error)) : {}
