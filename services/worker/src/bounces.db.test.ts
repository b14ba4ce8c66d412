import { randomUUID } from 'node:crypto'
import {
  addNote,
  askSignInLink,
  bounceAddressOf,
  correctPersonAddress,
  inviteReferent,
  inviteWatcher,
  proposeCharter,
  proveByLink,
  recordBounce,
  recordContact,
  recordMailSent,
  recordReport,
  resendCharter,
  resendInvitation,
  resendWatchInvitation,
  signInTokenOf,
} from '@boussole/commands'
import {
  claimForSending,
  countAddressesInDoubt,
  findAgreement,
  findProfessional,
  listAddressesInDoubt,
  listInvitations,
  listWatchInvitations,
  transact,
} from '@boussole/db'
import { asId } from '@boussole/domain'
import type { PartnerId, UserId } from '@boussole/domain'
import { givenProfessional, mondayMorning, until, useGround, useMailbox } from '@boussole/testing'
import type { AskedRequest, GroundPartner, RunningWorker } from '@boussole/testing'
import nodemailer from 'nodemailer'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as reports from './delivery-reports.ts'
import { checkInvariants } from './jobs/check-invariants.ts'

const mailbox = useMailbox()
const ground = useGround(mailbox)
let worker: RunningWorker

beforeAll(async () => {
  worker = await ground.startWorker({ bounces: true })
})
beforeEach(() => ground.clock.moveTo(mondayMorning))

/** Another server speaks to ours, as it would: without a sender of its own. */
const deliver = async (to: string, message: string): Promise<string> => {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: worker.bouncePort ?? 0, ignoreTLS: true })
  try {
    const { response } = await transport.sendMail({ envelope: { from: '', to }, raw: message })
    return response
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    transport.close()
  }
}

/** A request whose notice has left: to whom, and where its failure would be told. */
const told = async (partner: GroundPartner) => {
  const request = await ground.ask(partner)
  const notice = await mailbox.waitForMail(({ to, text }) => to === partner.contact && text.includes('Je dors dehors.'))
  await until(async () => expect((await ground.rowsOf(request, 'referral-request'))[0]?.state).toBe('sent'))
  return { request, mail: { to: partner.contact, returnTo: notice.from } }
}

const statesOf = async (request: AskedRequest, mail: Parameters<typeof ground.rowsOf>[1]) =>
  (await ground.rowsOf(request, mail)).map(({ recipientKind, state }) => `${recipientKind} ${state}`).toSorted()

const offerRow = async (partner: GroundPartner) => {
  const { rows } = await ground.database.pool.query<{ in_doubt: boolean }>(
    'select contact_bounced_at is not null as in_doubt from offers where id = $1',
    [partner.offerId],
  )
  return rows[0]
}

describe('a notice that comes back after it had left', () => {
  test.each([
    ['Postfix', reports.postfixFailed],
    ['Exim', reports.eximFailed],
    ['Exchange', reports.exchangeFailed],
    ['Gmail', reports.gmailFailed],
    ['a server that speaks of an address beyond ASCII', reports.internationalFailed],
  ])(
    'by a report of %s: the referents are told instead, and the animators; told twice, it is once',
    async (_, written) => {
      const partner = await ground.partner()
      const { request, mail } = await told(partner)
      expect(mail.returnTo).toMatch(/^bounces\+[0-9a-f]{32}\.[0-9a-f]{20}@boussole\.example$/)
      for (let times = 0; times < 2; times += 1) expect(await deliver(mail.returnTo, written(mail))).toContain('250')
      await until(async () => {
        expect(await statesOf(request, 'referral-request')).toEqual(['offer-contact bounced', 'referent sent'])
        expect(await statesOf(request, 'bounce-animator')).toEqual(['user sent'])
      })
      const toReferent = await mailbox.received(({ to }) => to === partner.referentEmail)
      expect(toReferent).toMatchObject([{ text: expect.stringContaining('Je dors dehors.') }])
      const [referral] = await ground.referralsOf(request)
      expect(referral).toMatchObject({ state: 'sent', extensions: 0, unreachableAt: null })
      expect(referral?.notifiedAt).not.toBeNull()
      expect(await offerRow(partner)).toEqual({ in_doubt: true })
      expect(await checkInvariants(ground.standing().db)).toEqual([])
    },
  )

  test('days later: the partner is given the time back before its window ends', async () => {
    const partner = await ground.partner({ windowDays: 5 })
    const { request, mail } = await told(partner)
    const due = (await ground.referralsOf(request))[0]?.dueAt.toString()
    expect(due).toBe('2026-11-21T23:00:00Z')
    await ground.clock.moveTo('2026-11-18T09:00:00Z')
    await deliver(mail.returnTo, reports.postfixFailed(mail))
    await until(async () => expect(await statesOf(request, 'extension')).toEqual(['young-person sent']))
    const [referral] = await ground.referralsOf(request)
    expect(referral?.dueAt.toString()).toBe('2026-11-23T23:00:00Z')
    const { rows } = await ground.database.pool.query<{ cause: string }>(
      `select event ->> 'cause' as cause from journal where request_id = $1 and event ->> 'kind' = 'extended'`,
      [request.id],
    )
    expect(rows).toEqual([{ cause: 'bounce' }])
    expect(await checkInvariants(ground.standing().db)).toEqual([])
  })

  test('after the window has ended: the lapse stays booked, and the animators are told, once', async () => {
    const partner = await ground.partner({ windowDays: 1 })
    const { request, mail } = await told(partner)
    await ground.clock.moveTo('2026-11-17T23:00:00Z')
    await until(async () => expect((await ground.referralsOf(request))[0]).toMatchObject({ lapseBooked: true }))
    const before = await ground.referralsOf(request)
    for (let times = 0; times < 2; times += 1)
      expect(await deliver(mail.returnTo, reports.postfixFailed(mail))).toContain('250')
    expect(await statesOf(request, 'referral-request')).toContain('offer-contact bounced')
    // It is night: it leaves in the morning.
    expect(await statesOf(request, 'bounce-animator')).toEqual(['user waiting'])
    expect(await ground.referralsOf(request)).toEqual(before)
    expect(await checkInvariants(ground.standing().db)).toEqual([])
  })

  test('after a reminder has arrived: the window runs on, and the animators are told', async () => {
    const partner = await ground.partner({ windowDays: 2 })
    const { request, mail } = await told(partner)
    await ground.clock.moveTo('2026-11-18T09:00:00Z')
    await until(async () => expect(await statesOf(request, 'reminder')).not.toEqual([]))
    await ground.clock.advance('PT1M')
    await until(async () => expect(await statesOf(request, 'reminder')).toContain('referent sent'))
    const before = await ground.referralsOf(request)
    await deliver(mail.returnTo, reports.postfixFailed(mail))
    expect(await statesOf(request, 'referral-request')).toEqual(['offer-contact bounced'])
    expect(await statesOf(request, 'bounce-animator')).toHaveLength(1)
    expect(await ground.referralsOf(request)).toEqual(before)
  })

  test('after somebody of the partner acted on it: the window runs on, and the animators are told', async () => {
    const partner = await ground.partner({ windowDays: 2 })
    const { request, mail } = await told(partner)
    const note = { words: 'Je rappelle demain.', visibility: 'shared' } as const
    await addNote(request.referralId, note, partner.referent, ground.standing().deps)
    const before = await ground.referralsOf(request)
    await deliver(mail.returnTo, reports.postfixFailed(mail))
    expect(await statesOf(request, 'referral-request')).toEqual(['offer-contact bounced'])
    expect(await statesOf(request, 'bounce-animator')).toHaveLength(1)
    expect(await ground.referralsOf(request)).toEqual(before)
  })

  test('more than seven days after it left is not believed', async () => {
    const partner = await ground.partner()
    const { request, mail } = await told(partner)
    const ignored = () => worker.metric('boussole_delivery_reports_total{result="ignored"}')
    const ignoredBefore = await ignored()
    await ground.database.pool.query(
      `update outbox set done_at = done_at - interval '7 days 1 second' where request_id = $1`,
      [request.id],
    )
    expect(await deliver(mail.returnTo, reports.postfixFailed(mail))).toContain('250')
    expect(await ignored()).toBe(ignoredBefore + 1)
    expect(await statesOf(request, 'referral-request')).toEqual(['offer-contact sent'])
    expect(await statesOf(request, 'bounce-animator')).toEqual([])
    expect(await offerRow(partner)).toEqual({ in_doubt: false })
  })

  test('after a contact: the address is in doubt, and the referral stays as it is', async () => {
    const partner = await ground.partner()
    const { request, mail } = await told(partner)
    const contact = { reached: true, channel: 'phone', contactedAt: null, note: null } as const
    await recordContact(request.referralId, contact, partner.referent, ground.standing().deps)
    const before = await ground.referralsOf(request)
    await deliver(mail.returnTo, reports.gmailFailed(mail))
    await until(async () => expect(await statesOf(request, 'referral-request')).toEqual(['offer-contact bounced']))
    expect(await ground.referralsOf(request)).toEqual(before)
    expect(await statesOf(request, 'bounce-animator')).toEqual([])
    expect(await offerRow(partner)).toEqual({ in_doubt: true })
  })

  test('because a queue gave up: the referents are told, and nothing is said against the address', async () => {
    const partner = await ground.partner()
    const { request, mail } = await told(partner)
    await deliver(mail.returnTo, reports.expired(mail))
    await until(async () =>
      expect(await statesOf(request, 'referral-request')).toEqual(['offer-contact bounced', 'referent sent']),
    )
    expect(await offerRow(partner)).toEqual({ in_doubt: false })
  })

  test('from everybody: the request goes on at once, and no lapse is booked', async () => {
    await ground.database.pool.query(`update offers set state = 'withdrawn'`)
    const [partner, next] = [await ground.partner(), await ground.partner({ windowDays: 1 })]
    const { request, mail } = await told(partner)
    await deliver(mail.returnTo, reports.eximFailed(mail))
    const toReferent = await mailbox.waitForMail(
      ({ to, text }) => to === partner.referentEmail && text.includes('Je dors dehors.'),
    )
    await until(async () => expect(await statesOf(request, 'referral-request')).toContain('referent sent'))
    await deliver(toReferent.from, reports.postfixFailed({ to: toReferent.to, returnTo: toReferent.from }))
    await until(async () => {
      const [first, second] = await ground.referralsOf(request)
      expect(first).toMatchObject({ state: 'redirected', lapsedAt: null, lapseBooked: null })
      expect(second).toMatchObject({ state: 'sent', offerId: next.offerId })
    })
    expect(await checkInvariants(ground.standing().db)).toEqual([])
  })
})

test('a delay is noted, and nothing else; once it has failed, that counts', async () => {
  const partner = await ground.partner()
  const { request, mail } = await told(partner)
  await deliver(mail.returnTo, reports.delayed(mail))
  await until(async () =>
    expect(await ground.rowsOf(request, 'referral-request')).toMatchObject([
      { state: 'sent', failure: 'delayed 4.4.1' },
    ]),
  )
  await deliver(mail.returnTo, reports.postfixFailed(mail))
  await until(async () =>
    expect(await statesOf(request, 'referral-request')).toEqual(['offer-contact bounced', 'referent sent']),
  )
})

test('what is no report changes nothing, and is counted', async () => {
  const partner = await ground.partner()
  const { request, mail } = await told(partner)
  const ignored = () => worker.metric('boussole_delivery_reports_total{result="ignored"}')
  const before = await ignored()
  for (const written of [reports.automaticReply, reports.readReceipt, reports.truncated])
    expect(await deliver(mail.returnTo, written(mail))).toContain('250')
  expect(await ignored()).toBe(before + 3)
  expect(await statesOf(request, 'referral-request')).toEqual(['offer-contact sent'])
})

test('an address that we did not sign is no mailbox, and a message too large is refused', async () => {
  const partner = await ground.partner()
  const { request, mail } = await told(partner)
  const forged = mail.returnTo.replace(/\.[0-9a-f]{20}@/, `.${'0'.repeat(20)}@`)
  for (const to of [forged, 'postmaster@boussole.example', 'bounces@boussole.example'])
    expect(await deliver(to, reports.postfixFailed(mail))).toContain('550')
  const large = `${reports.postfixFailed(mail)}${'x'.repeat(70)}\r\n`.padEnd(1_200_000, 'y\r\n')
  expect(await deliver(mail.returnTo, large)).toContain('552')
  const endless = `${reports.postfixFailed(mail)}\r\n`.padEnd(6_000_000, 'y\r\n')
  expect(await deliver(mail.returnTo, endless)).not.toMatch(/250|552/)
  const never = bounceAddressOf(crypto.randomUUID(), {
    trackingKey: ground.standing().deps.trackingKey,
    domain: 'boussole.example',
  })
  expect(await deliver(never, reports.postfixFailed(mail))).toContain('250')
  expect(await statesOf(request, 'referral-request')).toEqual(['offer-contact sent'])
  for (const secret of [partner.contact, '@']) expect(worker.logged()).not.toContain(secret)
})

test('a report that comes before it is written down that the mail left is asked for again', async () => {
  const partner = await ground.partner()
  const { request, mail } = await told(partner)
  const set = (state: string, done: string) =>
    ground.database.pool.query(
      `update outbox set state = $2, done_at = ${done}, send_after = platform_now() + interval '1 day'
       where request_id = $1 and mail = 'referral-request'`,
      [request.id, state],
    )
  await set('waiting', 'null')
  expect(await deliver(mail.returnTo, reports.postfixFailed(mail))).toContain('451')
  await set('sent', 'platform_now()')
  expect(await deliver(mail.returnTo, reports.postfixFailed(mail))).toContain('250')
})

test('a person whose mails come back is shown to the animation, until they come in by a link that reached them', async () => {
  const { deps } = ground.standing()
  const partner = await ground.partner()
  const inDoubt = async () => {
    const { rows } = await ground.database.pool.query<{ in_doubt: boolean }>(
      'select mail_bounced_at is not null as in_doubt from users where email = $1',
      [partner.referentEmail],
    )
    return rows[0]?.in_doubt
  }
  await askSignInLink({ email: partner.referentEmail }, deps)
  const mail = await mailbox.waitForMail(({ to }) => to === partner.referentEmail)
  const sent = () =>
    ground.database.pool.query<{ state: string }>(`select state from outbox where id::text = $1`, [
      /^<([^@]+)@/.exec(mail.messageId)?.[1],
    ])
  await until(async () => expect((await sent()).rows).toEqual([{ state: 'sent' }]))
  await deliver(mail.from, reports.postfixFailed({ to: mail.to, returnTo: mail.from }))
  await until(async () => expect(await inDoubt()).toBe(true))
  await ground.clock.advance('PT2M')
  await askSignInLink({ email: partner.referentEmail }, deps)
  const { rows } = await ground.database.pool.query<{ id: string }>(
    `select sign_in_links.id from sign_in_links join users on users.id = user_id where email = $1
     order by sign_in_links.created_at desc limit 1`,
    [partner.referentEmail],
  )
  await proveByLink(signInTokenOf(rows[0]?.id ?? '', deps.trackingKey), deps)
  expect(await inDoubt()).toBe(false)
})

test('a mail that comes back from the address before says nothing of the one that took its place, to which a mail goes at once', async () => {
  const { deps, db, territory } = ground.standing()
  const partner = await ground.partner()
  const { userId } = partner.referent
  const animatorId = await givenProfessional(ground.database.pool, { role: 'animator', territoryId: territory.id })
  const animator = await findProfessional(db, asId<UserId>(animatorId))
  if (animator === undefined) throw new Error('no animator')
  const kinds = async () =>
    (await listAddressesInDoubt(db, animator)).items.flatMap(({ id, kind }) => (id === userId ? [kind] : []))
  await askSignInLink({ email: partner.referentEmail }, deps)
  const first = await mailbox.waitForMail(({ to }) => to === partner.referentEmail)
  const comesBack = async ({ to, from }: { readonly to: string; readonly from: string }) => {
    const report = reports.postfixFailed({ to, returnTo: from })
    await until(async () => expect(await deliver(from, report)).toContain('250'))
  }
  const email = `juste-${partner.referentEmail}`
  await ground.database.pool.query('update users set mail_bounced_at = platform_now() where id = $1', [userId])
  await ground.clock.advance('PT1M')
  await correctPersonAddress({ userId, email }, animator, deps)
  const letter = await mailbox.waitForMail(({ to }) => to === email)
  expect(letter.text).toContain('https://pro.boussole.example/connexion')
  await comesBack(first)
  expect(await kinds()).toEqual([])
  await ground.clock.advance('PT1M')
  await comesBack(letter)
  await until(async () => expect(await kinds()).toEqual(['person']))
})

test.each(['refused as it leaves', 'told of as failed'])(
  'a mail already on its way when the address is put right, and then %s, says nothing of the new one',
  async (how) => {
    const { deps, db, territory } = ground.standing()
    const partner = await ground.partner()
    const { pool } = ground.database
    const { userId } = partner.referent
    const animatorId = await givenProfessional(pool, { role: 'animator', territoryId: territory.id })
    const animator = await findProfessional(db, asId<UserId>(animatorId))
    if (animator === undefined) throw new Error('no animator')
    const inDoubt = async () => (await listAddressesInDoubt(db, animator)).items.some(({ id }) => id === userId)
    const id = randomUUID()
    // No worker takes it: it is ours to send.
    await pool.query(
      `insert into outbox (id, mail, recipient_kind, recipient_id, once_key, created_at, send_after, published_until)
       values ($1, 'sign-in-link', 'user', $2, $3, platform_now(), platform_now(), clock_timestamp() + interval '1 hour')`,
      [id, userId, `sign-in-link/${id}`],
    )
    const take = async () => {
      const [row] = await transact(db, (tx) => claimForSending(tx, id))
      if (row === undefined) throw new Error('not taken')
      return row
    }
    const end = async (row: Awaited<ReturnType<typeof take>>) => {
      if (how === 'refused as it leaves') return recordBounce(row, 'EENVELOPE 550', deps)
      await recordMailSent([row], id, deps)
      await recordReport(id, { kind: 'failed', status: '5.1.1', blamesAddress: true }, deps)
    }
    const onItsWay = await take()
    await pool.query('update users set mail_bounced_at = platform_now() where id = $1', [userId])
    await ground.clock.advance('PT1S')
    await correctPersonAddress({ userId, email: `juste-${partner.referentEmail}` }, animator, deps)
    await ground.clock.advance('PT1S')
    await end(onItsWay)
    expect(await inDoubt()).toBe(false)

    // The same mail, taken up after it: that one went to the new address.
    await pool.query(
      `update outbox set state = 'waiting', claimed_until = null, done_at = null,
         published_until = clock_timestamp() + interval '1 hour' where id = $1`,
      [id],
    )
    await end(await take())
    expect(await inDoubt()).toBe(true)
  },
)

test('an address put right is told to the address before, and to those who know the person; the new one is told no name', async () => {
  const { deps, db, territory } = ground.standing()
  const partner = await ground.partner()
  const { pool } = ground.database
  const { userId, name, partnerIds } = partner.referent
  const animatorEmail = `animation@${partner.offerId}.example`
  const animatorId = await givenProfessional(pool, {
    role: 'animator',
    territoryId: territory.id,
    email: animatorEmail,
    // Three animators at most are named in a mail, and other tests have theirs here.
    name: 'Aline',
  })
  const animator = await findProfessional(db, asId<UserId>(animatorId))
  if (animator === undefined) throw new Error('no animator')
  const [here, left, elsewhere] = ['ici', 'parti', 'ailleurs'].map((who) => `${who}@${partner.offerId}.example`)
  const other = (await ground.partner()).referent.partnerIds
  for (const [email, [partnerId], gone] of [
    [here, partnerIds, false],
    [left, partnerIds, true],
    [elsewhere, other, false],
  ] as const)
    await pool.query(
      `insert into referents (user_id, partner_id, left_at) values ($1, $2, case when $3 then platform_now() end)`,
      [await givenProfessional(pool, { email }), partnerId, gone],
    )
  await pool.query('update users set mail_bounced_at = platform_now() where id = $1', [userId])
  const email = `juste-${partner.referentEmail}`
  await correctPersonAddress({ userId, email }, animator, deps)

  const letter = await mailbox.waitForMail(({ to }) => to === email)
  expect(letter.text).not.toContain(name)
  const before = await mailbox.waitForMail(({ to }) => to === partner.referentEmail)
  const colleague = await mailbox.waitForMail(({ to }) => to === here)
  expect(colleague.text).toContain(name)
  for (const { text } of [letter, before, colleague]) expect(text).toContain(animatorEmail)
  for (const { text } of [before, colleague]) expect(text).not.toContain(email)
  const { rows } = await pool.query(
    `select recipient_kind from outbox where mail = 'address-replaced' and details ->> 'userId' = $1 order by recipient_kind`,
    [userId],
  )
  expect(rows).toEqual([{ recipient_kind: 'invited' }, { recipient_kind: 'referent' }])
  for (const to of [left, elsewhere]) expect(await mailbox.received((mail) => mail.to === to)).toEqual([])

  // The address before may well refuse this mail too: that says nothing of the new one.
  const report = reports.postfixFailed({ to: before.to, returnTo: before.from })
  await until(async () => expect(await deliver(before.from, report)).toContain('250'))
  expect((await listAddressesInDoubt(db, animator)).items.filter(({ id }) => id === userId)).toEqual([])
})

describe('a link that comes back from somebody without an account', () => {
  const who = async (given: Parameters<typeof givenProfessional>[1]) => {
    const id = await givenProfessional(ground.database.pool, given)
    const found = await findProfessional(ground.standing().db, asId<UserId>(id))
    if (found === undefined) throw new Error('no such person')
    return found
  }

  /** Its mail is delivered, and then told of as failed by another server. */
  const comesBack = async (email: string) => {
    const mail = await mailbox.waitForMail(({ to }) => to === email)
    const report = reports.postfixFailed({ to: email, returnTo: mail.from })
    await until(async () => expect(await deliver(mail.from, report)).toContain('250'))
  }

  const statesTo = async (invitationId: string) => {
    const asked = `select state from outbox where details ->> 'invitationId' = $1`
    return (await ground.database.pool.query<{ state: string }>(asked, [invitationId])).rows.map(({ state }) => state)
  }

  const kindsInDoubt = async (professional: Awaited<ReturnType<typeof who>>) => {
    const { db } = ground.standing()
    const { items } = await listAddressesInDoubt(db, professional)
    expect(await countAddressesInDoubt(db, professional)).toBe(items.length)
    return items
      .flatMap(({ kind, email }) => (['person', 'offer'].includes(kind) ? [] : [`${kind} ${email}`]))
      .toSorted()
  }

  test('is shown to who sent it, until it is sent to an address that was put right', async () => {
    const { deps, db, territory } = ground.standing()
    const animator = await who({ role: 'animator', territoryId: territory.id })
    const national = await who({ role: 'national' })
    const { referent } = await ground.partner()
    const partnerId = asId<PartnerId>(referent.partnerIds[0] ?? '')
    const wrong = { invited: 'faux@foyer.example', watcher: 'faux@animation.example', signatory: 'faux@siege.example' }
    await inviteReferent({ partnerId, name: 'Inès Faure', email: wrong.invited }, animator, deps)
    const person = { name: 'Louise Martel', role: 'observer', keys: [territory.id] } as const
    await inviteWatcher({ ...person, email: wrong.watcher }, national, deps)
    const charter = { partnerId, name: 'Agnès Tardieu', function: 'Présidente', email: wrong.signatory }
    const charterId = await proposeCharter(charter, animator, deps)
    for (const email of Object.values(wrong)) await comesBack(email)
    await until(async () =>
      expect(await kindsInDoubt(animator)).toEqual([`charter ${wrong.signatory}`, `invitation ${wrong.invited}`]),
    )
    expect(await kindsInDoubt(national)).toContain(`watch ${wrong.watcher}`)
    const invitations = async () => (await listInvitations(db, animator)).items
    const [invitation] = await invitations()
    const [watch] = await listWatchInvitations(db, national)
    expect([invitation?.hasBounced, watch?.hasBounced]).toEqual([true, true])
    expect((await findAgreement(db, partnerId))?.waiting?.hasBounced).toBe(true)

    await resendInvitation({ id: invitation?.id ?? '', email: 'ines@foyer.example' }, animator, deps)
    await resendWatchInvitation({ id: watch?.id ?? '', email: 'louise@animation.example' }, national, deps)
    await resendCharter({ id: charterId, email: 'agnes@siege.example' }, animator, deps)
    expect(await kindsInDoubt(national)).toEqual([])
    expect((await invitations())[0]).toMatchObject({ email: 'ines@foyer.example', hasBounced: false })
    for (const email of ['ines@foyer.example', 'louise@animation.example', 'agnes@siege.example'])
      await mailbox.waitForMail(({ to }) => to === email)
    await inviteReferent({ partnerId, name: 'Jean Roux', email: 'tard@foyer.example' }, animator, deps)
    await mailbox.waitForMail(({ to }) => to === 'tard@foyer.example')
    const late = (await invitations()).find(({ email }) => email === 'tard@foyer.example')
    await resendInvitation({ id: late?.id ?? '', email: 'jean@foyer.example' }, animator, deps)
    // What is told of the earlier mail is not about the address that was put right.
    await comesBack('tard@foyer.example')
    await until(async () => expect(await statesTo(late?.id ?? '')).toContain('bounced'))
    expect(await kindsInDoubt(national)).toEqual([])
  })
})
