import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import {
  mayAct,
  mayAnswer,
  maySee,
  maySeeContact,
  maySeeReferral,
  mayWatch,
  rights,
  standingsOnAccount,
  standingsOnReferral,
  watchedBy,
  watchesSomething,
} from './access.ts'
import type { Professional, ReferralPlace, Standing } from './access.ts'
import { asId } from './ids.ts'
import type { PartnerId, TerritoryId, UserId } from './ids.ts'
import { referralStates } from './referral.ts'
import type { ReferralState } from './referral.ts'

const ours = asId<PartnerId>('partner')
const loire = asId<TerritoryId>('loire')
const companion = asId<PartnerId>('companion')
const place: ReferralPlace = { partnerId: ours, territoryId: loire, regionCode: '84', companionIds: [companion] }

const professional = (given: Partial<Professional>): Professional => ({
  userId: asId<UserId>('user'),
  name: 'Dominique',
  role: 'referent',
  partnerIds: [],
  territoryIds: [],
  regionCodes: [],
  isNational: given.role === 'national',
  isUnderAgreement: false,
  ...given,
})

const referent = professional({ partnerIds: [ours] })
const animator = professional({ role: 'animator', territoryIds: [loire] })

describe('who answers and who watches a referral', () => {
  test.each<[who: string, professional: Professional, answers: boolean, watches: boolean]>([
    ['a referent of its partner answers', referent, true, false],
    ['a referent of another partner is shut out', professional({ partnerIds: [asId('another')] }), false, false],
    ['a referent of several partners answers', professional({ partnerIds: [asId('another'), ours] }), true, false],
    ['a referent who has left every partner is shut out', professional({}), false, false],
    ['the animator of its territory watches', animator, false, true],
    [
      'an animator of another territory is shut out',
      professional({ role: 'animator', territoryIds: [asId('reunion')] }),
      false,
      false,
    ],
    [
      'the regional animator of its region watches',
      professional({ role: 'regional', regionCodes: ['84'] }),
      false,
      true,
    ],
    [
      'a regional animator of another region is shut out',
      professional({ role: 'regional', regionCodes: ['04'] }),
      false,
      false,
    ],
    ['the national level watches everything', professional({ role: 'national' }), false, true],
    ['an animator who is a referent too does both', { ...animator, partnerIds: [ours] }, true, true],
    [
      'a perimeter kept from an earlier role is worth nothing to a referent',
      professional({ territoryIds: [loire], regionCodes: ['84'] }),
      false,
      false,
    ],
    [
      'a region is worth nothing to an animator of another territory',
      professional({ role: 'animator', regionCodes: ['84'] }),
      false,
      false,
    ],
  ])('%s', (_, who, answers, watches) => {
    expect({ answers: mayAnswer(who, place), watches: mayWatch(who, place) }).toEqual({ answers, watches })
    expect(maySeeReferral(who, place)).toBe(answers || watches)
  })
})

test('what is watched is told as a list can be asked for', () => {
  expect(watchedBy(animator)).toEqual({ nation: false, territoryIds: [loire], regionCodes: [] })
  expect(watchedBy(professional({ role: 'national' }))).toEqual({ nation: true, territoryIds: [], regionCodes: [] })
})

describe('who sees how to reach the young person', () => {
  const endedAt = Temporal.Instant.from('2026-11-24T09:00:00Z')
  const runs: readonly ReferralState[] = ['sent', 'accepted', 'contacted']

  test.each(runs)('the partner, while its referral is %s', (state) => {
    expect(maySeeContact(referent, place, { state, endedAt: null })).toBe(true)
  })

  test.each<ReferralState>(['redirected', 'withdrawn', 'closed'])('no longer the partner, once it is %s', (state) => {
    expect(maySeeContact(referent, place, { state, endedAt })).toBe(false)
  })

  test('no longer the partner, once its referral is in the hands of the animator', () => {
    expect(maySeeContact(referent, place, { state: 'unresolved', endedAt: null })).toBe(false)
  })

  test.each(referralStates)('the animator of the territory, even when it is %s', (state) => {
    expect(maySeeContact(animator, place, { state, endedAt: runs.includes(state) ? null : endedAt })).toBe(true)
  })

  test('nobody else', () => {
    const another = professional({ partnerIds: [asId('another')] })
    expect(maySeeContact(another, place, { state: 'sent', endedAt: null })).toBe(false)
  })
})

describe('who accompanies a young person with the partner', () => {
  const who = professional({ partnerIds: [companion] })
  const contacted = { state: 'contacted', endedAt: null } as const

  test('sees the referral and the young person, and answers nothing in the partner’s name', () => {
    expect(standingsOnReferral(who, place, contacted)).toEqual(['companion'])
    expect({
      sees: maySeeReferral(who, place),
      contact: maySeeContact(who, place, contacted),
      answers: mayAnswer(who, place),
      watches: mayWatch(who, place),
    }).toEqual({ sees: true, contact: true, answers: false, watches: false })
  })

  test('sees nothing once it is over', () => {
    const over = { ...place, companionIds: [] }
    expect(maySeeReferral(who, over)).toBe(false)
    expect(maySeeContact(who, over, contacted)).toBe(false)
  })
})

test('what the table does not say is not allowed', () => {
  const things = Object.keys(rights).filter((thing): thing is keyof typeof rights => thing in rights)
  for (const thing of things) {
    expect(maySee(thing, [])).toBe(false)
    const written = Object.keys(rights[thing])
    const standings: readonly Standing[] = ['partner', 'former-partner', 'companion', 'watcher']
    for (const standing of standings) expect(maySee(thing, [standing])).toBe(written.includes(standing))
    for (const standing of standings) if (mayAct(thing, [standing])) expect(maySee(thing, [standing])).toBe(true)
  }
})

describe('who puts right the address of somebody’s account', () => {
  const at = (territoryId: string, regionCode = '84') => ({ territoryId: asId<TerritoryId>(territoryId), regionCode })
  const regional = professional({ role: 'regional', regionCodes: ['84'] })
  const national = professional({ role: 'national' })
  const ofTwo = { role: 'referent', places: [at('loire'), at('velay')] } as const
  test.each<[string, Professional, Parameters<typeof standingsOnAccount>[1], boolean]>([
    ['the animator of its one territory', animator, { role: 'referent', places: [at('loire')] }, true],
    ['not the animator of another one', animator, { role: 'referent', places: [at('velay')] }, false],
    ['not the animator of one of two territories', animator, ofTwo, false],
    ['the regional animator of both', regional, ofTwo, true],
    ['not where one lies in another region', regional, { ...ofTwo, places: [at('loire'), at('sud', '04')] }, false],
    ['the national level', national, ofTwo, true],
    ['not another referent of the partner', referent, { role: 'referent', places: [at('loire')] }, false],
    ['nobody, of who answers for no partner', national, { role: 'referent', places: [] }, false],
    ['not the animator, of who animates too', animator, { role: 'animator', places: [at('loire')] }, false],
    ['not the region, of who watches the nation', regional, { role: 'national', places: [at('loire')] }, false],
    ['the national level, of who animates too', national, { role: 'animator', places: [at('loire')] }, true],
  ])('%s', (_, who, account, may) => {
    expect(mayAct('person-address', standingsOnAccount(who, account))).toBe(may)
  })
})

test('the animation’s pages are for who watches something', () => {
  expect(
    [animator, professional({ role: 'national' }), referent, professional({ role: 'animator' })].map(watchesSomething),
  ).toEqual([true, true, false, false])
})
