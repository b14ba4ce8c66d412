import { rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { createEnding, readClock } from '@boussole/local'
import { chanceFrom } from '@boussole/simulator'
import { countQuietMails } from '../proofs/checks.ts'
import { report } from '../proofs/report.ts'
import type { Figure } from '../proofs/report.ts'
import { acts } from './acts.ts'
import type { Playing } from './acts.ts'
import { startLoad } from './load.ts'
import type { Load } from './load.ts'
import { countOverdue, lookAtPromises } from './promises.ts'
import type { Broken } from './promises.ts'
import { setStage } from './stage.ts'
import type { Stage } from './stage.ts'

interface Wanted {
  /** The shortest version: four acts. */
  readonly quick: boolean
  /** The name of the only act that is played, or several with commas. */
  readonly only: string | undefined
  readonly seed: number
  /** How often workers are killed in kill-workers. */
  readonly kills: number
}

/** All must be well again within this long, in seconds: two leases of a mail (decision 0002), and what a busy machine needs. */
const rightWithin = 240
/** All goes on for this long before the first act and after each, in milliseconds. */
const calmMs = 2_000

const sumOf = (broken: Broken): number =>
  broken.invariants +
  broken.requestsLost +
  broken.requestsTwice +
  broken.actsLost +
  broken.mailsLost +
  broken.mailsUnknown

const namesOf = (broken: Broken): string =>
  Object.entries(broken)
    .filter(([, many]) => many > 0)
    .map(([what, many]) => `${what} ${many}`)
    .join(', ')

/**
 * Waits until all parts are well and what was due when the fault was over is done: the seconds it took. `mailsMayWait`:
 * mails that were on their way may still wait for the end of their lease.
 */
const untilRight = async ({ db, parts }: Stage, mailsMayWait = false): Promise<number> => {
  const begun = performance.now()
  const seconds = () => (performance.now() - begun) / 1000
  let at: string | undefined
  for (; seconds() < rightWithin; await pause(200)) {
    const areWell = await Promise.all(parts.map((part) => part.isWell()))
    if (areWell.includes(false)) continue
    // A database that comes back tells the time once it does.
    at ??= await readClock(db.$client)
    if ((await countOverdue(db, { at, mailsMayWait })) === 0) return seconds()
  }
  return seconds()
}

const sinceThen = (load: Load, before: ReadonlyMap<string, number>): Map<string, number> =>
  new Map(
    [...load.tally]
      .map(([code, many]) => [code, many - (before.get(code) ?? 0)] as const)
      .filter(([, many]) => many > 0),
  )

/** One line of the table of acts. */
interface Played {
  readonly name: string
  readonly seconds: number
  readonly asked: number
  readonly answers: ReadonlyMap<string, number>
  readonly twice: number
  readonly words: string
}

const printTable = (played: readonly Played[]): void => {
  const width = Math.max(...played.map(({ name }) => name.length))
  console.log(`\n  ${'act'.padEnd(width)}  well after  asked  mails twice  answers that were no yes`)
  for (const { name, seconds, asked, answers, twice, words } of played) {
    const told = [...answers].map(([code, many]) => `${code} ${many}`).join(', ')
    const row = [name.padEnd(width), `${seconds.toFixed(1)} s`.padStart(10), String(asked).padStart(5)]
    console.log(
      `  ${[...row, String(twice).padStart(11)].join('  ')}  ${told === '' ? '-' : told}${words && ` (${words})`}`,
    )
  }
}

const chosen = ({ quick, only }: Wanted, hasRedis: boolean) => {
  const wanted = acts.filter(({ name, quick: isQuick }) =>
    only === undefined ? !quick || isQuick : only.split(',').includes(name),
  )
  if (wanted.length === 0) throw new Error(`No such act; there are: ${acts.map(({ name }) => name).join(', ')}`)
  return {
    playable: wanted.filter((act) => hasRedis || !act.ofRedis),
    skipped: wanted.filter((act) => !hasRedis && act.ofRedis),
  }
}

/**
 * Breaks one part of the platform after the other while people ask, answer and read, and looks at every promise after
 * each. Prints a table of the acts and one of the promises. True when all hold.
 */
export const playChaos = async (
  wanted: Wanted,
  ending = createEnding((error) => console.error(error)),
): Promise<boolean> => {
  const begun = performance.now()
  try {
    const stage = await setStage(ending)
    const { playable, skipped } = chosen(wanted, stage.redis !== undefined)
    console.log(
      `2 api, 2 web, 2 worker, PostgreSQL (embedded), ${stage.redis ? 'Redis' : 'no Redis: the queue is on PostgreSQL'}; ready after ${Math.round((performance.now() - begun) / 1000)} s`,
    )
    for (const { name } of skipped) console.log(`  skipped: ${name} (no redis-server on the PATH)`)
    // What the demo itself had waiting for this morning is no part of the load.
    await untilRight(stage)
    const load = await startLoad(stage, wanted.seed)
    const playing: Playing = {
      stage,
      chance: chanceFrom(wanted.seed),
      kills: wanted.kills,
      seconds: wanted.quick ? { away: 2, frozen: 4, refused: 2 } : { away: 4, frozen: 12, refused: 6 },
      badEnds: [],
    }
    const played: Played[] = []
    const figures: Figure[] = []
    let doubts = 0
    let last = await lookAtPromises(stage, load)
    for (const act of playable) {
      await pause(calmMs)
      const before = { tally: new Map(load.tally), asked: load.totals.asked }
      console.log(`\n${act.name}: ${act.what}`)
      const words = (await act.play(playing)) ?? ''
      // The short version waits for mails once, at its end.
      const seconds = await untilRight(stage, wanted.quick)
      doubts += act.doubts(wanted.kills)
      const looked = await lookAtPromises(stage, load)
      const { broken, inDoubt } = looked
      const answers = sinceThen(load, before.tally)
      const twice = inDoubt.twice - last.inDoubt.twice
      last = looked
      played.push({ name: act.name, seconds, asked: load.totals.asked - before.asked, answers, twice, words })
      console.log(`  well after ${seconds.toFixed(1)} s${sumOf(broken) > 0 ? `; BROKEN: ${namesOf(broken)}` : ''}`)
      figures.push({
        what: `${act.name}: seconds until all ${wanted.quick ? 'but mails ' : ''}is well`,
        measured: seconds.toFixed(1),
        allowed: sumOf(broken) > 0 ? namesOf(broken) : `at most ${rightWithin}`,
        holds: seconds < rightWithin && sumOf(broken) === 0,
      })
    }
    await load.stop()
    const left = await untilRight(stage)
    const { broken, inDoubt } = await lookAtPromises(stage, load)
    for (const part of stage.parts) {
      const code = await part.end('SIGTERM')
      if (code !== 0) playing.badEnds.push(`${part.name} (${code})`)
    }
    const { totals, tally } = load
    const bugs = [...tally].filter(([code]) => code.startsWith('500')).reduce((sum, [, many]) => sum + many, 0)
    const quiet = await countQuietMails(stage.db)
    const nothing = (what: string, measured: number): Figure => ({ what, measured, allowed: 0, holds: measured === 0 })
    printTable(played)
    console.log(
      `\nSeed ${wanted.seed}: ${totals.asked} asked, ${totals.acted} acts of referents, ${totals.read} readers, ${stage.mailsTaken.length} mails, ${Math.round((performance.now() - begun) / 1000)} s`,
    )
    const holds = report('Chaos', [
      ...figures,
      {
        what: 'seconds until nothing is left at the end',
        measured: left.toFixed(1),
        allowed: `at most ${rightWithin}`,
        holds: left < rightWithin,
      },
      nothing('rows that break an invariant', broken.invariants),
      nothing('requests acknowledged and lost', broken.requestsLost),
      nothing('requests twice', broken.requestsTwice),
      nothing('acts of referents acknowledged and lost', broken.actsLost),
      nothing('asked, and given up after two minutes', totals.gaveUp),
      {
        what: 'acts and pages',
        measured: totals.acted + totals.read,
        allowed: 'some of each',
        holds: totals.acted > 0 && totals.read > 0,
      },
      nothing('mails lost', broken.mailsLost),
      nothing('mails nobody decided', broken.mailsUnknown),
      {
        what: 'mails twice, under one Message-ID, or no longer called for',
        measured: inDoubt.twice + inDoubt.undecided,
        allowed: `at most ${doubts}`,
        holds: inDoubt.twice + inDoubt.undecided <= doubts,
      },
      nothing('mails in quiet hours', quiet),
      nothing('answers that call themselves a bug (500)', bugs),
      nothing(`processes that ended by themselves ${stage.surprises.join(', ')}`.trim(), stage.surprises.length),
      nothing(
        `ends in good order with another code than 0 ${playing.badEnds.join(', ')}`.trim(),
        playing.badEnds.length,
      ),
    ])
    if (!holds) console.log(`What the processes logged is in ${stage.folder}.`)
    else ending.add(() => rm(stage.folder, { recursive: true, force: true }))
    return holds
  } finally {
    await ending.end()
  }
}
