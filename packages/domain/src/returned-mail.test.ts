import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { isReportInTime } from './returned-mail.ts'

test('a report is believed for seven days after its mail left, and not a moment longer', () => {
  const sentAt = Temporal.Instant.from('2026-11-16T09:00:00Z')
  expect(isReportInTime(sentAt, sentAt)).toBe(true)
  expect(isReportInTime(sentAt, Temporal.Instant.from('2026-11-23T09:00:00Z'))).toBe(true)
  expect(isReportInTime(sentAt, Temporal.Instant.from('2026-11-23T09:00:00.001Z'))).toBe(false)
})
