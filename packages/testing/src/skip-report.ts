import type { TestOptions } from 'vitest'
import type { Reporter, TestCase } from 'vitest/node'

declare module 'vitest' {
  interface TaskMeta {
    /** What this machine lacks, when a test is skipped for it. */
    skippedFor?: string
  }
}

/** Options for a `describe` or `test` that this machine cannot run. */
export const skippedFor = (reason: string): TestOptions => ({ skip: true, meta: { skippedFor: reason } })

/** Why a test did not run, when it says so. */
const reasonOf = (test: TestCase): string | undefined => {
  const result = test.result()
  return result.state === 'skipped' ? (test.meta().skippedFor ?? result.note) : undefined
}

/** "3 tests skipped: no Redis (…)": one line a reason, so that what a machine cannot run never goes unseen. */
export const skipLines = (reasons: readonly string[]): string[] =>
  [...new Set(reasons)].map((reason) => {
    const count = reasons.filter((other) => other === reason).length
    return `${count} ${count === 1 ? 'test' : 'tests'} skipped: ${reason}`
  })

/** Says at the end of a run which tests this machine could not run, and what it lacks; then comes vitest's own summary. */
export const skipReport: Reporter = {
  onTestRunEnd: (modules) => {
    const reasons = modules.flatMap((module) => [...module.children.allTests()]).flatMap((test) => reasonOf(test) ?? [])
    if (reasons.length > 0) console.log(`\n${skipLines(reasons).join('\n')}`)
  },
}
