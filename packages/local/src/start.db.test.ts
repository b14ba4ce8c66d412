import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stopOrphanPostgres } from './embedded-postgres.ts'
import { freePort, freePorts } from './free-port.ts'

// One folder for all of them, in this order: its first start is slow.
const parent = mkdtempSync(join(tmpdir(), 'boussole-start-test-'))
const dataDir = join(parent, 'data')
const children: ChildProcess[] = []
let env: Record<string, string>
let api: string

interface Start {
  readonly child: ChildProcess
  readonly said: () => string
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>
}

const start = (words: string[] = [], settings: Record<string, string> = {}): Start => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'packages/local/src/start.ts', ...words], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    env: { PATH: process.env['PATH'], ...env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let said = ''
  const hear = (chunk: Buffer): void => {
    said += chunk.toString()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = new Promise<number | string | null>((end) => {
    child.once('close', (code, signal) => end(signal ?? code))
  })
  return { child, said: () => said, ended }
}

/** Waits until it says so; an end before that fails at once, with what it said. */
const untilSaid = async ({ said, child }: Start, words: string): Promise<void> => {
  await expect
    .poll(() => said().includes(words) || child.exitCode !== null, { timeout: 170_000, interval: 50 })
    .toBe(true)
  expect(said()).toContain(words)
}

beforeAll(async () => {
  const [webPort, apiPort, workerPort, smtpPort] = await freePorts(4)
  api = `http://127.0.0.1:${apiPort}`
  env = {
    DATA_DIR: dataDir,
    WEB_PORT: `${webPort}`,
    API_PORT: `${apiPort}`,
    WORKER_PORT: `${workerPort}`,
    SMTP_PORT: `${smtpPort}`,
  }
})

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await stopOrphanPostgres(join(dataDir, 'postgres'))
  rmSync(parent, { recursive: true, force: true, maxRetries: 10 })
})

const readClock = async (): Promise<string> => {
  const read: unknown = await (await fetch(`${api}/local/clock`)).json()
  return typeof read === 'object' && read !== null && 'now' in read ? String(read.now) : ''
}

let running: Start

test('a word that is not known shows the usage', async () => {
  const { ended, said } = start(['--rest'])
  expect(await ended).toBe(2)
  expect(said()).toContain('Not understood: --rest')
  expect(said()).toContain('Usage: npm start')
})

test(
  'a start killed half-way is taken up by the next one, which says when it is ready',
  { timeout: 180_000 },
  async () => {
    const killed = start()
    await untilSaid(killed, 'Communes of France …')
    killed.child.kill('SIGKILL')
    expect(await killed.ended).toBe('SIGKILL')

    running = start()
    await untilSaid(running, 'Ctrl-C stops')
    expect(running.said()).toMatch(/Communes of France … \d/)
    expect(running.said()).toContain('amelie.garcin@premier-toit.example')
    expect((await fetch(`${api}/health/ready`)).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${env['WORKER_PORT']}/health/ready`)).status).toBe(200)
    expect(await (await fetch(`http://127.0.0.1:${env['WEB_PORT']}/local`)).text()).toContain('<h1>Cette machine</h1>')
    const communes: unknown = await (await fetch(`${api}/api/v1/communes?q=saint+etienne`)).json()
    expect(communes).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ code: '42218' })]) })
  },
)

test('a second start on the same folder says who is in the way, and does nothing', async () => {
  const { ended, said } = start()
  expect(await ended).toBe(1)
  expect(said()).toContain(`Another "npm start" is running on ${dataDir}`)
})

test('ports that are taken are all named before anything is done', async () => {
  const elsewhere = join(parent, 'elsewhere')
  const { ended, said } = start([], { DATA_DIR: elsewhere })
  expect(await ended).toBe(1)
  for (const name of ['WEB_PORT', 'API_PORT', 'WORKER_PORT', 'SMTP_PORT'])
    expect(said()).toContain(`${env[name]} (${name})`)
  expect(said()).not.toContain('    at ')
  expect(existsSync(elsewhere)).toBe(false)
})

test('the story keeps every promise, beside the platform that runs', { timeout: 180_000 }, async () => {
  const story = start(['--story'])
  const code = await story.ended
  expect(story.said()).toContain('Boussole did all it promises')
  expect(code).toBe(0)
})

test('asked to stop, it stops by itself, and says no error', async () => {
  await fetch(`${api}/local/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"advance":"P30D"}',
  })
  running.child.kill('SIGTERM')
  expect(await running.ended).toBe(0)
  expect(running.said()).not.toMatch(/error|While stopping/i)
  await expect(fetch(`${api}/health/live`)).rejects.toThrow('fetch failed')
})

test('the next start finds its data and its clock, and loads nothing again', { timeout: 180_000 }, async () => {
  running = start()
  await untilSaid(running, 'Ctrl-C stops')
  expect(running.said()).not.toContain('Communes of France')
  expect(running.said()).toContain('30 days ahead of this machine')
  running.child.kill('SIGKILL')
  expect(await running.ended).toBe('SIGKILL')
})

test('a fresh start forgets everything, even after a kill', { timeout: 180_000 }, async () => {
  running = start(['--reset'])
  await untilSaid(running, 'Ctrl-C stops')
  expect(Date.parse(await readClock()) - Date.now()).toBeLessThan(86_400_000)
  running.child.kill('SIGINT')
  expect(await running.ended).toBe(0)
})

test('a database that does not answer is said in a sentence', async () => {
  const nowhere = `postgres://nobody@127.0.0.1:${await freePort()}/nothing`
  const { ended, said } = start([], { DATABASE_URL: nowhere })
  expect(await ended).toBe(1)
  expect(said()).toContain('The database of DATABASE_URL does not answer')
  expect(said()).not.toContain('    at ')
})
