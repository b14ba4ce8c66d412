import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** The name a server of ours carries on its command line: it tells which process started it. */
export const serverNameOf = (starterPid: number): string => `boussole-of-${starterPid}`

const starterIn = (commandLine: string): number | undefined => {
  const pid = /cluster_name=boussole-of-(\d+)/.exec(commandLine)?.[1]
  return pid === undefined ? undefined : Number(pid)
}

/** What a live PostgreSQL says of itself in its data folder. */
type PidFile = { pid: number; port: number; ready: boolean }

/** The server that holds this cluster according to its own lock file; undefined when there is none, or half of one. */
export const readPidFile = (cluster: string): PidFile | undefined => {
  const path = join(cluster, 'postmaster.pid')
  if (!existsSync(path)) return undefined
  const lines = readFileSync(path, 'utf8').split('\n')
  const pid = Number(lines[0])
  return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : undefined
}

export const isProcessAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Is this process the server of this very folder, and not another program that was given the same number since? */
const servesCluster = (pid: number, cluster: string): boolean => {
  if (process.platform !== 'linux') return commandLineOf(pid).includes(cluster)
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
  } catch {
    return false
  }
}

const commandLineOf = (pid: number): string =>
  process.platform === 'linux'
    ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    : ps(pid, 'command=')

const parentOf = (pid: number): number =>
  process.platform === 'linux'
    ? Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
    : Number(ps(pid, 'ppid='))

const ps = (pid: number, column: string): string => {
  try {
    return execFileSync('ps', ['-ww', '-o', column, '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return '' // ps exits with 1 when there is no such process
  }
}

/**
 * Frees a cluster for a new start: stops the server that a killed process of ours left behind, clears away the lock
 * file of a dead one. A server whose starter still lives, or that is not ours, is left alone.
 * Errors: the folder is in use; the message names the process.
 */
export const freeCluster = async (cluster: string): Promise<void> => {
  const held = readPidFile(cluster)
  if (held === undefined || !isProcessAlive(held.pid)) return
  if (!servesCluster(held.pid, cluster)) {
    rmSync(join(cluster, 'postmaster.pid')) // its server is dead and its number was given to another program
    return
  }
  const starter = starterIn(commandLineOf(held.pid))
  // A child whose parent dies is given another parent, so this cannot be fooled by a number used twice.
  const starterLives = starter === parentOf(held.pid)
  if (starter === undefined || starterLives) {
    throw new Error(
      `The data folder ${cluster} is in use by the PostgreSQL process ${held.pid}` +
        (starterLives ? `, started by process ${starter}. Stop that one first.` : '. Stop it first.'),
    )
  }
  await stopServer(held.pid)
}

/**
 * Stops a server without losing anything: lets its clients finish, then sends them away, and only then has it stop at
 * once (it recovers at its next start). It is never killed. Bounds in seconds: 1, 20, 10.
 * Errors: it is still there after all that.
 */
export const stopServer = async (pid: number): Promise<void> => {
  const steps = [
    ['SIGTERM', 1],
    ['SIGINT', 20],
    ['SIGQUIT', 10],
  ] as const
  for (const [signal, seconds] of steps) {
    if (!isProcessAlive(pid)) return
    process.kill(pid, signal)
    for (let waited = 0; waited < seconds * 1000 && isProcessAlive(pid); waited += 20) await pause(20)
  }
  if (isProcessAlive(pid)) throw new Error(`PostgreSQL (process ${pid}) does not stop.`)
}
