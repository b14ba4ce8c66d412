import type { Server } from 'node:net'

interface Limits {
  /** From the first byte to the last, however busy; in milliseconds. */
  readonly lifetimeMs: number
  readonly mostPerAddress: number
}

/** No connection lasts longer than this, and no address holds more of them at once: one more is dropped as it comes. */
export const limitConnections = (server: Server, { lifetimeMs, mostPerAddress }: Limits): void => {
  const held = new Map<string, number>()
  server.on('connection', (connection) => {
    const address = connection.remoteAddress ?? ''
    const holds = held.get(address) ?? 0
    if (holds >= mostPerAddress) {
      connection.destroy()
      return
    }
    held.set(address, holds + 1)
    const end = setTimeout(() => connection.destroy(), lifetimeMs)
    connection.once('close', () => {
      clearTimeout(end)
      const left = (held.get(address) ?? 1) - 1
      if (left === 0) held.delete(address)
      else held.set(address, left)
    })
  })
}
