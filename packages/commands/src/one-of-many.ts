import type { Deps } from './deps.ts'

/** What names one thing of many in the log: ids only. */
type About = Readonly<Record<string, string>>

/** What a run over many things needs. Each is an act of its own, and one that fails stops no other. */
export interface RunDeps extends Pick<Deps, 'db'> {
  /** Told of each that failed; where nobody is told, the first failure ends the run. */
  readonly onError?: (error: unknown, about: About) => void
}

interface OneOfMany<Result> {
  readonly act: () => Promise<Result>
  /** Which one it was, asked once it failed; undefined: none yet, so that nothing can be left out. */
  readonly about: () => About | undefined
}

/** Does one thing of many; undefined: it failed, which was told, and the others go on. */
export const oneOfMany = async <Result>(
  { act, about }: OneOfMany<Result>,
  { onError }: Pick<RunDeps, 'onError'>,
): Promise<Result | undefined> => {
  try {
    return await act()
  } catch (error) {
    const which = about()
    if (onError === undefined || which === undefined) throw error
    onError(error, which)
    return undefined
  }
}
