import { join } from 'node:path'
import { closeDatabase, openDatabase } from '@boussole/db'
import type { Database } from '@boussole/db'
import { startCaughtMail } from '@boussole/local'
import type { CaughtMail, CaughtMailbox } from '@boussole/local'
import { createDemoDatabase } from '../demo-database.ts'
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
  const database = await createDemoDatabase()
  const redis = redisProgram(process.env['PATH']) === undefined ? undefined : await startOwnRedis()
  console.log(
    `PostgreSQL (${database.origin}), ${redis ? 'Redis' : 'no Redis: the queue is on PostgreSQL'}, demo directory`,
  )
  const mailbox = await startCaughtMail({ port: 0, host: '127.0.0.1', folder: join(database.folder, 'mails') })
  const mails: CaughtMail[] = []
  mailbox.onMail((mail) => mails.push(mail))
  const db = openDatabase({ url: database.url, connections: 10, applicationName: 'proof', onError: () => undefined })
  return {
    databaseUrl: database.url,
    db,
    redis,
    mailbox,
    mails,
    leave: async () => {
      await closeDatabase(db)
      await mailbox.stop()
      await redis?.stop()
      await database.leave()
    },
  }
}
