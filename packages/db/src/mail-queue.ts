import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
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

/** Groups of people, to be found for one referral on one day; the other recipients are known. */
type Group = Exclude<Recipients, 'young-person' | 'offer-contact' | 'owner'>

interface Moment {
  readonly offerId: string
  readonly territoryId: string
  /** ISO day, local to the referral. */
  readonly day: string
}

const actingReferents = ({ offerId, day }: Moment) => sql`
  select acting_referent(referent_id, ${day}::date) as id from offer_referents where offer_id = ${offerId}`

const regionalUsers = ({ territoryId }: Moment) => sql`
  select users.id from territories
    join perimeters on perimeters.region_code = territories.region_code
    join users on users.id = perimeters.user_id and users.left_at is null
  where territories.id = ${territoryId}`

/** Who belongs to each group: the one place that says so. */
const membersOf: Readonly<Record<Group, (moment: Moment) => SQL>> = {
  referents: actingReferents,
  'referents-and-deputies': (moment) => sql`
    ${actingReferents(moment)}
    union
    select acting_referent(deputy_id, ${moment.day}::date)
    from offer_referents join referents on referents.id = referent_id where offer_id = ${moment.offerId}`,
  animators: ({ territoryId }) => sql`
    select users.id from perimeters join users on users.id = perimeters.user_id
    where perimeters.territory_id = ${territoryId} and users.left_at is null and users.role = 'animator'`,
  // Where a region has nobody, the national level.
  regional: (moment) => sql`
    ${regionalUsers(moment)}
    union
    select id from users where left_at is null and role = 'national' and not exists (${regionalUsers(moment)})`,
}

const findMembers = async (tx: Tx, group: Group, moment: Moment): Promise<string[]> => {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select distinct id from (${membersOf[group](moment)}) as members where id is not null`)
  return rows.map(({ id }) => id)
}

const recipientsOf = async (
  tx: Tx,
  mail: MailToQueue,
  request: RequestRow,
  now: Temporal.Instant,
): Promise<Recipient[]> => {
  const { to, referral } = mail
  if (to === 'young-person') return request.email === null ? [] : [{ recipientKind: to, recipientId: null }]
  if (to === 'offer-contact') return [{ recipientKind: to, recipientId: null }]
  if (referral === null) return []
  if (to === 'owner') {
    return referral.ownerId === null ? [] : [{ recipientKind: 'user', recipientId: referral.ownerId }]
  }
  const day = localDay(now, referral.promise.timeZone).toString()
  const ids = await findMembers(tx, to, { offerId: referral.offerId, territoryId: request.territoryId, day })
  const recipientKind = to === 'animators' || to === 'regional' ? 'user' : 'referent'
  return ids.map((recipientId) => ({ recipientKind, recipientId }))
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
  for (const mail of mails) {
    const { referral } = mail
    for (const recipient of await recipientsOf(tx, mail, request, now)) {
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
