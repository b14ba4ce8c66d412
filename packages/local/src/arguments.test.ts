import { expect, test } from 'vitest'
import { readArguments } from './arguments.ts'

test('without a word Boussole starts on what it has', () => {
  expect(readArguments([])).toEqual({ reset: false, story: false, year: false, help: false })
})

test('a story may begin afresh', () => {
  expect(readArguments(['--story', '--reset'])).toEqual({ reset: true, story: true, year: false, help: false })
})

test.each([['--rest'], ['reset'], ['--story', 'x'], ['']])('%s is not understood', (...words) => {
  expect(readArguments(words)).toBeUndefined()
})

test('a year is played before the start, not beside the story', () => {
  expect(readArguments(['--year'])).toEqual({ reset: false, story: false, year: true, help: false })
  expect(readArguments(['--year', '--story'])).toBeUndefined()
})
