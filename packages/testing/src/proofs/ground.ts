import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeDatabase, migrate, openDatabase } from '@boussole/db'
import type { Database } from '@boussole/db'
import { startCaughtMail } from '@boussole/local'
import type { CaughtMail, CaughtMailbox } from '@boussole/local'
import pg from 'pg'
import { fillWithDemo } from '../demo-directory.ts'
import { findPostgres } from '../postgres.ts'
import { redisProgram, startOwnRedis } from '../redis-server.ts'
import type { OwnRedis } from '../redis-server.ts'

/** What a proof stands on: the demo directory on a real PostgreSQL, a real Redis when there is one, a mailbox. */
export interface Ground {
  readonly databaseUrl: string
  readonly db: Database
  readonly redis: OwnRedis | undefined
  readonly mailbox: CaughtMailbox
  /** Every mail that the mailbox took, in order. */
  readonly mails: readonly CaughtMail[]
  readonly leave: () => Promise<void>
}

/** Prepares the ground; prints what it is made of, so that a proof without Redis says so. */
export const prepareGround = async (): Promise<Ground> => {
  const folder = mkdtempSync(join(tmpdir(), 'boussole-proof-'))
  // Interrupted, it leaves no server behind: those started below end with this process, once it ends by itself.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const postgres = await findPostgres(process.env, join(folder, 'postgres'))
  const redis = redisProgram(process.env['PATH']) === undefined ? undefined : await startOwnRedis()
  console.log(
    `PostgreSQL (${postgres.origin}), ${redis ? 'Redis' : 'no Redis: the queue is on PostgreSQL'}, demo directory`,
  )
  const admin = new pg.Client({ connectionString: postgres.url })
  const name = `boussole_proof_${process.pid}`
  await admin.connect()
  await admin.query(`create database ${name} template template0 encoding 'UTF8' locale_provider icu icu_locale 'fr-FR'`)
  const url = new URL(postgres.url)
  url.pathname = `/${name}`
  const databaseUrl = url.href
  await migrate(databaseUrl)
  await fillWithDemo(databaseUrl)
  const mailbox = await startCaughtMail({ port: 0, host: '127.0.0.1', folder: join(folder, 'mails') })
  const mails: CaughtMail[] = []
  mailbox.onMail((mail) => mails.push(mail))
  const db = openDatabase({ url: databaseUrl, connections: 10, applicationName: 'proof', onError: () => undefined })
  return {
    databaseUrl,
    db,
    redis,
    mailbox,
    mails,
    leave: async () => {
      await closeDatabase(db)
      await mailbox.stop()
      await redis?.stop()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
