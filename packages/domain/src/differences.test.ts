import { expect, test } from 'vitest'
import { listDifferences, wordDifferences } from './differences.ts'

test('a changed word is told as one taken away and one added, between what was kept', () => {
  expect(wordDifferences('Un toit pour un mois', 'Un toit pour deux mois')).toEqual([
    { kind: 'kept', words: 'Un toit pour ' },
    { kind: 'removed', words: 'un' },
    { kind: 'added', words: 'deux' },
    { kind: 'kept', words: ' mois' },
  ])
})

test.each([
  ['', ''],
  ['', 'Bonjour'],
  ['Bonjour', ''],
  ['a b c', 'c b a'],
  ['Une ligne\nune autre', 'Une autre\n\nune ligne de plus'],
])('from %j to %j, the runs give both texts again', (before, after) => {
  const runs = wordDifferences(before, after)
  const text = (left: string) => runs.flatMap(({ kind, words }) => (kind === left ? [] : [words])).join('')
  expect(text('added')).toBe(before)
  expect(text('removed')).toBe(after)
})

test('a list tells what it lost and gained, whatever its order', () => {
  expect(listDifferences(['C:42218', 'D:43'], ['D:42', 'C:42218'])).toEqual({ removed: ['D:43'], added: ['D:42'] })
})
