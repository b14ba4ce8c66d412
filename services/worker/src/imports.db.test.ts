import { applyImport, readImport, receiveImport, tryImport } from '@boussole/commands'
import { findProfessional } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { needsRedis, until, useGround, useMailbox, useRedis } from '@boussole/testing'
import { beforeAll, describe, expect, test } from 'vitest'

const mailbox = useMailbox()

async function* once(content: string): AsyncGenerator<Buffer> {
  yield Buffer.from(content)
}

describe('a file that an animator sent', needsRedis(), () => {
  const redis = useRedis()
  const ground = useGround(mailbox)
  let animator: Professional

  beforeAll(async () => {
    const { db, animatorEmail } = ground.standing()
    const { rows } = await ground.database.pool.query<{ id: string }>('select id from users where email = $1', [
      animatorEmail,
    ])
    const found = await findProfessional(db, asId<UserId>(rows[0]?.id ?? ''))
    if (found === undefined) throw new Error('no animator')
    animator = found
  })

  const stateOf = async (id: string) => (await readImport(id, animator, ground.standing().db)).state

  test.each([
    ['Redis', () => redis.url],
    ['PostgreSQL alone', () => undefined],
  ])('is tried and applied by a worker, paced by %s', async (name, redisUrl) => {
    const { deps, territory } = ground.standing()
    const worker = await ground.startWorker({ redisUrl: redisUrl() })
    const content = once(`nom;code insee\nMaison ${name};${territory.communeCode}\n`)
    const sent = { territoryId: territory.id, kind: 'partners' as const, fileName: 'a.csv', content }
    const id = await receiveImport(sent, animator, deps)
    await tryImport(id, { mapping: ['name', 'communeCode'] }, animator, deps)
    await until(async () => expect(await stateOf(id)).toBe('tried'))
    await applyImport(id, { withoutRefused: false, withMailTwins: false }, animator, deps)
    await until(async () => expect(await stateOf(id)).toBe('applied'))
    const { rows } = await ground.database.pool.query('select from partners where name = $1', [`Maison ${name}`])
    expect(rows).toHaveLength(1)
    expect(worker.logged()).not.toContain('Maison')
    await worker.stop()
  })
})
