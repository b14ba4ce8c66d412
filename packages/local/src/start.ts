import { Temporal } from 'temporal-polyfill'
import { fileURLToPath } from 'node:url'
import { readArguments, usage } from './arguments.ts'
import type { Arguments } from './arguments.ts'
import { CannotStart, orCannotStart } from './cannot-start.ts'
import { inUse, isHeld, takeDataFolder } from './data-folder.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { createEnding } from './ending.ts'
import { frenchTime } from './french-time.ts'
import { logLines, say } from './log-lines.ts'
import { startPlatform } from './platform.ts'
import { prepareDatabase, refuseSilentDatabase } from './prepare-database.ts'
import { showReady } from './ready-table.ts'
import { readSettings } from './settings.ts'
import type { Settings } from './settings.ts'
import { playStory } from './story.ts'
import { StoryBroken } from './story-api.ts'
import { createStoryDatabase, runningDatabaseUrl } from './story-database.ts'
import { refuseTakenPorts } from './taken-ports.ts'
import { openTerminal } from './terminal.ts'
import { playYear } from './year/play-year.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const terminal = openTerminal(process.stdout, process.env)
const ending = createEnding((error) => terminal.line(terminal.red(`While stopping: ${String(error)}`)))
let stopping = false

/** Takes the data folder and starts the database in it, unless one of somebody's own is given. */
const openGround = async ({ dataDir, databaseUrl }: Settings, reset: boolean) => {
  const folder = await takeDataFolder(dataDir, { reset, needsSpace: databaseUrl === undefined })
  ending.add(folder.release)
  if (databaseUrl !== undefined) {
    await refuseSilentDatabase(databaseUrl)
    return { folder, url: databaseUrl }
  }
  const postgres = await terminal.step('PostgreSQL', () =>
    orCannotStart(() => startEmbeddedPostgres({ dataDir: folder.postgres, durable: true })),
  )
  ending.add(postgres.stop)
  return { folder, url: postgres.url }
}

/** A platform of its own plays the year on this database, on ports of its own, and stops. */
const fillWithYear = async (databaseUrl: string, settings: Settings): Promise<void> => {
  const end = Temporal.Now.instant()
  await prepareDatabase(databaseUrl, terminal, end.subtract({ hours: settings.yearDays * 24 }))
  const mine = createEnding((error) => terminal.line(terminal.red(`While stopping: ${String(error)}`)))
  ending.add(mine.end)
  const platform = await startPlatform({
    env: { LOG_LEVEL: 'warn', ...process.env },
    databaseUrl,
    redisUrl: undefined,
    ports: { WEB_PORT: 0, API_PORT: 0, WORKER_PORT: 0, SMTP_PORT: 0 },
    siteUrl: settings.siteUrl,
    log: logLines(terminal),
    onMove: () => undefined,
    ending: mine,
    isPlayed: true,
  })
  await terminal.step('A year of activity', () => playYear({ platform, terminal, end, seed: 2026 }))
  await mine.end()
}

const start = async (settings: Settings, { reset, year }: Pick<Arguments, 'reset' | 'year'>): Promise<void> => {
  if (reset && settings.databaseUrl !== undefined) {
    throw new CannotStart('--reset does not touch the database of DATABASE_URL: empty it yourself, or leave it out.')
  }
  if (await isHeld(settings.dataDir)) throw new CannotStart(inUse(settings.dataDir))
  await refuseTakenPorts(settings.ports)
  const { folder, url } = await openGround(settings, reset)
  if (year) await fillWithYear(url, settings)
  await prepareDatabase(url, terminal)
  const { clock, mailbox, bouncePort } = await terminal.step('Services', () =>
    startPlatform({
      env: process.env,
      databaseUrl: url,
      redisUrl: process.env['REDIS_URL'] || undefined,
      ports: settings.ports,
      siteUrl: settings.siteUrl,
      mailsFolder: folder.mails,
      log: logLines(terminal),
      onMove: (now) => say(terminal, 'clock', frenchTime(now, 'Europe/Paris')),
      ending,
    }),
  )
  mailbox.onMail(({ to, subject }) => say(terminal, 'mail', `${to}: ${subject}`))
  showReady(terminal, { settings, bouncePort, now: await clock.read(), uptimeMs: process.uptime() * 1000 })
}

/** A server for the story: that of the `npm start` which runs on this folder, or one of our own. */
const openStoryGround = async (settings: Settings, reset: boolean): Promise<string> => {
  const { dataDir, databaseUrl } = settings
  if (!(await isHeld(dataDir))) return (await openGround(settings, reset)).url
  const url = databaseUrl ?? runningDatabaseUrl(`${dataDir}/postgres`)
  if (reset || url === undefined) throw new CannotStart(inUse(dataDir))
  return url
}

const story = async (settings: Settings, reset: boolean): Promise<void> => {
  const database = await createStoryDatabase(await openStoryGround(settings, reset))
  ending.add(database.drop)
  await prepareDatabase(database.url, terminal)
  let movedTo: Temporal.Instant | undefined
  const platform = await terminal.step('Services', () =>
    startPlatform({
      env: { LOG_LEVEL: 'warn', ...process.env },
      databaseUrl: database.url,
      redisUrl: undefined,
      ports: { WEB_PORT: 0, API_PORT: 0, WORKER_PORT: 0, SMTP_PORT: 0 },
      siteUrl: settings.siteUrl,
      log: logLines(terminal),
      onMove: (now) => {
        movedTo = now
      },
      ending,
    }),
  )
  terminal.line('')
  await playStory({ platform, terminal, movedTo: () => movedTo })
  terminal.line('')
  terminal.line(terminal.bold('Boussole did all it promises: the lapse was seen, said, and passed on.'))
}

const stop = async (code: number): Promise<never> => {
  stopping = true
  await ending.end()
  process.exit(code)
}

/** What stands in the way, in a sentence; anything else is a bug, and keeps its stack. */
const wordsOf = (error: unknown): string => {
  if (error instanceof CannotStart) return `Boussole cannot start. ${error.message}`
  if (error instanceof StoryBroken) return `The story broke. Not as promised: ${error.message}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

const fail = async (error: unknown): Promise<void> => {
  if (stopping) return
  terminal.line('')
  process.stderr.write(`${terminal.red(wordsOf(error))}\n`)
  await stop(1)
}

const main = async (): Promise<void> => {
  const words = process.argv.slice(2)
  const asked = readArguments(words)
  if (asked === undefined) {
    process.stderr.write(`Not understood: ${words.join(' ')}\n\n${usage}\n`)
    process.exit(2)
  }
  if (asked.help) {
    terminal.line(usage)
    return
  }
  const settings = readSettings(process.env, root)
  if (!asked.story) return start(settings, asked)
  await story(settings, asked.reset)
  await stop(0)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(130)
    terminal.line('')
    terminal.line(`Stopping (${signal}); once more stops at once.`)
    stop(0).catch(() => process.exit(1))
  })
}
process.on('uncaughtException', (problem) => {
  if (stopping) process.exit(1)
  fail(problem).catch(() => process.exit(1))
})

await main().catch(fail)
