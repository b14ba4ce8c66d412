import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from '@boussole/local'
import { startChild } from './child.ts'
import type { Line } from './figure.ts'
import type { Ground } from './ground.ts'
import { residentKilobytes } from './machine.ts'

const services = [
  { name: 'api', port: 'API_PORT', ready: '"ready"', megabytes: 100 },
  { name: 'web', port: 'WEB_PORT', ready: '"ready"', megabytes: 100 },
  { name: 'worker', port: 'WORKER_PORT', ready: 'worker ready', megabytes: 80 },
] as const

const buildScript = fileURLToPath(new URL('../../../scripts/build.mjs', import.meta.url))

/** Each service as it runs in production, built, in a process of its own, left alone for a while: its memory. */
export const measureMemory = async (ground: Ground, idleMs: number): Promise<Line[]> => {
  const built = await mkdtemp(join(tmpdir(), 'boussole-built-'))
  try {
    await promisify(execFile)(process.execPath, [buildScript, built])
    return await measureBuilt(built, ground, idleMs)
  } finally {
    await rm(built, { recursive: true })
  }
}

const measureBuilt = async (built: string, ground: Ground, idleMs: number): Promise<Line[]> => {
  const lines: Line[] = []
  for (const { name, port, ready, megabytes } of services) {
    const child = await startChild(pathToFileURL(join(built, 'services', name, 'src/main.js')), {
      isBuilt: true,
      ready,
      env: { DATABASE_URL: ground.url, [port]: String(await freePort()) },
    })
    await pause(idleMs)
    const kilobytes = residentKilobytes(child.pid)
    await child.stop()
    lines.push(
      kilobytes === null
        ? { what: `idle memory of ${name}`, told: 'this system does not tell it' }
        : {
            what: `idle memory of ${name}, after ${idleMs / 1000} s`,
            ours: kilobytes / 1000,
            limit: megabytes,
            unit: 'MB',
            good: 'at most',
            isTime: false,
          },
    )
  }
  return lines
}
