import { mailLeavesAt } from '@boussole/domain'
import type { MailEffect, Referral } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import { watchMail } from './invariants.ts'
import { count, plan } from './world.ts'
import type { Mail, Offer, Request, World } from './world.ts'

/** A mail that an act calls for. */
export type MailAsked = MailEffect & { readonly referral: Referral | null }

const recipientsOf = (
  request: Request,
  { to, referral }: MailAsked,
  offer: Offer | undefined,
): readonly Mail['recipient'][] => {
  switch (to) {
    case 'young-person':
      return request.hasEmail && request.person !== null ? ['young-person'] : []
    case 'offer-contact':
      return ['offer-contact']
    case 'referents':
      return ['referent']
    case 'referents-and-deputies':
      return offer?.partner.hasDeputy === true ? ['referent', 'deputy'] : ['referent']
    case 'animators':
      return ['animator']
    case 'owner':
      return referral?.ownerId == null ? [] : ['owner']
    case 'regional':
      return ['regional']
  }
}

/** Puts a mail that an act calls for in the outbox, once for its reason and recipient. */
export const queueMail = (world: World, request: Request, effect: MailAsked, now: Temporal.Instant): void => {
  const { referral } = effect
  const kept = referral === null ? undefined : request.referrals.get(referral.id)
  for (const recipient of recipientsOf(request, effect, kept?.offer)) {
    const key = `${effect.mail}/${referral?.id ?? request.id}/${effect.once}/${recipient}`
    if (request.mails.has(key)) {
      count(world, `mails asked for twice: ${effect.mail}`)
      continue
    }
    const mail: Mail = {
      key,
      mail: effect.mail,
      recipient,
      referralId: referral?.id ?? null,
      details: effect.details ?? {},
      createdMs: world.now,
      state: 'waiting',
    }
    request.mails.set(key, mail)
    watchMail(request, mail)
    const at = referral === null ? now : mailLeavesAt(effect.mail, referral.promise, now)
    plan(world, at.epochMilliseconds + world.chance.between(0, 5_000), () => world.leave(request, mail))
  }
}
