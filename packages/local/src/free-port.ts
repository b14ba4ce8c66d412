import { createServer } from 'node:net'

/** A port of 127.0.0.1 held until it is let go. */
const hold = (): Promise<{ readonly port: number; readonly letGo: () => Promise<void> }> =>
  new Promise((held, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      held({
        port: typeof address === 'object' && address !== null ? address.port : 0,
        letGo: () => new Promise((gone) => void probe.close(() => gone())),
      })
    })
  })

/** So many ports of 127.0.0.1 that nobody listens on at this moment, each another one. */
export const freePorts = async (count: number): Promise<number[]> => {
  const held = await Promise.all(Array.from({ length: count }, hold))
  await Promise.all(held.map(({ letGo }) => letGo()))
  return held.map(({ port }) => port)
}

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export const freePort = async (): Promise<number> => (await freePorts(1))[0] ?? 0
