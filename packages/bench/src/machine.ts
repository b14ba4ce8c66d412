import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import type { Pool } from 'pg'

// What the machine spends, from /proc: on Linux only. Elsewhere what is not known is null, and said.

/** A process, as /proc tells of it. */
interface ProcessLine {
  readonly pid: number
  readonly parent: number
  readonly name: string
  /** Hundredths of a second of processor, with those of the children that it has waited for. */
  readonly ticks: number
}

/** Linux counts processor time in hundredths of a second for whoever asks from outside. */
const microsecondsPerTick = 10_000

const readLine = (pid: string): ProcessLine | undefined => {
  let line: string
  try {
    line = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    // It ended meanwhile.
    return undefined
  }
  const end = line.lastIndexOf(')')
  const fields = line.slice(end + 2).split(' ')
  const number = (place: number): number => Number(fields[place] ?? 0)
  return {
    pid: Number(pid),
    parent: number(1),
    name: line.slice(line.indexOf('(') + 1, end),
    ticks: number(11) + number(12) + number(13) + number(14),
  }
}

const isKnown = process.platform === 'linux'

const allProcesses = (): ProcessLine[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readLine(pid) ?? [])

/** A process and all that it has started: microseconds of processor since their beginning. Null where it is not told. */
export const cpuOfTree = (root: number): number | null => {
  if (!isKnown) return null
  const processes = allProcesses()
  const own = new Set([root])
  let before: number
  do {
    before = own.size
    for (const { pid, parent } of processes) if (own.has(parent)) own.add(pid)
  } while (own.size > before)
  return processes.reduce((sum, { pid, ticks }) => (own.has(pid) ? sum + ticks : sum), 0) * microsecondsPerTick
}

/** The first process of the PostgreSQL behind this pool; null when it runs elsewhere, or nothing tells. */
export const postgresOf = async (pool: Pool): Promise<number | null> => {
  if (!isKnown) return null
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  const backend = readLine(String(rows[0]?.pid ?? 0))
  return backend?.name.startsWith('postgres') === true ? backend.parent : null
}

/** Memory of a process that is not shared out: kilobytes resident. Null where it is not told. */
export const residentKilobytes = (pid: number): number | null => {
  if (!isKnown) return null
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return kilobytes === undefined ? null : Number(kilobytes)
}

/** What the whole machine did since it started, in ticks of all processors together. */
const readMachine = () => {
  if (!isKnown) return undefined
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, steal = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number)
  const busy = user + nice + system + irq + softirq
  return { all: busy + idle + wait + steal, busy, steal, ours: (cpuOfTree(process.pid) ?? 0) / microsecondsPerTick }
}

/** How quiet the machine was while something was measured; shares of all its processors. */
export interface Quiet {
  readonly isQuiet: boolean
  readonly words: string
}

/** Above these shares of all processors, what is measured beside them is not believed. */
const mostStolen = 0.02
const mostByOthers = 0.05

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** Begins to watch the machine; the answer, when called, is for the time since. */
export const watchMachine = (): (() => Quiet) => {
  const before = readMachine()
  return () => {
    const now = readMachine()
    if (before === undefined || now === undefined) {
      return { isQuiet: true, words: 'this system does not tell whether it was quiet' }
    }
    const all = Math.max(1, now.all - before.all)
    const stolen = (now.steal - before.steal) / all
    const byOthers = Math.max(0, (now.busy - before.busy - (now.ours - before.ours)) / all)
    return {
      isQuiet: stolen <= mostStolen && byOthers <= mostByOthers,
      words: `steal ${percent(stolen)}, others ${percent(byOthers)}, load ${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} cores`,
    }
  }
}
