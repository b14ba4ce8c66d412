import { createServer } from 'node:net'
import { CannotStart } from './cannot-start.ts'

/** What stands in the way of listening there: a code such as EADDRINUSE, or nothing. */
const obstacleAt = (host: string, port: number): Promise<string | undefined> =>
  new Promise((known) => {
    const probe = createServer()
    probe.once('error', (error: Error & { code?: string }) => known(error.code ?? 'unknown'))
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => known(undefined)))
  })

/** `localhost` is either of these: another program on the second would be given our visitors. */
const hosts = ['127.0.0.1', '::1']

const isTaken = async (name: string, port: number): Promise<boolean> => {
  const obstacles = await Promise.all(hosts.map((host) => obstacleAt(host, port)))
  if (obstacles[0] === 'EACCES') {
    throw new CannotStart(`This user may not listen on port ${port}. Choose one above 1023: ${name}=… npm start`)
  }
  return obstacles.includes('EADDRINUSE')
}

/** Looks at every port before anything is done. Errors: CannotStart, with the ports taken and how to choose others. */
export const refuseTakenPorts = async (ports: Readonly<Record<string, number>>): Promise<void> => {
  const taken: [name: string, port: number][] = []
  for (const [name, port] of Object.entries(ports)) if (await isTaken(name, port)) taken.push([name, port])
  if (taken.length === 0) return
  const list = taken.map(([name, port]) => `${port} (${name})`).join(', ')
  throw new CannotStart(
    `${taken.length === 1 ? 'This port is' : 'These ports are'} taken by another program: ${list}.\n` +
      `Stop it, or choose others: ${taken.map(([name, port]) => `${name}=${port + 1000}`).join(' ')} npm start`,
  )
}
