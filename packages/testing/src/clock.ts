import { advanceClock, freezeClock, installMovableClock, moveClockTo, readClock } from '@boussole/local'
import { beforeAll } from 'vitest'
import type { TestDatabase } from './database.ts'

/** The platform's clock of one test database. Instants and durations are ISO 8601. */
export type TestClock = {
  /** Sets it to this instant, forward or back; it runs on. */
  moveTo(instant: string): Promise<void>
  /** Stops it at exactly this instant. */
  freeze(instant: string): Promise<void>
  /** Moves it forward, and returns where it is now; frozen, it stays frozen. */
  advance(duration: string): Promise<string>
  read(): Promise<string>
}

/** Makes the clock of this file's database movable. */
export const useClock = (database: TestDatabase): TestClock => {
  beforeAll(() => installMovableClock(database.url))
  return {
    moveTo: (instant) => moveClockTo(database.pool, instant),
    freeze: (instant) => freezeClock(database.pool, instant),
    advance: (duration) => advanceClock(database.pool, duration),
    read: () => readClock(database.pool),
  }
}
