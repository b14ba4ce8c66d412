import {
  callMeeting,
  cancelMeeting,
  changeMeeting,
  changeMembers,
  countersignCharter,
  endAgreement,
  proposeCharter,
  signCharter,
  takeBackEnding,
} from '@boussole/commands'
import { findProfessional, listNetworkReferents } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { PartnerId, Professional, UserId } from '@boussole/domain'
import { mondayMorning, until, useGround, useMailbox } from '@boussole/testing'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'

const mailbox = useMailbox()
const ground = useGround(mailbox)

const animator = async (): Promise<Professional> => {
  const { deps, animatorEmail } = ground.standing()
  const { rows } = await ground.database.pool.query<{ id: string }>('select id from users where email = $1', [
    animatorEmail,
  ])
  const found = await findProfessional(deps.db, asId<UserId>(rows[0]?.id ?? ''))
  if (found === undefined) throw new Error('no animator')
  return found
}

const statesOf = async (mail: string): Promise<string[]> =>
  (
    await ground.database.pool.query<{ state: string }>(
      'select state from outbox where mail = $1 order by created_at, once_key',
      [mail],
    )
  ).rows.map(({ state }) => state)

test('a charter goes to its signatory with a link that is nowhere in the database, and each signature is told to the other side', async () => {
  await ground.clock.moveTo(mondayMorning)
  const { deps, animatorEmail } = ground.standing()
  const { referent, referentEmail } = await ground.partner()
  const partnerId = asId<PartnerId>(referent.partnerIds[0] ?? '')
  const watcher = await animator()
  const email = 'presidence@partenaire.example'
  await ground.startWorker()
  const id = await proposeCharter({ partnerId, name: 'Agnès Tardieu', function: 'Présidente', email }, watcher, deps)
  const proposed = await mailbox.waitForMail(({ to }) => to === email)
  const [, token = ''] = /https:\/\/pro\.boussole\.example\/charte\/([\w-]{43})\b/.exec(proposed.text) ?? []
  const { rows } = await ground.database.pool.query('select charters::text, outbox::text from charters, outbox')
  expect(JSON.stringify(rows)).not.toContain(token)
  await signCharter(token, { name: 'Agnès Tardieu', function: 'Présidente' }, deps)
  const told = await mailbox.waitForMail(({ to, text }) => to === animatorEmail && text.includes('a signé la charte'))
  expect(told.text).toContain(`https://pro.boussole.example/animation/conventions/${partnerId}`)
  const signature = { name: 'Danielle Pommier', function: 'Directrice' }
  const print = () => Promise.resolve(Buffer.from('%PDF'))
  await countersignCharter({ id, signature }, watcher, { db: deps.db, print })
  const signed = await mailbox.waitForMail(({ to, text }) => to === email && text.includes('est signée'))
  expect(signed.text).toContain(`https://pro.boussole.example/charte/${token}`)
  const own = await mailbox.waitForMail(({ to, text }) => to === referentEmail && text.includes('est signée'))
  expect(own.text).toContain('https://pro.boussole.example/convention')

  // The animation ends it, and alone may take that back: nobody else reads that they may.
  const by = { professional: watcher, side: 'animation' } as const
  await endAgreement({ partnerId, kind: 'with-notice', words: '' }, by, deps)
  const isEnd = (address: string) => mailbox.waitForMail(({ to, text }) => to === address && text.includes('met fin à'))
  expect((await isEnd(animatorEmail)).text).toContain('Cette fin peut être annulée, sur la page de la convention')
  for (const address of [referentEmail, email]) {
    const { text } = await isEnd(address)
    expect(text).toContain('Seule l’animation territoriale peut annuler cette fin')
    expect(text).not.toContain('sur la page de la convention')
  }
})

test('an ending that is taken back says what is true then: an ending declared before stands again, or it goes on', async () => {
  await ground.clock.moveTo(mondayMorning)
  const { deps, animatorEmail } = ground.standing()
  const { referent } = await ground.partner()
  const partnerId = asId<PartnerId>(referent.partnerIds[0] ?? '')
  const by = { professional: await animator(), side: 'animation' } as const
  await ground.startWorker()
  for (const kind of ['at-term', 'with-notice'] as const) await endAgreement({ partnerId, kind, words: '' }, by, deps)
  const taken = (words: string) => mailbox.waitForMail(({ to, text }) => to === animatorEmail && text.includes(words))
  await takeBackEnding(partnerId, by, deps)
  const sooner = await taken('Une autre fin est déclarée')
  expect(sooner.subject).toContain('la date change')
  expect(sooner.text).toContain('Dernier jour en vigueur')
  expect(sooner.text).not.toContain('se poursuit')
  await takeBackEnding(partnerId, by, deps)
  const kept = await taken('puis se poursuit')
  expect(kept.subject).toBe('Une convention Boussole continue')
  expect(kept.text).not.toContain('Dernier jour')
})

test('a worker that starts renews what an outage left, and tells of what ends soon in office hours, once', async () => {
  await ground.clock.moveTo(mondayMorning.replace('T09', 'T22'))
  const { deps } = ground.standing()
  const renewed = await ground.partner()
  const soon = await ground.partner()
  const { pool } = ground.database
  const endOn = async (partnerId: string | undefined, day: string) =>
    pool.query('update agreements set to_day = $2 where partner_id = $1', [partnerId, day])
  await endOn(renewed.referent.partnerIds[0], '2026-11-10')
  await endOn(soon.referent.partnerIds[0], '2027-01-10')
  expect((await findProfessional(deps.db, renewed.referent.userId))?.isUnderAgreement).toBe(false)
  await ground.startWorker()
  expect((await findProfessional(deps.db, renewed.referent.userId))?.isUnderAgreement).toBe(true)
  await until(async () => expect(await statesOf('agreement-notice')).toEqual(['waiting', 'waiting']))
  await ground.clock.moveTo('2026-11-17T09:00:00Z')
  const notice = await mailbox.waitForMail(({ to }) => to === soon.referentEmail)
  expect(notice.text).toContain('dimanche 10 janvier 2027')
  expect(notice.text).toContain('samedi 9 janvier 2027')
  await until(async () => expect(await statesOf('agreement-notice')).toEqual(['sent', 'sent']))
})

test('an invitation that changed before it left says how it is now, and only that', async () => {
  await ground.clock.moveTo('2026-11-17T22:00:00Z')
  const { deps, territory } = ground.standing()
  const { referent, referentEmail } = await ground.partner()
  const watcher = await animator()
  const partnerIds = [referent.partnerIds[0] ?? '']
  expect(
    await listNetworkReferents(deps.db, { territoryId: territory.id, audience: { kind: 'partners', partnerIds } }),
  ).toHaveLength(1)
  const content = {
    subject: 'Groupe de travail',
    words: '',
    startsAt: Temporal.Instant.from('2026-12-08T13:00:00Z'),
    endsAt: Temporal.Instant.from('2026-12-08T15:00:00Z'),
    place: 'Ici',
    link: '',
  }
  const id = crypto.randomUUID()
  const audience = { kind: 'partners' as const, partnerIds }
  await callMeeting({ id, territoryId: territory.id, audience, content }, watcher, deps)
  await changeMeeting(id, { ...content, place: 'Là-bas' }, watcher, deps)
  await ground.startWorker()
  await ground.clock.moveTo('2026-11-18T09:00:00Z')
  const mail = await mailbox.waitForMail(({ to }) => to === referentEmail)
  expect(mail.text).toContain('Là-bas')
  await until(async () => expect((await statesOf('meeting-called')).toSorted()).toEqual(['needless', 'sent']))
  const other = await ground.partner()
  const otherId = other.referent.partnerIds[0] ?? ''
  const [added] = await Promise.all(
    [otherId].map(async (partnerId) => {
      const meant = { kind: 'partners' as const, partnerIds: [partnerId] }
      const [found] = await listNetworkReferents(deps.db, { territoryId: territory.id, audience: meant })
      return found?.referentId ?? ''
    }),
  )
  await changeMembers(id, { added: [added ?? ''], removed: [] }, watcher, deps)
  const invited = await mailbox.waitForMail(({ to }) => to === other.referentEmail)
  expect(invited.subject).toContain('Invitation')
  expect(invited.text).toContain('Là-bas')
  await changeMembers(id, { added: [], removed: [added ?? ''] }, watcher, deps)
  const removed = await mailbox.waitForMail(
    ({ to, subject }) => to === other.referentEmail && subject.startsWith('Invitation retirée'),
  )
  expect(removed.text).toContain('la retire de votre agenda')
  await cancelMeeting(id, watcher, deps)
  await mailbox.waitForMail(({ to, subject }) => to === referentEmail && subject.startsWith('Rencontre annulée'))
})
