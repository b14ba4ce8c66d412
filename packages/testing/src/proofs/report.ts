/** One line of a proof: what was measured, what it may be, whether it holds. */
export interface Figure {
  readonly what: string
  readonly measured: string | number
  readonly allowed: string | number
  readonly holds: boolean
}

/** Prints the figures as a table. True when all hold. */
export const report = (title: string, figures: readonly Figure[]): boolean => {
  const width = Math.max(...figures.map(({ what }) => what.length))
  console.log(`\n${title}`)
  for (const { what, measured, allowed, holds } of figures) {
    console.log(
      `  ${holds ? 'holds ' : 'BROKEN'}  ${what.padEnd(width)}  ${String(measured).padStart(8)}   (${allowed})`,
    )
  }
  const all = figures.every(({ holds }) => holds)
  console.log(all ? '\nEvery promise holds.\n' : '\nA promise is broken.\n')
  return all
}

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
