import type { Line } from './figure.ts'
import type { Ground, Server } from './ground.ts'
import { measureGrowth } from './growth.ts'
import { intakeLines, measureIntake } from './intake/intake.ts'
import { matchingLines, measureMatching } from './matching/matching.ts'
import { measureMemory } from './memory.ts'
import { measureIdleTicks, measureMilestones } from './milestones/milestones.ts'
import { measureFigures } from './pages/figures.ts'
import { measurePages } from './pages/pages.ts'
import { measureSimulation } from './simulation.ts'

/** What a row is measured with. */
interface Bench {
  readonly server: Server
  /** Small sizes: what holds is said of counts and processor time, not of rates. */
  readonly isQuick: boolean
  readonly hasRedis: boolean
  /** A folder for the processor profile of the api. */
  readonly profile: string | undefined
}

const on = async <Result>(
  { server }: Bench,
  name: string,
  measure: (ground: Ground) => Promise<Result>,
): Promise<Result> => {
  const ground = await server.ground(name)
  try {
    return await measure(ground)
  } finally {
    await ground.leave()
  }
}

const matching = async (bench: Bench): Promise<Line[]> => {
  const lines: Line[] = []
  for (const offers of bench.isQuick ? [5_500] : [5_500, 100_000, 1_000_000]) {
    const measured = await on(bench, `matching_${offers}`, (ground) =>
      measureMatching(ground, { offers, times: bench.isQuick ? 100 : 500 }),
    )
    lines.push(...matchingLines(offers, measured))
  }
  return lines
}

const growth = async (bench: Bench): Promise<Line[]> => {
  const factors = bench.isQuick ? [1, 10] : [1, 10, 100]
  const grounds: Ground[] = []
  try {
    for (const factor of factors) grounds.push(await bench.server.ground(`growth_${factor}`))
    const most = bench.isQuick ? 100 : 400
    return await measureGrowth(grounds, {
      offers: 5_500,
      referrals: 10_000,
      factors,
      most,
      rounds: bench.isQuick ? 2 : 4,
    })
  } finally {
    for (const ground of grounds) await ground.leave()
  }
}

/** Every row of the bench, in the order of its weight. */
export const rows = {
  intake: (bench) =>
    on(bench, 'intake', async (ground) =>
      intakeLines(
        await measureIntake(ground, {
          offers: 5_500,
          rounds: bench.isQuick ? 2 : 6,
          sliceMs: bench.isQuick ? 1_000 : 3_000,
          most: 100_000,
          warmUp: bench.isQuick ? 200 : 1_000,
          profile: bench.profile,
        }),
      ),
    ),
  milestones: async (bench) =>
    bench.hasRedis
      ? on(bench, 'milestones', (ground) =>
          measureMilestones(
            ground,
            bench.isQuick
              ? { burst: 500, rounds: 1, steadySeconds: 4 }
              : { burst: 5_000, rounds: 2, steadySeconds: 20 },
          ),
        )
      : [{ what: 'milestones due → done', told: 'left out: no redis-server on the PATH' }],
  ticks: (bench) =>
    on(bench, 'ticks', (ground) =>
      measureIdleTicks(ground, { count: bench.isQuick ? 30_000 : 1_000_000, times: bench.isQuick ? 200 : 1_000 }),
    ),
  matching,
  pages: (bench) => measurePages({ isQuick: bench.isQuick }),
  figures: (bench) => measureFigures({ count: bench.isQuick ? 20_000 : 1_000_000 }),
  memory: (bench) => on(bench, 'memory', (ground) => measureMemory(ground, bench.isQuick ? 5_000 : 60_000)),
  growth,
  simulation: (bench) => measureSimulation(bench.isQuick ? { seeds: 1, requests: 100 } : { seeds: 3, requests: 1_000 }),
} as const satisfies Record<string, (bench: Bench) => Promise<Line[]>>

export type RowName = keyof typeof rows

const isRow = (name: string): name is RowName => Object.hasOwn(rows, name)

export const rowNames: readonly RowName[] = Object.keys(rows).filter(isRow)
