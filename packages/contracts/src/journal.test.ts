import type { OfferId, PartnerId, ReferentId, ReferralEvent, ReferralId, RequestId, UserId } from '@boussole/domain'
import { asId } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import { expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import { journalEventShape } from './journal.ts'

const uuid = 'a3bb189e-8bf9-5888-9912-ace4e6543002'
const at = Temporal.Instant.from('2026-11-20T09:00:00.123456Z')

const events: { [Kind in ReferralEvent['kind']]: Extract<ReferralEvent, { kind: Kind }> } = {
  sent: {
    kind: 'sent',
    id: asId<ReferralId>(uuid),
    requestId: asId<RequestId>(uuid),
    offerId: asId<OfferId>(uuid),
    partnerId: asId<PartnerId>(uuid),
    chain: 1,
    link: 2,
    previousReferralId: asId<ReferralId>(uuid),
    automatic: true,
    dueAt: at,
    promise: { windowDays: 3, counting: 'calendar', timeZone: 'Europe/Paris', holidayZone: 'metropole' },
  },
  notified: { kind: 'notified' },
  'notice-came-back': { kind: 'notice-came-back' },
  unreachable: { kind: 'unreachable' },
  accepted: { kind: 'accepted' },
  'contact-recorded': { kind: 'contact-recorded', reached: false, channel: 'phone', contactedAt: at },
  'handed-over': { kind: 'handed-over', toReferentId: asId<ReferentId>(uuid) },
  declined: { kind: 'declined', reason: 'no-capacity' },
  closed: { kind: 'closed', outcome: 'helped' },
  redirected: {
    kind: 'redirected',
    toReferralId: asId<ReferralId>(uuid),
    toOfferId: asId<OfferId>(uuid),
    automatic: false,
    consent: 'spoken',
  },
  withdrawn: { kind: 'withdrawn' },
  extended: { kind: 'extended', dueAt: at, cause: 'platform' },
  'milestone-reached': { kind: 'milestone-reached', milestone: 'remind-2', occurrence: 2 },
  unresolved: { kind: 'unresolved', cause: 'nobody-left', ownerId: asId<UserId>(uuid) },
  'owner-changed': { kind: 'owner-changed', ownerId: asId<UserId>(uuid) },
  noted: { kind: 'noted' },
  'accompaniment-asked': { kind: 'accompaniment-asked', partnerId: asId<PartnerId>(uuid) },
  'accompaniment-begun': { kind: 'accompaniment-begun', partnerId: asId<PartnerId>(uuid), consent: 'spoken' },
  'accompaniment-refused': { kind: 'accompaniment-refused', partnerId: asId<PartnerId>(uuid) },
  'accompaniment-taken-back': { kind: 'accompaniment-taken-back', partnerId: asId<PartnerId>(uuid) },
  'accompaniment-ended': { kind: 'accompaniment-ended', partnerId: asId<PartnerId>(uuid) },
  claimed: { kind: 'claimed' },
  'feedback-given': { kind: 'feedback-given' },
}

test.each(Object.values(events))('an event of the journal is read back as it was: $kind', (event) => {
  const read = journalEventShape.parse(JSON.parse(JSON.stringify(event)))
  expect(JSON.stringify(read)).toBe(JSON.stringify(event))
})

test('an instant of the journal is an instant again, to the microsecond', () => {
  const read = journalEventShape.parse(JSON.parse(JSON.stringify(events.extended)))
  expect(read.kind === 'extended' && read.dueAt.equals(at)).toBe(true)
})

test('the journal knows every event of the rules, and no other', () => {
  expectTypeOf<z.output<typeof journalEventShape>['kind']>().toEqualTypeOf<ReferralEvent['kind']>()
  expect(() => journalEventShape.parse({ kind: 'renamed' })).toThrow(/kind/)
})
