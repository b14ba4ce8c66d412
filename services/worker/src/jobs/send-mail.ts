import { extendForLateNotice, recordBounce, recordMailSent } from '@boussole/commands'
import {
  claimForSending,
  endOutboxRows,
  findZones,
  isAboutRequest,
  isLetter,
  platformNow,
  putOff,
  transact,
} from '@boussole/db'
import type { Database, OutboxRow, RequestMailRow, Zones } from '@boussole/db'
import { audienceOf, letterAudience, localDay, mailMayLeaveAt } from '@boussole/domain'
import { MailRefused, messageIdOf } from '@boussole/mail'
import type { Mailer } from '@boussole/mail'
import type { Logger } from 'pino'
import type { Temporal } from 'temporal-polyfill'
import { composeLetter } from '../compose-letter.ts'
import { composeMail } from '../compose-mail.ts'
import type { MailSettings } from '../compose-mail.ts'

export interface MailDeps {
  readonly db: Database
  readonly mailer: Mailer
  readonly log: Logger
  readonly settings: MailSettings & {
    readonly messageIdDomain: string
    /** The sender of the envelope of a row's mail; undefined where nothing listens for what comes back. */
    readonly bounceAddressOf?: (outboxId: string) => string
  }
  readonly onMail: (result: 'sent' | 'bounced' | 'put-off') => void
}

/** After a failure the mail is tried again: 10 s, 20 s, 40 s… at most every half-hour, for as long as it is called for. */
const nextTry = (attempts: number, now: Temporal.Instant): Temporal.Instant =>
  now.add({ seconds: Math.min(10 * 2 ** Math.min(attempts - 1, 10), 1800) })

/** When a mail to this row's reader may leave at the earliest, if it is ready at this moment. */
const leavesAt = (row: OutboxRow, at: Temporal.Instant, zones: Zones | null): Temporal.Instant => {
  const audience = isLetter(row) ? letterAudience[row.mail] : isAboutRequest(row) ? audienceOf(row.mail) : 'at-once'
  return audience === 'at-once' || zones === null ? at : mailMayLeaveAt({ ...zones, at, audience })
}

/** A partner told later than planned is given the time back before the mail tells its date. */
const giveBackTime = async (
  first: RequestMailRow,
  zones: Zones,
  { db, now }: { readonly db: Database; readonly now: Temporal.Instant },
): Promise<void> => {
  const planned = localDay(leavesAt(first, first.createdAt, zones), zones.timeZone)
  const isLate = !planned.equals(localDay(now, zones.timeZone)) || first.recipientKind === 'referent'
  if (isLate) await extendForLateNotice(first, { db })
}

const compose = async (
  rows: readonly OutboxRow[],
  first: OutboxRow,
  { db, settings }: MailDeps,
  now: Temporal.Instant,
) =>
  isLetter(first) ? composeLetter(db, first, settings) : composeMail(db, rows.filter(isAboutRequest), settings, now)

const sendClaimed = async (rows: readonly OutboxRow[], first: OutboxRow, deps: MailDeps): Promise<void> => {
  const { db, mailer, settings, log, onMail } = deps
  const ids = rows.map(({ id }) => id)
  const now = await platformNow(db)
  const zones = first.territoryId === null ? null : await findZones(db, first.territoryId)
  // Quiet hours may have begun while the mail waited.
  const sendAfter = leavesAt(first, now, zones)
  if (sendAfter.epochMilliseconds > now.epochMilliseconds) {
    await transact(db, (tx) => putOff(tx, ids, { sendAfter, failure: null }))
    return
  }
  if (zones !== null && isAboutRequest(first)) await giveBackTime(first, zones, { db, now })
  const composed = await compose(rows, first, deps, now)
  if (composed.needless.length > 0) {
    await transact(db, (tx) => endOutboxRows(tx, composed.needless, { state: 'needless' }))
  }
  if (!('mail' in composed)) return
  const told = rows.filter(({ id }) => composed.rowsInMail.includes(id))
  // The oldest row told names the mail: sent again after a kill, it carries the same Message-ID.
  const [oldest] = told
  if (oldest === undefined) throw new Error('a mail that tells of no row')
  const messageId = messageIdOf(oldest.id, settings.messageIdDomain)
  try {
    const returnTo = settings.bounceAddressOf?.(oldest.id)
    const back = returnTo === undefined ? {} : { returnTo }
    await mailer.send({ to: composed.to, messageId, date: now, mail: composed.mail, ...back })
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error
    if (error.permanent) {
      log.warn({ outbox: first.id, code: error.code }, 'a mail came back')
      for (const row of told) await recordBounce(row, error.message, { db })
      onMail('bounced')
      return
    }
    log.warn({ outbox: first.id, code: error.code, attempts: first.attempts }, 'a mail could not leave yet')
    const again = { sendAfter: nextTry(first.attempts, now), failure: error.message }
    await transact(db, (tx) => putOff(tx, composed.rowsInMail, again))
    onMail('put-off')
    return
  }
  await recordMailSent(told, oldest.id, { db })
  onMail('sent')
}

/**
 * Sends the mail of one outbox row, with those that leave together with it: claimed first, so that nobody else does;
 * looked at again, so that nothing leaves that is no longer called for. At least once: a worker killed between the mail
 * server's yes and ours sends it again, with the same Message-ID.
 */
export const sendMail = async (outboxId: string, deps: MailDeps): Promise<void> => {
  const rows = await transact(deps.db, (tx) => claimForSending(tx, outboxId))
  const [first] = rows
  if (first === undefined) return
  try {
    await sendClaimed(rows, first, deps)
  } catch (error) {
    deps.log.error({ err: error, outbox: first.id }, 'a mail could not be prepared')
    const now = await platformNow(deps.db)
    const failure = error instanceof Error ? error.name : 'unknown'
    const ids = rows.map(({ id }) => id)
    await transact(deps.db, (tx) => putOff(tx, ids, { sendAfter: nextTry(first.attempts, now), failure }))
    deps.onMail('put-off')
  }
}
