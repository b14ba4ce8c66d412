import { once } from 'node:events'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { expect, onTestFinished, test } from 'vitest'
import { freePort, freePorts } from './free-port.ts'
import { refuseTakenPorts } from './taken-ports.ts'

const listenOn = async (host: string, port: number): Promise<void> => {
  const server = createServer().listen(port, host)
  await once(server, 'listening')
  onTestFinished(() => void server.close())
}

test('free ports are no obstacle', async () => {
  await expect(refuseTakenPorts({ API_PORT: await freePort() })).resolves.toBeUndefined()
})

const hasIPv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ family }) => family === 'IPv6'),
)

test.each(['127.0.0.1', '0.0.0.0', ...(hasIPv6 ? ['::', '::1'] : [])])(
  'ports taken on %s are all named, with what chooses others',
  async (host) => {
    const [api = 0, smtp = 0, worker = 0] = await freePorts(3)
    await listenOn(host, api)
    await listenOn(host, smtp)
    const refused = refuseTakenPorts({ API_PORT: api, WORKER_PORT: worker, SMTP_PORT: smtp })
    await expect(refused).rejects.toThrow(
      `taken by another program: ${api} (API_PORT), ${smtp} (SMTP_PORT).\n` +
        `Stop it, or choose others: API_PORT=${api + 1000} SMTP_PORT=${smtp + 1000} npm start`,
    )
  },
)
