import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, readdirSync } from 'node:fs'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { freePort } from './free-port.ts'
import { type Account, postgresAccount, postgresBinaries } from './postgres-binaries.ts'
import { freeCluster, isProcessAlive, readPidFile, serverNameOf, stopServer } from './running-postgres.ts'

/** A PostgreSQL that runs on this machine only, for as long as its starter wants it. */
export type EmbeddedPostgres = {
  url: string
  port: number
  stop: () => Promise<void>
  /** Ends it as a failing machine would: at once, telling nobody. It recovers at its next start. */
  crash: () => Promise<void>
}

type Ground = {
  /** The folder as we see it. */
  folder: string
  binaries: string
  account: Account | undefined
  durable: boolean
  sharedBuffers: string
  log: (line: string) => void
}

const user = 'boussole'
const database = 'boussole'
const startBoundMs = 60_000

/**
 * Starts a PostgreSQL that needs nothing installed: its data in `dataDir` (made at the first start), on 127.0.0.1 only,
 * behind a password kept in that folder, in UTC, sorting as French does. `durable: false` is for tests: nothing is
 * waited for on disk. `sharedBuffers`: the memory it keeps pages in, as PostgreSQL writes it. `log` receives its lines.
 * A server left behind by a killed start of the same folder is stopped first. Errors, in words a person can act on: the
 * port is taken, the folder is in use (by which process), the disk is full.
 */
export const startEmbeddedPostgres = async (options: {
  dataDir: string
  port?: number
  durable: boolean
  sharedBuffers?: string
  log?: (line: string) => void
}): Promise<EmbeddedPostgres> => {
  const folder = resolve(options.dataDir)
  const account = postgresAccount(join(folder, 'cluster'))
  const { durable, sharedBuffers = '64MB', log = () => undefined } = options
  const ground: Ground = { folder, binaries: postgresBinaries(account), account, durable, sharedBuffers, log }
  prepareFolder(ground)
  await freeCluster(join(folder, 'cluster'))
  if (!existsSync(join(folder, 'cluster'))) await makeCluster(ground)
  const { server, port } = await startServer(ground, options.port)
  const stop = async (): Promise<void> => {
    if (server.pid !== undefined && !hasEnded(server)) await stopServer(server.pid)
  }
  const crash = async (): Promise<void> => {
    if (hasEnded(server)) return
    const ended = once(server, 'exit')
    server.kill('SIGQUIT')
    await ended
  }
  try {
    return { url: await openDatabase(ground, port), port, stop, crash }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Stops the server a killed process left behind on this data folder; does nothing when there is none. */
export const stopOrphanPostgres = (dataDir: string): Promise<void> => freeCluster(join(resolve(dataDir), 'cluster'))

const prepareFolder = ({ folder, account }: Ground): void => {
  try {
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o700)
    if (account !== undefined) chownSync(folder, account.uid, account.gid)
  } catch (cause) {
    const words = explain('PostgreSQL could not prepare its data folder', String(cause), folder)
    throw new Error(words, { cause })
  }
  const prefix = 'cluster-being-made-'
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(prefix))) {
    const maker = Number(name.slice(prefix.length))
    const isLeftBehind = maker === process.pid || !isProcessAlive(maker)
    if (isLeftBehind) rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 10 })
  }
}

// Made beside its place and then renamed: a start killed half-way leaves nothing that looks like a cluster.
const makeCluster = async (ground: Ground): Promise<void> => {
  const { folder, account, durable } = ground
  writeFileSync(join(folder, 'password'), randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (account !== undefined) chownSync(join(folder, 'password'), account.uid, account.gid)
  const half = `cluster-being-made-${process.pid}`
  const initdb = run(ground, 'initdb', (here) => [
    `--pgdata=${join(here, half)}`,
    `--username=${user}`,
    `--pwfile=${join(here, 'password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    `--locale=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`,
    '--lc-messages=C',
    '--locale-provider=icu',
    '--icu-locale=fr-FR',
    ...(durable ? [] : ['--no-sync']),
  ])
  await initdb.ended
  if (initdb.process.exitCode !== 0) {
    rmSync(join(folder, half), { recursive: true, force: true })
    throw new Error(explain('PostgreSQL could not make its data folder', initdb.lastLines(), folder))
  }
  renameSync(join(folder, half), join(folder, 'cluster'))
}

const startServer = async (ground: Ground, wantedPort: number | undefined) => {
  for (let tries = 1; ; tries += 1) {
    const port = wantedPort ?? (await freePort())
    const attempt = run(ground, 'postgres', (here) => ['-D', join(here, 'cluster'), ...settingsOf(ground, port)])
    if (await isReady(attempt.process, join(ground.folder, 'cluster'))) return { server: attempt.process, port }
    await attempt.ended
    const lines = attempt.lastLines()
    const lostTheRace = wantedPort === undefined && lines.includes('Address already in use') && tries < 5
    if (!lostTheRace) throw new Error(explain('PostgreSQL did not start', lines, ground.folder, port))
  }
}

const settingsOf = ({ durable, sharedBuffers }: Ground, port: number): string[] => {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    cluster_name: serverNameOf(process.pid),
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: 200,
    shared_buffers: sharedBuffers,
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

const isReady = async (server: ChildProcess, cluster: string): Promise<boolean> => {
  for (let waitedMs = 0; waitedMs < startBoundMs; waitedMs += 10) {
    if (hasEnded(server)) return false
    const pidFile = readPidFile(cluster)
    if (pidFile?.pid === server.pid && pidFile?.ready) return true
    await pause(10)
  }
  if (server.pid !== undefined) await stopServer(server.pid)
  return false
}

const hasEnded = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null

/**
 * Runs one of PostgreSQL's programs on the folder, in a session of its own so that a Ctrl-C in the terminal reaches us
 * first. On Linux, root hands the folder over as an open file: the account that runs the program may then use it even
 * where it could not walk to it, under /root for instance.
 */
const run = (ground: Ground, program: string, argumentsIn: (here: string) => string[]) => {
  const isHandedOver = ground.account !== undefined && process.platform === 'linux'
  const handle = isHandedOver ? openSync(ground.folder, 'r') : undefined
  const child = spawn(
    join(ground.binaries, program),
    argumentsIn(handle === undefined ? ground.folder : '/proc/self/fd/3'),
    {
      ...ground.account,
      cwd: ground.folder,
      detached: true,
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe', ...(handle === undefined ? [] : [handle])],
    },
  )
  if (handle !== undefined) closeSync(handle)
  // From its first instant on: a Ctrl-C may come before it is ready.
  const endWithUs = (): unknown => child.kill('SIGINT')
  process.once('exit', endWithUs)
  child.once('exit', () => process.off('exit', endWithUs))
  let last: string[] = []
  const note = (chunk: Buffer): void => {
    const lines = chunk.toString().split('\n').filter(Boolean)
    last = [...last, ...lines].slice(-30)
    lines.forEach(ground.log)
  }
  child.stdout?.on('data', note)
  child.stderr?.on('data', note)
  const ended = new Promise<void>((done) => {
    child.once('error', (error) => {
      last.push(error.message)
      done()
    })
    child.once('close', () => done())
  })
  return { process: child, ended, lastLines: () => last.join('\n') }
}

const explain = (what: string, lines: string, folder: string, port?: number): string => {
  if (lines.includes('Address already in use')) return `${what}: port ${port} of 127.0.0.1 is taken by another program.`
  if (/No space left on device|ENOSPC|Disk quota exceeded|EDQUOT/i.test(lines)) {
    return `${what}: the disk that holds ${folder} is full. Free some space and start again.`
  }
  if (lines.includes('lock file "postmaster.pid" already exists')) {
    return `${what}: the data folder ${folder} is in use by process ${readPidFile(join(folder, 'cluster'))?.pid}.`
  }
  if (/EPERM|EACCES|EROFS/.test(lines)) return `${what}: this user may not write in ${folder}.`
  return `${what}:\n${lines}`
}

const openDatabase = async ({ folder }: Ground, port: number): Promise<string> => {
  const password = readFileSync(join(folder, 'password'), 'utf8')
  const urlOf = (name: string): string => `postgres://${user}:${password}@127.0.0.1:${port}/${name}`
  const client = new Client({ connectionString: urlOf('postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${database}`)
  } finally {
    await client.end()
  }
  return urlOf(database)
}
