import { expect, test } from 'vitest'
import { day } from './times.ts'

test.each(['2026-11-24', '0001-01-01', '9998-12-31', '2028-02-29'])('%s is a day', (given) => {
  expect(day.safeParse(given).success).toBe(true)
})

test.each(['0000-12-31', '9999-12-31', '2026-02-29', '2026-11-31', '24/11/2026', '+010000-01-01'])(
  '%s is refused: no such day, or none that the database can keep',
  (given) => {
    expect(day.safeParse(given).success).toBe(false)
  },
)
