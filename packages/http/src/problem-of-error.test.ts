import { expect, test } from 'vitest'
import { problemOfError } from './problem-of-error.ts'

test.each([
  'Connection terminated unexpectedly',
  'Client has encountered a connection error and is not queryable',
  'timeout exceeded when trying to connect',
])('a database that goes away under a request is told as busy, to be asked again: %s', (words) => {
  const failed = new Error('Failed query', { cause: new Error(words) })
  expect(problemOfError(failed, 'a-reference')).toMatchObject({ code: 'overloaded', status: 503 })
})

test('an error that nobody foresaw calls itself a bug, with where to look', () => {
  expect(problemOfError(new Error('x is not a function'), 'a-reference')).toMatchObject({
    code: 'bug',
    status: 500,
    reference: 'a-reference',
  })
})
