import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { animatorOverdueAt, graceEndOf, isSuperseded, nextOverdueAt, planAfterExtension, planLadder } from './ladder.ts'
import type { Milestone, PromiseSnapshot } from './ladder.ts'
import { promisedDueAt } from './promised-date.ts'
import { dueAt } from './response-window.ts'

const paris = (windowDays: number, counting: 'calendar' | 'working' = 'calendar'): PromiseSnapshot => ({
  windowDays,
  counting,
  timeZone: 'Europe/Paris',
  holidayZone: 'metropole',
})
const local = (words: string, timeZone = 'Europe/Paris') =>
  Temporal.PlainDateTime.from(words).toZonedDateTime(timeZone).toInstant()
const ladderOf = (sent: string, promise: PromiseSnapshot) => {
  const sentAt = local(sent)
  return planLadder(sentAt, dueAt({ ...promise, receivedAt: sentAt }), promise).map(
    ({ kind, occurrence, dueAt: at }) =>
      `${kind} ${occurrence}: ${at.toZonedDateTimeISO('Europe/Paris').toPlainDateTime().toString({ smallestUnit: 'minute' })}`,
  )
}

it('reminds once when both last reminders would fall on the same morning, before a week-end', () => {
  // Seven days from a Sunday end on a Sunday: two days before it is the Friday, and so is its last working morning.
  expect(ladderOf('2026-11-15T12:00', paris(7)).filter((line) => line.startsWith('remind-2'))).toEqual([
    'remind-2 1: 2026-11-20T08:00',
  ])
})

describe('the ladder of a referral', () => {
  it.each([
    {
      label: 'one day: a reminder half-way, a warning at three quarters, the lapse at midnight',
      sent: '2026-11-17T00:00',
      promise: paris(1),
      ladder: [
        'notify 1: 2026-11-17T00:00',
        'remind-1 1: 2026-11-18T00:00',
        'warn 1: 2026-11-18T12:00',
        'lapse 1: 2026-11-19T00:00',
      ],
    },
    {
      label: 'two days: half-way, then the morning of the last day',
      sent: '2026-11-17T12:00',
      promise: paris(2),
      ladder: [
        'notify 1: 2026-11-17T12:00',
        'remind-1 1: 2026-11-18T18:00',
        'remind-2 1: 2026-11-19T08:00',
        'warn 1: 2026-11-19T08:00',
        'lapse 1: 2026-11-20T00:00',
      ],
    },
    {
      label: 'three days: the end of day 1, then the morning of the last day',
      sent: '2026-11-16T10:00',
      promise: paris(3),
      ladder: [
        'notify 1: 2026-11-16T10:00',
        'remind-1 1: 2026-11-18T00:00',
        'remind-2 1: 2026-11-19T08:00',
        'warn 1: 2026-11-19T08:00',
        'lapse 1: 2026-11-20T00:00',
      ],
    },
    {
      label: 'five days: the end of day 2, two days before, the morning of the last day',
      sent: '2026-11-15T10:00',
      promise: paris(5),
      ladder: [
        'notify 1: 2026-11-15T10:00',
        'remind-1 1: 2026-11-18T00:00',
        'remind-2 1: 2026-11-18T08:00',
        'remind-2 2: 2026-11-20T08:00',
        'warn 1: 2026-11-20T08:00',
        'lapse 1: 2026-11-21T00:00',
      ],
    },
    {
      label:
        'a last day on a Sunday: the reminder is useful on the Friday morning, because mails leave on working days',
      sent: '2026-11-19T10:00',
      promise: paris(3),
      ladder: [
        'notify 1: 2026-11-19T10:00',
        'remind-1 1: 2026-11-21T00:00',
        'remind-2 1: 2026-11-20T08:00',
        'warn 1: 2026-11-22T08:00',
        'lapse 1: 2026-11-23T00:00',
      ],
    },
    {
      label: 'working days over a week-end: the end of day 1 is the end of Monday',
      sent: '2026-11-20T10:00',
      promise: paris(3, 'working'),
      ladder: [
        'notify 1: 2026-11-20T10:00',
        'remind-1 1: 2026-11-24T00:00',
        'remind-2 1: 2026-11-25T08:00',
        'warn 1: 2026-11-25T08:00',
        'lapse 1: 2026-11-26T00:00',
      ],
    },
  ])('$label', ({ sent, promise, ladder }) => {
    expect(ladderOf(sent, promise)).toEqual(ladder)
  })

  it('has exactly one lapse, at the due date, and everything else before it, whatever the window and the moment', () => {
    const moments = fc.integer({ min: 1_767_225_600, max: 1_861_920_000 })
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 7 }), fc.boolean(), (seconds, days, working) => {
        const sentAt = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
        const promise = paris(working ? Math.min(days, 5) : days, working ? 'working' : 'calendar')
        const due = promisedDueAt({ ...promise, receivedAt: sentAt })
        const ladder = planLadder(sentAt, due, promise)
        const lapses = ladder.filter(({ kind }) => kind === 'lapse')
        expect(lapses.map(({ dueAt: at }) => at.toString())).toEqual([due.toString()])
        for (const { kind, dueAt: at } of ladder) {
          expect(at.epochMilliseconds).toBeGreaterThanOrEqual(sentAt.epochMilliseconds)
          if (kind !== 'lapse') expect(at.epochMilliseconds).toBeLessThan(due.epochMilliseconds)
        }
        expect(new Set(ladder.map(({ kind, occurrence }) => `${kind}/${occurrence}`)).size).toBe(ladder.length)
      }),
    )
  })

  it('gives an accepted referral one more local day, over the change of hour too', () => {
    expect(graceEndOf(local('2026-10-25T00:00'), paris(3)).toString()).toBe(local('2026-10-26T00:00').toString())
  })

  it('gives an animator two working days, not the week-end', () => {
    expect(animatorOverdueAt(local('2026-11-20T00:00'), paris(3)).toString()).toBe(local('2026-11-25T00:00').toString())
  })

  it('tells the regional level again a week later', () => {
    expect(nextOverdueAt(local('2026-11-25T00:00'), paris(3)).toString()).toBe(local('2026-12-02T00:00').toString())
  })

  it('adds to an extension only what is still to come', () => {
    const now = local('2026-11-20T09:00')
    expect(planAfterExtension(now, local('2026-11-21T00:00'), paris(3), 1)).toEqual([])
    expect(
      planAfterExtension(now, local('2026-11-25T00:00'), paris(3), 2).map(({ kind, occurrence }) => [kind, occurrence]),
    ).toEqual([
      ['remind-2', 12],
      ['warn', 12],
    ])
  })
})

describe('after an outage', () => {
  const at = (kind: Milestone['kind'], occurrence: number, when: string): Milestone => ({
    kind,
    occurrence,
    dueAt: local(when),
  })
  const first = at('remind-1', 1, '2026-11-18T00:00')
  const second = at('remind-2', 1, '2026-11-19T08:00')
  const warn = at('warn', 1, '2026-11-19T08:00')
  const lapse = at('lapse', 1, '2026-11-20T00:00')
  const pending = [first, second, warn, lapse]

  it.each([
    {
      label: 'the first reminder stands while the second is not due',
      milestone: first,
      now: '2026-11-19T07:59',
      superseded: false,
    },
    {
      label: 'the first reminder gives way to the second the moment that is due',
      milestone: first,
      now: '2026-11-19T08:00',
      superseded: true,
    },
    {
      label: 'a warning is no reminder: the second reminder stands beside it',
      milestone: second,
      now: '2026-11-19T08:00',
      superseded: false,
    },
    { label: 'a reminder gives way to the lapse', milestone: second, now: '2026-11-20T00:00', superseded: true },
    { label: 'a warning gives way to the lapse', milestone: warn, now: '2026-11-20T00:00', superseded: true },
    { label: 'the lapse gives way to nothing', milestone: lapse, now: '2026-12-20T00:00', superseded: false },
  ])('$label', ({ milestone, now, superseded }) => {
    expect(isSuperseded(milestone, pending, local(now))).toBe(superseded)
  })
})
