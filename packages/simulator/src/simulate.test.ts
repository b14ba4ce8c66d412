import { describe, expect, test } from 'vitest'
import { simulate } from './simulate.ts'

const small = { requests: 60, days: 365 }

/** What a simulated year must hold, so that the promises were tried at all. */
const tried = [
  'contacts in time',
  'lapses',
  'lapses after an outage',
  'unresolved',
  'redirections by hand',
  'mails that came back',
  'mails no longer called for',
  'extended: platform',
  'extended: bounce',
  'worker outages',
  'Redis outages',
  'mail server outages',
  'clock jumps',
  'changes of offers',
  'refused: accepted: window-over',
]

describe('a simulated year', () => {
  test('keeps every promise, with twenty seeds, and tries each of them', () => {
    const sums = new Map<string, number>()
    for (let seed = 1; seed <= 20; seed += 1) {
      for (const [what, times] of Object.entries(simulate({ seed, ...small }).counts)) {
        sums.set(what, (sums.get(what) ?? 0) + times)
      }
    }
    expect(tried.filter((what) => (sums.get(what) ?? 0) === 0)).toEqual([])
  })

  test('is the same year again with the same seed, and another with another', () => {
    const year = (seed: number) => simulate({ seed, requests: 20, days: 120 })
    expect(year(3)).toEqual(year(3))
    expect(year(3)).not.toEqual(year(4))
  })
})
