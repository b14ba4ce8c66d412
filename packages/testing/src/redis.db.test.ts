import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { redisProgram, startOwnRedis, withRedis } from './redis-server.ts'
import { findRedis } from './redis.ts'
import { needsOwnRedis, needsRedis, useRedis } from './test-redis.ts'

const folderWith = (...programs: string[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'boussole-path-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const program of programs) {
    writeFileSync(join(folder, program), '#!/bin/sh\n')
    chmodSync(join(folder, program), 0o755)
  }
  return folder
}

test('the Redis that was named is taken, and nothing is started', async () => {
  const redis = await findRedis({ TEST_REDIS_URL: 'redis://redis.example:6379', PATH: '' })
  expect(redis).toMatchObject({ origin: 'TEST_REDIS_URL', url: 'redis://redis.example:6379' })
})

test('redis-server is looked for on the PATH, then valkey-server; a file that does not run is passed over', () => {
  const valkey = folderWith('valkey-server')
  const both = folderWith('redis-server', 'valkey-server')
  expect(redisProgram(`/nowhere:${valkey}:${both}`)).toBe(join(valkey, 'valkey-server'))
  expect(redisProgram(both)).toBe(join(both, 'redis-server'))
  chmodSync(join(both, 'redis-server'), 0o644)
  expect(redisProgram(both)).toBe(join(both, 'valkey-server'))
  expect(redisProgram('')).toBeUndefined()
  expect(redisProgram(undefined)).toBeUndefined()
})

test('a program that ends at once is told, not waited for', async () => {
  await expect(startOwnRedis(join(folderWith('redis-server'), 'redis-server'))).rejects.toThrow('ended at once')
})

describe('the Redis of the run', needsRedis(), () => {
  const redis = useRedis()

  test('gives each file an empty database that is not the first one', async () => {
    expect(redis.url).toMatch(/\/[1-9]\d*$/)
    expect(await withRedis(redis.url, (connection) => connection.dbsize())).toBe(0)
    await withRedis(redis.url, (connection) => connection.set('left', 'behind'))
  })
})

describe('a Redis of its own', needsOwnRedis(), () => {
  test('can be flushed, stopped, and started again on the same address', async () => {
    const redis = await startOwnRedis()
    onTestFinished(redis.stop)
    await withRedis(redis.url, (connection) => connection.set('key', 'kept'))
    expect(await withRedis(redis.url, (connection) => connection.get('key'))).toBe('kept')
    await redis.flush()
    expect(await withRedis(redis.url, (connection) => connection.get('key'))).toBeNull()
    await withRedis(redis.url, (connection) => connection.set('key', 'again'))
    await redis.stop()
    await redis.restart()
    expect(await withRedis(redis.url, (connection) => connection.get('key'))).toBeNull()
  })
})
