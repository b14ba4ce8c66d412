import { outboxIdInBounceAddress, recordReport } from '@boussole/commands'
import type { Database } from '@boussole/db'
import { readDeliveryReport } from '@boussole/mail'
import type { Logger } from 'pino'
import { callbackify } from 'node:util'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server'
import { limitConnections } from './bounce-connections.ts'

/** A report holds at most the mail it is about; in bytes. */
const largestMessage = 1_000_000
const mostClients = 20
const silenceMs = 30_000
/** One's own mail server delivers a report in a second, a few at a time. */
const connectionLimits = { lifetimeMs: 120_000, mostPerAddress: 3 }

interface Parts {
  readonly db: Database
  readonly log: Logger
  readonly trackingKey: string
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** Told of each message, by what it was. */
  readonly onReport: (result: 'failed' | 'delayed' | 'ignored' | 'unknown' | 'refused') => void
}

export interface Bounces {
  readonly port: number
  readonly stop: () => Promise<void>
}

const smtpError = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode })

/**
 * The whole message, up to its limit; the rest is read and thrown away, as the protocol wants it, until it is twice as
 * large: whoever sends that waits for no answer.
 */
const readMessage = async (stream: SMTPServerDataStream, hangUp: () => void): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) continue
    length += chunk.length
    if (length <= largestMessage) chunks.push(chunk)
    else chunks.length = 0
    if (length > 2 * largestMessage) {
      hangUp()
      return undefined
    }
  }
  return length > largestMessage ? undefined : Buffer.concat(chunks)
}

const listen = (server: SMTPServer, port: number, host: string, log: Logger): Promise<number> =>
  new Promise((listening, failed) => {
    server.once('error', failed)
    const socket = server.listen(port, host, () => {
      server.off('error', failed)
      // One client's broken connection, of which that client is told.
      server.on('error', (error) => log.debug({ err: error }, 'a connection for returned mails broke'))
      const address = socket.address()
      listening(typeof address === 'object' && address !== null ? address.port : port)
    })
  })

/**
 * Listens for what other servers tell of mails that did not arrive (RFC 3464), at the senders of their envelopes. Nobody
 * signs in; a recipient that we did not sign is refused, anything that is no report is taken and left aside. When it cannot
 * be written down, the other server is asked to come back. Errors: the port is taken.
 */
export const startBounces = async ({ db, log, trackingKey, host, port, onReport }: Parts): Promise<Bounces> => {
  const receive = async (stream: SMTPServerDataStream, { id, envelope }: SMTPServerSession): Promise<void> => {
    const message = await readMessage(stream, () => {
      for (const connection of server.connections) if (connection.session.id === id) connection.close()
    })
    if (message === undefined) {
      onReport('refused')
      throw smtpError(552, '5.3.4 message too large')
    }
    const outboxId = outboxIdInBounceAddress(envelope.rcptTo[0]?.address ?? '', trackingKey)
    const report = await readDeliveryReport(message)
    if (outboxId === undefined || report.kind === 'other') {
      onReport('ignored')
      return
    }
    const { kind, status } = report
    const said = { kind, status, blamesAddress: report.kind === 'failed' && report.blamesAddress }
    const recorded = await recordReport(outboxId, said, { db }).catch((error: unknown) => {
      log.error({ err: error, outbox: outboxId }, 'a returned mail could not be written down')
      throw smtpError(451, '4.3.0 try again later')
    })
    if (recorded === 'too-early') throw smtpError(451, '4.3.0 try again later')
    log.info({ outbox: outboxId, kind, status, recorded }, 'a mail was told of')
    if (recorded === 'too-late') onReport('ignored')
    else onReport(recorded === 'unknown' ? 'unknown' : kind)
  }

  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    banner: 'Boussole',
    size: largestMessage,
    maxClients: mostClients,
    socketTimeout: silenceMs,
    closeTimeout: 1000,
    onRcptTo: ({ address }, { envelope }, done) => {
      if (outboxIdInBounceAddress(address, trackingKey) === undefined) {
        onReport('refused')
        done(smtpError(550, '5.1.1 no such mailbox'))
      } else if (envelope.rcptTo.length > 0) done(smtpError(452, '4.5.3 one recipient at a time'))
      else done()
    },
    onData: callbackify(receive),
  })
  limitConnections(server.server, connectionLimits)
  const listening = await listen(server, port, host, log)
  return {
    port: listening,
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
      }),
  }
}
