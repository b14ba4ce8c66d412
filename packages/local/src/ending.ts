/** What was started, to be stopped in the opposite order. */
export interface Ending {
  add: (stop: () => Promise<unknown>) => void
  /** Stops everything, once; one that fails is told and stops no other. */
  end: () => Promise<void>
}

export const createEnding = (onFailure: (error: unknown) => void): Ending => {
  const stops: (() => Promise<unknown>)[] = []
  let ended: Promise<void> | undefined
  const endAll = async (): Promise<void> => {
    for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) await stop().catch(onFailure)
  }
  return { add: (stop) => stops.push(stop), end: () => (ended ??= endAll()) }
}
