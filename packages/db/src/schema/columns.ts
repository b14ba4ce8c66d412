import { customType } from 'drizzle-orm/pg-core'
import { Temporal } from 'temporal-polyfill'

/** A `timestamptz`, as an instant. PostgreSQL keeps microseconds; so do we. */
export const instant = customType<{ data: Temporal.Instant; driverData: string }>({
  dataType: () => 'timestamptz',
  fromDriver: instantOf,
  toDriver: (value) => value.toString(),
})

/** A `bytea`: a hash. */
export const hash = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** Reads what PostgreSQL prints for a `timestamptz`, or the ISO form found inside JSON. */
export function instantOf(printed: string): Temporal.Instant {
  return Temporal.Instant.from(printed)
}

/** The same for a moment that may not have come. */
export const instantOrNull = (printed: string | null): Temporal.Instant | null =>
  printed === null ? null : instantOf(printed)
