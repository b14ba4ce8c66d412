import {
  audienceOf,
  isCalledFor,
  isQuietHour,
  learnsThatUntold,
  mailLeavesAt,
  owedForLateNotice,
} from '@boussole/domain'
import type { ReferralId } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import { actOn, apply, clock, instantAt, referralIn, tryNextOffer } from './conduct.ts'
import { count, hour, minute, plan } from './world.ts'
import type { Mail, Request, World } from './world.ts'

const isNotice = ({ mail }: Mail): boolean => mail === 'referral-request'

/** Does the mail server at the other end take mails for this reader? */
const arrives = (request: Request, { recipient, referralId }: Mail): boolean => {
  const offer = referralId === null ? undefined : request.referrals.get(referralId)?.offer
  if (recipient === 'offer-contact') return offer?.partner.contactWorks !== false
  return recipient === 'referent' || recipient === 'deputy' ? offer?.partner.peopleWork !== false : true
}

/** A mail leaves, if it is still called for and its reader is not asleep. */
export const leave = (world: World, request: Request, mail: Mail): void => {
  if (!world.worker.alive) {
    world.missed.push(() => leave(world, request, mail))
    return
  }
  if (world.now < world.mailServerUntil) {
    plan(world, world.mailServerUntil + world.chance.between(0, 15 * minute), () => leave(world, request, mail))
    return
  }
  const { referralId } = mail
  if (referralId === null) {
    mail.state = 'sent'
    return
  }
  if (isNotice(mail)) extendForLateNotice(world, request, mail, referralId)
  const referral = request.referrals.get(referralId)?.referral
  if (referral === undefined) throw new Error(`a mail about ${referralId}, which is not there`)
  // Redis, the mail server or the worker held it back: its reader may be asleep by now.
  const audience = audienceOf(mail.mail)
  const at = instantAt(world.now)
  if (audience !== 'at-once' && isQuietHour({ at, audience, ...referral.promise })) {
    const opens = mailLeavesAt(mail.mail, referral.promise, at)
    plan(world, opens.epochMilliseconds + world.chance.between(0, 5_000), () => leave(world, request, mail))
    return
  }
  const dueAt = mail.details['dueAt']
  const circumstances = {
    requestErased: request.person === null,
    requestWithdrawn: request.withdrawn,
    dueAtTold: dueAt === undefined ? null : Temporal.Instant.from(dueAt),
    firstReminder: mail.details['milestone'] === 'remind-1',
  }
  if (!isCalledFor(mail.mail, referral, circumstances)) {
    mail.state = 'dropped'
    count(world, 'mails no longer called for')
    return
  }
  count(world, 'mails')
  if (!arrives(request, mail)) {
    // Refused at once, or taken and returned within hours.
    if (world.chance.happens(0.5)) comeBack(world, request, mail, referralId)
    else {
      sent(world, request, mail, referralId)
      plan(world, world.now + world.chance.between(minute, 12 * hour), () => comeBack(world, request, mail, referralId))
    }
    return
  }
  sent(world, request, mail, referralId)
}

const sent = (world: World, request: Request, mail: Mail, id: ReferralId): void => {
  mail.state = 'sent'
  if (!isNotice(mail)) return
  actOn(world, request, { what: 'notice', catchingUp: false }, (acting) => {
    if (referralIn(acting, id).notifiedAt === null) apply(acting, id, { kind: 'notified' }, clock)
  })
  const kept = request.referrals.get(id)
  if (kept !== undefined && arrives(request, mail)) world.onNotice(request, kept)
}

const extendForLateNotice = (world: World, request: Request, { recipient }: Mail, id: ReferralId): void => {
  const kept = request.referrals.get(id)
  if (kept === undefined || owedForLateNotice(kept.referral, instantAt(world.now)) === undefined) return
  actOn(world, request, { what: 'late notice', catchingUp: false }, (acting) => {
    const owed = owedForLateNotice(referralIn(acting, id), acting.now)
    if (owed === undefined) return
    const cause = recipient === 'offer-contact' ? owed.cause : 'bounce'
    count(world, `extended: ${cause}`)
    apply(acting, id, { kind: 'extended', dueAt: owed.dueAt, cause }, clock)
  })
}

/** Another living notice may still tell the partner. */
const hasLivingNotice = (request: Request, id: ReferralId): boolean =>
  [...request.mails.values()].some(
    (mail) => isNotice(mail) && mail.referralId === id && (mail.state === 'waiting' || mail.state === 'sent'),
  )

const comeBack = (world: World, request: Request, mail: Mail, id: ReferralId): void => {
  const hadLeft = mail.state === 'sent'
  mail.state = 'bounced'
  count(world, 'mails that came back')
  if (mail.recipient === 'young-person' || !isNotice(mail)) return
  actOn(world, request, { what: 'return', catchingUp: false }, (acting) => {
    const before = referralIn(acting, id)
    if (hadLeft && learnsThatUntold(before, acting.now) && !hasLivingNotice(request, id)) {
      apply(acting, id, { kind: 'notice-came-back' }, clock)
    }
    const referral = referralIn(acting, id)
    acting.mails.push({ mail: 'bounce-animator', to: 'animators', once: mail.key, referral })
    if (referral.state !== 'sent' || referral.notifiedAt !== null) return
    if (mail.recipient === 'offer-contact') {
      acting.mails.push({ mail: 'referral-request', to: 'referents-and-deputies', once: 'fallback', referral })
      return
    }
    if (hasLivingNotice(request, id)) return
    apply(acting, id, { kind: 'unreachable' }, clock)
    const next = tryNextOffer(acting, id)
    if ('unresolved' in next) return
    acting.mails.push({ mail: 'redirection', to: 'young-person', once: '1', referral: next.born })
  })
}
