import { Client } from 'pg'

/** What the name of the template with every commune adds to that of the template it was made from. */
export const communesSuffix = '_all'

/** One statement, on a connection of its own that is closed again. */
export const runStatement = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The address of another database on the same server. */
export const databaseOn = (adminUrl: string, name: string): string => {
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}
