import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** A node process that is measured. */
export interface Child {
  readonly pid: number
  /** Microseconds of processor since its start. */
  readonly cpu: () => Promise<number>
  readonly stop: () => Promise<void>
}

const usage = z.object({ user: z.number(), system: z.number() })
const startsWithinMs = 60_000
const answersWithinMs = 10_000

/**
 * Runs a file as a process of its own, until it writes `ready`. It ends with this one. `isBuilt`: it is plain
 * JavaScript, run with nothing beside it, so that its processor is not told. Errors: it ended before.
 */
export const startChild = async (
  file: URL,
  {
    env,
    ready,
    args = [],
    isBuilt = false,
  }: { env: Record<string, string>; ready: string; args?: readonly string[]; isBuilt?: boolean },
): Promise<Child> => {
  const tell = fileURLToPath(new URL('./tell-cpu.ts', import.meta.url))
  const child = fork(fileURLToPath(file), {
    execArgv: isBuilt ? [...args] : [...args, '--import', 'tsx', '--import', tell],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  })
  const endWithUs = (): unknown => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  child.once('exit', () => process.off('exit', endWithUs))
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${file.pathname} is not ready`)), startsWithinMs)
    child.stdout?.on('data', (lines: Buffer) => {
      if (!lines.includes(ready)) return
      clearTimeout(late)
      resolve()
    })
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`${file.pathname} ended with ${code}`))
    })
  })
  return {
    pid: child.pid ?? 0,
    cpu: async () => {
      const answer = once(child, 'message', { signal: AbortSignal.timeout(answersWithinMs) })
      child.send('cpu')
      const { user, system } = usage.parse((await answer)[0])
      return user + system
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), answersWithinMs)
      await ended
      clearTimeout(late)
    },
  }
}
