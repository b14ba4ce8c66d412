import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { countsAsAttempt, isOnRecord } from './contact-record.ts'
import { asId } from './ids.ts'
import type { UserId } from './ids.ts'
import type { JournalEntry } from './referral.ts'

const instant = (iso: string) => Temporal.Instant.from(iso)
const ten = instant('2026-11-17T10:00:00Z')
const attempt = (contactedAt: Temporal.Instant, reached = false) =>
  ({ kind: 'contact-recorded', reached, channel: 'phone', contactedAt }) as const
const by = (name: string) => ({ kind: 'referent', userId: asId<UserId>(name) }) as const
const entry = (at: Temporal.Instant, event: JournalEntry['event'] = attempt(at), who = 'amelie'): JournalEntry => ({
  event,
  by: by(who),
  at,
})

describe('an attempt counts towards the three', () => {
  test.each([
    ['when it is the first', null, ten, true],
    ['two hours after the last one that counted', ten, ten.add({ hours: 2 }), true],
    ['not a moment before', ten, ten.add({ hours: 2 }).subtract({ milliseconds: 1 }), false],
    ['not at the same instant', ten, ten, false],
    ['not when it is said to have been before', ten, ten.subtract({ hours: 5 }), false],
  ])('%s', (_, lastAttemptAt, contactedAt, counts) => {
    expect(countsAsAttempt({ lastAttemptAt }, attempt(contactedAt))).toBe(counts)
  })

  test('and a contact that reached the young person is none', () => {
    expect(countsAsAttempt({ lastAttemptAt: null }, attempt(ten, true))).toBe(false)
  })
})

describe('a contact pressed twice is on record', () => {
  test.each([
    ['less than two minutes later', entry(ten.add({ seconds: 119 })), true],
    ['but two minutes later it is another one', entry(ten.add({ seconds: 120 })), false],
    ['but by a colleague it is another one', entry(ten, attempt(ten), 'theo'), false],
    ['but by mail it is another one', entry(ten, { ...attempt(ten), channel: 'email' }), false],
    ['but somebody reached is another thing than an attempt', entry(ten, attempt(ten, true)), false],
    ['but said to be of yesterday it is another one', entry(ten, attempt(ten.subtract({ hours: 24 }))), false],
    ['and a note is no contact', entry(ten, { kind: 'noted' }), false],
  ])('%s', (_, second, known) => {
    expect(isOnRecord([entry(ten)], second)).toBe(known)
  })
})
