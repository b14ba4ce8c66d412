import {
  acceptReferral,
  closeReferral,
  confirmOffer,
  declineReferral,
  giveFeedback,
  readRedirections,
  recordContact,
  redirectReferral,
  resumeHeldOffer,
  trackingTokenOf,
} from '@boussole/commands'
import type { Deps } from '@boussole/commands'
import { asId, Refusal } from '@boussole/domain'
import type { OfferId, Professional, ReferralId, RequestId } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import type { Agenda } from './agenda.ts'
import type { Chance } from './chance.ts'
import * as habits from './habits.ts'
import type { Habit } from './habits.ts'
import type { People, Sent } from './people.ts'

export interface Players {
  readonly deps: Deps
  readonly people: People
  readonly agenda: Agenda
  readonly chance: Chance
}

/** What came too late or twice is refused, as it would be to anybody: the year goes on. */
const unlessRefused = async (act: () => Promise<unknown>): Promise<boolean> => {
  try {
    await act()
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

const hours = (count: number): Temporal.Duration => Temporal.Duration.from({ minutes: Math.round(count * 60) })
const days = (count: number): Temporal.Duration => hours(count * 24)

/** Those who answer in the year: each partner by its habit, the animator for what nobody took. */
export const createPartners = ({ deps, people, agenda, chance }: Players) => {
  const habitsOf = new Map<string, Habit>()
  const habitOf = (partnerId: string): Habit => {
    const habit = habitsOf.get(partnerId) ?? habits.habitOf(chance)
    habitsOf.set(partnerId, habit)
    return habit
  }

  const asReferent = (sent: Sent, act: (referent: Professional) => Promise<unknown>) => async (): Promise<void> => {
    const referent = await people.referentOf(sent.partnerId)
    if (referent !== undefined) await unlessRefused(() => act(referent))
  }

  const tryContact = (sent: Sent, reached: boolean) =>
    asReferent(sent, (referent) =>
      recordContact(
        sent.id,
        { reached, channel: chance.oneOf(habits.channels), contactedAt: null, note: null },
        referent,
        deps,
      ),
    )

  const planEnd = (sent: Sent, contactAt: Temporal.Instant, reached: boolean): void => {
    if (!reached) {
      const [second, third] = [1, 3].map((later) => habits.atWork(contactAt.add(hours(24 * later)), sent))
      if (second !== undefined) agenda.add(second, tryContact(sent, false))
      if (third !== undefined) agenda.add(third, tryContact(sent, false))
    }
    if (chance.happens(habits.forgetsOutcome)) return
    const outcome = reached ? chance.oneOf(habits.outcomes) : 'unreachable'
    agenda.add(
      habits.atWork(contactAt.add(hours(24 * chance.between(5, 35))), sent),
      asReferent(sent, (referent) => closeReferral(sent.id, { outcome, note: null }, referent, deps)),
    )
    if (!chance.happens(habits.saysHowItWent)) return
    const token = trackingTokenOf(asId<RequestId>(sent.requestId), deps.trackingKey)
    const feedback = {
      referralId: asId<ReferralId>(sent.id),
      contacted: reached,
      useful: reached ? chance.happens(0.8) : null,
    }
    agenda.add(contactAt.add(hours(24 * 11)), async () => {
      await unlessRefused(() => giveFeedback(token, feedback, deps))
    })
  }

  const planContact = (sent: Sent, at: Temporal.Instant): void => {
    const reached = !chance.happens(habits.unreachable)
    agenda.add(at, tryContact(sent, reached))
    planEnd(sent, at, reached)
  }

  /** Sends it on to the best partner that was not asked yet, with the young person's word; false: there is none, or it is too late. */
  const passOn = async ({ id }: Sent, who: Professional): Promise<boolean> =>
    unlessRefused(async () => {
      const [best] = (await readRedirections({ referralId: id }, who, deps)).offers
      if (best === undefined) throw new Refusal('nothing-to-choose')
      const asked = { offerId: asId<OfferId>(best.offerId), note: null, youngPersonAgreed: true }
      await redirectReferral(id, asked, who, deps)
    })

  /** What a partner will do with a referral that it has just been sent. */
  const receive = (sent: Sent): void => {
    const windowHours = sent.sentAt.until(sent.dueAt, { largestUnit: 'hours' }).total('hours')
    const soon = (share: number) => habits.atWork(sent.sentAt.add(hours(windowHours * share)), sent)
    if (chance.happens(habits.passesOn)) {
      agenda.add(
        soon(chance.next() * 0.5),
        asReferent(sent, (referent) => passOn(sent, referent)),
      )
      return
    }
    if (chance.happens(habits.declines)) {
      const reason = chance.oneOf(habits.declineReasons)
      agenda.add(
        soon(chance.next() * 0.5),
        asReferent(sent, (referent) => declineReferral(sent.id, { reason, note: null }, referent, deps)),
      )
      return
    }
    const isInTime = chance.happens(habitOf(sent.partnerId).inTime)
    if (chance.happens(isInTime ? 0.3 : 0.15)) {
      agenda.add(
        soon(chance.next() * 0.3),
        asReferent(sent, (referent) => acceptReferral(sent.id, referent, deps)),
      )
    }
    // Most are quick; a day off may still make one late.
    if (isInTime) planContact(sent, soon(0.02 + 0.6 * chance.next() ** 2))
    else if (chance.happens(0.25)) planContact(sent, habits.atWork(sent.dueAt.add(days(chance.next() * 3)), sent))
  }

  /** What the animator does with what nobody took. */
  const takeOver = (sent: Sent, now: Temporal.Instant): void => {
    agenda.add(habits.atWork(now.add(hours(chance.between(4, 90))), sent), async () => {
      const animator = await people.animatorOf(sent.territoryId)
      if (animator === undefined) return
      if (chance.happens(habits.findsAnother) && (await passOn(sent, animator))) return
      const outcome = chance.oneOf([...habits.outcomes, ['no-solution', 3]] as const)
      await unlessRefused(() => closeReferral(sent.id, { outcome, note: null }, animator, deps))
    })
  }

  /** Partners say that their offers are still right, most of them; the animator lifts pauses. */
  const lookAtOffers = async (now: Temporal.Instant): Promise<void> => {
    const morning = habits.atWork(now, { timeZone: 'Europe/Paris', holidayZone: 'metropole' })
    for (const { id, partnerId, territoryId, isHeld } of await people.offersToLookAt()) {
      if (!chance.happens(isHeld ? 0.3 : habitOf(partnerId).confirms * 0.2)) continue
      agenda.add(morning.add({ minutes: chance.between(0, 400) }), async () => {
        const who = await (isHeld ? people.animatorOf(territoryId) : people.referentOf(partnerId))
        if (who !== undefined) await unlessRefused(() => (isHeld ? resumeHeldOffer : confirmOffer)(id, who, deps))
      })
    }
  }

  return { receive, takeOver, lookAtOffers }
}
