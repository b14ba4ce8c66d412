import { closeDatabase, findCandidates, findPlace, openDatabase } from '@boussole/db'
import type { Database, Reach } from '@boussole/db'
import { localDay } from '@boussole/domain'
import { toldDatabase } from '@boussole/testing'
import pg from 'pg'
import type { Pool } from 'pg'
import { askingPlaces, fillDirectory } from '../directory.ts'
import type { AskingPlace } from '../directory.ts'
import { percentile } from '../figure.ts'
import type { Line } from '../figure.ts'
import type { Ground } from '../ground.ts'
import { matchOneByOne } from './sequential.ts'

/** Offers → milliseconds in PostgreSQL, in the middle and at the worst of a hundred. */
const targets = new Map([
  [5_500, { middle: 0.2, worst: 0.6 }],
  [100_000, { middle: 0.3, worst: 1 }],
  [1_000_000, { middle: 0.5, worst: 1.5 }],
])
/** The one-by-one way would take minutes at 1,000,000 offers: its first offers are timed, and tell of the others. */
const mostLookedAt = 2_000

/** What finds candidates at a place, as `findOfferedToday` resolves it. */
const reachOf = async (db: Database, asked: AskingPlace): Promise<Reach> => {
  const place = await findPlace(db, { ...asked, need: null })
  if (place?.territory == null || place.themeId === null) throw new Error(`nothing is asked at ${asked.commune}`)
  const { zoneCodes, themeId, now, territory } = place
  return { themeId, zoneCodes, age: 19, day: localDay(now, territory.timeZone), timeZone: territory.timeZone }
}

const explained = (rows: readonly Record<string, unknown>[]): { ms: number; pages: number } => {
  const words = rows.map((row) => String(row['QUERY PLAN'])).join('\n')
  const [, ms] = /Execution Time: ([\d.]+)/.exec(words) ?? []
  const [, hit = '0'] = /Buffers: shared hit=(\d+)/.exec(words) ?? []
  const [, read = '0'] = /Buffers: shared .*?read=(\d+)/.exec(words) ?? []
  return { ms: Number(ms), pages: Number(hit) + Number(read) }
}

interface Sent {
  readonly text: string
  readonly values: readonly unknown[]
}

/** What matching asks of the database for these places, taken from the log of its queries. */
const statementsFor = async (pool: Pool, reaches: readonly Reach[]): Promise<Sent[]> => {
  const sent: Sent[] = []
  const logged = toldDatabase(pool, (text, values) => sent.push({ text, values }))
  for (const reach of reaches) await findCandidates(logged, reach)
  return sent
}

const literal = (value: unknown): string =>
  pg.escapeLiteral(Array.isArray(value) ? `{${value.map((one) => JSON.stringify(one)).join(',')}}` : String(value))

/**
 * Milliseconds inside PostgreSQL, prepared and warm, and the most pages that one search looked at: counting pages takes
 * time, so they are counted while it warms up.
 */
const measureInSql = async (pool: Pool, sent: readonly Sent[], times: number) => {
  const client = await pool.connect()
  const taken: number[] = []
  let pages = 0
  try {
    await client.query(`prepare matching as ${sent[0]?.text}`)
    for (let time = 0; time < times + sent.length; time += 1) {
      const values = (sent[time % sent.length]?.values ?? []).map(literal).join(', ')
      const isWarmUp = time < sent.length
      const { rows } = await client.query<Record<string, unknown>>(
        `explain (analyze, timing off${isWarmUp ? ', buffers' : ''}) execute matching (${values})`,
      )
      const run = explained(rows)
      if (isWarmUp) pages = Math.max(pages, run.pages)
      else taken.push(run.ms)
    }
    await client.query('deallocate matching')
  } finally {
    client.release()
  }
  return { taken, pages }
}

/** An offer paused by one statement is out of the next search. */
const isEditSeen = async (pool: Pool, db: Database, reach: Reach): Promise<boolean> => {
  const [before] = await findCandidates(db, reach)
  await pool.query("update offers set state = 'withdrawn' where id = $1", [before?.id])
  const after = await findCandidates(db, reach)
  await pool.query("update offers set state = 'active' where id = $1", [before?.id])
  return before !== undefined && after.every(({ id }) => id !== before.id)
}

/** How matching does on one directory, beside the way of one question after the other. */
export const measureMatching = async (ground: Ground, { offers, times }: { offers: number; times: number }) => {
  await fillDirectory(ground.pool, offers)
  const db = openDatabase({ url: ground.url, connections: 1, applicationName: 'bench', onError: () => undefined })
  try {
    const places = await askingPlaces(ground.pool, 50)
    const reaches: Reach[] = []
    for (const place of places) reaches.push(await reachOf(db, place))
    const [first] = reaches
    const [place] = places
    if (first === undefined || place === undefined) throw new Error('nobody can ask')
    const inSql = await measureInSql(ground.pool, await statementsFor(ground.pool, reaches), times)
    const whole: number[] = []
    let found = 0
    for (let time = 0; time < times + reaches.length; time += 1) {
      const start = performance.now()
      const candidates = await findCandidates(db, reaches[time % reaches.length] ?? first)
      if (time < reaches.length) continue
      whole.push(performance.now() - start)
      found += candidates.length
    }
    const start = performance.now()
    const oneByOne = await matchOneByOne(ground.pool, place, mostLookedAt)
    const sequentialMs = ((performance.now() - start) / Math.max(1, oneByOne.looked)) * oneByOne.offers
    const { rows } = await ground.pool.query<{ mb: number }>(
      "select (pg_relation_size('offer_reach_sieve') / 1e6)::float as mb",
    )
    return {
      ...inSql,
      whole,
      sequentialMs,
      questions: 2 + oneByOne.offers,
      found: found / times,
      seen: await isEditSeen(ground.pool, db, first),
      indexMb: rows[0]?.mb ?? 0,
    }
  } finally {
    await closeDatabase(db)
  }
}

const inMs = (ms: number): string => `${ms.toFixed(2)} ms`

export const matchingLines = (offers: number, measured: Awaited<ReturnType<typeof measureMatching>>): Line[] => {
  const { taken, whole, sequentialMs, questions, found, seen, pages, indexMb } = measured
  const target = targets.get(offers)
  const on = `matching on ${offers.toLocaleString('en').replaceAll(',', ' ')} offers`
  const middle = percentile(whole, 0.5)
  return [
    ...(target === undefined
      ? []
      : (
          [
            ['p50', percentile(taken, 0.5), target.middle],
            ['p99', percentile(taken, 0.99), target.worst],
          ] as const
        ).map(([what, ours, limit]): Line => ({
          what: `${on}, in SQL, ${what}`,
          ours,
          limit,
          unit: 'ms',
          good: 'at most',
          isTime: true,
        }))),
    {
      what: `${on}, times faster than one question after the other`,
      ours: sequentialMs / middle,
      limit: offers >= 100_000 ? 100 : 1,
      unit: 'times',
      good: 'at least',
      isTime: false,
      told: `${inMs(sequentialMs)} for ${questions} questions or more, ours ${inMs(middle)} from node`,
    },
    {
      what: `${on}, an edited offer is out of the next search`,
      ours: seen ? 1 : 0,
      limit: 1,
      unit: 'of 1',
      good: 'at least',
      isTime: false,
    },
    {
      what: on,
      told: `p50 ${inMs(middle)}, p99 ${inMs(percentile(whole, 0.99))} from node; ${found.toFixed(1)} candidates, at most ${pages} pages of 8 kB looked at, index of the sieve ${indexMb.toFixed(1)} MB`,
    },
  ]
}
