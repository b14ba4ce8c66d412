import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { referralStates, transitions } from './referral.ts'

it('the picture of a referral’s life in the README shows exactly the transition table', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  const drawn = [...readme.matchAll(/^ {2}(\w+) --> (\w+): (.+)$/gm)].map(
    ([, from, to, who]) => `${from} → ${to}: ${who}`,
  )
  const told = referralStates.flatMap((from) =>
    Object.entries(transitions[from]).map(
      ([to, actors]) => `${from} → ${to}: ${actors.join(', ').replace('young-person', 'young person')}`,
    ),
  )
  expect(drawn.toSorted()).toEqual(told.toSorted())
})
