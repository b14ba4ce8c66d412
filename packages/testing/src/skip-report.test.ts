import { expect, test } from 'vitest'
import { skipLines } from './skip-report.ts'

test('what was skipped is counted and named, one line a reason', () => {
  expect(skipLines(['no Redis', 'no browser', 'no Redis'])).toEqual([
    '2 tests skipped: no Redis',
    '1 test skipped: no browser',
  ])
})

test('nothing is said when nothing was skipped', () => {
  expect(skipLines([])).toEqual([])
})
