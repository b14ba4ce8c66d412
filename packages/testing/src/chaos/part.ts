import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export type ServiceName = 'api' | 'web' | 'worker'

/** One process of a service, as production runs it. It keeps its port over a restart. */
export interface Part {
  readonly name: string
  readonly service: ServiceName
  readonly url: string
  /** Does it run? Nobody asks it whether it is well. */
  readonly isRunning: () => boolean
  /** Begins a new process; it may need some seconds before it is well. */
  readonly start: () => void
  /** Ends it: at once (SIGKILL), or in good order. The exit code; null when a signal ended it. */
  readonly end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>
  /** Is it well, by its own word (/health/ready)? */
  readonly isWell: () => Promise<boolean>
  /** Errors: not well within three minutes; the message holds its last lines. */
  readonly untilWell: () => Promise<void>
}

interface PartSettings {
  readonly name: string
  readonly service: ServiceName
  readonly port: number
  readonly env: Readonly<Record<string, string>>
  /** Where its lines go. */
  readonly folder: string
  /** Told when it ends though nobody ended it. */
  readonly onSurprise: (name: string, how: string) => void
}

const wellWithinMs = 180_000

const says = (body: unknown): unknown => (typeof body === 'object' && body !== null ? Reflect.get(body, 'status') : '')

/** A part that does not run yet; `start` begins it, and it is begun again whenever it ends by itself, as a supervisor would. */
export const createPart = ({ name, service, port, env, folder, onSurprise }: PartSettings): Part => {
  const main = fileURLToPath(new URL(`../../../../services/${service}/src/main.ts`, import.meta.url))
  const url = `http://127.0.0.1:${port}`
  const lines = join(folder, `${name}.log`)
  let child: ChildProcess | undefined
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null

  const start = (): void => {
    if (isRunning()) return
    const log = openSync(lines, 'a')
    const begun = spawn(process.execPath, ['--import', 'tsx', main], {
      stdio: ['ignore', log, log],
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    })
    child = begun
    const endWithUs = (): unknown => begun.kill('SIGKILL')
    process.once('exit', endWithUs)
    begun.once('exit', (code, signal) => {
      process.off('exit', endWithUs)
      if (child !== begun) return
      onSurprise(name, String(signal ?? code))
      start()
    })
  }

  const isWell = async (): Promise<boolean> => {
    try {
      const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(4_000) })
      return says(await answer.json()) === 'up'
    } catch {
      return false
    }
  }

  return {
    name,
    service,
    url,
    isRunning,
    start,
    isWell,
    end: async (signal) => {
      const ending = child
      if (ending === undefined || !isRunning()) return null
      // From here on its end surprises nobody.
      child = undefined
      const ended = once(ending, 'exit')
      ending.kill(signal)
      await ended
      return ending.exitCode
    },
    untilWell: async () => {
      for (const begun = performance.now(); performance.now() - begun < wellWithinMs; await pause(150)) {
        if (await isWell()) return
      }
      throw new Error(
        `${name} is not well after ${wellWithinMs / 1000} s:\n${readFileSync(lines, 'utf8').slice(-2_000)}`,
      )
    },
  }
}
