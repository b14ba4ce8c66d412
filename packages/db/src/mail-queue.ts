import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { localDay, mailLeavesAt } from '@boussole/domain'
import type { MailEffect, Recipients, Referral } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { RequestRow } from './opened-request.ts'
import type { Tx } from './database.ts'
import { insertRows } from './rows.ts'
import { outbox } from './schema/work.ts'
import { zoneCodesOf } from './zone-codes.ts'
import { alertedIn } from './watchers.ts'

/** A mail that an act calls for, with the referral it is about; none for mails about the whole request. */
export interface MailToQueue extends MailEffect {
  readonly referral: Referral | null
}

/** What of a request its mails need. */
export type MailedRequest = Pick<RequestRow, 'id' | 'territoryId' | 'email' | 'themeId' | 'communeCode'>

/** The mails that an act on a request calls for, and when. */
export interface ActMails {
  readonly request: MailedRequest
  readonly mails: readonly MailToQueue[]
  readonly now: Temporal.Instant
}

type Recipient = Pick<typeof outbox.$inferInsert, 'recipientKind'> & { readonly recipientId: string | null }

/** Groups of people, to be found for one referral on one day; the other recipients are known. */
type Group = Exclude<Recipients, 'young-person' | 'offer-contact' | 'owner'>

interface Moment {
  readonly offerId: string
  /** Who follows the referral, when that is one person. */
  readonly referentId: string | null
  readonly territoryId: string
  /** What is asked, and where: people answer for themes and areas. */
  readonly themeId: string
  readonly communeCode: string
  /** ISO day, local to the referral. */
  readonly day: string
}

/** Do the themes and the area of this referent of an offer fit what is asked? Who has none answers for everything. */
const fits = ({ themeId, communeCode }: Moment) => sql`
  coalesce((select bool_or(theme_id = ${themeId}) from referent_themes
    where referent_id = offer_referents.referent_id), true)
  and coalesce((select bool_or(zone_code = any(${zoneCodesOf(communeCode)}::text[])) from referent_zones
    where referent_id = offer_referents.referent_id), true)`

/**
 * Who follows it, if somebody acts for that person today; otherwise those who answer for the offer and whose themes and
 * area fit; where nobody acts for one of these today, all who answer for the offer.
 */
const answering = (moment: Moment) => sql`
  select ${moment.referentId}::uuid as referent_id
  where acting_referent(${moment.referentId}::uuid, ${moment.day}::date) is not null
  union all
  select referent_id from (
    select referent_id, is_fit,
      bool_or(is_fit and acting_referent(referent_id, ${moment.day}::date) is not null) over () as is_fit_found
    from offer_referents cross join lateral (select ${fits(moment)} as is_fit) as fitting
    where offer_id = ${moment.offerId}
      and acting_referent(${moment.referentId}::uuid, ${moment.day}::date) is null) as of_offer
  where is_fit or not is_fit_found`

const actingReferents = (moment: Moment) => sql`
  select acting_referent(answering.referent_id, ${moment.day}::date) as id from (${answering(moment)}) as answering`

const regionalUsers = ({ territoryId }: Moment) => sql`
  select users.id from territories
    join perimeters on perimeters.region_code = territories.region_code
    join users on users.id = perimeters.user_id and users.left_at is null
      and users.role = 'regional'
  where territories.id = ${territoryId}`

/** Who belongs to each group: the one place that says so. */
const membersOf: Readonly<Record<Group, (moment: Moment) => SQL>> = {
  referents: actingReferents,
  'referents-and-deputies': (moment) => sql`
    ${actingReferents(moment)}
    union
    select acting_referent(deputy_id, ${moment.day}::date)
    from (${answering(moment)}) as answering join referents on referents.id = answering.referent_id`,
  animators: ({ territoryId }) => alertedIn(territoryId),
  // Where a region has nobody, the national level.
  regional: (moment) => sql`
    ${regionalUsers(moment)}
    union
    select id from users where left_at is null and role = 'national' and not exists (${regionalUsers(moment)})`,
}

const keyOf = (group: Group, { offerId, referentId, themeId, communeCode, day }: Moment): string =>
  `${group}/${offerId}/${referentId ?? ''}/${themeId}/${communeCode}/${day}`

const groupOf = ({ to }: MailToQueue): Group | undefined =>
  to === 'young-person' || to === 'offer-contact' || to === 'owner' ? undefined : to

const momentOf = ({ request, now }: ActMails, { offerId, referentId, promise }: Referral): Moment => {
  const { territoryId, themeId, communeCode } = request
  const day = localDay(now, promise.timeZone).toString()
  return { offerId, referentId, territoryId, themeId, communeCode, day }
}

type Members = ReadonlyMap<string, readonly string[]>

/** The members of every group that the mails go to, in one look, by `keyOf`. */
const findMembers = async (tx: Tx, acts: readonly ActMails[]): Promise<Members> => {
  const wanted = new Map<string, SQL>()
  for (const act of acts) {
    for (const mail of act.mails) {
      const group = groupOf(mail)
      if (group === undefined || mail.referral === null) continue
      const moment = momentOf(act, mail.referral)
      const key = keyOf(group, moment)
      wanted.set(key, sql`select ${key}::text as key, members.id from (${membersOf[group](moment)}) as members`)
    }
  }
  const found = new Map<string, string[]>()
  if (wanted.size === 0) return found
  const { rows } = await tx.execute<{ key: string; id: string }>(sql`
    select distinct key, id from (${sql.join([...wanted.values()], sql` union all `)}) as members where id is not null`)
  for (const { key, id } of rows) found.set(key, [...(found.get(key) ?? []), id])
  return found
}

const recipientsOf = (act: ActMails, { to, referral }: MailToQueue, members: Members): readonly Recipient[] => {
  if (to === 'young-person') return act.request.email === null ? [] : [{ recipientKind: to, recipientId: null }]
  if (to === 'offer-contact') return [{ recipientKind: to, recipientId: null }]
  if (referral === null) return []
  if (to === 'owner') {
    return referral.ownerId === null ? [] : [{ recipientKind: 'user', recipientId: referral.ownerId }]
  }
  const recipientKind = to === 'animators' || to === 'regional' ? 'user' : 'referent'
  const ids = members.get(keyOf(to, momentOf(act, referral))) ?? []
  return ids.map((recipientId) => ({ recipientKind, recipientId }))
}

type MailRow = typeof outbox.$inferInsert

const mailRow = ({ request, now }: ActMails, mail: MailToQueue, recipient: Recipient): MailRow => {
  const whom = recipient.recipientId ?? recipient.recipientKind
  const { referral } = mail
  return {
    id: crypto.randomUUID(),
    mail: mail.mail,
    requestId: request.id,
    referralId: referral?.id ?? null,
    territoryId: request.territoryId,
    ...recipient,
    onceKey: `${mail.mail}/${referral?.id ?? request.id}/${mail.once}/${whom}`,
    groupKey: mail.mail === 'reminder' ? `reminder/${whom}` : null,
    details: { ...mail.details },
    createdAt: now,
    sendAfter: referral === null ? now : mailLeavesAt(mail.mail, referral.promise, now),
    // What is left out would be null, not the default.
    attempts: 0,
    state: 'waiting',
  }
}

/** The outbox rows of the mails of acts: one per recipient. */
export const mailRows = async (tx: Tx, acts: readonly ActMails[]): Promise<MailRow[]> => {
  const members = await findMembers(tx, acts)
  return acts.flatMap((act) =>
    act.mails.flatMap((mail) => recipientsOf(act, mail, members).map((recipient) => mailRow(act, mail, recipient))),
  )
}

/** Puts mails in the outbox; one that is already there for the same reason and recipient is not put twice. */
export const insertMails = (rows: readonly MailRow[]): SQL =>
  sql`${insertRows(outbox, rows)} on conflict (once_key) do nothing`

/** Puts the mails of an act in the outbox, in the transaction that decided them. */
export const queueMails = async (tx: Tx, act: ActMails): Promise<void> => {
  const rows = await mailRows(tx, [act])
  if (rows.length > 0) await tx.execute(insertMails(rows))
}
