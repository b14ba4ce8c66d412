import {
  answerProblem,
  askSignInLink,
  changeOffer,
  duplicateOffer,
  inviteReferent,
  readOpenInvitation,
  reportProblem,
  reviewOffer,
  resendInvitation,
  testOfferContact,
} from '@boussole/commands'
import { findProfessional } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { givenProfessional, mondayMorning, until, useGround, useMailbox } from '@boussole/testing'
import { expect, test } from 'vitest'

const mailbox = useMailbox()
const ground = useGround(mailbox)

const letterRows = async () =>
  (
    await ground.database.pool.query<{ mail: string; state: string }>(
      'select mail, state from outbox where request_id is null order by created_at, id',
    )
  ).rows

test('a link to sign in leaves at once, at night too, once a minute; nobody else gets one, and its secret is nowhere in the database', async () => {
  await ground.clock.moveTo(mondayMorning.replace('T09', 'T22'))
  const { db } = ground.standing()
  const deps = ground.standing().deps
  const partner = await ground.partner()
  await askSignInLink({ email: 'personne@nulle-part.example' }, deps)
  expect(await letterRows()).toEqual([])
  await askSignInLink({ email: partner.referentEmail }, deps)
  await askSignInLink({ email: partner.referentEmail }, deps)
  const worker = await ground.startWorker()
  const mail = await mailbox.waitForMail(({ to }) => to === partner.referentEmail)
  await until(async () => expect(await letterRows()).toEqual([{ mail: 'sign-in-link', state: 'sent' }]))
  const [, secret = ''] = /https:\/\/pro\.boussole\.example\/connexion\/lien\/([\w-]{43})\b/.exec(mail.text) ?? []
  expect(secret).not.toBe('')
  const { rows } = await ground.database.pool.query<{ found: boolean }>(
    `select exists (select from sign_in_links where token_hash = sha256($1::bytea)) as found`,
    [Buffer.from(secret)],
  )
  expect(rows).toEqual([{ found: true }])
  const words = await db.execute(
    `select outbox::text, sign_in_links::text from outbox, sign_in_links where outbox.request_id is null`,
  )
  expect(JSON.stringify(words.rows)).not.toContain(secret)
  await worker.stop()
})

test('a link that waited too long for the mail server does not leave any more', async () => {
  const { deps } = ground.standing()
  const partner = await ground.partner()
  await askSignInLink({ email: partner.referentEmail }, deps)
  await ground.database.pool.query(`update sign_in_links set expires_at = platform_now() - interval '1 second'`)
  await ground.startWorker()
  await until(async () => expect((await letterRows()).at(-1)).toEqual({ mail: 'sign-in-link', state: 'needless' }))
})

test('an invitation leaves with a link of its own for each sending, which ends the one before', async () => {
  const { deps, territory } = ground.standing()
  const animatorId = await givenProfessional(ground.database.pool, { role: 'animator', territoryId: territory.id })
  const animator = await findProfessional(deps.db, asId<UserId>(animatorId))
  const { referent } = await ground.partner()
  const partnerId = referent.partnerIds[0] ?? ''
  const email = 'ines.faure@partenaire.example'
  if (animator === undefined) throw new Error('no animator')
  await ground.clock.moveTo(mondayMorning)
  await inviteReferent({ partnerId, name: 'Inès Faure', email }, animator, deps)
  await ground.startWorker()
  const first = await mailbox.waitForMail(({ to }) => to === email)
  const [, token = ''] = /https:\/\/pro\.boussole\.example\/invitation\/([\w-]{43})\b/.exec(first.text) ?? []
  expect(await readOpenInvitation(token, deps)).toMatchObject({ email, name: 'Inès Faure' })
  const { rows } = await ground.database.pool.query<{ id: string }>('select id from invitations where email = $1', [
    email,
  ])
  const id = rows[0]?.id ?? ''
  await resendInvitation({ id, email }, animator, deps)
  expect(await readOpenInvitation(token, deps)).toBeUndefined()
  await until(async () =>
    expect((await letterRows()).filter(({ mail, state }) => mail === 'invitation' && state === 'sent')).toHaveLength(2),
  )
})

test('a problem and its answers leave in office hours, without their words; what was settled meanwhile does not leave', async () => {
  await ground.clock.moveTo(mondayMorning.replace('T09', 'T22'))
  const { deps, animatorEmail } = ground.standing()
  const { referent, referentEmail } = await ground.partner()
  const { rows } = await ground.database.pool.query<{ id: string }>('select id from users where email = $1', [
    animatorEmail,
  ])
  const animator = await findProfessional(deps.db, asId<UserId>(rows[0]?.id ?? ''))
  const [partnerId] = referent.partnerIds
  if (animator === undefined || partnerId === undefined) throw new Error('nobody to write')
  const about = { partnerId, category: 'malfunction', referralId: null } as const
  const words = 'Rien ne s’affiche chez Camille'
  const id = await reportProblem({ ...about, words }, { professional: referent, sending: 'one' }, deps)
  const settled = await reportProblem(
    { ...about, words: 'Fausse alerte' },
    { professional: referent, sending: 'two' },
    deps,
  )
  const animation = { professional: animator, sending: 'three', side: 'animation' } as const
  await answerProblem(settled, { words: '', closes: true }, animation, deps)
  await answerProblem(id, { words: 'Essayez demain', closes: false }, animation, deps)
  await ground.startWorker()
  expect((await letterRows()).filter(({ mail, state }) => mail.startsWith('problem') && state === 'sent')).toEqual([])
  await ground.clock.moveTo(mondayMorning.replace('16T', '17T'))
  const reported = await mailbox.waitForMail(({ to, text }) => to === animatorEmail && text.includes('signale'))
  expect(reported.text).toContain(`https://pro.boussole.example/animation/signalements/${id}`)
  expect(reported.text).not.toContain('Camille')
  const answered = await mailbox.waitForMail(({ to }) => to === referentEmail)
  expect(answered.text).toContain(`https://pro.boussole.example/signalements/${id}`)
  expect(answered.text).not.toContain('demain')
  await until(async () =>
    expect((await letterRows()).filter(({ mail }) => mail.startsWith('problem')).map(({ state }) => state)).toEqual(
      expect.arrayContaining(['sent', 'needless', 'sent']),
    ),
  )
})

test('the test of an offer’s contact reaches that contact, with the link that proves it', async () => {
  await ground.clock.moveTo(mondayMorning.replace('-16T', '-17T'))
  const { deps } = ground.standing()
  const partner = await ground.partner()
  await testOfferContact(partner.offerId, partner.referent, deps)
  const worker = await ground.startWorker()
  const mail = await mailbox.waitForMail(({ to }) => to === partner.contact)
  expect(mail.text).toMatch(/https:\/\/pro\.boussole\.example\/contact\/[\w-]{43}\b/)
  await worker.stop()
})

test('a new offer is told to the animators, and what is to be corrected to its author, as one that is not online yet', async () => {
  await ground.clock.moveTo(mondayMorning)
  const { deps, animatorEmail } = ground.standing()
  const { referent, referentEmail, offerId } = await ground.partner()
  const { rows } = await ground.database.pool.query<{ id: string }>('select id from users where email = $1', [
    animatorEmail,
  ])
  const animator = await findProfessional(deps.db, asId<UserId>(rows[0]?.id ?? ''))
  if (animator === undefined) throw new Error('no animator')
  const { id, seen } = await duplicateOffer(offerId, referent, deps)
  await changeOffer(id, { seen, propose: true, freeOfCharge: true }, referent, deps)
  await ground.startWorker()
  const proposed = await mailbox.waitForMail(({ to, text }) => to === animatorEmail && text.includes('relecture'))
  expect(proposed.text).toContain('nouvelle offre')
  await reviewOffer(id, { number: 1, accepted: false, words: 'À préciser.' }, animator, deps)
  const answered = await mailbox.waitForMail(({ to }) => to === referentEmail)
  expect(answered.text).toContain('à corriger avant de la mettre en ligne')
  expect(answered.text).not.toContain('données personnelles')
})
