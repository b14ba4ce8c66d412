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
