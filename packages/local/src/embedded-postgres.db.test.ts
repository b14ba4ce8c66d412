import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { postgresAccount } from './postgres-binaries.ts'
import { isProcessAlive, readPidFile } from './running-postgres.ts'

/** A folder that only this user may enter, as a clone in somebody's home often is. */
const privateFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'boussole-embedded-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))
  return join(folder, 'postgres')
}

const start = async (
  dataDir: string,
  options: { port?: number; durable?: boolean } = {},
): Promise<EmbeddedPostgres> => {
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false, ...options })
  onTestFinished(postgres.stop)
  return postgres
}

const query = async (url: string, text: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

const serverPid = (dataDir: string): number => readPidFile(join(dataDir, 'cluster'))?.pid ?? 0

const untilEnded = async (pid: number): Promise<void> => {
  await expect.poll(() => isProcessAlive(pid), { timeout: 20_000 }).toBe(false)
}

/** Another process that starts PostgreSQL on the same folder, to be killed, or to leave at SIGTERM. */
const starterIn = (dataDir: string): ChildProcess => {
  const source = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('embedded-postgres.ts', import.meta.url).href)}
    process.once('SIGTERM', () => process.exit())
    await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: true })
    console.log('started')
    setInterval(() => undefined, 60_000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

test('a first start makes a French, UTF-8 database in UTC that only this machine and its password reach', async () => {
  const dataDir = privateFolder()
  const { url, port } = await start(dataDir)
  expect(
    await query(
      url,
      `select current_database() as name, pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale,
              current_setting('timezone') as timezone, current_setting('listen_addresses') as addresses
         from pg_database where datname = current_database()`,
    ),
  ).toEqual([
    { name: 'boussole', encoding: 'UTF8', provider: 'i', locale: 'fr-FR', timezone: 'UTC', addresses: '127.0.0.1' },
  ])
  await expect(query(`postgres://boussole:guess@127.0.0.1:${port}/boussole`, 'select')).rejects.toThrow('password')
})

test('what was written is there after a stop and a second start, and the port can be chosen', async () => {
  const dataDir = privateFolder()
  const first = await start(dataDir)
  await query(first.url, `create table kept as select 'yes' as word`)
  await first.stop()
  const second = await start(dataDir, { port: first.port })
  expect(second.url).toBe(first.url)
  expect(await query(second.url, 'select * from kept')).toEqual([{ word: 'yes' }])
})

test('stopping twice, or with clients still there, is no trouble', async () => {
  const postgres = await start(privateFolder())
  const client = new Client({ connectionString: postgres.url })
  client.on('error', () => undefined)
  await client.connect()
  await postgres.stop()
  await postgres.stop()
  await expect(query(postgres.url, 'select')).rejects.toThrow('ECONNREFUSED')
})

test('a server left behind by a starter killed with SIGKILL is stopped by the next start, which loses nothing', async () => {
  const dataDir = privateFolder()
  const starter = starterIn(dataDir)
  await once(starter.stdout ?? starter, 'data')
  const orphan = serverPid(dataDir)
  const password = readFileSync(join(dataDir, 'password'), 'utf8')
  const orphanPort = readPidFile(join(dataDir, 'cluster'))?.port
  await query(
    `postgres://boussole:${password}@127.0.0.1:${orphanPort}/boussole`,
    'create table kept as select 1 as one',
  )
  starter.kill('SIGKILL')
  await once(starter, 'exit')
  expect(isProcessAlive(orphan)).toBe(true)

  const next = await start(dataDir)
  expect(isProcessAlive(orphan)).toBe(false)
  expect(await query(next.url, 'select * from kept')).toEqual([{ one: 1 }])
})

test('a server that is not ready yet when its starter leaves ends with it', async () => {
  const dataDir = privateFolder()
  await (await start(dataDir)).stop()
  const starter = starterIn(dataDir)
  await expect.poll(() => serverPid(dataDir), { interval: 1, timeout: 20_000 }).toBeGreaterThan(0)
  const server = serverPid(dataDir)
  starter.kill('SIGTERM')
  await once(starter, 'exit')
  await untilEnded(server)
})

test('a server killed with SIGKILL leaves a lock file that does not stop the next start', async () => {
  const dataDir = privateFolder()
  const first = await start(dataDir, { durable: true })
  await query(first.url, 'create table kept as select 1 as one')
  const pid = serverPid(dataDir)
  process.kill(pid, 'SIGKILL')
  await untilEnded(pid)
  expect(existsSync(join(dataDir, 'cluster', 'postmaster.pid'))).toBe(true)
  expect(await query((await start(dataDir)).url, 'select * from kept')).toEqual([{ one: 1 }])
})

test('a lock file whose number now belongs to another program does not stop the next start, nor that program', async () => {
  const dataDir = privateFolder()
  const first = await start(dataDir)
  const lockFile = join(dataDir, 'cluster', 'postmaster.pid')
  const lock = readFileSync(lockFile, 'utf8')
  await first.stop()
  const bystander = spawn('sleep', ['60'], { ...postgresAccount(join(dataDir, 'cluster')) })
  onTestFinished(() => void bystander.kill())
  writeFileSync(lockFile, lock.replace(/^\d+/, String(bystander.pid)))
  await query((await start(dataDir)).url, 'select')
  expect(bystander.exitCode ?? bystander.signalCode).toBeNull()
})

test('a second start while the first still runs is refused, and names the process that holds the folder', async () => {
  const dataDir = privateFolder()
  const first = await start(dataDir)
  await expect(startEmbeddedPostgres({ dataDir, durable: false })).rejects.toThrow(
    `is in use by the PostgreSQL process ${serverPid(dataDir)}, started by process ${process.pid}`,
  )
  await query(first.url, 'select')
})

test('a port that another program holds is named', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  onTestFinished(() => void holder.close())
  const address = holder.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await expect(start(privateFolder(), { port })).rejects.toThrow(
    `port ${port} of 127.0.0.1 is taken by another program`,
  )
})

test('a first start killed half-way leaves nothing that stops the next one', async () => {
  const dataDir = privateFolder()
  const starter = starterIn(dataDir)
  await expect
    .poll(() => existsSync(dataDir) && readdirSync(dataDir).some((name) => name.startsWith('cluster-being-made-')), {
      interval: 5,
      timeout: 20_000,
    })
    .toBe(true)
  starter.kill('SIGKILL')
  await once(starter, 'exit')
  expect(existsSync(join(dataDir, 'cluster'))).toBe(false)
  await query((await start(dataDir)).url, 'select')
  expect(readdirSync(dataDir).toSorted()).toEqual(['cluster', 'password'])
})
