import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { ActKind } from '@boussole/domain'
import type { Tx } from './database.ts'

/** An act of the animation, as the journal of acts keeps it. */
export interface ActToKeep {
  readonly kind: ActKind
  /** Who did it; null for the platform itself. */
  readonly userId: string | null
  /** Where; null for the whole nation. */
  readonly territoryId: string | null
  readonly partnerId?: string
  /** What it was done to: its id, and what it is called. */
  readonly aboutId?: string
  readonly about?: string
  /** What was there before and after: codes, days, or words that professionals wrote; 2,000 characters at most. */
  readonly oldValue?: string
  readonly newValue?: string
}

const insertAct = ({ kind, userId, territoryId, partnerId, aboutId, about, oldValue, newValue }: ActToKeep): SQL => sql`
  insert into acts (kind, user_id, territory_id, partner_id, about_id, about, old_value, new_value)
  values (${kind}, ${userId}, ${territoryId}, ${partnerId ?? null}, ${aboutId ?? null}, ${about ?? null},
    ${oldValue ?? null}, ${newValue ?? null})`

/** Keeps who did what, in the transaction of the act. Never anything of a young person: at most a reference. */
export const keepAct = async (tx: Tx, act: ActToKeep): Promise<void> => {
  await tx.execute(insertAct(act))
}

/** An address to which a link was sent, or of an account, and the one that takes its place. */
export interface CorrectedAddress {
  /** What it is the address of. */
  readonly of: { readonly invitationId: string } | { readonly charterId: string } | { readonly accountId: string }
  readonly oldEmail: string
  readonly newEmail: string
  readonly userId: string
  readonly territoryId: string | null
  readonly partnerId?: string
}

/**
 * Keeps that an address was put right, in the transaction of the act; nothing when it is the same. Acts stay for ever:
 * the addresses are beside them, and go after a year, or with the invitation or the charter (decision 0037). Returns
 * the id of what is beside the act.
 */
export const keepCorrectedAddress = async (
  tx: Tx,
  { of, oldEmail, newEmail, ...where }: CorrectedAddress,
): Promise<string | undefined> => {
  if (oldEmail === newEmail) return undefined
  const invitationId = 'invitationId' in of ? of.invitationId : null
  const charterId = 'charterId' in of ? of.charterId : null
  const accountId = 'accountId' in of ? of.accountId : null
  const kind =
    'invitationId' in of
      ? 'invitation-address-corrected'
      : 'charterId' in of
        ? 'charter-address-corrected'
        : 'person-address-corrected'
  const { rows } = await tx.execute<{ id: string }>(sql`
    with act as (${insertAct({ kind, ...where })} returning id)
    insert into corrected_addresses (act_id, invitation_id, charter_id, user_id, old_email, new_email)
    select id, ${invitationId}, ${charterId}, ${accountId}, ${oldEmail}, ${newEmail} from act
    returning id`)
  return rows[0]?.id
}
