import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import type { Actor, ActorKind } from './actor.ts'
import { asId } from './ids.ts'
import type { OfferId, PartnerId, ReferentId, ReferralId, RequestId, UserId } from './ids.ts'
import { isCalledFor } from './mails-called-for.ts'
import { owedForLateNotice, owedForOutages } from './owed-time.ts'
import { isAwaited, isOpen, referralStates, transitions } from './referral.ts'
import type { JournalEntry, Referral, ReferralEvent, ReferralState } from './referral.ts'
import { Refusal } from './refusal.ts'
import { promisedDueAt } from './promised-date.ts'
import { dueAt } from './response-window.ts'
import { openReferral, replay, step } from './step.ts'

const local = (words: string) => Temporal.PlainDateTime.from(words).toZonedDateTime('Europe/Paris').toInstant()
const promise = { windowDays: 3, counting: 'calendar', timeZone: 'Europe/Paris', holidayZone: 'metropole' } as const
const sentAt = local('2026-11-16T10:00')
const due = local('2026-11-20T00:00')
const inTime = local('2026-11-18T15:00')
const lastMoment = due.subtract({ milliseconds: 1 })
const referent: Actor = { kind: 'referent', userId: asId<UserId>('referent') }
const animator: Actor = { kind: 'animator', userId: asId<UserId>('animator') }
const clock: Actor = { kind: 'clock' }
const youngPerson: Actor = { kind: 'young-person' }

const sending: Extract<ReferralEvent, { kind: 'sent' }> = {
  kind: 'sent',
  id: asId<ReferralId>('referral'),
  requestId: asId<RequestId>('request'),
  offerId: asId<OfferId>('offer'),
  partnerId: asId<PartnerId>('partner'),
  chain: 1,
  link: 1,
  previousReferralId: null,
  automatic: false,
  dueAt: due,
  promise,
}
const sent: Referral = { ...openReferral(sending, sentAt).referral, notifiedAt: sentAt }
const at = (referral: Referral, event: ReferralEvent, by: Actor, now = inTime) => step(referral, { event, by, at: now })
const accepted = at(sent, { kind: 'accepted' }, referent).referral
const contact = (when = inTime, reached = true): ReferralEvent => ({
  kind: 'contact-recorded',
  reached,
  channel: 'phone',
  contactedAt: when,
})
const handOverTo = (name: string): ReferralEvent => ({ kind: 'handed-over', toReferentId: asId<ReferentId>(name) })
const contacted = at(sent, contact(), referent).referral
const lapse: ReferralEvent = { kind: 'milestone-reached', milestone: 'lapse', occurrence: 1 }
const lapsed = at(sent, lapse, clock, due).referral
const unresolvedEvent: ReferralEvent = { kind: 'unresolved', cause: 'nobody-left', ownerId: asId<UserId>('animator') }
const unresolved = at(lapsed, unresolvedEvent, clock, due).referral

it('tells the next owner each time a request changes hands, also when it comes back to somebody', () => {
  const onceOf = (minutes: number) =>
    step(unresolved, {
      event: { kind: 'owner-changed', ownerId: asId<UserId>('next') },
      by: { kind: 'animator', userId: asId<UserId>('animator') },
      at: due.add({ minutes }),
    }).mails.map(({ mail, to, once }) => [mail, to, once])
  expect(onceOf(1)).toEqual([['unresolved-animator', 'owner', due.add({ minutes: 1 }).toString()]])
  expect(onceOf(1)).not.toEqual(onceOf(2))
})
const redirectedEvent: ReferralEvent = {
  kind: 'redirected',
  toReferralId: asId<ReferralId>('next'),
  toOfferId: asId<OfferId>('other'),
  automatic: false,
  consent: 'submission',
}
const codeOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return 'done'
}

describe('the transition table', () => {
  const inState: Record<ReferralState, Referral> = {
    sent,
    accepted,
    contacted,
    declined: at(sent, { kind: 'declined', reason: 'no-capacity' }, referent).referral,
    lapsed,
    redirected: at(sent, redirectedEvent, referent).referral,
    withdrawn: at(sent, { kind: 'withdrawn' }, youngPerson).referral,
    closed: at(contacted, { kind: 'closed', outcome: 'helped' }, referent).referral,
    unresolved,
  }
  const eventTo: Partial<Record<ReferralState, ReferralEvent>> = {
    accepted: { kind: 'accepted' },
    contacted: contact(),
    declined: { kind: 'declined', reason: 'not-our-field' },
    redirected: redirectedEvent,
    withdrawn: { kind: 'withdrawn' },
    closed: { kind: 'closed', outcome: 'helped' },
    unresolved: unresolvedEvent,
  }
  const actors: Record<ActorKind, Actor> = { referent, animator, clock, 'young-person': youngPerson }
  const cases = referralStates.flatMap((from) =>
    Object.entries(eventTo).flatMap(([to, event]) => Object.values(actors).map((by) => ({ from, to, event, by }))),
  )

  it.each(cases.map((one) => ({ ...one, label: `${one.from} → ${one.to} by ${one.by.kind}` })))(
    '$label happens exactly when the table says so',
    ({ from, to, event, by }) => {
      const allowed = Object.entries(transitions[from]).some(
        ([target, kinds]) => target === to && kinds.includes(by.kind),
      )
      const code = codeOf(() => {
        const { referral } = at(inState[from], event, by)
        if (referral.state !== to || referral.state === from) throw new Refusal('not-allowed')
      })
      expect(code === 'done').toBe(allowed)
    },
  )
})

describe('a partner', () => {
  it('keeps the promise until the last moment of the window', () => {
    expect(at(sent, contact(lastMoment), referent, lastMoment).referral.state).toBe('contacted')
  })
  it.each([
    { label: 'accepts', event: { kind: 'accepted' } as const },
    { label: 'declines', event: { kind: 'declined', reason: 'no-capacity' } as const },
    { label: 'contacts', event: contact(inTime) },
  ])('who $label at the moment the window ends is refused', ({ event }) => {
    expect(codeOf(() => at(sent, event, referent, due))).toBe('window-over')
  })
  it('keeps the promise by an attempt that reaches nobody', () => {
    expect(at(sent, contact(inTime, false), referent).referral).toMatchObject({ state: 'contacted', attempts: 1 })
  })
  it('who answers after the lapse is recorded as late, and the lapse stays', () => {
    const late = at(lapsed, contact(due), referent, due.add({ hours: 2 })).referral
    expect(late.state).toBe('lapsed')
    expect(late.lateContactAt?.toString()).toBe(due.add({ hours: 2 }).toString())
    expect(late.lapsedAt?.toString()).toBe(due.toString())
  })
  it.each([
    {
      label: 'before the referral was sent',
      when: sentAt.subtract({ milliseconds: 1 }),
      code: 'contact-time-impossible',
    },
    { label: 'at the moment it was sent', when: sentAt, code: 'done' },
    { label: 'now', when: inTime, code: 'done' },
    { label: 'in the future', when: inTime.add({ milliseconds: 1 }), code: 'contact-time-impossible' },
  ])('may have made a contact $label: $code', ({ when, code }) => {
    expect(codeOf(() => at(sent, contact(when), referent))).toBe(code)
  })
  it('closes as unreachable after three attempts, not two', () => {
    const tries = (count: number, apart = { hours: 2 }) =>
      Array.from({ length: count }).reduce<Referral>((referral, _, place) => {
        const when = inTime.add({ minutes: apart.hours * 60 * place })
        return at(referral, contact(when, false), referent, when).referral
      }, sent)
    const close: ReferralEvent = { kind: 'closed', outcome: 'unreachable' }
    expect(codeOf(() => at(tries(2), close, referent))).toBe('too-few-attempts')
    expect(at(tries(3), close, referent).referral.state).toBe('closed')
    expect(tries(3, { hours: 0.5 }).attempts).toBe(1)
    expect(codeOf(() => at(tries(3, { hours: 0.5 }), close, referent))).toBe('too-few-attempts')
  })
  it('closes what it contacted itself: an animator who would is told that somebody answered, not to note a contact', () => {
    const close: ReferralEvent = { kind: 'closed', outcome: 'helped' }
    expect(codeOf(() => at(sent, close, animator))).toBe('not-contacted-yet')
    expect(codeOf(() => at(contacted, close, animator))).toBe('already-answered')
  })
  it('who declines sends the request on in the same act, and the young person is told', () => {
    const declined = at(sent, { kind: 'declined', reason: 'no-capacity' }, referent)
    expect(declined).toMatchObject({ seeksNextOffer: true, mails: [{ mail: 'refusal', to: 'young-person' }] })
  })
})

describe('the end of the window', () => {
  it('changes nothing a moment before', () => {
    expect(at(sent, lapse, clock, lastMoment).referral).toEqual(sent)
  })
  it('lapses a referral that nobody answered, tells the three people concerned, and the request goes on', () => {
    const { referral, mails, seeksNextOffer, milestones } = at(sent, lapse, clock, due)
    expect(referral).toMatchObject({ state: 'lapsed', lapseBooked: true })
    expect(mails.map(({ mail }) => mail)).toEqual(['lapse-young-person', 'lapse-partner', 'lapse-animator'])
    expect(seeksNextOffer).toBe(true)
    expect(milestones.cancel).toBe('all')
  })
  it('gives an accepted referral one more day, tells the animator, then lapses it', () => {
    const grace = at(accepted, lapse, clock, due)
    expect(grace.referral.state).toBe('accepted')
    expect(grace.mails.map(({ mail }) => mail)).toEqual(['late-accepted-animator'])
    const end = local('2026-11-21T00:00')
    expect(
      grace.milestones.plan.map(({ kind, occurrence, dueAt: when }) => [kind, occurrence, when.toString()]),
    ).toEqual([['lapse', 2, end.toString()]])
    const second: ReferralEvent = { kind: 'milestone-reached', milestone: 'lapse', occurrence: 2 }
    expect(at(grace.referral, second, clock, end.subtract({ milliseconds: 1 })).referral.state).toBe('accepted')
    expect(at(grace.referral, second, clock, end).referral.state).toBe('lapsed')
    expect(at(grace.referral, contact(due), referent, end.subtract({ milliseconds: 1 })).referral.state).toBe(
      'contacted',
    )
  })
  it('lapses an accepted referral at once when its extra day is over as well by then', () => {
    const end = local('2026-11-21T00:00')
    expect(at(accepted, lapse, clock, end.subtract({ milliseconds: 1 })).referral.state).toBe('accepted')
    const { referral, mails, seeksNextOffer, milestones } = at(accepted, lapse, clock, end)
    expect(referral).toMatchObject({ state: 'lapsed', graceUntil: end, lapsedAt: end, lapseBooked: true })
    expect(mails.map(({ mail }) => mail)).toEqual(['lapse-young-person', 'lapse-partner', 'lapse-animator'])
    expect(seeksNextOffer).toBe(true)
    expect(milestones).toEqual({ plan: [], moveLapseTo: null, cancel: 'all' })
  })
  it('stays booked when the notice is said to have come back since', () => {
    expect(at(lapsed, { kind: 'notice-came-back' }, clock, due).referral).toMatchObject({ lapseBooked: true })
  })
  it('books no lapse when nobody at the partner could be told', () => {
    const unreachable = at({ ...sent, notifiedAt: null }, { kind: 'unreachable' }, clock).referral
    const { referral, mails } = at(unreachable, lapse, clock, due)
    expect(referral).toMatchObject({ state: 'lapsed', lapseBooked: false })
    expect(mails.map(({ mail }) => mail)).not.toContain('lapse-partner')
  })
})

describe('a young person whose request is in an animator’s hands', () => {
  const overdue = (occurrence: number): ReferralEvent => ({
    kind: 'milestone-reached',
    milestone: 'animator-overdue',
    occurrence,
  })
  it('has news when the animator’s time runs out, and every week after, together with the regional level', () => {
    for (const occurrence of [1, 2, 7]) {
      expect(at(unresolved, overdue(occurrence), clock)).toMatchObject({
        mails: [
          { mail: 'overdue-regional', to: 'regional', once: `${occurrence}` },
          { mail: 'still-looking', to: 'young-person', once: `${occurrence}` },
        ],
        milestones: { plan: [{ kind: 'animator-overdue', occurrence: occurrence + 1 }] },
      })
    }
  })
  it('reads how it ended when the animator closes it; who was contacted is not written to', () => {
    const close: ReferralEvent = { kind: 'closed', outcome: 'no-solution' }
    expect(at(unresolved, close, animator).mails).toMatchObject([{ mail: 'closing', to: 'young-person' }])
    expect(at(contacted, { kind: 'closed', outcome: 'helped' }, referent).mails).toEqual([])
  })
  it('reads that an animator took a referral back for them, and by which hand', () => {
    const told = at(sent, { kind: 'withdrawn' }, animator).mails
    expect(told).toMatchObject([{ mail: 'withdrawal-partner' }, { mail: 'withdrawal-young-person' }])
    expect(at(sent, { kind: 'withdrawn' }, youngPerson).mails).toMatchObject([{ mail: 'withdrawal-partner' }])
  })
})

describe('reminders', () => {
  const remind = (milestone: 'remind-1' | 'remind-2'): ReferralEvent => ({
    kind: 'milestone-reached',
    milestone,
    occurrence: 1,
  })
  it.each([
    {
      label: 'the first goes to referents while nobody answered',
      referral: sent,
      event: remind('remind-1'),
      to: ['referents'],
    },
    {
      label: 'none goes out before the request itself has left',
      referral: { ...sent, notifiedAt: null },
      event: remind('remind-2'),
      to: [],
    },
    {
      label: 'the first is not sent once a referent took it on',
      referral: accepted,
      event: remind('remind-1'),
      to: [],
    },
    {
      label: 'the second goes to deputies too',
      referral: sent,
      event: remind('remind-2'),
      to: ['referents-and-deputies'],
    },
    {
      label: 'the second reminds who took it on',
      referral: accepted,
      event: remind('remind-2'),
      to: ['referents-and-deputies'],
    },
    { label: 'none goes out after a contact', referral: contacted, event: remind('remind-2'), to: [] },
  ])('$label', ({ referral, event, to }) => {
    expect(at(referral, event, clock).mails.map((mail) => mail.to)).toEqual(to)
  })
})

describe('an animator', () => {
  it('extends a window: the due date moves, the young person is told, the lapse moves with it', () => {
    const later = local('2026-11-24T00:00')
    const { referral, milestones, mails } = at(sent, { kind: 'extended', dueAt: later, cause: 'animator' }, animator)
    expect(referral.dueAt.toString()).toBe(later.toString())
    expect(milestones.moveLapseTo?.toString()).toBe(later.toString())
    expect(mails).toMatchObject([{ mail: 'extension', to: 'young-person', details: { dueAt: later.toString() } }])
  })
  it.each([
    { label: 'to the same date', referral: sent, to: due, code: 'extension-not-later' },
    { label: 'to an earlier date', referral: sent, to: inTime, code: 'extension-not-later' },
    { label: 'for more than a month', referral: sent, to: inTime.add({ hours: 31 * 24 }), code: 'extension-too-long' },
    { label: 'after a contact', referral: contacted, to: due.add({ hours: 24 }), code: 'already-answered' },
    {
      label: 'of a request that is in an animator’s hands',
      referral: unresolved,
      to: due.add({ hours: 24 }),
      code: 'in-animators-hands',
    },
    { label: 'after a lapse', referral: lapsed, to: due.add({ hours: 24 }), code: 'already-ended' },
  ])('may not extend $label', ({ referral, to, code }) => {
    expect(codeOf(() => at(referral, { kind: 'extended', dueAt: to, cause: 'animator' }, animator))).toBe(code)
  })
  it('who owns an unresolved request too long is followed by the regional level, week after week', () => {
    const overdue = (occurrence: number): ReferralEvent => ({
      kind: 'milestone-reached',
      milestone: 'animator-overdue',
      occurrence,
    })
    const first = at(unresolved, overdue(1), clock, local('2026-11-25T00:00'))
    expect(first.mails.map(({ mail }) => mail)).toEqual(['overdue-regional', 'still-looking'])
    expect(first.milestones.plan).toMatchObject([{ kind: 'animator-overdue', occurrence: 2 }])
    const closed = at(unresolved, { kind: 'closed', outcome: 'helped' }, animator).referral
    expect(at(closed, overdue(2), clock, local('2026-12-02T00:00')).milestones.plan).toEqual([])
  })
})

describe('a partner whose request is withdrawn', () => {
  const withdrawn: ReferralEvent = { kind: 'withdrawn' }
  const mailsOf = (referral: Referral, event: ReferralEvent, by: Actor) =>
    at(referral, event, by).mails.map(({ mail }) => mail)

  it('is told when it knows of it, and not otherwise', () => {
    expect(mailsOf(contacted, withdrawn, youngPerson)).toEqual(['withdrawal-partner'])
    expect(mailsOf({ ...sent, notifiedAt: null }, withdrawn, youngPerson)).toEqual([])
  })

  it('is told when the notice was leaving at that very moment, once', () => {
    const untold = at({ ...sent, notifiedAt: null }, withdrawn, youngPerson).referral
    const told = step(untold, { event: { kind: 'notified' }, by: clock, at: inTime })
    expect(told.mails.map(({ mail }) => mail)).toEqual(['withdrawal-partner'])
    expect(mailsOf(told.referral, { kind: 'notified' }, clock)).toEqual([])
    expect(mailsOf(sent, { kind: 'notified' }, clock)).toEqual([])
  })

  it('is not told again of a request that went on without it', () => {
    expect(mailsOf(unresolved, withdrawn, youngPerson)).toEqual([])
  })
})

describe('a partner told late by the platform', () => {
  const untold = { ...sent, notifiedAt: null }
  const owed = (now: string) => owedForLateNotice(untold, local(now))?.dueAt.toString()
  it('is owed nothing on the day the notice should have left', () => {
    expect(owed('2026-11-16T23:59')).toBeUndefined()
  })
  it('is owed as many days as the notice was late', () => {
    expect(owed('2026-11-17T00:00')).toBe(local('2026-11-21T00:00').toString())
    expect(owed('2026-11-19T09:00')).toBe(local('2026-11-23T00:00').toString())
  })
  it('is owed nothing for quiet hours alone, as long as the window was not over before the morning', () => {
    const evening = local('2026-11-17T20:00')
    const referral = { ...untold, sentAt: evening, dueAt: dueAt({ ...promise, receivedAt: evening }) }
    expect(owedForLateNotice(referral, local('2026-11-18T08:00'))).toBeUndefined()
  })
  it.each([
    { label: 'a Friday evening', sent: '2026-11-20T19:00' },
    { label: 'a Saturday', sent: '2026-11-21T10:00' },
  ])('is owed nothing for a request of $label: its date was told with the quiet hours in it', ({ sent: when }) => {
    const oneDay = { ...promise, windowDays: 1 }
    const begun = local(when)
    const referral = {
      ...untold,
      promise: oneDay,
      sentAt: begun,
      dueAt: promisedDueAt({ ...oneDay, receivedAt: begun }),
    }
    expect(referral.dueAt.toString()).toBe(local('2026-11-25T00:00').toString())
    expect(owedForLateNotice(referral, local('2026-11-23T08:00'))).toBeUndefined()
    expect(owedForLateNotice(referral, local('2026-11-23T23:59'))).toBeUndefined()
    expect(owedForLateNotice(referral, local('2026-11-24T00:00'))).toMatchObject({ cause: 'platform' })
  })
  it('holds the request no longer after two extensions: it goes on, and no lapse is booked', () => {
    const again = { ...untold, extensions: 2 }
    expect(owedForLateNotice(again, due)).toBeUndefined()
    expect(at(again, lapse, clock, due).referral).toMatchObject({ state: 'lapsed', lapseBooked: false })
  })
  it('who was told, or could not be told, is owed nothing', () => {
    expect(owedForLateNotice(sent, due)).toBeUndefined()
    expect(owedForLateNotice({ ...untold, unreachableAt: sentAt }, due)).toBeUndefined()
  })
})

describe('a partner whose window the platform cut short by being down', () => {
  const down = (from: string, to: string) => ({ from: local(from), to: local(to) })
  const owed = (outages: readonly ReturnType<typeof down>[], referral: Referral = sent) =>
    owedForOutages(referral, outages, due)?.dueAt.toString()
  it.each([
    { label: 'nothing for a night', outages: [down('2026-11-18T20:00', '2026-11-19T08:00')], until: undefined },
    {
      label: 'nothing for 29 minutes of a morning',
      outages: [down('2026-11-19T09:00', '2026-11-19T09:29')],
      until: undefined,
    },
    {
      label: 'a day for half an hour of a morning',
      outages: [down('2026-11-19T09:00', '2026-11-19T09:30')],
      until: '2026-11-21T00:00',
    },
    {
      label: 'a day for two quarters of an hour',
      outages: [down('2026-11-19T09:00', '2026-11-19T09:15'), down('2026-11-19T15:00', '2026-11-19T15:15')],
      until: '2026-11-21T00:00',
    },
    {
      label: 'two days for two days',
      outages: [down('2026-11-18T07:00', '2026-11-20T00:00')],
      until: '2026-11-22T00:00',
    },
    {
      label: 'nothing for what was before it',
      outages: [down('2026-11-16T08:00', '2026-11-16T10:00')],
      until: undefined,
    },
  ])('is owed $label', ({ outages, until }) => {
    expect(owed(outages)).toBe(until === undefined ? undefined : local(until).toString())
  })
  it('is owed each day once', () => {
    const extendedOnce = { ...sent, dueAt: local('2026-11-21T00:00'), extensions: 1 }
    expect(owed([down('2026-11-19T09:00', '2026-11-19T12:00')], extendedOnce)).toBeUndefined()
  })
  it('is owed working days where working days are counted', () => {
    const working: Referral = { ...sent, promise: { ...promise, counting: 'working' } }
    const overWeekend = [down('2026-11-19T09:00', '2026-11-19T12:00')]
    expect(owed(overWeekend, working)).toBe(local('2026-11-21T00:00').toString())
    expect(
      owedForOutages(working, [down('2026-11-21T09:00', '2026-11-22T12:00')], local('2026-11-23T00:00')),
    ).toBeUndefined()
  })
  it('is owed nothing once it has answered', () => {
    expect(owed([down('2026-11-19T09:00', '2026-11-19T12:00')], contacted)).toBeUndefined()
  })
})

describe('a mail about to leave', () => {
  const circumstances = { requestErased: false, requestWithdrawn: false, dueAtTold: null, firstReminder: false }
  it.each([
    { label: 'a reminder, while awaited', mail: 'reminder' as const, referral: sent, change: {}, called: true },
    {
      label: 'no first reminder once a referent took it on',
      mail: 'reminder' as const,
      referral: accepted,
      change: { firstReminder: true },
      called: false,
    },
    { label: 'no reminder after a contact', mail: 'reminder' as const, referral: contacted, change: {}, called: false },
    {
      label: 'no notice after a withdrawal',
      mail: 'referral-request' as const,
      referral: lapsed,
      change: {},
      called: false,
    },
    {
      label: 'an extension, if its date still holds',
      mail: 'extension' as const,
      referral: sent,
      change: { dueAtTold: due },
      called: true,
    },
    {
      label: 'no extension whose date has moved again',
      mail: 'extension' as const,
      referral: sent,
      change: { dueAtTold: inTime },
      called: false,
    },
    {
      label: 'nothing to a young person who erased the request',
      mail: 'receipt' as const,
      referral: sent,
      change: { requestErased: true },
      called: false,
    },
    {
      label: 'but the partner still learns of the withdrawal',
      mail: 'withdrawal-partner' as const,
      referral: sent,
      change: { requestErased: true },
      called: true,
    },
    {
      label: 'no feedback question after a withdrawal',
      mail: 'feedback' as const,
      referral: contacted,
      change: { requestWithdrawn: true },
      called: false,
    },
  ])('$label', ({ mail, referral, change, called }) => {
    expect(isCalledFor(mail, referral, { ...circumstances, ...change })).toBe(called)
  })
})

describe('handing over to a colleague', () => {
  it.each([sent, accepted, contacted])(
    'moves neither the state nor the due date, and tells the colleague: $state',
    (referral) => {
      const stepped = at(referral, handOverTo('nadia'), referent)
      expect(stepped.referral).toEqual({ ...referral, referentId: 'nadia' })
      expect(stepped.milestones).toEqual({ plan: [], moveLapseTo: null, cancel: [] })
      expect(stepped.mails.map(({ mail, to }) => [mail, to])).toEqual([['handed-over', 'referents']])
    },
  )

  it('is possible until the last moment of the window, and not after', () => {
    const codeAt = (now: Temporal.Instant) => codeOf(() => at(sent, handOverTo('nadia'), referent, now))
    expect([codeAt(lastMoment), codeAt(due)]).toEqual(['done', 'window-over'])
    expect(codeOf(() => at(unresolved, handOverTo('nadia'), referent))).toBe('in-animators-hands')
    expect(codeOf(() => at(at(sent, redirectedEvent, referent).referral, handOverTo('nadia'), referent))).toBe(
      'already-ended',
    )
  })
})

describe('the journal', () => {
  const minutes = fc.integer({ min: 1, max: 3000 })
  const events: fc.Arbitrary<{ event: ReferralEvent; by: Actor; wait: number }> = fc.oneof(
    fc.record({ event: fc.constant<ReferralEvent>({ kind: 'accepted' }), by: fc.constant(referent), wait: minutes }),
    fc.record({
      event: fc.boolean().map((reached) => contact(sentAt, reached)),
      by: fc.constant(referent),
      wait: minutes,
    }),
    fc.record({
      event: fc.constant<ReferralEvent>({ kind: 'declined', reason: 'other' }),
      by: fc.constant(referent),
      wait: minutes,
    }),
    fc.record({
      event: fc.constant<ReferralEvent>({ kind: 'closed', outcome: 'helped' }),
      by: fc.constantFrom(referent, animator),
      wait: minutes,
    }),
    fc.record({
      event: fc.constant(redirectedEvent),
      by: fc.constantFrom(referent, animator, youngPerson),
      wait: minutes,
    }),
    fc.record({
      event: fc.constant<ReferralEvent>({ kind: 'withdrawn' }),
      by: fc.constantFrom(youngPerson, animator),
      wait: minutes,
    }),
    fc.record({
      event: fc.constantFrom('nadia', 'ismael').map<ReferralEvent>((name) => handOverTo(name)),
      by: fc.constant(referent),
      wait: minutes,
    }),
    fc.record({ event: fc.constantFrom(lapse, unresolvedEvent), by: fc.constant(clock), wait: minutes }),
    fc.record({
      event: fc.constantFrom<ReferralEvent>({ kind: 'notified' }, { kind: 'unreachable' }, { kind: 'noted' }),
      by: fc.constant(clock),
      wait: minutes,
    }),
    fc.record({
      event: fc
        .integer({ min: 1, max: 10 })
        .map<ReferralEvent>((days) => ({ kind: 'extended', dueAt: due.add({ hours: 24 * days }), cause: 'animator' })),
      by: fc.constant(animator),
      wait: minutes,
    }),
  )

  it('replays to the state, an open referral is open for a reason, and an ended one never moves again', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 25 }), (happenings) => {
        let now = sentAt
        let { referral } = openReferral(sending, sentAt)
        const journal: JournalEntry[] = [{ event: sending, by: youngPerson, at: sentAt }]
        for (const { event, by, wait } of happenings) {
          now = now.add({ minutes: wait })
          const before = referral
          const code = codeOf(() => {
            referral = step(referral, { event, by, at: now }).referral
          })
          if (code === 'done') journal.push({ event, by, at: now })
          if (before.endedAt !== null) expect(referral.state).toBe(before.state)
          expect(referral.endedAt === null).toBe(
            isOpen(referral.state) || referral.state === 'lapsed' || referral.state === 'declined',
          )
          if (referral.lapsedAt !== null)
            expect(isAwaited(referral.state) || referral.state === 'contacted').toBe(false)
        }
        expect(replay(journal)).toEqual(referral)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps exactly one lapse to come for an awaited referral, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 25 }), (happenings) => {
        let now = sentAt
        const opened = openReferral(sending, sentAt)
        let { referral } = opened
        let lapses = opened.milestones.plan.filter(({ kind }) => kind === 'lapse')
        for (const { event, by, wait } of happenings) {
          now = now.add({ minutes: wait })
          codeOf(() => {
            const stepped = step(referral, { event, by, at: now })
            const { cancel, moveLapseTo, plan } = stepped.milestones
            const reached = event === lapse && now.epochMilliseconds >= (lapses[0]?.dueAt.epochMilliseconds ?? Infinity)
            if (event === lapse && !reached) return
            if (reached || cancel === 'all' || cancel.includes('lapse')) lapses = []
            if (moveLapseTo !== null) lapses = lapses.map((one) => ({ ...one, dueAt: moveLapseTo }))
            lapses.push(...plan.filter(({ kind }) => kind === 'lapse'))
            referral = stepped.referral
          })
          expect(lapses.length).toBe(isAwaited(referral.state) ? 1 : 0)
          if (lapses[0]) expect(lapses[0].dueAt.toString()).toBe((referral.graceUntil ?? referral.dueAt).toString())
        }
      }),
      { numRuns: 500 },
    )
  })
})
