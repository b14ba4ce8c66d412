import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { contactDueOn, deedsDue, mayBeSuspended } from './upkeep.ts'
import type { OfferKeptUp, UpkeepDeed } from './upkeep.ts'

const on = (day: string) => Temporal.PlainDate.from(day)

const anOffer = (facts: Partial<OfferKeptUp> = {}): OfferKeptUp => ({
  confirmedOn: on('2026-05-31'),
  // Proven lately, so that the offer's own six months come first.
  contactConfirmedOn: on('2026-10-20'),
  contactBouncedOn: null,
  toConfirm: null,
  restsUntil: null,
  lapsesOn: [],
  remindersOn: [],
  ...facts,
})

const earliestFirst = (a: Temporal.PlainDate, b: Temporal.PlainDate) => Temporal.PlainDate.compare(a, b)
const inWords = ({ kind, cause, dueOn }: UpkeepDeed) => `${kind} ${cause} ${dueOn.toString()}`
const due = (facts: Partial<OfferKeptUp>, today: string) => deedsDue(anOffer(facts), on(today)).map(inWords)

describe('an offer confirmed on 31 May is to be confirmed by 30 November', () => {
  it.each([
    { today: '2026-10-30', told: [] },
    { today: '2026-10-31', told: ['notice-30 offer 2026-11-30'] },
    { today: '2026-11-22', told: ['notice-30 offer 2026-11-30'] },
    { today: '2026-11-23', told: ['notice-7 offer 2026-11-30'] },
    { today: '2026-11-29', told: ['notice-7 offer 2026-11-30'] },
    { today: '2026-11-30', told: ['to-confirm offer 2026-11-30'] },
    { today: '2026-12-10', told: ['to-confirm offer 2026-11-30'] },
  ])('on $today: $told', ({ today, told }) => {
    expect(due({}, today)).toEqual(told)
  })

  it('is suspended thirty days after it was asked for, not after it was due: who was told late has as long', () => {
    const toConfirm = { since: on('2026-12-10'), cause: 'offer' } as const
    expect(due({ toConfirm }, '2027-01-08')).toEqual([])
    expect(due({ toConfirm }, '2027-01-09')).toEqual(['suspended offer 2027-01-09'])
    expect(due({ toConfirm }, '2027-03-01')).toEqual(['suspended offer 2027-01-09'])
  })
})

describe('the contact of an offer', () => {
  it('is to be confirmed three months after it was proven, or after all was said to be right, whichever came last', () => {
    const confirmedOn = on('2026-09-01')
    expect(contactDueOn({ confirmedOn, contactConfirmedOn: null }).toString()).toBe('2026-12-01')
    expect(contactDueOn({ confirmedOn, contactConfirmedOn: on('2026-08-01') }).toString()).toBe('2026-12-01')
    expect(contactDueOn({ confirmedOn, contactConfirmedOn: on('2026-11-30') }).toString()).toBe('2027-02-28')
  })

  it('of an offer just confirmed has a notice of its own, thirty days before', () => {
    const facts = { confirmedOn: on('2026-09-01'), contactConfirmedOn: null }
    expect(due(facts, '2026-11-01')).toEqual(['notice-30 contact 2026-12-01'])
    expect(due(facts, '2026-12-01')).toEqual(['to-confirm contact 2026-12-01'])
  })

  it('to which a mail came back is checked at once, even if somebody said on the same day that all is right', () => {
    const contactBouncedOn = on('2026-11-20')
    const said = { confirmedOn: on('2026-11-20'), contactBouncedOn }
    expect(due(said, '2026-11-20')).toEqual(['early-check bounce 2026-11-20'])
  })
})

describe('lapses booked against the partner', () => {
  const confirmedOn = on('2026-10-01')

  it('two within 90 days call for an early check, three pause the offer; one does neither', () => {
    expect(due({ confirmedOn, lapsesOn: [on('2026-10-10')] }, '2026-11-01')).toEqual([])
    const two = [on('2026-10-10'), on('2026-11-01')]
    expect(due({ confirmedOn, lapsesOn: two }, '2026-11-01')).toEqual(['early-check lapses 2026-11-01'])
    const three = [...two, on('2026-11-20')]
    expect(due({ confirmedOn, lapsesOn: three }, '2026-11-20')[0]).toBe('held lapses 2026-11-20')
  })

  it('the 90th day counts, the 91st does not', () => {
    const lapsesOn = [on('2026-10-02'), on('2026-12-30')]
    expect(due({ confirmedOn, lapsesOn, contactConfirmedOn: confirmedOn }, '2026-12-30')).toContain(
      'early-check lapses 2026-12-30',
    )
    expect(due({ confirmedOn, lapsesOn, contactConfirmedOn: confirmedOn }, '2026-12-31')).not.toContain(
      'early-check lapses 2026-12-30',
    )
  })

  it('an offer confirmed since is not asked again for the same two, and still pauses at the third', () => {
    const lapsesOn = [on('2026-10-10'), on('2026-11-01')]
    const facts = { confirmedOn: on('2026-11-02'), lapsesOn }
    expect(due(facts, '2026-11-03')).toEqual([])
    expect(due({ ...facts, lapsesOn: [...lapsesOn, on('2026-11-20')] }, '2026-11-20')).toContain(
      'held lapses 2026-11-20',
    )
  })

  it('an offer that is to be confirmed already pauses all the same', () => {
    const toConfirm = { since: on('2026-11-01'), cause: 'lapses' } as const
    const lapsesOn = [on('2026-10-10'), on('2026-11-01'), on('2026-11-20')]
    expect(due({ confirmedOn, toConfirm, lapsesOn }, '2026-11-20')).toEqual(['held lapses 2026-11-20'])
  })
})

it('a third reminder without an answer calls for an early check, a second one does not, and a fourth not for another', () => {
  const confirmedOn = on('2026-10-01')
  const remindersOn = [on('2026-11-02'), on('2026-11-03')]
  expect(due({ confirmedOn, remindersOn }, '2026-11-03')).toEqual([])
  const third = [...remindersOn, on('2026-11-04')]
  expect(due({ confirmedOn, remindersOn: third }, '2026-11-04')).toEqual(['early-check reminders 2026-11-04'])
  expect(due({ confirmedOn, remindersOn: [...third, on('2026-11-09')] }, '2026-11-09')).toEqual([
    'early-check reminders 2026-11-04',
  ])
})

it('reminders of before a confirmation count no more, and three new ones after it call for a check again', () => {
  const confirmedOn = on('2026-11-05')
  const before = [on('2026-11-02'), on('2026-11-03'), on('2026-11-05')]
  const two = [...before, on('2026-11-09'), on('2026-11-10')]
  expect(due({ confirmedOn, remindersOn: two }, '2026-11-10')).toEqual([])
  const three = [...two, on('2026-11-12')]
  expect(due({ confirmedOn, remindersOn: three }, '2026-11-12')).toEqual(['early-check reminders 2026-11-12'])
})

it('an offer whose run was taken back is left alone until its day', () => {
  const facts = { restsUntil: on('2026-12-26'), contactBouncedOn: on('2026-11-20') }
  expect(due(facts, '2026-12-25')).toEqual([])
  expect(due(facts, '2026-12-26')).toContain('early-check bounce 2026-11-20')
})

it.each([
  [0, 1],
  [1, 1],
  [99, 1],
  [100, 2],
  [149, 2],
  [150, 3],
])('of %i offers online one run suspends %i at the most', (online, most) => {
  expect(mayBeSuspended(online)).toBe(most)
})

describe('day after day, whatever happens', () => {
  const days = fc.integer({ min: 0, max: 400 }).map((after) => on('2026-01-01').add({ days: after }))
  const offers = fc.record({
    confirmedOn: days,
    contactConfirmedOn: fc.option(days),
    contactBouncedOn: fc.option(days),
    toConfirm: fc.option(fc.record({ since: days, cause: fc.constantFrom('offer' as const, 'bounce' as const) })),
    restsUntil: fc.option(days),
    lapsesOn: fc.array(days, { maxLength: 5 }).map((each) => each.toSorted(earliestFirst)),
    remindersOn: fc.array(days, { maxLength: 5 }).map((each) => each.toSorted(earliestFirst)),
  })

  it('nothing is done before its day, and what was missed is still due the day after', () => {
    fc.assert(
      fc.property(offers, days, (offer, today) => {
        const past = <T extends Temporal.PlainDate>(list: readonly T[]) =>
          list.filter((day) => Temporal.PlainDate.compare(day, today) <= 0)
        const known = { ...offer, lapsesOn: past(offer.lapsesOn), remindersOn: past(offer.remindersOn) }
        for (const { kind, dueOn } of deedsDue(known, today)) {
          if (kind === 'notice-30' || kind === 'notice-7') {
            const ahead = today.until(dueOn).days
            expect(ahead).toBeGreaterThan(0)
            expect(ahead).toBeLessThanOrEqual(kind === 'notice-30' ? 30 : 7)
          } else if (kind !== 'early-check') expect(Temporal.PlainDate.compare(dueOn, today)).toBeLessThanOrEqual(0)
          if (kind === 'to-confirm' || kind === 'suspended')
            expect(deedsDue(known, today.add({ days: 1 })).map((deed) => deed.kind)).toContain(kind)
        }
      }),
    )
  })

  it('an offer that is asked about is suspended no sooner than thirty days later', () => {
    fc.assert(
      fc.property(offers, days, (offer, today) => {
        const suspended = deedsDue(offer, today).some(({ kind }) => kind === 'suspended')
        if (suspended) expect(offer.toConfirm?.since.until(today).days).toBeGreaterThanOrEqual(30)
      }),
    )
  })
})
