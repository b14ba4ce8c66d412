import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'

const isLong = ({ moduleId }: TestSpecification): boolean => moduleId.includes('.browser.test.')

/**
 * Begins with the tests in a browser: they take minutes, and one that came last would run alone beside an idle core. A
 * machine that has not run the tests before does not know how long each takes.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- no array: vitest's own order
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
