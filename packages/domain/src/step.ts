import type { Temporal } from 'temporal-polyfill'
import type { Actor } from './actor.ts'
import { attemptsNeeded, countsAsAttempt } from './contact-record.ts'
import {
  animatorOverdueAt,
  feedbackAt,
  graceEndOf,
  nextOverdueAt,
  outcomesAt,
  planAfterExtension,
  planLadder,
} from './ladder.ts'
import type { Milestone, MilestoneKind } from './ladder.ts'
import type { MailEffect } from './mail-effects.ts'
import { isAwaited, isHeld, isOpen, transitions } from './referral.ts'
import type { JournalEntry, Referral, ReferralEvent, ReferralState } from './referral.ts'
import { Refusal } from './refusal.ts'

/** What happens to the planned milestones: new ones, the lapse moved to a new due date, kinds that no longer apply. */
export interface MilestoneChanges {
  readonly plan: readonly Milestone[]
  readonly moveLapseTo: Temporal.Instant | null
  readonly cancel: readonly MilestoneKind[] | 'all'
}

export interface Step {
  readonly referral: Referral
  readonly milestones: MilestoneChanges
  readonly mails: readonly MailEffect[]
  /** The request must now go to the next eligible offer or, failing that, to an animator, in the same transaction. */
  readonly seeksNextOffer: boolean
}

type Changes = Partial<Omit<Step, 'referral' | 'milestones'>> & { milestones?: Partial<MilestoneChanges> }

const stepTo = (referral: Referral, { milestones, mails, seeksNextOffer }: Changes = {}): Step => ({
  referral,
  milestones: {
    plan: milestones?.plan ?? [],
    moveLapseTo: milestones?.moveLapseTo ?? null,
    cancel: milestones?.cancel ?? [],
  },
  mails: mails ?? [],
  seeksNextOffer: seeksNextOffer ?? false,
})

const isAfterOrAt = (a: Temporal.Instant, b: Temporal.Instant) => a.epochMilliseconds >= b.epochMilliseconds

/** When the window of this referral really closes: the due date, or the end of the extra day of an accepted one. */
export const windowEndOf = (referral: Referral): Temporal.Instant =>
  referral.state === 'accepted' && referral.graceUntil !== null ? referral.graceUntil : referral.dueAt

const mayMove = (from: ReferralState, to: ReferralState, by: Actor): void => {
  const allowed = transitions[from][to]
  if (allowed?.includes(by.kind)) return
  if (from === 'lapsed') throw new Refusal('window-over')
  if (!isOpen(from)) throw new Refusal('already-ended')
  if (from === 'unresolved') throw new Refusal('in-animators-hands')
  if (to === 'closed' && from !== 'contacted') throw new Refusal('not-contacted-yet')
  throw new Refusal('already-answered')
}

/** Moves the referral if the table allows it; a partner's answer must also come inside the window. */
const moved = (
  referral: Referral,
  to: ReferralState,
  by: Actor,
  now: Temporal.Instant,
  facts: Partial<Referral> = {},
) => {
  if (referral.lapsedAt !== null && by.kind === 'referent') throw new Refusal('window-over')
  mayMove(referral.state, to, by)
  if (by.kind === 'referent' && isAwaited(referral.state) && isAfterOrAt(now, windowEndOf(referral))) {
    throw new Refusal('window-over')
  }
  return { ...referral, ...facts, state: to, endedAt: isOpen(to) || to === 'declined' || to === 'lapsed' ? null : now }
}

/** The partner has been told of the referral, or took it on: nobody is reminded of what he or she never read. */
const knows = ({ notifiedAt, acceptedAt }: Referral): boolean => notifiedAt !== null || acceptedAt !== null

/**
 * The window's end: an accepted referral gets one more day, any other has lapsed; so has an accepted one whose extra day
 * is over as well by the time that anybody looks.
 */
const windowOver = (referral: Referral, occurrence: number, now: Temporal.Instant): Step => {
  if (!isAwaited(referral.state) || !isAfterOrAt(now, windowEndOf(referral))) return stepTo(referral)
  if (referral.state === 'accepted' && referral.graceUntil === null) {
    const graceUntil = graceEndOf(referral.dueAt, referral.promise)
    const graced = { ...referral, graceUntil }
    if (isAfterOrAt(now, graceUntil)) return windowOver(graced, occurrence, now)
    return stepTo(graced, {
      milestones: { plan: [{ kind: 'lapse', occurrence: occurrence + 1, dueAt: graceUntil }] },
      mails: [{ mail: 'late-accepted-animator', to: 'animators', once: `${occurrence}` }],
    })
  }
  const lapseBooked = knows(referral)
  const lapsed = moved(referral, 'lapsed', { kind: 'clock' }, now, { lapsedAt: now, lapseBooked })
  return stepTo(lapsed, {
    milestones: { cancel: 'all' },
    mails: [
      { mail: 'lapse-young-person', to: 'young-person', once: '1' },
      ...(lapseBooked ? [{ mail: 'lapse-partner', to: 'referents-and-deputies', once: '1' } as const] : []),
      { mail: 'lapse-animator', to: 'animators', once: '1' },
    ],
    seeksNextOffer: true,
  })
}

const milestoneReached = (referral: Referral, kind: MilestoneKind, occurrence: number, now: Temporal.Instant): Step => {
  const { state, promise } = referral
  switch (kind) {
    case 'notify':
      return stepTo(referral, { mails: [{ mail: 'referral-request', to: 'offer-contact', once: '1' }] })
    case 'remind-1':
      return stepTo(referral, {
        mails:
          state === 'sent' && knows(referral)
            ? [{ mail: 'reminder', to: 'referents', once: `${kind}.${occurrence}`, details: { milestone: kind } }]
            : [],
      })
    case 'remind-2':
      return stepTo(referral, {
        mails:
          isAwaited(state) && knows(referral)
            ? [{ mail: 'reminder', to: 'referents-and-deputies', once: `${kind}.${occurrence}` }]
            : [],
      })
    case 'warn':
      return stepTo(referral)
    case 'lapse':
      return windowOver(referral, occurrence, now)
    case 'animator-overdue': {
      if (state !== 'unresolved') return stepTo(referral)
      const next = { kind, occurrence: occurrence + 1, dueAt: nextOverdueAt(now, promise) }
      return stepTo(referral, {
        milestones: { plan: [next] },
        mails: [
          { mail: 'overdue-regional', to: 'regional', once: `${occurrence}` },
          { mail: 'still-looking', to: 'young-person', once: `${occurrence}` },
        ],
      })
    }
    case 'outcome': {
      const mail: MailEffect =
        occurrence === 1
          ? { mail: 'outcome', to: 'referents', once: '1' }
          : { mail: 'outcome-animator', to: 'animators', once: '1' }
      return stepTo(referral, { mails: state === 'contacted' ? [mail] : [] })
    }
    case 'feedback':
      return stepTo(referral, {
        mails: state === 'contacted' || state === 'closed' ? [{ mail: 'feedback', to: 'young-person', once: '1' }] : [],
      })
  }
}

const withdrawalTold: MailEffect = { mail: 'withdrawal-partner', to: 'offer-contact', once: '1' }

/** An animator took one referral back at the young person's wish: they read that it is done. */
const withdrawnForThem: MailEffect = {
  mail: 'withdrawal-young-person',
  to: 'young-person',
  once: 'animator',
  details: { by: 'animator' },
}

const contactRecorded = (
  referral: Referral,
  event: Extract<ReferralEvent, { kind: 'contact-recorded' }>,
  by: Actor,
  now: Temporal.Instant,
): Step => {
  if (!isAfterOrAt(event.contactedAt, referral.sentAt) || !isAfterOrAt(now, event.contactedAt)) {
    throw new Refusal('contact-time-impossible')
  }
  const attempts = countsAsAttempt(referral, event)
    ? { attempts: referral.attempts + 1, lastAttemptAt: event.contactedAt }
    : {}
  if (referral.lapsedAt !== null) {
    return stepTo({ ...referral, ...attempts, lateContactAt: referral.lateContactAt ?? now })
  }
  if (referral.state === 'contacted') return stepTo({ ...referral, ...attempts })
  const contacted = moved(referral, 'contacted', by, now, { contactedAt: event.contactedAt, ...attempts })
  return stepTo(contacted, {
    milestones: {
      cancel: ['notify', 'remind-1', 'remind-2', 'warn', 'lapse'],
      plan: [feedbackAt(now, referral.promise), ...outcomesAt(now, referral.promise)],
    },
  })
}

/** One colleague follows it from now on, or the whole team again: nothing else moves, the due date least of all. */
const handedOver = (
  referral: Referral,
  { toReferentId }: Extract<ReferralEvent, { kind: 'handed-over' }>,
  now: Temporal.Instant,
): Step => {
  if (referral.state === 'unresolved') throw new Refusal('in-animators-hands')
  if (!isHeld(referral.state)) throw new Refusal(referral.state === 'lapsed' ? 'window-over' : 'already-ended')
  if (isAwaited(referral.state) && isAfterOrAt(now, windowEndOf(referral))) throw new Refusal('window-over')
  return stepTo(
    { ...referral, referentId: toReferentId },
    {
      mails:
        toReferentId === null
          ? []
          : [{ mail: 'handed-over', to: 'referents', once: now.toString(), details: { referentId: toReferentId } }],
    },
  )
}

/** An animator gives more time, not for ever: the new last day is at most this many days from now. */
const longestExtensionDays = 31

const extended = (
  referral: Referral,
  { dueAt: due, cause }: Extract<ReferralEvent, { kind: 'extended' }>,
  now: Temporal.Instant,
): Step => {
  if (referral.state === 'unresolved') throw new Refusal('in-animators-hands')
  if (!isAwaited(referral.state)) throw new Refusal(isOpen(referral.state) ? 'already-answered' : 'already-ended')
  if (!isAfterOrAt(due, now) || isAfterOrAt(referral.dueAt, due)) throw new Refusal('extension-not-later')
  if (cause === 'animator' && isAfterOrAt(due, now.add({ hours: longestExtensionDays * 24 }))) {
    throw new Refusal('extension-too-long')
  }
  const extensions = referral.extensions + 1
  return stepTo(
    { ...referral, dueAt: due, extensions, graceUntil: null },
    {
      milestones: {
        cancel: ['warn', 'remind-2'],
        plan: planAfterExtension(now, due, referral.promise, extensions),
        moveLapseTo: due,
      },
      mails: [
        {
          mail: 'extension',
          to: 'young-person',
          once: `${extensions}`,
          details: { oldDueAt: referral.dueAt.toString(), dueAt: due.toString(), cause },
        },
      ],
    },
  )
}

/**
 * What an event does to a referral: its new state, what happens to its milestones, the mails it calls for. The only
 * place where a referral changes; replaying the journal through it gives the stored state (domain.md §9, 8).
 * Refuses: `window-over`, `already-answered`, `already-ended`, `in-animators-hands`, `not-contacted-yet`, `contact-time-impossible`,
 * `too-few-attempts`, `extension-not-later`, `extension-too-long`, `nothing-to-claim`.
 */
export const step = (referral: Referral, { event, by, at: now }: JournalEntry): Step => {
  switch (event.kind) {
    case 'sent':
      throw new Error(`referral ${referral.id} is sent twice`)
    case 'notified':
      // The request may have been withdrawn while its notice was leaving: who has just read it is told so.
      return stepTo(
        { ...referral, notifiedAt: referral.notifiedAt ?? now },
        { mails: referral.state === 'withdrawn' && referral.notifiedAt === null ? [withdrawalTold] : [] },
      )
    case 'notice-came-back':
      // A lapse that is booked stays booked: what other servers tell is not proof enough (decision 0034).
      return stepTo({ ...referral, notifiedAt: null })
    case 'unreachable':
      return stepTo({ ...referral, unreachableAt: referral.unreachableAt ?? now })
    case 'accepted':
      return stepTo(moved(referral, 'accepted', by, now, { acceptedAt: now }), { milestones: { cancel: ['remind-1'] } })
    case 'contact-recorded':
      return contactRecorded(referral, event, by, now)
    case 'handed-over':
      return handedOver(referral, event, now)
    case 'declined':
      return stepTo(moved(referral, 'declined', by, now, { declineReason: event.reason }), {
        milestones: { cancel: 'all' },
        mails: [{ mail: 'refusal', to: 'young-person', once: '1' }],
        seeksNextOffer: true,
      })
    case 'closed':
      if (event.outcome === 'unreachable' && referral.attempts < attemptsNeeded) {
        throw new Refusal('too-few-attempts', { attempts: referral.attempts })
      }
      return stepTo(moved(referral, 'closed', by, now, { outcome: event.outcome }), {
        // Who was contacted knows how it ended; who waited for an animator must be told.
        mails: referral.state === 'unresolved' ? [{ mail: 'closing', to: 'young-person', once: '1' }] : [],
        milestones: {
          cancel: ['outcome', 'animator-overdue'],
          plan: referral.contactedAt === null ? [feedbackAt(now, referral.promise)] : [],
        },
      })
    case 'redirected':
      return stepTo(moved(referral, 'redirected', by, now), { milestones: { cancel: 'all' } })
    case 'withdrawn':
      return stepTo(moved(referral, 'withdrawn', by, now), {
        milestones: { cancel: 'all' },
        // A partner that declined or let the window run out was told already that the request went on without it.
        mails: [
          // What was forgotten for a year is news to nobody.
          ...(referral.notifiedAt === null || referral.state === 'unresolved' || by.kind === 'clock'
            ? []
            : [withdrawalTold]),
          ...(by.kind === 'animator' ? [withdrawnForThem] : []),
        ],
      })
    case 'extended':
      return extended(referral, event, now)
    case 'milestone-reached':
      return milestoneReached(referral, event.milestone, event.occurrence, now)
    case 'unresolved': {
      const { cause, ownerId } = event
      return stepTo(moved(referral, 'unresolved', by, now, { unresolvedCause: cause, ownerId }), {
        milestones: {
          plan: [{ kind: 'animator-overdue', occurrence: 1, dueAt: animatorOverdueAt(now, referral.promise) }],
        },
        mails: [{ mail: 'unresolved-animator', to: 'owner', once: '1' }],
      })
    }
    case 'owner-changed': {
      if (referral.state !== 'unresolved') throw new Refusal('already-answered')
      const { ownerId } = event
      return stepTo(
        { ...referral, ownerId },
        {
          // Told each time: it may come back to somebody who had it before.
          mails: [{ mail: 'unresolved-animator', to: 'owner', once: now.toString() }],
        },
      )
    }
    case 'claimed':
      if (referral.state !== 'contacted' && referral.state !== 'closed') throw new Refusal('nothing-to-claim')
      // Told each time: another contact was recorded since, and is contradicted as well.
      return stepTo(referral, { mails: [{ mail: 'claim-animator', to: 'animators', once: now.toString() }] })
    case 'accompaniment-asked':
    case 'accompaniment-begun':
    case 'accompaniment-refused':
    case 'accompaniment-taken-back':
    case 'accompaniment-ended':
    case 'noted':
    case 'feedback-given':
      return stepTo(referral)
  }
}

/** A referral is born `sent`, with its whole ladder planned; the mail to the offer's contact is its first milestone. */
export const openReferral = (event: Extract<ReferralEvent, { kind: 'sent' }>, now: Temporal.Instant): Step => {
  const { kind: _, ...born } = event
  const referral: Referral = {
    ...born,
    state: 'sent',
    sentAt: now,
    extensions: 0,
    graceUntil: null,
    notifiedAt: null,
    unreachableAt: null,
    acceptedAt: null,
    contactedAt: null,
    attempts: 0,
    lastAttemptAt: null,
    lateContactAt: null,
    lapsedAt: null,
    lapseBooked: null,
    declineReason: null,
    outcome: null,
    unresolvedCause: null,
    referentId: null,
    ownerId: null,
    endedAt: null,
  }
  return stepTo(referral, {
    milestones: { plan: planLadder(now, event.dueAt, event.promise) },
    mails: [{ mail: 'referral-request', to: 'offer-contact', once: '1' }],
  })
}

/** The state that a referral's journal tells, from its first entry to its last. */
export const replay = (journal: readonly JournalEntry[]): Referral => {
  const [first, ...rest] = journal
  if (first?.event.kind !== 'sent') throw new Error('a referral begins with its sending')
  return rest.reduce((referral, entry) => step(referral, entry).referral, openReferral(first.event, first.at).referral)
}
