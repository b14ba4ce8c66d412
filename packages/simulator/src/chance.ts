/** A source of chance that the same seed repeats: mulberry32, numbers from 0 to 1. */
export const chanceFrom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface Chance {
  /** True with this probability. */
  readonly happens: (probability: number) => boolean
  readonly between: (from: number, to: number) => number
  readonly whole: (from: number, to: number) => number
  readonly oneOf: <Item>(items: readonly Item[]) => Item
}

/** Dice, from a seed. */
export const diceFrom = (seed: number): Chance => {
  const next = chanceFrom(seed)
  const between = (from: number, to: number) => from + next() * (to - from)
  const whole = (from: number, to: number) => Math.floor(between(from, to + 1))
  return {
    happens: (probability) => next() < probability,
    between,
    whole,
    oneOf: (items) => {
      const item = items[whole(0, items.length - 1)]
      if (item === undefined) throw new Error('one of nothing')
      return item
    },
  }
}
