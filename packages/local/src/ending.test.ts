import { expect, test } from 'vitest'
import { createEnding } from './ending.ts'

test('everything is stopped in the opposite order, once; one that fails stops no other', async () => {
  const [stopped, told]: [string[], unknown[]] = [[], []]
  const ending = createEnding((error) => told.push(error))
  ending.add(async () => void stopped.push('first'))
  ending.add(() => Promise.reject(new Error('broken')))
  ending.add(async () => void stopped.push('last'))
  await Promise.all([ending.end(), ending.end()])
  expect(stopped).toEqual(['last', 'first'])
  expect(told).toEqual([new Error('broken')])
})

test('one that never stops is told of and left behind', async () => {
  const [stopped, told]: [string[], unknown[]] = [[], []]
  const ending = createEnding((error) => told.push(error), 1)
  ending.add(async () => void stopped.push('first'))
  ending.add(() => new Promise(() => undefined))
  await ending.end()
  expect(stopped).toEqual(['first'])
  expect(told).toEqual([new Error('something had not stopped after 0.001 s, and is left behind')])
})
