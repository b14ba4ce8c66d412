import { setTimeout as pause } from 'node:timers/promises'

/** Microseconds of processor since a beginning: of a node process, and of PostgreSQL where its system tells. */
interface Cpu {
  readonly node: number
  readonly postgres: number | null
}

/** Something that can be done again and again, and what it costs. */
export interface Side {
  readonly operate: () => Promise<void>
  readonly cpu: () => Promise<Cpu>
}

export interface Measured {
  readonly operations: number
  readonly perSecond: number
  /** Microseconds of processor for one operation. */
  readonly nodeMicros: number
  readonly postgresMicros: number | null
  /** Of both together; without PostgreSQL's where it is not told. */
  readonly cpuMicros: number
}

interface Sizes {
  /** A slice ends after this time, or after so many operations. */
  readonly sliceMs: number
  readonly most: number
  readonly rounds: number
  /** Operations under way at a time. */
  readonly lanes: number
  /** Operations of each side that are not counted, before all others: code is compiled, caches are filled. */
  readonly warmUp: number
}

const runSlice = async ({ operate, cpu }: Side, { sliceMs, most, lanes }: Sizes) => {
  const before = await cpu()
  const start = performance.now()
  let begun = 0
  let done = 0
  const lane = async () => {
    while (performance.now() - start < sliceMs && begun < most) {
      begun += 1
      await operate()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  const seconds = (performance.now() - start) / 1000
  const after = await cpu()
  return {
    done,
    seconds,
    node: after.node - before.node,
    postgres: after.postgres === null || before.postgres === null ? null : after.postgres - before.postgres,
  }
}

const sumUp = (slices: readonly Awaited<ReturnType<typeof runSlice>>[]): Measured => {
  const sum = (of: (slice: (typeof slices)[number]) => number): number =>
    slices.reduce((total, slice) => total + of(slice), 0)
  const operations = sum(({ done }) => done)
  const nodeMicros = sum(({ node }) => node) / operations
  const postgresMicros = slices.some(({ postgres }) => postgres === null)
    ? null
    : sum(({ postgres }) => postgres ?? 0) / operations
  return {
    operations,
    perSecond: operations / sum(({ seconds }) => seconds),
    nodeMicros,
    postgresMicros,
    cpuMicros: nodeMicros + (postgresMicros ?? 0),
  }
}

/** Runs the sides in turns, one slice each, round after round, after a warming up that is not counted. */
export const inTurns = async <Name extends string>(
  sides: Readonly<Record<Name, Side>>,
  sizes: Sizes,
): Promise<(name: Name) => Measured> => {
  const slices = new Map<string, Awaited<ReturnType<typeof runSlice>>[]>()
  for (let round = 0; round <= sizes.rounds; round += 1) {
    for (const [name, side] of Object.entries<Side>(sides)) {
      const slice = await runSlice(side, round > 0 ? sizes : { ...sizes, sliceMs: 60_000, most: sizes.warmUp })
      if (round > 0) slices.set(name, [...(slices.get(name) ?? []), slice])
      // What one side leaves to be done should not cost the other.
      await pause(50)
    }
  }
  return (name) => sumUp(slices.get(name) ?? [])
}

/** The cost of one operation, in words. */
export const costOf = ({ perSecond, nodeMicros, postgresMicros }: Measured): string => {
  const ofPostgres =
    postgresMicros === null ? 'PostgreSQL not told by this system' : `${Math.round(postgresMicros)} in PostgreSQL`
  return `${Math.round(perSecond)}/s, ${Math.round(nodeMicros)} µs of processor in node, ${ofPostgres}`
}
