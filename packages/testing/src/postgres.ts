import { randomUUID } from 'node:crypto'
import { startEmbeddedPostgres } from '@boussole/local'
import { startContainer } from './container.ts'

/** A server found or started for the tests: where it came from, where it is, how it ends. */
export type TestServer = { origin: string; url: string; stop: () => Promise<void> }

/**
 * PostgreSQL for a run of tests: the one of `TEST_DATABASE_URL` (its user may create databases), else a container, else
 * the embedded one with its data in `folder`. `sharedBuffers`: the memory that one of ours keeps pages in.
 */
export const findPostgres = async (
  environment: NodeJS.ProcessEnv,
  folder: string,
  { sharedBuffers = '64MB' }: { readonly sharedBuffers?: string } = {},
): Promise<TestServer> => {
  const given = environment['TEST_DATABASE_URL']
  if (given !== undefined && given !== '') {
    return { origin: 'TEST_DATABASE_URL', url: given, stop: () => Promise.resolve() }
  }
  // Docker publishes on every address of the machine: only this run knows the password.
  const password = randomUUID()
  const container = await startContainer('postgres:17-alpine', (image, wait) =>
    image
      .withEnvironment({ POSTGRES_PASSWORD: password })
      .withCommand(
        [
          'fsync=off',
          'synchronous_commit=off',
          'full_page_writes=off',
          'max_connections=200',
          `shared_buffers=${sharedBuffers}`,
        ].flatMap((setting) => ['-c', setting]),
      )
      .withExposedPorts(5432)
      // PostgreSQL listens before it takes connections, and by then only its first start, on the socket, is over.
      .withWaitStrategy(
        wait.forAll([wait.forListeningPorts(), wait.forSuccessfulCommand('pg_isready --host=127.0.0.1')]),
      ),
  )
  if (container !== undefined) {
    const url = `postgres://postgres:${password}@${container.getHost()}:${container.getMappedPort(5432)}/postgres`
    return { origin: 'container', url, stop: async () => void (await container.stop()) }
  }
  const embedded = await startEmbeddedPostgres({ dataDir: folder, durable: false, sharedBuffers })
  return { origin: 'embedded', url: embedded.url, stop: embedded.stop }
}
