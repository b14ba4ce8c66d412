/** Where `npm start` speaks: whole lines, and steps whose time is told when they end. */
export interface Terminal {
  line: (words: string) => void
  /** Says what is being done, does it, says how long it took. What `act` returns as words is told too. */
  step: <Result>(label: string, act: () => Promise<Result>) => Promise<Result>
  dim: (words: string) => string
  bold: (words: string) => string
  red: (words: string) => string
}

type Out = { write: (words: string) => unknown; isTTY?: boolean }

/** Tenths of seconds, as read: `0.8 s`. */
export const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** Colours only where a person looks, unless NO_COLOR says not to. */
export const openTerminal = (out: Out, env: Readonly<Record<string, string | undefined>>): Terminal => {
  const colours = out.isTTY === true && !env['NO_COLOR']
  const styled = (on: number, off: number) => (words: string) =>
    colours ? `\u001B[${on}m${words}\u001B[${off}m` : words
  let unfinished = false
  const line = (words: string): void => {
    out.write(`${unfinished ? '\n' : ''}${words}\n`)
    unfinished = false
  }
  return {
    line,
    step: async (label, act) => {
      const start = performance.now()
      out.write(`${label} …`)
      unfinished = true
      const result = await act()
      const time = inSeconds(performance.now() - start)
      // Somebody spoke meanwhile: the step says its name again.
      out.write(unfinished ? ` ${time}\n` : `${label} … ${time}\n`)
      unfinished = false
      return result
    },
    dim: styled(2, 22),
    bold: styled(1, 22),
    red: styled(31, 39),
  }
}
