import { loadReferenceData } from '@boussole/db'
import { Client } from 'pg'

/** Every commune of France and what it belongs to, in a migrated database: takes seconds. */
export const loadCommunes = async (databaseUrl: string): Promise<void> => {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await loadReferenceData(client)
  } finally {
    await client.end()
  }
}
