import { and, eq, sql } from 'drizzle-orm'
import { asId } from '@boussole/domain'
import type { PartnerId, TerritoryId } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import { companionIds } from './accompaniments.ts'
import type { Reader, Tx } from './database.ts'
import { isUuid } from './is-uuid.ts'
import { notes, referrals } from './schema/requests.ts'

/** Whose a referral is: enough to know who may act on it. Undefined: no such referral. */
export const findReferralPlace = async (reader: Reader, referralId: string) => {
  if (!isUuid(referralId)) return undefined
  const [row] = await reader
    .select({
      requestId: referrals.requestId,
      partnerId: referrals.partnerId,
      territoryId: referrals.territoryId,
      regionCode: sql<string>`(select region_code from territories where id = ${referrals.territoryId})`,
      companionIds: sql<PartnerId[]>`${companionIds}`,
    })
    .from(referrals)
    .where(eq(referrals.id, referralId))
  return row && { ...row, partnerId: asId<PartnerId>(row.partnerId), territoryId: asId<TerritoryId>(row.territoryId) }
}

export interface NewNote {
  readonly referralId: string
  readonly authorId: string
  /** In whose name it is written; null: the animation's. */
  readonly partnerId: string | null
  readonly words: string
  readonly visibility: 'shared' | 'private'
  readonly now: Temporal.Instant
}

/** Notes that one partner, or the animation, writes on one referral at the most: they travel with it, and are all shown. */
const mostNotes = 200

/** Keeps a professional's words on a referral, which is locked. False: there are `mostNotes` already. */
export const addNote = async (tx: Tx, { now, ...note }: NewNote): Promise<boolean> => {
  const { referralId, partnerId } = note
  const written = await tx.$count(
    notes,
    and(eq(notes.referralId, referralId), sql`${notes.partnerId} is not distinct from ${partnerId}::uuid`),
  )
  if (written >= mostNotes) return false
  await tx.insert(notes).values({ ...note, writtenAt: now })
  return true
}
