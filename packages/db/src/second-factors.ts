import { sql } from 'drizzle-orm'
import type { Tx } from './database.ts'

/** Wrong codes in a row after which one waits: with six digits, nobody guesses in so few. */
const wrongCodesAllowed = 10
/** How long one waits then, in minutes of real time. */
const waitMinutes = 15

/** What a code is compared with. */
export interface SecondFactor {
  readonly sealedSecret: Buffer
  /** Too many wrong codes have just been tried. */
  readonly isLocked: boolean
}

const waiting = sql`wrong_at > clock_timestamp() - make_interval(mins => ${waitMinutes})`

/** The one-time codes of this person, locked until the end of the transaction: tries come one after the other. */
export const getSecondFactor = async (tx: Tx, userId: string): Promise<SecondFactor | undefined> => {
  const { rows } = await tx.execute<{ sealed_secret: Buffer; is_locked: boolean }>(sql`
    select sealed_secret, wrong_codes >= ${wrongCodesAllowed} and ${waiting} as is_locked
    from second_factors where user_id = ${userId} for update`)
  const [row] = rows
  return row && { sealedSecret: row.sealed_secret, isLocked: row.is_locked }
}

/** One-time codes are asked for from now on; `step` is that of the code given to confirm. False: they were already. */
export const insertSecondFactor = async (
  tx: Tx,
  factor: {
    readonly userId: string
    readonly sealedSecret: Buffer
    readonly step: number
    readonly codeHashes: readonly Buffer[]
  },
): Promise<boolean> => {
  const { userId, sealedSecret, step, codeHashes } = factor
  const { rowCount } = await tx.execute(sql`
    insert into second_factors (user_id, sealed_secret, last_step) values (${userId}, ${sealedSecret}, ${step})
    on conflict do nothing`)
  if (rowCount !== 1) return false
  const rows = codeHashes.map((codeHash) => sql`(${userId}, ${codeHash})`)
  await tx.execute(sql`insert into recovery_codes (user_id, code_hash) values ${sql.join(rows, sql`, `)}`)
  return true
}

const noWrongCodes = sql`wrong_codes = 0, wrong_at = null`

/** Accepts the code of a time step, once: not again, nor that of an earlier step. */
export const takeStep = async (tx: Tx, userId: string, step: number): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    update second_factors set last_step = ${step}, ${noWrongCodes}
    where user_id = ${userId} and last_step < ${step}`)
  return rowCount === 1
}

/** Accepts a recovery code, once. */
export const takeRecoveryCode = async (tx: Tx, userId: string, codeHash: Buffer): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    update recovery_codes set used_at = platform_now()
    where user_id = ${userId} and code_hash = ${codeHash} and used_at is null`)
  if (rowCount !== 1) return false
  await tx.execute(sql`update second_factors set ${noWrongCodes} where user_id = ${userId}`)
  return true
}

/** Counts a wrong code; those of long ago are forgotten. */
export const noteWrongCode = async (tx: Tx, userId: string): Promise<void> => {
  await tx.execute(sql`
    update second_factors
    set wrong_codes = case when ${waiting} then least(wrong_codes, 1000) + 1 else 1 end, wrong_at = clock_timestamp()
    where user_id = ${userId}`)
}

/** No one-time code is asked for any more. */
export const deleteSecondFactor = async (tx: Tx, userId: string): Promise<void> => {
  await tx.execute(sql`delete from second_factors where user_id = ${userId}`)
}
