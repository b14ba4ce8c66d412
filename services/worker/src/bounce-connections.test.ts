import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { limitConnections } from './bounce-connections.ts'

let server: Server
/** Both ends of each connection, in the order in which they came. */
const clients: Socket[] = []
const accepted: Socket[] = []

/** Greets who comes, and takes whatever is said. */
const listen = async (limits: Parameters<typeof limitConnections>[1]): Promise<void> => {
  server = createServer((connection) => {
    accepted.push(connection.on('error', () => undefined).resume())
    connection.write('220\r\n')
  })
  limitConnections(server, limits)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
}

/** Connects, and waits until the server has seen it. */
const come = async (): Promise<void> => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const seen = once(server, 'connection')
  clients.push(connect(port, '127.0.0.1').on('error', () => undefined))
  await seen
}

const held = (): boolean[] => accepted.map(({ destroyed }) => !destroyed)

afterEach(() => {
  for (const client of [...clients.splice(0), ...accepted.splice(0)]) client.destroy()
  server.close()
})

test('a connection ends after its time, although it never falls silent', async () => {
  await listen({ lifetimeMs: 100, mostPerAddress: 3 })
  await come()
  const [client] = clients
  const [connection] = accepted
  const talking = setInterval(() => client?.write('NOOP\r\n'), 5)
  try {
    if (connection?.closed === false) await once(connection, 'close')
  } finally {
    clearInterval(talking)
  }
  expect(held()).toEqual([false])
})

test('an address holds three at once; one more comes in when one has left', async () => {
  await listen({ lifetimeMs: 60_000, mostPerAddress: 3 })
  for (let times = 0; times < 4; times += 1) await come()
  expect(held()).toEqual([true, true, true, false])
  const [first] = accepted
  if (first === undefined) throw new Error('nobody came')
  const gone = once(first, 'close')
  clients[0]?.destroy()
  await gone
  await come()
  expect(held()).toEqual([false, true, true, false, true])
})
