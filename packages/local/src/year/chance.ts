/** Chance that is the same for the same seed, so that a year can be played again as it was. */
export interface Chance {
  /** At least 0, less than 1. */
  readonly next: () => number
  readonly happens: (share: number) => boolean
  /** A whole number, both ends included. */
  readonly between: (least: number, most: number) => number
  /** One of these, as often as its weight says. */
  readonly oneOf: <Thing>(things: readonly (readonly [thing: Thing, weight: number])[]) => Thing
}

/** xorshift32 (Marsaglia 2003): enough for who answers when, nothing else. */
export const createChance = (seed: number): Chance => {
  let state = seed | 0 || 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  return {
    next,
    happens: (share) => next() < share,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    oneOf: (things) => {
      let left = next() * things.reduce((sum, [, weight]) => sum + weight, 0)
      const [first] = things
      if (first === undefined) throw new Error('nothing to choose from')
      return (things.find(([, weight]) => (left -= weight) < 0) ?? first)[0]
    },
  }
}
