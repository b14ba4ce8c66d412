import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { mailLeavesAt } from './mails-called-for.ts'

test.each([
  [
    'of the night leaves with those that fall due when the morning begins',
    '2026-11-17T23:00:00Z',
    '2026-11-18T07:00:30Z',
  ],
  ['that falls due when the morning begins waits for its like', '2026-11-18T07:00:00Z', '2026-11-18T07:00:30Z'],
  ['just before the last post waits for the morning', '2026-11-18T17:29:45Z', '2026-11-19T07:00:30Z'],
])('a reminder %s', (_, due, leaves) => {
  const zones = { timeZone: 'Europe/Paris', holidayZone: 'metropole' } as const
  expect(mailLeavesAt('reminder', zones, Temporal.Instant.from(due)).toString()).toBe(leaves)
})
