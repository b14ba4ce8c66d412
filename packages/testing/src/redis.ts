import { randomUUID } from 'node:crypto'
import { startContainer } from './container.ts'
import type { TestServer } from './postgres.ts'
import { redisProgram, startOwnRedis } from './redis-server.ts'

/**
 * Redis for a run of tests: the one of `TEST_REDIS_URL` (this run's alone: its databases are emptied), else a container,
 * else redis-server or valkey-server on the PATH; undefined when there is none, and tests that need it are skipped.
 */
export const findRedis = async (environment: NodeJS.ProcessEnv): Promise<TestServer | undefined> => {
  const given = environment['TEST_REDIS_URL']
  if (given !== undefined && given !== '') {
    return { origin: 'TEST_REDIS_URL', url: given, stop: () => Promise.resolve() }
  }
  // Docker publishes on every address of the machine: only this run knows the password.
  const password = randomUUID()
  const container = await startContainer('redis:7-alpine', (image) =>
    image.withCommand(['redis-server', '--requirepass', password]).withExposedPorts(6379),
  )
  if (container !== undefined) {
    const url = `redis://:${password}@${container.getHost()}:${container.getMappedPort(6379)}`
    return { origin: 'container', url, stop: async () => void (await container.stop()) }
  }
  const program = redisProgram(environment['PATH'])
  if (program === undefined) return undefined
  const own = await startOwnRedis(program)
  return { origin: program, url: own.url, stop: own.stop }
}
