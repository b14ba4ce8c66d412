import { beforeAll, inject, type TestOptions } from 'vitest'
import { redisProgram, withRedis } from './redis-server.ts'
import { skippedFor } from './skip-report.ts'

/** Options for a `describe` or `test` that needs the Redis of this run: without one it is skipped, counted and named. */
export const needsRedis = (): TestOptions =>
  inject('redisUrl') === null ? skippedFor('no Redis (set TEST_REDIS_URL, or install redis-server)') : {}

/** The same for one that starts and breaks a Redis of its own (`startOwnRedis`): it needs the program itself. */
export const needsOwnRedis = (): TestOptions =>
  redisProgram(process.env['PATH']) === undefined ? skippedFor('no Redis to start and stop (install redis-server)') : {}

/**
 * An empty Redis database for this test file, on the Redis that all files share: `url` ends with its number. Call it
 * inside a `describe` that has `needsRedis()`. Never FLUSHALL it: other files run beside this one.
 */
export const useRedis = (): { readonly url: string } => {
  // One worker runs one file at a time, so its number is nobody else's.
  const url = new URL(inject('redisUrl') ?? 'redis://skipped.example')
  url.pathname = `/${process.env['VITEST_POOL_ID'] ?? '1'}`
  beforeAll(async () => {
    await withRedis(url.href, (redis) => redis.flushdb())
  })
  return { url: url.href }
}
