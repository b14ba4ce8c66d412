import { charterTexts, charterWords } from '@boussole/contracts'
import {
  closeDatabase,
  countAgreements,
  findAgreement,
  findAgreementHistory,
  findCharterPdf,
  findProfessional,
  findScan,
  getOfferView,
  listAgreements,
  openDatabase,
  readReadiness,
} from '@boussole/db'
import type { Database } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { PartnerId, Professional, UserId } from '@boussole/domain'
import {
  breakRows,
  givenOffer,
  givenPartner,
  givenProfessional,
  givenTerritory,
  givenTheme,
  useClock,
  useDatabase,
} from '@boussole/testing'
import type { GivenPartner, GivenTerritory, GivenTheme } from '@boussole/testing'
import { createHash, randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closePartner } from '../close-partner.ts'
import { findMatches } from '../find-matches.ts'
import { charterTokenOf } from '../tracking-token.ts'
import { endAgreement, takeBackEnding } from './end-agreement.ts'
import { proposeCharter, resendCharter, withdrawCharter } from './propose-charter.ts'
import { recordPaperCharter } from './record-paper-charter.ts'
import { renewAgreements } from './renew-agreements.ts'
import { countersignCharter, readCharterLink, signCharter } from './sign-charter.ts'

const database = useDatabase()
const clock = useClock(database)
const trackingKey = 'a-tracking-key-for-tests-only-0123456789'
const signatory = { name: 'Agnès Tardieu', function: 'Présidente', email: 'agnes@partenaire.example' }
const signature = { name: 'Agnès Tardieu', function: 'Présidente' }
const ours = { name: 'Isabelle Pommier', function: 'Directrice' }

let db: Database
let territory: GivenTerritory
let theme: GivenTheme
let animator: Professional
let stranger: Professional

const deps = () => ({ db, trackingKey })

const who = async (userId: string): Promise<Professional> => {
  const found = await findProfessional(db, asId<UserId>(userId))
  if (found === undefined) throw new Error('no such person')
  return found
}

beforeAll(async () => {
  const { pool } = database
  db = openDatabase({ url: database.url, connections: 5, applicationName: 'tests', onError: () => undefined })
  territory = await givenTerritory(pool)
  theme = await givenTheme(pool, territory)
  animator = await who(await givenProfessional(pool, { role: 'animator', territoryId: territory.id }))
  stranger = await who(await givenProfessional(pool, { role: 'referent' }))
  await clock.moveTo('2026-11-26T10:00:00Z')
})
afterAll(() => closeDatabase(db))

/** A partner with an offer, and no agreement. */
const withoutCharter = async (name: string): Promise<GivenPartner & { readonly offerId: string }> => {
  const partner = await givenPartner(database.pool, territory, name)
  await database.pool.query('delete from agreements where partner_id = $1', [partner.id])
  const { id: offerId } = await givenOffer(database.pool, { territory, theme, partner })
  return { ...partner, offerId }
}

/** A partner whose only year ends on this day. */
const endingOn = async (name: string, toDay: string): Promise<GivenPartner & { readonly offerId: string }> => {
  const partner = await givenPartner(database.pool, territory, name)
  await database.pool.query(`update agreements set to_day = $2 where partner_id = $1`, [partner.id, toDay])
  const { id: offerId } = await givenOffer(database.pool, { territory, theme, partner })
  return { ...partner, offerId }
}

const isShown = async (offerId: string): Promise<boolean> => {
  const { items } = await findMatches(
    { commune: territory.communeCode, theme: theme.code, need: null, age: 19, answers: {}, language: 'fr' },
    { db },
  )
  return items.some(({ id }) => id === offerId)
}

const yearsOf = async ({ id }: GivenPartner): Promise<string[]> =>
  (await findAgreementHistory(db, id)).years.map(({ fromDay, toDay, origin }) => `${fromDay} ${toDay} ${origin}`)

const lettersTo = async (letter: string, partner?: GivenPartner): Promise<string[]> =>
  (
    await database.pool.query<{ kind: string }>(
      `select recipient_kind as kind from outbox
       where mail = $1 and ($2::text is null or details ->> 'partnerId' = $2) order by recipient_kind`,
      [letter, partner?.id],
    )
  ).rows.map(({ kind }) => kind)

const actsOf = async ({ id }: GivenPartner): Promise<string[]> =>
  (
    await database.pool.query<{ kind: string }>('select kind from acts where partner_id = $1 order by id', [id])
  ).rows.map(({ kind }) => kind)

const print = () => Promise.resolve(Buffer.from('%PDF signed'))

test('not a letter of a text that may have been signed changes: another wording is another version', () => {
  expect(
    charterTexts.map((text) => [text.version, createHash('sha256').update(charterWords(text)).digest('hex')]),
  ).toEqual([['2026-1', '4c11cf12be624b2935723323e2458a017efe5091daf35eeca163906d208fd932']])
})

describe('a charter', () => {
  test('is proposed, signed by link, countersigned; only then are the partner’s offers shown', async () => {
    const partner = await withoutCharter('Un premier toit')
    expect(await isShown(partner.offerId)).toBe(false)
    expect(await findAgreement(db, partner.id)).toMatchObject({ isInForce: false, year: null, waiting: null })
    const id = await proposeCharter({ partnerId: asId<PartnerId>(partner.id), ...signatory }, animator, deps())
    await expect(
      proposeCharter({ partnerId: asId<PartnerId>(partner.id), ...signatory }, animator, deps()),
    ).rejects.toThrow('charter-open')
    expect(await countAgreements(db, animator)).toMatchObject({ 'to-sign': 1, without: 0 })
    const token = charterTokenOf({ id, sending: 1 }, trackingKey)
    await expect(countersignCharter({ id, signature: ours }, animator, { db, print })).rejects.toThrow(
      'charter-moved-on',
    )
    await signCharter(token, signature, deps())
    await expect(signCharter(token, signature, deps())).rejects.toThrow('charter-link-over')
    expect(await isShown(partner.offerId)).toBe(false)
    expect(await countAgreements(db, animator)).toMatchObject({ 'to-sign': 0, 'to-countersign': 1 })

    await countersignCharter({ id, signature: ours }, animator, { db, print })
    expect(await isShown(partner.offerId)).toBe(true)
    expect(await yearsOf(partner)).toEqual(['2026-11-26 2027-11-25 signed'])
    const { charters } = await findAgreementHistory(db, partner.id)
    const pdf = await findCharterPdf(db, id)
    expect(pdf).toEqual(Buffer.from('%PDF signed'))
    expect(charters[0]).toMatchObject({
      version: '2026-1',
      partnerSigned: signature,
      animationSigned: ours,
      pdfHash: createHash('sha256')
        .update(pdf ?? '')
        .digest('hex'),
    })
    await expect(countersignCharter({ id, signature: ours }, animator, { db, print })).rejects.toThrow(
      'charter-moved-on',
    )
    expect(await actsOf(partner)).toEqual(['charter-proposed', 'charter-signed', 'charter-countersigned'])
    expect(await lettersTo('charter-to-sign')).toEqual(['invited'])
    expect(await lettersTo('charter-to-countersign')).toEqual(['user'])
    expect(await lettersTo('charter-signed')).toEqual(['invited', 'referent'])
    // Whoever signed may still fetch it.
    expect((await readCharterLink(token, deps()))?.charter.pdfHash).not.toBeNull()
  })

  test('sent again has another link; taken back, none', async () => {
    const partner = await withoutCharter('Foyer')
    const id = await proposeCharter({ partnerId: asId<PartnerId>(partner.id), ...signatory }, animator, deps())
    await resendCharter({ id, email: signatory.email }, animator, deps())
    expect(await readCharterLink(charterTokenOf({ id, sending: 1 }, trackingKey), deps())).toBeUndefined()
    const token = charterTokenOf({ id, sending: 2 }, trackingKey)
    expect((await readCharterLink(token, deps()))?.partnerName).toBe('Foyer')
    await withdrawCharter(id, animator, deps())
    expect(await readCharterLink(token, deps())).toBeUndefined()
    await expect(signCharter(token, signature, deps())).rejects.toThrow('charter-link-over')
    await expect(resendCharter({ id, email: signatory.email }, animator, deps())).rejects.toThrow('charter-moved-on')
    await proposeCharter({ partnerId: asId<PartnerId>(partner.id), ...signatory }, animator, deps())
  })

  test('is no longer signed once its 30 days are over', async () => {
    const partner = await withoutCharter('Trop tard')
    const id = await proposeCharter({ partnerId: asId<PartnerId>(partner.id), ...signatory }, animator, deps())
    await database.pool.query(`update charters set expires_at = platform_now() where id = $1`, [id])
    await expect(signCharter(charterTokenOf({ id, sending: 1 }, trackingKey), signature, deps())).rejects.toThrow(
      'charter-link-over',
    )
  })

  test('signed while a year runs follows it, and nothing renews besides', async () => {
    const partner = await endingOn('Nouvelle version', '2026-12-31')
    const id = await proposeCharter({ partnerId: asId<PartnerId>(partner.id), ...signatory }, animator, deps())
    await signCharter(charterTokenOf({ id, sending: 1 }, trackingKey), signature, deps())
    await countersignCharter({ id, signature: ours }, animator, { db, print })
    expect(await yearsOf(partner)).toEqual(['2027-01-01 2027-12-31 signed', '2026-01-01 2026-12-31 paper'])
    expect(await isShown(partner.offerId)).toBe(true)
  })

  test('countersigned on the last day of a year takes the place of the renewal that has not begun, which an ending and its taking back change nothing of', async () => {
    const partner = await endingOn('Dernier jour', '2027-01-09')
    const id = await proposeCharter({ partnerId: asId<PartnerId>(partner.id), ...signatory }, animator, deps())
    await signCharter(charterTokenOf({ id, sending: 1 }, trackingKey), signature, deps())
    await clock.moveTo('2027-01-09T12:00:00Z')
    await renewAgreements(deps())
    expect(await yearsOf(partner)).toEqual(['2027-01-10 2028-01-09 renewed', '2026-01-01 2027-01-09 paper'])
    const asAnimation = { professional: animator, side: 'animation' } as const
    const endAndTakeBack = async () => {
      await endAgreement({ partnerId: partner.id, kind: 'with-notice', words: '' }, asAnimation, deps())
      expect((await yearsOf(partner))[0]).toMatch(/^2027-01-10 2027-02-08/)
      await takeBackEnding(partner.id, asAnimation, deps())
    }
    await endAndTakeBack()
    await countersignCharter({ id, signature: ours }, animator, { db, print })
    const signed = ['2027-01-10 2028-01-09 signed', '2026-01-01 2027-01-09 paper']
    expect(await yearsOf(partner)).toEqual(signed)
    expect((await findAgreement(db, partner.id))?.year).toMatchObject({ charterId: id, followedBy: null })
    await endAndTakeBack()
    await renewAgreements(deps())
    expect(await yearsOf(partner)).toEqual(signed)
    await clock.moveTo('2027-01-10T12:00:00Z')
    expect(await isShown(partner.offerId)).toBe(true)
    await clock.moveTo('2026-11-26T10:00:00Z')
  })

  test('of a partner that somebody does not watch does not exist for them', async () => {
    const partner = await withoutCharter('Ailleurs')
    const proposal = { partnerId: asId<PartnerId>(partner.id), ...signatory }
    await expect(proposeCharter(proposal, stranger, deps())).rejects.toThrow('not-found')
    await expect(proposeCharter(proposal, await who(partner.userId), deps())).rejects.toThrow('not-found')
    const id = await proposeCharter(proposal, animator, deps())
    for (const act of [
      () => resendCharter({ id, email: signatory.email }, stranger, deps()),
      () => withdrawCharter(id, stranger, deps()),
      () => countersignCharter({ id, signature: ours }, stranger, { db, print }),
      () =>
        endAgreement(
          { partnerId: partner.id, kind: 'at-term', words: '' },
          { professional: stranger, side: 'animation' },
          deps(),
        ),
    ])
      await expect(act()).rejects.toThrow('not-found')
    expect((await listAgreements(db, stranger, {})).items).toEqual([])
  })
})

describe('a charter signed on paper', () => {
  const scan = Buffer.from('%PDF-1.7 signed by hand %%EOF')

  const record = (
    { id: partnerId }: GivenPartner,
    {
      signedOn,
      file = scan,
      id = randomUUID(),
    }: { readonly signedOn: string; readonly file?: Buffer; readonly id?: string },
    by: Professional = animator,
  ) =>
    recordPaperCharter(
      { id, partnerId, signedOn: Temporal.PlainDate.from(signedOn), partner: signature, animation: ours, scan: file },
      by,
      deps(),
    )

  test('shows the partner’s offers as one signed online does, from the day of its signatures, and keeps its scan', async () => {
    const partner = await withoutCharter('Signée à la main')
    const id = randomUUID()
    await record(partner, { signedOn: '2026-11-20', id })
    await record(partner, { signedOn: '2026-11-20', id })
    expect(await isShown(partner.offerId)).toBe(true)
    expect(await yearsOf(partner)).toEqual(['2026-11-20 2027-11-19 paper'])
    expect((await findAgreement(db, partner.id))?.year?.scan).toEqual({
      id,
      hash: createHash('sha256').update(scan).digest('hex'),
    })
    expect((await findScan(db, id))?.scan).toEqual(scan)
    expect(await actsOf(partner)).toEqual(['paper-charter-recorded'])
    // Both online or on paper, the partner reads of it: its referents, and its own address.
    expect(await lettersTo('paper-charter-recorded')).toEqual(['invited', 'referent'])
  })

  test('is of the text on its scan, whatever was proposed online that year; its form keeps one scan, and says so', async () => {
    const partner = await withoutCharter('Ses propres mots')
    const id = randomUUID()
    await record(partner, { signedOn: '2026-11-20', id })
    expect((await findAgreement(db, partner.id))?.year?.version).toBe('2026 (papier)')
    const other = { signedOn: '2026-11-20', id, file: Buffer.from('%PDF-1.7 another %%EOF') }
    await expect(record(partner, other)).rejects.toThrow('scan-sent-already')
    await expect(record(await withoutCharter('Voisine'), { signedOn: '2026-11-20', id })).rejects.toThrow(
      'scan-sent-already',
    )
  })

  test('undoes neither an end that was declared since, nor a charter that was signed since', async () => {
    const ended = await endingOn('Partie cet été', '2026-11-20')
    const referent = await who(ended.userId)
    await clock.moveTo('2026-10-01T10:00:00Z')
    const by = { professional: referent, side: 'partner' } as const
    await endAgreement({ partnerId: ended.id, kind: 'at-term', words: '' }, by, deps())
    await clock.moveTo('2026-11-26T10:00:00Z')
    await expect(record(ended, { signedOn: '2026-09-30' })).rejects.toThrow('signed-on-wrong')
    expect(await isShown(ended.offerId)).toBe(false)
    await record(ended, { signedOn: '2026-10-01' })
    expect(await isShown(ended.offerId)).toBe(true)

    const online = await endingOn('Signée depuis', '2027-03-31')
    const id = await proposeCharter({ partnerId: asId<PartnerId>(online.id), ...signatory }, animator, deps())
    await signCharter(charterTokenOf({ id, sending: 1 }, trackingKey), signature, deps())
    await countersignCharter({ id, signature: ours }, animator, { db, print })
    const before = await yearsOf(online)
    await expect(record(online, { signedOn: '2026-11-25' })).rejects.toThrow('signed-on-wrong')
    expect(await yearsOf(online)).toEqual(before)
  })

  test('of long ago has renewed itself since; while a year runs it follows it', async () => {
    const old = await withoutCharter('Il y a longtemps')
    await record(old, { signedOn: '2024-10-01' })
    expect(await yearsOf(old)).toEqual([
      '2026-10-01 2027-09-30 renewed',
      '2025-10-01 2026-09-30 renewed',
      '2024-10-01 2025-09-30 paper',
    ])
    expect((await findAgreement(db, old.id))?.year?.scan).not.toBeNull()
    const runs = await endingOn('En cours', '2027-03-31')
    await record(runs, { signedOn: '2026-11-25' })
    expect(await yearsOf(runs)).toEqual(['2027-04-01 2028-03-31 paper', '2026-01-01 2027-03-31 paper'])
    const renewed = await endingOn('Dernier jour, sur papier', '2026-11-26')
    await renewAgreements(deps())
    await record(renewed, { signedOn: '2026-11-25' })
    expect(await yearsOf(renewed)).toEqual(['2026-11-27 2027-11-26 paper', '2026-01-01 2026-11-26 paper'])
  })

  test('is refused when it is no PDF, too large, of another time, or of a partner of others', async () => {
    const partner = await withoutCharter('Refusée')
    const signedOn = '2026-11-26'
    for (const [given, code] of [
      [{ signedOn: '2026-11-27' }, 'signed-on-wrong'],
      [{ signedOn: '2021-11-25' }, 'signed-on-wrong'],
      [{ signedOn, file: Buffer.from('PK zip') }, 'scan-not-pdf'],
      [{ signedOn, file: Buffer.from('%PDF-1.7 cut') }, 'scan-not-pdf'],
      [{ signedOn, file: Buffer.concat([Buffer.alloc(10_000_000), scan]) }, 'scan-too-large'],
    ] as const)
      await expect(record(partner, given)).rejects.toThrow(code)
    await expect(record(partner, { signedOn }, stranger)).rejects.toThrow('not-found')
    await expect(record(partner, { signedOn }, await who(partner.userId))).rejects.toThrow('not-found')
    const id = await proposeCharter({ partnerId: asId<PartnerId>(partner.id), ...signatory }, animator, deps())
    await expect(record(partner, { signedOn })).rejects.toThrow('charter-open')
    await withdrawCharter(id, animator, deps())
    expect(await yearsOf(partner)).toEqual([])
  })
})

describe('an agreement', () => {
  test('is ended with notice by its partner: shown to the last day, to nobody after it, and never renewed', async () => {
    const partner = await endingOn('Qui part', '2027-06-30')
    const referent = await who(partner.userId)
    const ending = { partnerId: partner.id, kind: 'with-notice', words: 'Nous déménageons.' } as const
    await expect(endAgreement(ending, { professional: animator, side: 'partner' }, deps())).rejects.toThrow('not-found')
    await endAgreement(ending, { professional: referent, side: 'partner' }, deps())
    expect((await findAgreement(db, partner.id))?.year).toMatchObject({ toDay: '2026-12-26', followedBy: 'nothing' })
    await expect(endAgreement(ending, { professional: referent, side: 'partner' }, deps())).rejects.toThrow(
      'agreement-cannot-end',
    )
    expect((await findAgreementHistory(db, partner.id)).endings).toMatchObject([
      { lastDay: '2026-12-26', side: 'partner', kind: 'with-notice', words: 'Nous déménageons.' },
    ])
    expect(await lettersTo('agreement-ended', partner)).toEqual(['referent', 'user'])
    await clock.moveTo('2026-12-26T22:59:00Z')
    await renewAgreements(deps())
    expect(await isShown(partner.offerId)).toBe(true)
    await clock.moveTo('2026-12-26T23:00:00Z')
    await renewAgreements(deps())
    expect(await isShown(partner.offerId)).toBe(false)
    expect((await who(partner.userId)).isUnderAgreement).toBe(false)
    await clock.moveTo('2026-11-26T10:00:00Z')
  })

  test('that was to go on under a new charter is ended sooner, by either side, whatever was said before', async () => {
    const partner = await endingOn('Signée puis quittée', '2027-06-30')
    const id = await proposeCharter({ partnerId: asId<PartnerId>(partner.id), ...signatory }, animator, deps())
    await signCharter(charterTokenOf({ id, sending: 1 }, trackingKey), signature, deps())
    await countersignCharter({ id, signature: ours }, animator, { db, print })
    const by = { professional: animator, side: 'animation' } as const
    await endAgreement({ partnerId: partner.id, kind: 'at-term', words: '' }, by, deps())
    await endAgreement({ partnerId: partner.id, kind: 'with-notice', words: '' }, by, deps())
    expect(await yearsOf(partner)).toEqual(['2026-01-01 2026-12-26 paper'])
    expect((await findAgreementHistory(db, partner.id)).endings.map(({ lastDay }) => lastDay)).toEqual([
      '2026-12-26',
      '2028-06-30',
    ])
  })

  test('that was ended goes on when the ending is taken back before it takes effect, and everybody is told', async () => {
    const partner = await endingOn('Qui reste', '2027-06-30')
    const id = await proposeCharter({ partnerId: asId<PartnerId>(partner.id), ...signatory }, animator, deps())
    await signCharter(charterTokenOf({ id, sending: 1 }, trackingKey), signature, deps())
    await countersignCharter({ id, signature: ours }, animator, { db, print })
    const before = await yearsOf(partner)
    expect(before).toEqual(['2027-07-01 2028-06-30 signed', '2026-01-01 2027-06-30 paper'])
    const [asPartner, asAnimation] = [
      { professional: await who(partner.userId), side: 'partner' } as const,
      { professional: animator, side: 'animation' } as const,
    ]
    const end = (kind: 'at-term' | 'with-notice', by: typeof asPartner | typeof asAnimation) =>
      endAgreement({ partnerId: partner.id, kind, words: '' }, by, deps())
    const takeBack = (by: typeof asPartner | typeof asAnimation) => takeBackEnding(partner.id, by, deps())
    const stranding = { professional: stranger, side: 'animation' } as const
    await expect(takeBack(asPartner)).rejects.toThrow('ending-stands')
    // The animation's ending is not the partner's to take back; the partner's is the animation's too.
    await end('at-term', asAnimation)
    await end('with-notice', asPartner)
    expect(await yearsOf(partner)).toEqual(['2026-01-01 2026-12-26 paper'])
    await expect(takeBackEnding(partner.id, stranding, deps())).rejects.toThrow('not-found')
    const comesAgain = async () => (await findAgreement(db, partner.id))?.ending?.earlier
    expect(await comesAgain()).toEqual({ toDay: '2028-06-30', followedBy: 'nothing' })
    await clock.moveTo('2026-12-26T22:59:00Z')
    await takeBack(asAnimation)
    expect(await comesAgain()).toEqual({ toDay: '2028-06-30', followedBy: 'renewal' })
    expect(await yearsOf(partner)).toEqual(before)
    expect((await findAgreement(db, partner.id))?.year).toMatchObject({ toDay: '2028-06-30', followedBy: 'nothing' })
    await expect(takeBack(asPartner)).rejects.toThrow('not-allowed')
    await takeBack(asAnimation)
    expect((await findAgreement(db, partner.id))?.year).toMatchObject({ toDay: '2028-06-30', followedBy: null })
    const { rows: letters } = await database.pool.query(
      `select recipient_kind as to, count(*)::int from outbox
       where mail = 'agreement-kept' and details ->> 'partnerId' = $1 group by 1 order by 1`,
      [partner.id],
    )
    // Its charter was signed online: whoever signed it is told too.
    expect(letters).toEqual([
      { to: 'invited', count: 2 },
      { to: 'referent', count: 2 },
      { to: 'user', count: 2 },
    ])
    expect((await actsOf(partner)).filter((kind) => kind === 'agreement-kept')).toHaveLength(2)
    // The year under way is shortened, and the charter that was to follow it comes again.
    await end('with-notice', asPartner)
    expect(await comesAgain()).toEqual({ toDay: '2027-06-30', followedBy: 'charter' })
    await clock.moveTo('2026-11-26T10:00:00Z')
  })

  test('is told to whoever signed online a year that is cut short or taken away, once each, when it ends and when it is kept', async () => {
    const zoe = { name: 'Zoé Blanc', function: 'Directrice', email: 'zoe@partenaire.example' }
    const sign = async ({ id: partnerId }: GivenPartner, by: typeof signatory): Promise<string> => {
      const id = await proposeCharter({ partnerId: asId<PartnerId>(partnerId), ...by }, animator, deps())
      const { name, function: role } = by
      await signCharter(charterTokenOf({ id, sending: 1 }, trackingKey), { name, function: role }, deps())
      await countersignCharter({ id, signature: ours }, animator, { db, print })
      return id
    }
    const by = { professional: animator, side: 'animation' } as const
    const told = async (letter: string, partner: GivenPartner) =>
      (
        await database.pool.query<{ id: string }>(
          `select details ->> 'charterId' as id from outbox
           where mail = $1 and details ->> 'partnerId' = $2 and recipient_kind = 'invited' order by created_at`,
          [letter, partner.id],
        )
      ).rows.map(({ id }) => id)
    const endsAndKeeps = async (
      partner: GivenPartner,
      kind: 'at-term' | 'with-notice',
      signatories: readonly string[],
    ) => {
      const before = await yearsOf(partner)
      await endAgreement({ partnerId: partner.id, kind, words: '' }, by, deps())
      await takeBackEnding(partner.id, by, deps())
      expect(await yearsOf(partner)).toEqual(before)
      for (const letter of ['agreement-ended', 'agreement-kept'])
        expect((await told(letter, partner)).toSorted()).toEqual(signatories.toSorted())
    }
    const onPaper = {
      id: randomUUID(),
      signedOn: Temporal.PlainDate.from('2026-11-26'),
      partner: signature,
      animation: ours,
      scan: Buffer.from('%PDF-1.7 %%EOF'),
    }

    const first = await withoutCharter('En ligne, puis sur papier')
    const agnes = await sign(first, signatory)
    await recordPaperCharter({ ...onPaper, partnerId: first.id }, animator, deps())
    await endsAndKeeps(first, 'with-notice', [agnes])

    const second = await withoutCharter('En ligne, deux personnes')
    await endsAndKeeps(second, 'with-notice', [await sign(second, signatory), await sign(second, zoe)])

    const third = await withoutCharter('En ligne, la seconde année seule')
    await sign(third, signatory)
    await endsAndKeeps(third, 'at-term', [await sign(third, zoe)])

    const fourth = await withoutCharter('En ligne, deux fois la même personne')
    await sign(fourth, signatory)
    await endsAndKeeps(fourth, 'with-notice', [await sign(fourth, signatory)])
    await closePartner(second.id, animator, deps())
    expect(await told('partner-closed', second)).toHaveLength(2)
  })

  test('of a partner that has closed is over the same day: nothing is taken back, proposed or recorded, and no list waits for it', async () => {
    const partner = await endingOn('Fermée', '2027-06-30')
    const lists = async () => ({
      without: (await countAgreements(db, animator)).without,
      partners: (await readReadiness(db, territory.id)).partners,
    })
    const before = await lists()
    await closePartner(partner.id, animator, deps())
    const by = { professional: animator, side: 'animation' } as const
    const scan = Buffer.from('%PDF-1.7 %%EOF')
    const signedOn = Temporal.PlainDate.from('2026-11-26')
    const paper = { id: randomUUID(), partnerId: partner.id, signedOn, partner: signature, animation: ours, scan }
    for (const act of [
      () => takeBackEnding(partner.id, by, deps()),
      () => endAgreement({ partnerId: partner.id, kind: 'at-term', words: '' }, by, deps()),
      () => proposeCharter({ partnerId: asId<PartnerId>(partner.id), ...signatory }, animator, deps()),
      () => recordPaperCharter(paper, animator, deps()),
    ])
      await expect(act()).rejects.toThrow('partner-is-closed')
    expect(await findAgreement(db, partner.id)).toMatchObject({ ending: null, isInForce: false, isClosed: true })
    await clock.moveTo('2026-11-27T10:00:00Z')
    expect(await lists()).toEqual({ without: before.without, partners: before.partners - 1 })
    expect((await readReadiness(db, territory.id)).notReady.map(({ id }) => id)).not.toContain(partner.id)
    await clock.moveTo('2026-11-26T10:00:00Z')
  })

  test('that has ended stays so: once its last day is over nothing is taken back', async () => {
    const partner = await endingOn('Partie', '2027-06-30')
    const by = { professional: animator, side: 'animation' } as const
    await endAgreement({ partnerId: partner.id, kind: 'with-notice', words: '' }, by, deps())
    await clock.moveTo('2026-12-26T23:00:00Z')
    await expect(takeBackEnding(partner.id, by, deps())).rejects.toThrow('ending-stands')
    await clock.moveTo('2026-11-26T10:00:00Z')
  })

  test('renews itself on its last day, once, however many look, on the same terms', async () => {
    const partner = await endingOn('Reconduite', '2026-12-01')
    await clock.moveTo('2026-12-01T12:00:00Z')
    await Promise.all([renewAgreements(deps()), renewAgreements(deps()), renewAgreements(deps())])
    await renewAgreements(deps())
    expect(await yearsOf(partner)).toEqual(['2026-12-02 2027-12-01 renewed', '2026-01-01 2026-12-01 paper'])
    expect(await actsOf(partner)).toEqual(['agreement-renewed'])
    await clock.moveTo('2026-12-02T00:30:00Z')
    expect(await isShown(partner.offerId)).toBe(true)
    await clock.moveTo('2026-11-26T10:00:00Z')
  })

  test('whose last day an outage has swallowed is renewed when the worker is back, without a gap', async () => {
    const partner = await endingOn('Panne', '2026-12-01')
    await clock.moveTo('2028-12-05T12:00:00Z')
    await renewAgreements(deps())
    expect(await yearsOf(partner)).toEqual([
      '2028-12-02 2029-12-01 renewed',
      '2027-12-02 2028-12-01 renewed',
      '2026-12-02 2027-12-01 renewed',
      '2026-01-01 2026-12-01 paper',
    ])
    await clock.moveTo('2026-11-26T10:00:00Z')
  })

  test('that begins again after a gap gives offers still to be confirmed thirty days from then on; one that goes on, none', async () => {
    const sign = async (partner: GivenPartner) => {
      const id = await proposeCharter({ partnerId: asId<PartnerId>(partner.id), ...signatory }, animator, deps())
      await signCharter(charterTokenOf({ id, sending: 1 }, trackingKey), signature, deps())
      await countersignCharter({ id, signature: ours }, animator, { db, print })
    }
    const [back, runs, late] = [
      await endingOn('De retour', '2026-09-30'),
      await endingOn('Continue', '2026-12-02'),
      await endingOn('Reconduite tard', '2026-11-28'),
    ]
    for (const { offerId } of [back, runs, late])
      await database.pool.query(
        `update offers set to_confirm_since = '2026-10-20', to_confirm_cause = 'offer' where id = $1`,
        [offerId],
      )
    const since = async ({ offerId }: { readonly offerId: string }) =>
      (await getOfferView(db, animator, offerId))?.toConfirm?.since
    await sign(back)
    await sign(runs)
    expect([await since(back), await since(runs)]).toEqual(['2026-11-26', '2026-10-20'])
    await clock.moveTo('2026-12-20T12:00:00Z')
    await renewAgreements(deps())
    expect(await since(late)).toBe('2026-12-20')
    await clock.moveTo('2026-11-26T10:00:00Z')
  })

  test('that cannot be renewed is told of by its id, and stops no other', async () => {
    const broken = await endingOn('Défectueuse', '2026-12-01')
    const other = await endingOn('Suivante', '2026-12-02')
    const mend = await breakRows(database.pool, {
      table: 'agreements',
      on: 'insert',
      when: `new.partner_id = '${broken.id}'`,
    })
    const { rows } = await database.pool.query('select id as agreement from agreements where partner_id = $1', [
      broken.id,
    ])
    await clock.moveTo('2026-12-02T12:00:00Z')
    const told: unknown[] = []
    await renewAgreements({ db, onError: (_, about) => told.push(about) })
    expect(told).toEqual(rows)
    expect(await yearsOf(broken)).toEqual(['2026-01-01 2026-12-01 paper'])
    expect(await yearsOf(other)).toEqual(['2026-12-03 2027-12-02 renewed', '2026-01-01 2026-12-02 paper'])
    await mend()
    await renewAgreements(deps())
    expect(await yearsOf(broken)).toEqual(['2026-12-02 2027-12-01 renewed', '2026-01-01 2026-12-01 paper'])
    await clock.moveTo('2026-11-26T10:00:00Z')
  })

  test('that does not renew ends with its year, and says so beforehand to nobody', async () => {
    const partner = await endingOn('Au terme', '2027-01-10')
    await endAgreement(
      { partnerId: partner.id, kind: 'at-term', words: '' },
      { professional: animator, side: 'animation' },
      deps(),
    )
    await clock.moveTo('2027-01-11T12:00:00Z')
    await renewAgreements(deps())
    expect(await yearsOf(partner)).toEqual(['2026-01-01 2027-01-10 paper'])
    const { rows } = await database.pool.query(
      `select from outbox join referents on referents.id = recipient_id where mail = 'agreement-notice' and partner_id = $1`,
      [partner.id],
    )
    expect(rows).toEqual([])
    await clock.moveTo('2026-11-26T10:00:00Z')
  })

  test('tells of its end 60 and 30 days before, once each, to the partner and the animation', async () => {
    const partner = await endingOn('Préavis', '2027-03-01')
    const told = async () =>
      (
        await database.pool.query<{ once: string }>(
          `select once_key as once from outbox where mail = 'agreement-notice' and details ->> 'partnerId' = $1 order by once_key`,
          [partner.id],
        )
      ).rows.map(({ once }) => once.split('/')[2])
    await clock.moveTo('2026-12-30T22:30:00Z')
    await renewAgreements(deps())
    expect(await told()).toEqual([])
    await clock.moveTo('2026-12-30T23:00:00Z')
    await renewAgreements(deps())
    await renewAgreements(deps())
    expect(await told()).toEqual(['60', '60'])
    await clock.moveTo('2027-01-30T12:00:00Z')
    await renewAgreements(deps())
    await renewAgreements(deps())
    expect(await told()).toEqual(['30', '30', '60', '60'])
    await clock.moveTo('2026-11-26T10:00:00Z')
  })

  test('is in the list that its count counts', async () => {
    const counts = await countAgreements(db, animator)
    for (const filter of ['to-countersign', 'to-sign', 'soon', 'without'] as const) {
      const { items } = await listAgreements(db, animator, { filter })
      expect({ filter, count: items.length }).toEqual({ filter, count: counts[filter] })
    }
  })
})
