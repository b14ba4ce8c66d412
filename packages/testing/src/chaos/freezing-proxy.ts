import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'

/** A line to a server of 127.0.0.1 that can be made to carry nothing, as a network that lost its way would. */
export interface FreezingProxy {
  readonly port: number
  /** Takes connections as before, and carries no byte in either direction. Nobody is told. */
  readonly freeze: () => void
  readonly thaw: () => void
  readonly stop: () => Promise<void>
}

/** Puts a line before the server on this port; it listens on a free port of its own. The caller stops it. */
export const startFreezingProxy = async (to: number): Promise<FreezingProxy> => {
  const sockets = new Set<Socket>()
  let frozen = false

  const carry = (from: Socket, other: Socket): void => {
    sockets.add(from)
    from.setNoDelay(true)
    from.on('data', (bytes) => {
      if (!other.write(bytes)) from.pause()
    })
    other.on('drain', () => {
      if (!frozen) from.resume()
    })
    from.once('end', () => other.end())
    // An error is followed by the closing, which is all the other side needs to see.
    from.on('error', () => undefined)
    from.once('close', () => {
      sockets.delete(from)
      other.destroy()
    })
    if (frozen) from.pause()
  }

  const server = createServer((client) => {
    const line = connect({ port: to, host: '127.0.0.1' })
    carry(client, line)
    carry(line, client)
  })
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(0, '127.0.0.1', listening)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    freeze: () => {
      frozen = true
      for (const socket of sockets) socket.pause()
    },
    thaw: () => {
      frozen = false
      for (const socket of sockets) socket.resume()
    },
    stop: async () => {
      const closed = new Promise<void>((done) => {
        server.close(() => done())
      })
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
