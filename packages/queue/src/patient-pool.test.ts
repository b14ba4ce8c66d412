import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { createPostgresBackend, isPgPool, withBackend } from 'bullmq'
import { afterEach, expect, test } from 'vitest'
import { PatientPool } from './patient-pool.ts'

const { Worker } = withBackend(createPostgresBackend)
const sockets: Socket[] = []
let server: Server | undefined

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
  server?.close()
})

/** A server that takes connections and never says a word, like one that is too busy. */
const startSilentServer = async (): Promise<number> => {
  const silent = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
  })
  server = silent
  await new Promise<void>((resolve) => {
    silent.listen(0, '127.0.0.1', resolve)
  })
  const address = silent.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

test('a worker whose database does not answer at its start goes on trying, and the process goes on living', async () => {
  const port = await startSilentServer()
  const failures: Error[] = []
  const pool = new PatientPool({ host: '127.0.0.1', port, user: 'nobody', connectionTimeoutMillis: 50, max: 3 })
  pool.on('error', () => undefined)
  pool.onFailure = (error) => failures.push(error)
  if (!isPgPool(pool)) throw new TypeError('no pool')
  const worker = new Worker('silent', async () => undefined, { connection: pool })
  worker.on('error', () => undefined)
  // Without patience this never comes: nothing but the worker's own loop would run any more.
  await expect.poll(() => failures.length, { timeout: 10_000 }).toBeGreaterThan(2)
  expect(failures[0]?.message).toContain('timeout')
  // Forced: it waits for a connection that never comes, and would ask an ended pool for ever.
  const closing = worker.close(true)
  await pool.end()
  await closing
})
