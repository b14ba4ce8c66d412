import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join, relative } from 'node:path'
import { CannotStart } from './cannot-start.ts'
import { stopOrphanPostgres } from './embedded-postgres.ts'

/** The folder that holds everything of one local machine, held by one `npm start` at a time. */
export interface DataFolder {
  readonly postgres: string
  readonly mails: string
  release: () => Promise<void>
}

/** A first start takes about half of it. */
const neededMegabytes = 300
const note = 'about-this-folder.txt'
const noteWords = `Data of Boussole on this machine (npm start): its database and the mails it caught.
Nothing in it is needed elsewhere: "npm start -- --reset" starts afresh.
`

/** The shorter of two ways to name the socket: the system takes about 100 bytes. */
const socketIn = (folder: string): string => {
  const path = join(folder, 'running')
  const fromHere = relative(process.cwd(), path)
  const shorter = fromHere.length < path.length ? fromHere : path
  if (Buffer.byteLength(shorter) > 100) throw new CannotStart(`DATA_DIR is too long a path: ${folder}`)
  return shorter
}

const answers = (socket: string): Promise<boolean> =>
  new Promise((known) => {
    const client = connect(socket)
    client.once('connect', () => client.destroy())
    client.once('connect', () => known(true))
    client.once('error', () => known(false))
  })

/** Does a running `npm start` hold this folder? Changes nothing. */
export const isHeld = async (folder: string): Promise<boolean> => answers(socketIn(folder))

/** A socket cannot outlive its process, and no other process can be mistaken for it: better than a number in a file. */
const hold = (socket: string): Promise<() => Promise<void>> =>
  new Promise((held, failed) => {
    const server = createServer((client) => client.destroy())
    server.once('error', failed)
    server.listen(socket, () => {
      server.unref()
      held(() => new Promise((released) => void server.close(() => released())))
    })
  })

const explain = (folder: string, { code, message }: { code?: string; message: string }): string => {
  if (code === 'ENOSPC' || code === 'EDQUOT') return `The disk that holds ${folder} is full. Free some space first.`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return `This user may not write in ${folder}.`
  if (code === 'ENOTDIR' || code === 'EEXIST') return `${folder} is not a folder.`
  return `${folder} cannot hold the data: ${message}`
}

const entriesOf = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

const prepare = async (folder: string, { needsSpace }: { needsSpace: boolean }): Promise<() => Promise<void>> => {
  const entries = entriesOf(folder)
  if (entries.length > 0 && !entries.includes(note)) {
    throw new CannotStart(`${folder} holds something else already. Give Boussole a folder of its own: DATA_DIR=…`)
  }
  mkdirSync(folder, { recursive: true })
  const { bavail, bsize } = statfsSync(folder)
  const freeMegabytes = Math.floor((bavail * bsize) / 1e6)
  if (needsSpace && !entries.includes('postgres') && freeMegabytes < neededMegabytes) {
    if (entries.length === 0) rmSync(folder, { recursive: true })
    throw new CannotStart(
      `The disk that holds ${folder} is full: a first start takes ${neededMegabytes} MB, ${freeMegabytes} MB are free.`,
    )
  }
  writeFileSync(join(folder, note), noteWords)
  const socket = socketIn(folder)
  if (await answers(socket)) throw new CannotStart(inUse(folder))
  rmSync(socket, { force: true })
  return hold(socket)
}

export const inUse = (folder: string): string =>
  `Another "npm start" is running on ${folder}. Stop it first, or give this one a folder and ports of its own:\n` +
  'DATA_DIR=… WEB_PORT=… API_PORT=… WORKER_PORT=… SMTP_PORT=… npm start'

/**
 * Takes the folder for this process, made if need be; `reset` empties it first. Only a folder that is empty or ours is
 * taken. `needsSpace`: a database will be made in it. Errors: CannotStart, in a sentence; then nothing was written.
 */
export const takeDataFolder = async (
  folder: string,
  { reset, needsSpace }: { reset: boolean; needsSpace: boolean },
): Promise<DataFolder> => {
  const places = { postgres: join(folder, 'postgres'), mails: join(folder, 'mails') }
  try {
    const release = await prepare(folder, { needsSpace })
    if (reset) {
      await stopOrphanPostgres(places.postgres)
      for (const place of Object.values(places)) rmSync(place, { recursive: true, force: true, maxRetries: 10 })
    }
    return { ...places, release }
  } catch (error) {
    if (error instanceof CannotStart || !(error instanceof Error)) throw error
    throw new CannotStart(explain(folder, error), { cause: error })
  }
}
