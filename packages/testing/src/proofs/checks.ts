import type { Database } from '@boussole/db'
import { audienceOf, isQuietHour, letterAudience } from '@boussole/domain'
import type { HolidayZone, LetterName, MailName } from '@boussole/domain'
import { checkInvariants } from '@boussole/worker'
import { sql } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'

/** How many rows break the invariants of domain.md §9, the replay of every journal included. Prints the first ones. */
export const countViolations = async (db: Database): Promise<number> => {
  const violations = await checkInvariants(db, 100_000)
  for (const { invariant, id } of violations.slice(0, 20)) console.log(`  broken: ${invariant}: ${id}`)
  return violations.length
}

type SentRow = {
  done_at: string
  time_zone: string
  holiday_zone: HolidayZone
} & ({ mail: MailName; is_letter: false } | { mail: LetterName; is_letter: true })

/** Mails and letters that left in quiet hours of their reader, the receipt and its like apart. */
export const countQuietMails = async (db: Database): Promise<number> => {
  const { rows } = await db.execute<SentRow>(sql`
    select mail, request_id is null as is_letter, done_at::text, time_zone, holiday_zone
    from outbox join territories on territories.id = outbox.territory_id where outbox.state = 'sent'`)
  return rows.filter((row) => {
    const { done_at: at, time_zone: timeZone, holiday_zone: holidayZone } = row
    const audience = row.is_letter ? letterAudience[row.mail] : audienceOf(row.mail)
    return audience !== 'at-once' && isQuietHour({ at: Temporal.Instant.from(at), audience, timeZone, holidayZone })
  }).length
}

/** What the outbox says left, by Message-ID, against what the mailbox took. */
export const compareMails = async (db: Database, mails: readonly { readonly messageId: string }[]) => {
  const { rows } = await db.execute<{ id: string }>(
    sql`select id from outbox where state = 'sent' and sent_with is null`,
  )
  const taken = new Map<string, number>()
  for (const { messageId } of mails) {
    const id = messageId.replace(/^<|@.*$/g, '')
    taken.set(id, (taken.get(id) ?? 0) + 1)
  }
  const lost = rows.filter(({ id }) => !taken.has(id)).length
  const sent = new Set(rows.map(({ id }) => id))
  const unknown = [...taken.keys()].filter((id) => !sent.has(id)).length
  const duplicates = [...taken.values()].reduce((sum, times) => sum + times - 1, 0)
  return { sent: rows.length, lost, unknown, duplicates }
}

/** How late, in seconds of the platform's clock, the lapses of this span were handled; sorted. */
export const lapseLateness = async (db: Database, from: string, to: string): Promise<number[]> => {
  const { rows } = await db.execute<{ late: string }>(sql`
    select extract(epoch from reached_at - due_at)::text as late from milestones
    where kind = 'lapse' and state = 'done' and due_at >= ${from} and due_at < ${to}
    order by reached_at - due_at`)
  return rows.map(({ late }) => Number(late))
}
