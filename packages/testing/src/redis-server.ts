import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { freePort } from '@boussole/local'
import { Redis } from 'ioredis'
import { programOnPath } from './program-on-path.ts'

/** The Redis of one test, to be broken at will. It keeps its port over a restart, and loses what it held. */
export type OwnRedis = {
  url: string
  stop: () => Promise<void>
  /** Ends it as the loss of its machine would. */
  kill: () => Promise<void>
  restart: () => Promise<void>
  /** Empties it, as an operator's FLUSHALL would. */
  flush: () => Promise<void>
  /** Forgets one key, as a Redis without memory does that may evict. How many there were. */
  evict: (key: string) => Promise<number>
}

/** The server program of Redis or Valkey on this PATH; undefined when neither is installed. */
export const redisProgram = (path: string | undefined): string | undefined =>
  programOnPath(['redis-server', 'valkey-server'], path)

/**
 * Starts a Redis with the program on the PATH: a free port of 127.0.0.1, nothing on disk, unless it is told to save; it
 * then begins again with what `folder` holds. The caller stops it.
 * Errors: no program on the PATH, or it does not answer within 10 s.
 */
export const startOwnRedis = async (
  program = redisProgram(process.env['PATH']),
  folder = tmpdir(),
): Promise<OwnRedis> => {
  if (program === undefined) throw new Error('No redis-server or valkey-server on the PATH.')
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  const begin = () => startServer({ program, port, folder })
  let server = await begin()
  return {
    url,
    stop: () => endServer(server, 'SIGTERM'),
    kill: () => endServer(server, 'SIGKILL'),
    restart: async () => {
      await endServer(server, 'SIGTERM')
      server = await begin()
    },
    flush: () => withRedis(url, async (redis) => void (await redis.flushall())),
    evict: (key) => withRedis(url, (redis) => redis.del(key)),
  }
}

const startServer = async ({
  program,
  port,
  folder,
}: {
  readonly program: string
  readonly port: number
  readonly folder: string
}): Promise<ChildProcess> => {
  const settings = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', folder]
  const server = spawn(program, settings, { stdio: 'ignore' })
  const endWithUs = (): unknown => server.kill('SIGKILL')
  process.once('exit', endWithUs)
  server.once('exit', () => process.off('exit', endWithUs))
  const diedEarly = once(server, 'exit').then(([code]) => {
    throw new Error(`${program} ended at once with code ${code}.`)
  })
  try {
    await Promise.race([withRedis(`redis://127.0.0.1:${port}`, (redis) => redis.ping()), diedEarly])
  } catch (error) {
    server.kill('SIGKILL')
    throw error
  }
  return server
}

const endServer = async (server: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, 'exit')
  server.kill(signal)
  await ended
}

/** Does one thing on a Redis that answers within 10 s, and leaves it. */
export const withRedis = async <Result>(url: string, act: (redis: Redis) => Promise<Result>): Promise<Result> => {
  const redis = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: 500 })
  // Each failed try is told here; the last one rejects the command itself.
  redis.on('error', () => undefined)
  try {
    return await act(redis)
  } finally {
    redis.disconnect()
  }
}
