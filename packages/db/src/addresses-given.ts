import { sql } from 'drizzle-orm'
import { thisInstant } from './database.ts'
import type { Tx } from './database.ts'

/** Counts within an hour from the first time. */
const isOver = sql`addresses_given.since <= ${thisInstant} - interval '1 hour'`

/**
 * A request is given this address: how many times that was within its hour, this one included. Of two at the same instant
 * one waits for the other. What becomes of the request takes nothing back: the address may be corrected or erased.
 */
export const countAddressGiven = async (tx: Tx, addressHash: Buffer): Promise<number> => {
  const { rows } = await tx.execute<{ times: number }>(sql`
    insert into addresses_given (address_hash, since, times) values (${addressHash}, ${thisInstant}, 1)
    on conflict (address_hash) do update set
      since = case when ${isOver} then excluded.since else addresses_given.since end,
      times = case when ${isOver} then 1 else addresses_given.times + 1 end
    returning times`)
  const [row] = rows
  if (row === undefined) throw new Error('an address was not counted')
  return row.times
}

/** Forgets the addresses whose hour is over. */
export const forgetAddressesGiven = async (tx: Tx): Promise<void> => {
  await tx.execute(sql`delete from addresses_given where ${isOver}`)
}
