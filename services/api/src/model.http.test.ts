import { givenProfessional, givenTerritory, useClock, useDatabase } from '@boussole/testing'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { happenings, newModel } from './model/commands.ts'
import { givenWatchers, startRun } from './model/platform.ts'
import type { Ground } from './model/platform.ts'
import { startTestApi } from './test-api.ts'

// The real API on real PostgreSQL beside a small model of the promise, whatever people do and whenever they do it, two
// of them at the same instant as well. A failure says its seed and path: MODEL_SEED and MODEL_PATH play it again. The
// suite plays for a minute; MODEL_MINUTES plays for longer.

const database = useDatabase()
const clock = useClock(database)
let ground: Ground

beforeAll(async () => {
  const api = await startTestApi(database.url)
  const territory = await givenTerritory(database.pool)
  const elsewhere = await givenTerritory(database.pool, { communeCode: '42187' })
  const watchers = await givenWatchers(database, { territory, elsewhere })
  await givenProfessional(database.pool, { role: 'regional', regionCode: territory.regionCode })
  ground = { api, database, clock, territory, watchers }
  return () => api.stop()
})

const { MODEL_SEED, MODEL_PATH, MODEL_MINUTES } = process.env
const minutes = Number(MODEL_MINUTES ?? 1)
/** Other seeds each time, unless one is played again. */
const replayed = {
  ...(MODEL_SEED === undefined ? {} : { seed: Number(MODEL_SEED) }),
  ...(MODEL_PATH === undefined ? {} : { path: MODEL_PATH }),
}

test(
  'whatever happens, the API answers and keeps what the model foretells, and no promise is broken',
  async () => {
    let [runs, happened] = [0, 0]
    let failedAt: string | undefined
    const playing = fc.assert(
      fc.asyncProperty(fc.commands(happenings, { maxCommands: 40, size: 'max' }), async (commands) => {
        const setup = async () => {
          const model = newModel()
          const [world] = model.worlds
          const real = await startRun(ground, world?.now ?? 0)
          const answerTo: typeof real.answerTo = (act) => {
            happened += 1
            return real.answerTo(act)
          }
          return { model, real: { ...real, answerTo } }
        }
        runs += 1
        try {
          await fc.asyncModelRun(setup, commands)
        } catch (error) {
          // What follows is only the search for a shorter way to the same failure.
          failedAt ??= `act ${happened}, in run ${runs}`
          throw error
        }
      }),
      { numRuns: 100_000, interruptAfterTimeLimit: minutes * 60_000, ...replayed },
    )
    await playing.catch((error: unknown) => {
      console.log(`Model: not foretold, ${failedAt}.`)
      throw error
    })
    console.log(`Model: ${happened} acts in ${runs} runs, none that it did not foretell.`)
    expect(runs).toBeGreaterThan(0)
  },
  (minutes + 2) * 60_000,
)
