import { useDatabase } from '@boussole/testing'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { closeDatabase, openDatabase, platformNow, transact } from './database.ts'

const database = useDatabase()

test('a connection that breaks between two statements of a transaction ends the transaction, not the process', async () => {
  const db = openDatabase({ url: database.url, connections: 1, applicationName: 'test', onError: () => undefined })
  const gone = new Promise((resolve) => {
    db.$client.on('connect', (client) => client.on('end', () => resolve(undefined)))
  })
  const broken = transact(db, async (tx) => {
    const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    await gone
    await platformNow(tx)
  })
  await expect(broken).rejects.toThrow('Failed query')
  await expect(platformNow(db)).resolves.toBeDefined()
  await closeDatabase(db)
})

test('a transaction that cannot begin gives its connection back, and the next one is served', async () => {
  const db = openDatabase({ url: database.url, connections: 1, applicationName: 'test', onError: () => undefined })
  await platformNow(db)
  let isBroken = false
  db.$client.on('acquire', (client) => {
    // It is handed out, and no longer good for anything.
    if (!isBroken) client.end(() => undefined)
    isBroken = true
  })
  await expect(transact(db, platformNow)).rejects.toThrow('Failed query')
  await expect(transact(db, platformNow)).resolves.toBeDefined()
  await closeDatabase(db)
})
