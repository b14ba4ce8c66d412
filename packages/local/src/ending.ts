import { setTimeout as pause } from 'node:timers/promises'

/** What was started, to be stopped in the opposite order. */
export interface Ending {
  add: (stop: () => Promise<unknown>) => void
  /** Stops everything, once; one that fails is told and stops no other. */
  end: () => Promise<void>
}

const within = async (ms: number, stopped: Promise<unknown>): Promise<void> => {
  const enough = new AbortController()
  const late = pause(ms, undefined, { signal: enough.signal }).then(() => {
    throw new Error(`something had not stopped after ${ms / 1000} s, and is left behind`)
  })
  try {
    await Promise.race([stopped, late])
  } finally {
    enough.abort()
    late.catch(() => undefined)
  }
}

/** Longer than anything that is under way should take; whatever is left behind is taken up by the next start. */
const patience = 60_000

/** `onFailure` is told of what fails and of what does not stop in time, which is left behind: it holds up no other. */
export const createEnding = (onFailure: (error: unknown) => void, patienceMs = patience): Ending => {
  const stops: (() => Promise<unknown>)[] = []
  let ended: Promise<void> | undefined
  const endAll = async (): Promise<void> => {
    for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) {
      await within(patienceMs, stop()).catch(onFailure)
    }
  }
  return { add: (stop) => stops.push(stop), end: () => (ended ??= endAll()) }
}
