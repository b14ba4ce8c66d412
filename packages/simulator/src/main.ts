import { fork } from 'node:child_process'
import { createInterface } from 'node:readline'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { BrokenPromise } from './invariants.ts'
import { simulate } from './simulate.ts'

// Plays years, seed after seed, on as many cores as asked:
// `npm run simulate -- [--seeds 20] [--from 1] [--requests 1000] [--days 365] [--cores 2]`.
// A seed that breaks a promise prints itself, with the request it broke it for; `--from <seed> --seeds 1` plays it again.
// Interrupted, it sums up what was played until then.

const asked = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    from: { type: 'string', default: '1' },
    requests: { type: 'string', default: '1000' },
    days: { type: 'string', default: '365' },
    cores: { type: 'string', default: String(availableParallelism()) },
    // Given to the processes that this one starts.
    every: { type: 'string' },
  },
})

const wholeOf = (name: keyof typeof asked.values): number => {
  const value = Number(asked.values[name])
  if (Number.isInteger(value) && value > 0) return value
  console.error(`--${name} is a whole number, 1 or more.`)
  process.exit(2)
}

const [seeds, from, requests, days] = [wholeOf('seeds'), wholeOf('from'), wholeOf('requests'), wholeOf('days')]
const again = (seed: number) => `npm run simulate -- --from ${seed} --seeds 1 --requests ${requests} --days ${days}`

/** Plays some of the seeds; the one that breaks a promise is told, and the others go on. */
const play = (every: number): boolean => {
  let kept = true
  for (let seed = from; seed < from + seeds; seed += every) {
    const before = process.cpuUsage()
    try {
      const { counts, referralDays } = simulate({ seed, requests, days })
      const { user, system } = process.cpuUsage(before)
      console.log(JSON.stringify({ seed, cpuMs: Math.round((user + system) / 1000), referralDays, ...counts }))
    } catch (error) {
      if (!(error instanceof BrokenPromise)) throw error
      kept = false
      console.log(`\nSeed ${seed} breaks a promise: ${error.message}\nAgain: ${again(seed)}\n`)
    }
  }
  return kept
}

const isYear = (line: string): boolean => line.startsWith('{')

/** Plays a share of the seeds in a process of its own; `told` hears each of its lines as it comes. */
const playOn = (core: number, cores: number, told: (line: string) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const own = ['--from', String(from + core), '--seeds', String(seeds - core), '--every', String(cores)]
    const sizes = ['--requests', String(requests), '--days', String(days)]
    const child = fork(fileURLToPath(import.meta.url), [...own, ...sizes], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    // Interrupted, what was played until then is summed up.
    let isInterrupted = false
    const interrupt = () => {
      isInterrupted = true
      child.kill('SIGTERM')
    }
    process.once('SIGINT', interrupt)
    process.once('SIGTERM', interrupt)
    if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', told)
    child.once('error', reject)
    child.once('close', (code) => {
      if (isInterrupted || code === 0 || code === 1) resolve()
      else reject(new Error(`a part of the simulation ended with ${code}`))
    })
  })

/** Seeds between two lines of progress. */
const progressEvery = 10

const playAll = async (cores: number): Promise<readonly string[]> => {
  const lines: string[] = []
  let played = 0
  const told = (line: string) => {
    lines.push(line)
    // A broken promise is told at once: a whole night may follow.
    if (!isYear(line)) {
      console.log(line)
      return
    }
    played += 1
    if (played % progressEvery === 0) console.log(`${played} of ${seeds} seeds hold`)
  }
  await Promise.all(Array.from({ length: cores }, (_, core) => playOn(core, cores, told)))
  return lines
}

const yearTold = z.record(z.string(), z.number())

const sumUp = (lines: readonly string[]): boolean => {
  const years = lines.filter(isYear).map((line) => yearTold.parse(JSON.parse(line)))
  const broken = lines.filter((line) => !isYear(line) && line !== '')
  const total = new Map<string, number>()
  for (const year of years) {
    for (const [what, times] of Object.entries(year)) total.set(what, (total.get(what) ?? 0) + times)
  }
  const cpu = (total.get('cpuMs') ?? 0) / 1000
  const lived = total.get('referralDays') ?? 0
  console.log(
    `\n${years.length} of ${seeds} seeds (${from} to ${from + seeds - 1}): ${requests} requests, ${days} days each`,
  )
  for (const [what, times] of [...total].toSorted(([a], [b]) => a.localeCompare(b))) {
    if (what !== 'seed' && what !== 'cpuMs' && what !== 'referralDays')
      console.log(`  ${String(times).padStart(12)}  ${what}`)
  }
  console.log(
    `\n  ${cpu.toFixed(1)} s of one core; ${Math.round(lived / cpu)} referral-days lived a second on one core,`,
  )
  console.log(`  ${Math.round((requests * days * years.length) / cpu)} counted as requests × days (goal: 100000)`)
  if (broken.length > 0) console.log(`\n${broken.join('\n')}`)
  console.log(broken.length === 0 ? '\nEvery promise holds.\n' : '\nA promise is broken.\n')
  return broken.length === 0 && years.length === seeds
}

if (asked.values.every === undefined) {
  const lines = await playAll(Math.min(wholeOf('cores'), seeds))
  process.exitCode = sumUp(lines) ? 0 : 1
} else process.exitCode = play(wholeOf('every')) ? 0 : 1
