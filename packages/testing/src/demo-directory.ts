import { hashPassword } from '@boussole/commands'
import { loadReferenceData } from '@boussole/db'
import { installMovableClock, loadDemo, moveClockTo } from '@boussole/local'
import { Client } from 'pg'

/** Fills a migrated database with the communes and the demo; its clock can be moved, and shows `at` when it is given. */
export const fillWithDemo = async (databaseUrl: string, at?: string): Promise<void> => {
  await installMovableClock(databaseUrl)
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    // First: the demo counts every date from the platform's day.
    if (at !== undefined) await moveClockTo(client, at)
    await loadReferenceData(client)
    await loadDemo(client, { hashPassword })
  } finally {
    await client.end()
  }
}
