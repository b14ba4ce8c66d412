import { Temporal } from 'temporal-polyfill'

/** What will be done at a time, in the order of time. */
export interface Agenda {
  readonly add: (at: Temporal.Instant, act: () => Promise<void>) => void
  /** Takes everything that begins until then, the earliest first. */
  readonly takeUntil: (end: Temporal.Instant) => readonly (() => Promise<void>)[]
  /** When the next thing is to be done; undefined when nothing is. */
  readonly next: () => Temporal.Instant | undefined
}

export const createAgenda = (): Agenda => {
  const planned: { at: Temporal.Instant; act: () => Promise<void> }[] = []
  return {
    add: (at, act) => {
      const place = planned.findIndex((other) => Temporal.Instant.compare(other.at, at) > 0)
      planned.splice(place === -1 ? planned.length : place, 0, { at, act })
    },
    takeUntil: (end) => {
      const place = planned.findIndex(({ at }) => Temporal.Instant.compare(at, end) > 0)
      return planned.splice(0, place === -1 ? planned.length : place).map(({ act }) => act)
    },
    next: () => planned[0]?.at,
  }
}
