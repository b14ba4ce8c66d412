import type { MeetingContent, NetworkAudience } from '@boussole/contracts'
import {
  closeDatabase,
  countParticipation,
  findMeeting,
  findNetworkLetter,
  findProfessional,
  listNetworkReferents,
  listOwnMeetings,
  openDatabase,
} from '@boussole/db'
import type { Database } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { Professional, UserId } from '@boussole/domain'
import {
  givenOffer,
  givenPartner,
  givenProfessional,
  givenTerritory,
  givenTheme,
  useClock,
  useDatabase,
} from '@boussole/testing'
import type { GivenPartner, GivenTerritory, GivenTheme } from '@boussole/testing'
import { randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  answerMeeting,
  callMeeting,
  cancelMeeting,
  changeMeeting,
  changeMembers,
  listInvitable,
  readMeeting,
  recordAttendance,
  sendMinutes,
  writeMinutes,
} from './meetings.ts'
import { draftNetworkLetter, sendNetworkLetter } from './network-letters.ts'

const database = useDatabase()
const clock = useClock(database)
const now = '2026-11-26T10:00:00Z'

let db: Database
let territory: GivenTerritory
let theme: GivenTheme
let lodging: GivenPartner
let work: GivenPartner
let animator: Professional
let stranger: Professional
let member: Professional

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
  lodging = await givenPartner(pool, territory, 'Un premier toit')
  work = await givenPartner(pool, territory, 'Relais emploi')
  await givenOffer(pool, { territory, theme, partner: lodging })
  animator = await who(await givenProfessional(pool, { role: 'animator', territoryId: territory.id }))
  stranger = await who(await givenProfessional(pool, { role: 'animator' }))
  member = await who(lodging.userId)
})
beforeEach(() => clock.moveTo(now))
afterAll(() => closeDatabase(db))

const content = (changes: Partial<MeetingContent> = {}): MeetingContent => ({
  subject: 'Groupe de travail',
  words: '',
  startsAt: Temporal.Instant.from('2026-12-08T13:00:00Z'),
  endsAt: Temporal.Instant.from('2026-12-08T15:00:00Z'),
  place: 'Info Jeunes',
  link: '',
  ...changes,
})

const call = async (audience: NetworkAudience = { kind: 'all' }, id: string = randomUUID()): Promise<string> => {
  await callMeeting({ id, territoryId: territory.id, audience, content: content() }, animator, { db })
  return id
}

const lettersAbout = async (id: string): Promise<string[]> =>
  (
    await database.pool.query<{ letter: string }>(
      `select mail || ' ' || coalesce(details ->> 'sequence', '') as letter from outbox
       where details ->> 'meetingId' = $1 or details ->> 'networkLetterId' = $1 order by created_at, mail`,
      [id],
    )
  ).rows.map(({ letter }) => letter)

const namesOf = async (audience: NetworkAudience): Promise<string[]> =>
  (await listNetworkReferents(db, { territoryId: territory.id, audience })).map(({ partnerName }) => partnerName)

describe('the network of a territory', () => {
  test('is narrowed to a theme or to partners, and holds nobody of a partner whose agreement is over', async () => {
    const gone = await givenPartner(database.pool, territory, 'Partie')
    await database.pool.query(`update agreements set to_day = '2026-02-01' where partner_id = $1`, [gone.id])
    expect((await namesOf({ kind: 'all' })).toSorted()).toEqual(['Relais emploi', 'Un premier toit'])
    expect(await namesOf({ kind: 'theme', theme: theme.code })).toEqual(['Un premier toit'])
    expect(await namesOf({ kind: 'partners', partnerIds: [work.id, gone.id] })).toEqual(['Relais emploi'])
  })

  test('holds somebody who answers for two partners once', async () => {
    const { pool } = database
    await pool.query('insert into referents (partner_id, user_id) values ($1, $2)', [work.id, lodging.userId])
    expect(await namesOf({ kind: 'all' })).toHaveLength(2)
    await pool.query('delete from referents where partner_id = $1 and user_id = $2', [work.id, lodging.userId])
  })
})

describe('a working group', () => {
  test('is called once however often the form is sent, invites by mail, and is seen by who is invited', async () => {
    const id = await call({ kind: 'theme', theme: theme.code })
    await call({ kind: 'theme', theme: theme.code }, id)
    expect(await lettersAbout(id)).toEqual(['meeting-called 0'])
    expect((await listOwnMeetings(db, member, { past: false, after: null })).items.map((each) => each.id)).toEqual([id])
    expect((await listOwnMeetings(db, await who(work.userId), { past: false, after: null })).items).toEqual([])
    for (const other of [stranger, await who(work.userId)])
      await expect(readMeeting(id, other, db)).rejects.toThrow('not-found')
  })

  test('is answered until it begins, by who is invited and nobody else', async () => {
    const id = await call()
    await answerMeeting(id, 'coming', member, { db })
    await answerMeeting(id, 'maybe', member, { db })
    const { members } = await readMeeting(id, animator, db)
    expect(members.map(({ partnerName, answer }) => [partnerName, answer])).toEqual([
      ['Relais emploi', null],
      ['Un premier toit', 'maybe'],
    ])
    await expect(answerMeeting(id, 'coming', animator, { db })).rejects.toThrow('not-found')
    await expect(answerMeeting(id, 'coming', stranger, { db })).rejects.toThrow('not-found')
    await clock.moveTo('2026-12-08T13:00:00Z')
    await expect(answerMeeting(id, 'coming', member, { db })).rejects.toThrow('meeting-over')
  })

  test('is no longer there for who has left the partner', async () => {
    const id = await call({ kind: 'partners', partnerIds: [lodging.id] })
    const { pool } = database
    await pool.query('update referents set left_at = platform_now() where id = $1', [lodging.referentId])
    await expect(readMeeting(id, member, db)).rejects.toThrow('not-found')
    await expect(answerMeeting(id, 'coming', member, { db })).rejects.toThrow('not-found')
    expect((await listOwnMeetings(db, member, { past: false, after: null })).items).toEqual([])
    await pool.query('update referents set left_at = null where id = $1', [lodging.referentId])
  })

  test('changes and is called off with a mail of its own for each, whose calendars know the order', async () => {
    const id = await call({ kind: 'partners', partnerIds: [lodging.id] })
    await changeMeeting(id, content({ place: 'Ailleurs' }), animator, { db })
    await cancelMeeting(id, animator, { db })
    expect(await lettersAbout(id)).toEqual(['meeting-called 0', 'meeting-called 1', 'meeting-called 2'])
    await expect(changeMeeting(id, content(), animator, { db })).rejects.toThrow('meeting-over')
    await expect(cancelMeeting(id, animator, { db })).rejects.toThrow('meeting-over')
    expect(await findMeeting(db, id)).toMatchObject({ isCancelled: true, place: 'Ailleurs', sequence: 2 })
  })

  test('takes people in and lets them go until it begins; each of them, and nobody else, is told', async () => {
    const id = await call({ kind: 'partners', partnerIds: [lodging.id] })
    const letters = async () => {
      const { rows } = await database.pool.query<{ told: string }>(
        `select concat_ws(' ', partners.name, details ->> 'change') as told from outbox
           join referents on referents.id = recipient_id join partners on partners.id = partner_id
         where details ->> 'meetingId' = $1 order by outbox.created_at, told`,
        [id],
      )
      return rows.map(({ told }) => told)
    }
    const invitable = async () =>
      (await listInvitable(await readMeeting(id, animator, db), db)).map(({ partnerName }) => partnerName)
    expect(await invitable()).toEqual(['Relais emploi'])
    await answerMeeting(id, 'coming', member, { db })
    await changeMembers(id, { added: [work.referentId], removed: [] }, animator, { db })
    expect(await invitable()).toEqual([])
    expect(await readMeeting(id, await who(work.userId), db)).toMatchObject({ invited: 2, coming: 1, sequence: 0 })
    await clock.advance('PT1M')
    await changeMembers(id, { added: [], removed: [lodging.referentId] }, animator, { db })
    await expect(readMeeting(id, member, db)).rejects.toThrow('not-found')
    await clock.advance('PT1M')
    await changeMembers(id, { added: [lodging.referentId], removed: [] }, animator, { db })
    expect(await letters()).toEqual([
      'Un premier toit',
      'Relais emploi added',
      'Un premier toit removed',
      'Un premier toit added',
    ])
    const everybody = { added: [], removed: [work.referentId, lodging.referentId] }
    await expect(changeMembers(id, everybody, animator, { db })).rejects.toThrow('nobody-invited')
    const unknown = { added: [randomUUID()], removed: [] }
    await expect(changeMembers(id, unknown, animator, { db })).rejects.toThrow('not-found')
    const nobody = { added: [], removed: [] }
    for (const other of [stranger, member])
      await expect(changeMembers(id, nobody, other, { db })).rejects.toThrow('not-found')
    await clock.moveTo('2026-12-08T13:00:00Z')
    await expect(changeMembers(id, nobody, animator, { db })).rejects.toThrow('meeting-over')
  })

  test('is not called for yesterday, nor for nobody, nor where one watches nothing', async () => {
    const id = randomUUID()
    const late = content({ startsAt: Temporal.Instant.from('2026-11-26T09:00:00Z') })
    const asked = { id, territoryId: territory.id, audience: { kind: 'all' } as const }
    await expect(callMeeting({ ...asked, content: late }, animator, { db })).rejects.toThrow('meeting-in-the-past')
    const nobody = { kind: 'theme', theme: 'inconnu' } as const
    await expect(callMeeting({ ...asked, audience: nobody, content: content() }, animator, { db })).rejects.toThrow(
      'nobody-invited',
    )
    for (const other of [stranger, member])
      await expect(callMeeting({ ...asked, content: content() }, other, { db })).rejects.toThrow('not-found')
    expect(await findMeeting(db, id)).toBeUndefined()
  })

  test('has its attendance ticked and its minutes sent once, after it has begun; they count for the partner', async () => {
    const id = await call()
    await expect(recordAttendance(id, [], animator, { db })).rejects.toThrow('minutes-too-early')
    await clock.moveTo('2026-12-08T16:00:00Z')
    await expect(sendMinutes(id, animator, { db })).rejects.toThrow('minutes-missing')
    await recordAttendance(id, [lodging.referentId, randomUUID()], animator, { db })
    await writeMinutes(id, 'Premier jet', animator, { db })
    await writeMinutes(id, 'Les délais tiennent.', animator, { db })
    await expect(writeMinutes(id, 'Moi aussi', member, { db })).rejects.toThrow('not-found')
    await expect(sendMinutes(id, stranger, { db })).rejects.toThrow('not-found')
    await sendMinutes(id, animator, { db })
    await expect(sendMinutes(id, animator, { db })).rejects.toThrow('minutes-sent')
    await expect(writeMinutes(id, 'Autre chose', animator, { db })).rejects.toThrow('minutes-sent')
    expect((await lettersAbout(id)).filter((letter) => letter.startsWith('meeting-minutes'))).toHaveLength(2)
    const { attended } = await countParticipation(db, lodging.id)
    const other = await countParticipation(db, work.id)
    expect({ attended, other: other.attended }).toEqual({ attended: 1, other: 0 })
    expect(other.held).toBeGreaterThan(0)
  })
})

describe('a mail to the network', () => {
  const letter = (subject: string, audience: NetworkAudience = { kind: 'all' }) => ({
    territoryId: territory.id,
    letter: { subject, words: 'Bonjour à toutes et tous', audience },
  })

  test('leaves once, to everybody it is meant for, and is kept with who sent it to how many', async () => {
    const id = await draftNetworkLetter(letter('Fermetures'), animator, { db })
    expect(await lettersAbout(id)).toEqual([])
    const presses = await Promise.allSettled([1, 2, 3].map(() => sendNetworkLetter(id, animator, { db })))
    expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(sendNetworkLetter(id, animator, { db })).rejects.toThrow('network-letter-sent')
    expect(await lettersAbout(id)).toEqual(['network-letter ', 'network-letter '])
    expect(await findNetworkLetter(db, id)).toMatchObject({ recipients: 2, sentBy: animator.name })
  })

  test('waits an hour after the one before', async () => {
    const id = await draftNetworkLetter(letter('Le suivant'), animator, { db })
    await expect(sendNetworkLetter(id, animator, { db })).rejects.toThrow('network-mailed-recently')
    await clock.moveTo('2026-11-26T11:30:00Z')
    await sendNetworkLetter(id, animator, { db })
  })

  test('is written for nobody by who does not watch the territory, and to nobody by anybody', async () => {
    for (const other of [stranger, member])
      await expect(draftNetworkLetter(letter('Non'), other, { db })).rejects.toThrow('not-found')
    await expect(
      draftNetworkLetter(letter('Personne', { kind: 'theme', theme: 'inconnu' }), animator, { db }),
    ).rejects.toThrow('nobody-invited')
    const id = await draftNetworkLetter(letter('À moi'), animator, { db })
    await expect(sendNetworkLetter(id, stranger, { db })).rejects.toThrow('not-found')
  })

  test('to many leaves ten a second', async () => {
    const many = await givenPartner(database.pool, territory, 'Grande équipe')
    for (let count = 0; count < 25; count += 1) {
      const userId = await givenProfessional(database.pool, { name: `Personne ${count}` })
      await database.pool.query('insert into referents (partner_id, user_id) values ($1, $2)', [many.id, userId])
    }
    await clock.moveTo('2026-11-27T10:00:00Z')
    const id = await draftNetworkLetter(letter('À vingt-six', { kind: 'partners', partnerIds: [many.id] }), animator, {
      db,
    })
    await sendNetworkLetter(id, animator, { db })
    const { rows } = await database.pool.query<{ count: number }>(
      `select count(*)::int as count from outbox where details ->> 'networkLetterId' = $1 group by send_after order by send_after`,
      [id],
    )
    expect(rows.map(({ count }) => count)).toEqual([10, 10, 6])
  })
})
