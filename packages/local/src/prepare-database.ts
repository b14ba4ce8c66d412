import { hashPassword } from '@boussole/commands'
import { loadReferenceData, migrate } from '@boussole/db'
import { Client } from 'pg'
import type { Temporal } from 'temporal-polyfill'
import { CannotStart } from './cannot-start.ts'
import { loadDemo } from './demo/load-demo.ts'
import { installMovableClock, moveClockTo } from './movable-clock.ts'
import type { Terminal } from './terminal.ts'

/**
 * Brings a database to where the platform can start on it: its tables, a clock that can be moved, the communes of France,
 * the demo. Each part is done in one go or not at all, and only where it is missing: a start that was killed half-way
 * is taken up by the next one. `beginning`: when the demo's first day is, in a database that has none yet; today, when
 * absent. Errors: CannotStart, when the demo is there already and should begin at another time.
 */
export const prepareDatabase = async (url: string, terminal: Terminal, beginning?: Temporal.Instant): Promise<void> => {
  await terminal.step('Tables', () => migrate(url))
  await installMovableClock(url)
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    if (beginning !== undefined) {
      const { rowCount: territories } = await client.query('select from territories limit 1')
      if (territories !== 0) throw new CannotStart('A year is played in an empty folder: add --reset, or set DATA_DIR.')
      await moveClockTo(client, beginning.toString())
    }
    const { rowCount } = await client.query('select from communes limit 1')
    if (rowCount === 0) await terminal.step('Communes of France', () => loadReferenceData(client))
    await terminal.step('Demo data', () => loadDemo(client, { hashPassword }))
  } finally {
    await client.end()
  }
}

/** Asks somebody's own database for an answer. Errors: CannotStart, with what the server or the network says. */
export const refuseSilentDatabase = async (url: string): Promise<void> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  try {
    await client.connect()
  } catch (cause) {
    const why = cause instanceof AggregateError ? cause.errors.map(String).join(', ') : String(cause)
    throw new CannotStart(`The database of DATABASE_URL does not answer: ${why}`, { cause })
  }
  await client.end()
}
