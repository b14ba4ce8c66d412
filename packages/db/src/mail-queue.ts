import { sql } from 'drizzle-orm'
import { audienceOf, localDay, mailMayLeaveAt } from '@boussole/domain'
import type { MailEffect, Recipients, Referral } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { RequestRow } from './opened-request.ts'
import type { Tx } from './database.ts'
import { gatheringSeconds } from './outbox.ts'
import { insertRows } from './rows.ts'
import { outbox } from './schema/work.ts'

/** A mail that an act calls for, with the referral it is about; none for mails about the whole request. */
export interface MailToQueue extends MailEffect {
  readonly referral: Referral | null
}

type Recipient = Pick<typeof outbox.$inferInsert, 'recipientKind'> & { readonly recipientId: string | null }

/** Is this a group of people to be found, rather than one who is known? */
const isGroup = (to: Recipients): boolean => to !== 'young-person' && to !== 'offer-contact' && to !== 'owner'

/** The people behind "referents", "animators"… for one referral on one day, in one query whatever the audiences. */
const peopleOf = async (tx: Tx, referral: Referral, request: RequestRow, now: Temporal.Instant) => {
  const day = localDay(now, referral.promise.timeZone).toString()
  const { rows } = await tx.execute<{ audience: Recipients; id: string }>(sql`
    with acting as (
      select distinct acting_referent(referent_id, ${day}::date) as id from offer_referents where offer_id = ${referral.offerId})
    select 'referents' as audience, id from acting where id is not null
    union
    select 'referents-and-deputies', id from acting where id is not null
    union
    select 'referents-and-deputies', acting_referent(referents.deputy_id, ${day}::date)
      from offer_referents join referents on referents.id = offer_referents.referent_id
      where offer_id = ${referral.offerId} and acting_referent(referents.deputy_id, ${day}::date) is not null
    union
    select 'animators', users.id from perimeters join users on users.id = perimeters.user_id
      where perimeters.territory_id = ${request.territoryId} and users.left_at is null and users.role = 'animator'
    union
    select 'regional', users.id from users where users.left_at is null and users.id in (
      select user_id from perimeters join territories on territories.region_code = perimeters.region_code
        where territories.id = ${request.territoryId})
    union
    select 'regional', users.id from users where users.left_at is null and users.role = 'national' and not exists (
      select from perimeters join territories on territories.region_code = perimeters.region_code
        join users regional on regional.id = perimeters.user_id and regional.left_at is null
        where territories.id = ${request.territoryId})`)
  return rows
}

const recipientsOf = (
  mail: MailToQueue,
  request: RequestRow,
  people: readonly { audience: Recipients; id: string }[],
): readonly Recipient[] => {
  switch (mail.to) {
    case 'young-person':
      return request.email === null ? [] : [{ recipientKind: 'young-person', recipientId: null }]
    case 'offer-contact':
      return [{ recipientKind: 'offer-contact', recipientId: null }]
    case 'owner': {
      const ownerId = mail.referral?.ownerId
      return ownerId == null ? [] : [{ recipientKind: 'user', recipientId: ownerId }]
    }
    case 'referents':
    case 'referents-and-deputies':
      return people
        .filter(({ audience }) => audience === mail.to)
        .map(({ id }) => ({ recipientKind: 'referent', recipientId: id }))
    case 'animators':
    case 'regional':
      return people
        .filter(({ audience }) => audience === mail.to)
        .map(({ id }) => ({ recipientKind: 'user', recipientId: id }))
  }
}

/** When this mail may leave: at once, or when quiet hours end; reminders a little later, to leave together. */
const leavesAt = (mail: MailToQueue, now: Temporal.Instant): Temporal.Instant => {
  const audience = audienceOf(mail.mail)
  if (audience === 'at-once' || mail.referral === null) return now
  const { timeZone, holidayZone } = mail.referral.promise
  const at = mail.mail === 'reminder' ? now.add({ seconds: gatheringSeconds }) : now
  return mailMayLeaveAt({ at, audience, timeZone, holidayZone })
}

/**
 * Puts the mails of an act in the outbox, one row per recipient, in the transaction that decided them. A mail that is
 * already there for the same reason and recipient is not put twice.
 */
export const queueMails = async (
  tx: Tx,
  request: RequestRow,
  mails: readonly MailToQueue[],
  now: Temporal.Instant,
): Promise<void> => {
  const rows = []
  const found = new Map<string, Awaited<ReturnType<typeof peopleOf>>>()
  for (const mail of mails) {
    const { referral } = mail
    const people =
      referral === null || !isGroup(mail.to)
        ? []
        : (found.get(referral.offerId) ?? (await peopleOf(tx, referral, request, now)))
    if (referral !== null && people.length > 0) found.set(referral.offerId, people)
    for (const recipient of recipientsOf(mail, request, people)) {
      const whom = recipient.recipientId ?? recipient.recipientKind
      rows.push({
        mail: mail.mail,
        requestId: request.id,
        referralId: referral?.id ?? null,
        territoryId: request.territoryId,
        ...recipient,
        onceKey: `${mail.mail}/${referral?.id ?? request.id}/${mail.once}/${whom}`,
        groupKey: mail.mail === 'reminder' ? `reminder/${whom}` : null,
        details: { ...mail.details },
        createdAt: now,
        sendAfter: leavesAt(mail, now),
      })
    }
  }
  if (rows.length === 0) return
  const numbered = rows.map((row) => ({ id: crypto.randomUUID(), ...row }))
  // jsonb_populate_recordset gives null, not the default, to what is left out.
  const complete = numbered.map((row) => ({ ...row, attempts: 0, state: 'waiting' as const }))
  await tx.execute(sql`${insertRows(outbox, complete)} on conflict (once_key) do nothing`)
}
