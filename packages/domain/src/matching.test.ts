import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { asId } from './ids.ts'
import type { NeedId, OfferId, PartnerId } from './ids.ts'
import { demotionOf, matchOffers } from './matching.ts'
import type { Asked, OfferOnTheDay } from './matching.ts'
import { nextAfterMiss } from './redirection.ts'

const day = Temporal.PlainDate.from('2026-11-20')
const housing = asId<NeedId>('housing')
const rent = asId<NeedId>('rent')
const asked: Asked = { need: housing, age: 19, answers: { situation: ['student'], income: ['none', 'grant'] } }

const anOffer = (id: string, facts: Partial<OfferOnTheDay> = {}): OfferOnTheDay => ({
  id: asId<OfferId>(id),
  partnerId: asId<PartnerId>(`partner-of-${id}`),
  need: housing,
  state: 'active',
  underAgreement: true,
  validFrom: day,
  validUntil: null,
  ageMin: 15,
  ageMax: 30,
  criteria: {},
  zoneLevel: 'department',
  windowDays: 3,
  counting: 'calendar',
  full: false,
  referentPresent: true,
  sentRecently: 0,
  lapsedRecently: 0,
  toConfirm: false,
  ...facts,
})
const idsOf = (offers: OfferOnTheDay[], given: Asked = asked) =>
  matchOffers(given, offers, day).map(({ offer }) => offer.id)

describe('an offer fits', () => {
  it.each([
    { label: 'when nothing is declared', facts: {}, fits: true },
    { label: 'at its youngest age', facts: { ageMin: 19 }, fits: true },
    { label: 'not below its youngest age', facts: { ageMin: 20 }, fits: false },
    { label: 'at its oldest age', facts: { ageMax: 19 }, fits: true },
    { label: 'not above its oldest age', facts: { ageMax: 18 }, fits: false },
    { label: 'on its last day', facts: { validUntil: day }, fits: true },
    { label: 'not the day after', facts: { validUntil: day.subtract({ days: 1 }) }, fits: false },
    { label: 'not before its first day', facts: { validFrom: day.add({ days: 1 }) }, fits: false },
    { label: 'not without a signed charter', facts: { underAgreement: false }, fits: false },
    { label: 'when one of several answers is accepted', facts: { criteria: { income: ['grant'] } }, fits: true },
    { label: 'not when no answer is accepted', facts: { criteria: { income: ['salary'] } }, fits: false },
    { label: 'when the question was not answered', facts: { criteria: { lodging: ['none'] } }, fits: true },
    {
      label: 'not when one of two criteria refuses',
      facts: { criteria: { income: ['grant'], situation: ['employed'] } },
      fits: false,
    },
  ])('$label', ({ facts, fits }) => {
    expect(idsOf([anOffer('a', facts)])).toEqual(fits ? ['a'] : [])
  })
})

describe('the order of offers', () => {
  it.each([
    {
      label: 'one that can act comes before a full one',
      better: { windowDays: 7 },
      worse: { full: true, windowDays: 1 },
    },
    { label: 'one that can act comes before a paused one', better: {}, worse: { state: 'paused' as const } },
    {
      label: 'one that can act comes before one whose referents are absent',
      better: {},
      worse: { referentPresent: false },
    },
    { label: 'the need asked comes before a neighbouring one', better: { windowDays: 7 }, worse: { need: rent } },
    {
      label: 'one that keeps its promises comes before one that lapses, even further away',
      better: { zoneLevel: 'nation' as const },
      worse: { zoneLevel: 'commune' as const, sentRecently: 10, lapsedRecently: 2 },
    },
    {
      label: 'one that was confirmed in time comes before one that is to be confirmed, even further away',
      better: { zoneLevel: 'nation' as const, windowDays: 7 },
      worse: { zoneLevel: 'commune' as const, toConfirm: true },
    },
    { label: 'the nearer zone comes first', better: { zoneLevel: 'epci' as const, windowDays: 7 }, worse: {} },
    { label: 'the shorter promise comes first', better: { windowDays: 2 }, worse: {} },
  ])('$label', ({ better, worse }) => {
    expect(idsOf([anOffer('z', better), anOffer('a', worse)])).toEqual(['z', 'a'])
    expect(idsOf([anOffer('a', worse), anOffer('z', better)])).toEqual(['z', 'a'])
  })

  it('lets equals take turns from day to day', () => {
    const offers = ['a', 'b', 'c'].map((id) => anOffer(id))
    const first = Array.from({ length: 30 }, (_, days) => matchOffers(asked, offers, day.add({ days }))[0]?.offer.id)
    expect(new Set(first).size).toBe(3)
  })

  it('does not depend on the order in which offers come', () => {
    const offers = fc.uniqueArray(
      fc.record({
        id: fc.uuid(),
        windowDays: fc.integer({ min: 1, max: 7 }),
        zoneLevel: fc.constantFrom('commune' as const, 'department' as const, 'nation' as const),
        full: fc.boolean(),
        lapsedRecently: fc.integer({ min: 0, max: 10 }),
      }),
      { selector: ({ id }) => id, maxLength: 12 },
    )
    const shuffled = offers.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    )
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const built = (all: typeof one) =>
          idsOf(all.map(({ id, ...facts }) => anOffer(id, { ...facts, sentRecently: 10 })))
        expect(built(one)).toEqual(built(other))
      }),
    )
  })

  it.each([
    { label: 'four referrals say nothing yet', sentRecently: 4, lapsedRecently: 4, demotion: 0 },
    { label: 'just below one lapse in five costs nothing', sentRecently: 11, lapsedRecently: 2, demotion: 0 },
    { label: 'one lapse in five costs a step', sentRecently: 5, lapsedRecently: 1, demotion: 1 },
    { label: 'one lapse in two costs two', sentRecently: 6, lapsedRecently: 3, demotion: 2 },
  ])('$label', ({ demotion, ...facts }) => {
    expect(demotionOf(facts)).toBe(demotion)
  })
})

describe('where a request goes after a miss', () => {
  const partner = (id: string) => asId<PartnerId>(`partner-of-${id}`)
  const matches = matchOffers(
    asked,
    [anOffer('a', { windowDays: 1 }), anOffer('b', { windowDays: 2 }), anOffer('c', { full: true })],
    day,
  )
  const past = { consent: true, automaticRedirections: 0, partnersAsked: [partner('a')], declineReason: null }

  it('goes to the best partner that was not asked yet', () => {
    expect(nextAfterMiss(past, matches)).toMatchObject({ offer: { id: 'b' } })
  })
  it.each([
    { label: 'never without consent', change: { consent: false }, cause: 'no-consent' },
    { label: 'never a third time by the clock', change: { automaticRedirections: 2 }, cause: 'limit-reached' },
    {
      label: 'never to a partner already asked, nor to a full offer',
      change: { partnersAsked: [partner('a'), partner('b')] },
      cause: 'nobody-left',
    },
    {
      label: 'a duplicate is for a person to look at',
      change: { declineReason: 'duplicate' as const },
      cause: 'declined',
    },
  ])('$label', ({ change, cause }) => {
    expect(nextAfterMiss({ ...past, ...change }, matches)).toEqual({ unresolved: cause })
  })
  it('still goes on by itself after one automatic redirection', () => {
    expect(nextAfterMiss({ ...past, automaticRedirections: 1 }, matches)).toMatchObject({ offer: { id: 'b' } })
  })
})
