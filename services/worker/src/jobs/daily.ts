import { eraseOldData, renewAgreements, runUpkeep, writeNightlyExports } from '@boussole/commands'
import { platformNow } from '@boussole/db'
import type { Database } from '@boussole/db'
import type { Logger } from 'pino'

interface Deps {
  readonly db: Database
  readonly log: Logger
  readonly stopping: () => boolean
}

/** What belongs to a local day, by its name in the queue. Each may be done at any moment, by several workers at once. */
export const createDailyJobs = ({ db, log, stopping }: Deps) => {
  const depsOf = (job: string) => ({
    db,
    onError: (error: unknown, about: Readonly<Record<string, string>>) =>
      log.error({ err: error, job, ...about }, 'one of many could not be done: the others go on'),
  })
  return {
    'renew-agreements': () => renewAgreements(depsOf('renew-agreements')),
    'keep-up-directory': async () => {
      await runUpkeep(depsOf('keep-up-directory'), stopping)
    },
    'erase-old-data': async () => {
      const erased = await eraseOldData(depsOf('erase-old-data'), stopping)
      if (erased > 0) log.info({ erased }, 'what was kept long enough is erased')
    },
    'write-exports': async () => {
      await writeNightlyExports(depsOf('write-exports'), stopping)
    },
  }
}

/** Does one of them; false: it failed, which is logged, and stops no other. */
export const attemptDaily = async (
  [job, act]: readonly [string, () => Promise<void>],
  log: Logger,
): Promise<boolean> => {
  try {
    await act()
    return true
  } catch (error) {
    log.error({ err: error, job }, 'what is done once a day has failed: it is tried again')
    return false
  }
}

/**
 * All of them by one call, where no queue does: when the platform's hour is another than the last time all went well,
 * because days begin on the hour.
 */
export const createDaily = (jobs: Partial<ReturnType<typeof createDailyJobs>>, { db, log, stopping }: Deps) => {
  let hourDone: number | undefined
  return async (): Promise<void> => {
    const hour = Math.floor((await platformNow(db)).epochMilliseconds / 3_600_000)
    if (hour === hourDone) return
    let undone = 0
    for (const job of Object.entries(jobs)) {
      if (stopping()) return
      if (!(await attemptDaily(job, log))) undone += 1
    }
    if (undone === 0) hourDone = hour
  }
}
