import { asId, openReferral, replay, step } from '@boussole/domain'
import type {
  JournalEntry,
  OfferId,
  PartnerId,
  Referral,
  ReferralEvent,
  ReferralId,
  RequestId,
  UserId,
} from '@boussole/domain'
import { givenOffer, givenPartner, givenRequest, givenTerritory, givenTheme, useDatabase } from '@boussole/testing'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, expect, test } from 'vitest'
import { closeDatabase, openDatabase, transact } from './database.ts'
import type { Database } from './database.ts'
import { readJournal } from './journal.ts'
import { referralsOf } from './opened-request.ts'
import { saveActs } from './save-acts.ts'

const database = useDatabase()
let db: Database

beforeAll(() => {
  db = openDatabase({ url: database.url, connections: 1, applicationName: 'test', onError: () => undefined })
  return () => closeDatabase(db)
})

const at = (iso: string) => Temporal.Instant.from(iso)

test('the journal read back replays to the stored referral, to the microsecond', async () => {
  const { pool } = database
  const territory = await givenTerritory(pool)
  const theme = await givenTheme(pool, territory)
  const partner = await givenPartner(pool, territory)
  const offer = await givenOffer(pool, { territory, theme, partner })
  const request = await givenRequest(pool, { territory, theme })
  const referent = { kind: 'referent', userId: asId<UserId>(partner.userId) } as const
  const animator = { kind: 'animator', userId: asId<UserId>(partner.userId) } as const
  const id = asId<ReferralId>('a3bb189e-8bf9-4888-9912-ace4e6543002')

  const sent: Extract<ReferralEvent, { kind: 'sent' }> = {
    kind: 'sent',
    id,
    requestId: asId<RequestId>(request.id),
    offerId: asId<OfferId>(offer.id),
    partnerId: asId<PartnerId>(partner.id),
    chain: 1,
    link: 1,
    previousReferralId: null,
    automatic: false,
    dueAt: at('2026-11-23T23:00:00Z'),
    promise: { windowDays: 3, counting: 'calendar', timeZone: 'Europe/Paris', holidayZone: 'metropole' },
  }
  const later: JournalEntry[] = [
    { event: { kind: 'notified' }, by: { kind: 'clock' }, at: at('2026-11-20T09:00:01.000002Z') },
    { event: { kind: 'accepted' }, by: referent, at: at('2026-11-20T10:00:00Z') },
    {
      event: { kind: 'extended', dueAt: at('2026-11-24T23:00:00Z'), cause: 'animator' },
      by: animator,
      at: at('2026-11-21T10:00:00Z'),
    },
    {
      event: {
        kind: 'contact-recorded',
        reached: false,
        channel: 'phone',
        contactedAt: at('2026-11-21T10:59:59.999999Z'),
      },
      by: referent,
      at: at('2026-11-21T11:00:00Z'),
    },
    { event: { kind: 'claimed' }, by: { kind: 'young-person' }, at: at('2026-11-22T11:00:00Z') },
    { event: { kind: 'closed', outcome: 'helped' }, by: referent, at: at('2026-11-23T11:00:00.5Z') },
  ]
  const journal: JournalEntry[] = [
    { event: sent, by: { kind: 'young-person' }, at: at('2026-11-20T09:00:00.123456Z') },
    ...later,
  ]
  const stored = later.reduce<Referral>(
    (referral, entry) => step(referral, entry).referral,
    openReferral(sent, at('2026-11-20T09:00:00.123456Z')).referral,
  )
  await transact(db, (tx) =>
    saveActs(tx, [
      {
        request: {
          id: request.id,
          territoryId: territory.id,
          email: null,
          themeId: theme.id,
          communeCode: territory.communeCode,
        },
        pending: [],
        now: at('2026-11-23T11:00:00.5Z'),
        changes: [
          {
            versionBefore: 0,
            referral: stored,
            entries: journal.map((entry) => ({ entry, from: null, to: 'sent' })),
            milestones: [],
          },
        ],
        reached: [],
        mails: [],
        open: false,
      },
    ]),
  )

  const read = await readJournal(db, id)
  const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
  expect(asJson(read)).toEqual(asJson(journal))
  const [kept] = await referralsOf(db, request.id)
  expect(asJson(replay(read))).toEqual(asJson(kept?.referral))
  expect(kept?.referral).toMatchObject({ state: 'closed', extensions: 1, attempts: 1 })
})

test('a referral that does not exist has no history', async () => {
  expect(await readJournal(db, asId<ReferralId>('a3bb189e-8bf9-4888-9912-000000000000'))).toEqual([])
})
