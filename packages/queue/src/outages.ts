export type Outages = {
  /** A connection or the server refuses: told once, not at every attempt to come back. */
  tell: (error: Error, where: string) => void
  /** The server answers again: the next outage is a new one. */
  over: () => void
}

/** Tells the operator once about an outage, however many connections see it and however often they retry. */
export const watchOutages = (onError: (error: Error, where: string) => void): Outages => {
  const told = new Map<string, string>()
  return {
    tell: (error, where) => {
      if (told.get(where) === error.message) return
      told.set(where, error.message)
      onError(error, where)
    },
    over: () => told.clear(),
  }
}
