import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { BrokenPromise } from './invariants.ts'
import { simulate } from './simulate.ts'

// Plays years, seed after seed, on as many cores as asked:
// `npm run simulate -- [--seeds 20] [--from 1] [--requests 1000] [--days 365] [--cores 2]`.
// A seed that breaks a promise prints itself, with the request it broke it for; `--from <seed> --seeds 1` plays it again.

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

const playOn = (core: number, cores: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const own = ['--from', String(from + core), '--seeds', String(seeds - core), '--every', String(cores)]
    const sizes = ['--requests', String(requests), '--days', String(days)]
    const child = fork(fileURLToPath(import.meta.url), [...own, ...sizes], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    let told = ''
    child.stdout?.on('data', (words: Buffer) => {
      told += words.toString()
    })
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0 || code === 1) resolve(told)
      else reject(new Error(`a part of the simulation ended with ${code}`))
    })
  })

const yearTold = z.record(z.string(), z.number())

const sumUp = (told: readonly string[]): boolean => {
  const lines = told.flatMap((words) => words.split('\n'))
  const years = lines.filter((line) => line.startsWith('{')).map((line) => yearTold.parse(JSON.parse(line)))
  const broken = lines.filter((line) => !line.startsWith('{') && line !== '')
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
  return broken.length === 0
}

if (asked.values.every === undefined) {
  const cores = Math.min(wholeOf('cores'), seeds)
  const told = await Promise.all(Array.from({ length: cores }, (_, core) => playOn(core, cores)))
  process.exitCode = sumUp(told) ? 0 : 1
} else process.exitCode = play(wholeOf('every')) ? 0 : 1
