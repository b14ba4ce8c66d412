import { isAwaited, localDay } from '@boussole/domain'
import type { RefusalCode } from '@boussole/domain'
import { partnerFr } from './messages.fr.ts'
import type { Seen } from './referral.tsx'

const words = partnerFr.lost

/** Refusals that say: somebody or something else came first. */
const lostCodes: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'already-answered',
  'already-ended',
  'changed-meanwhile',
])

/** Acts that answer a young person, or end the referral. */
const answers = new Set([
  'accepted',
  'contact-recorded',
  'attempt-recorded',
  'declined',
  'closed',
  'redirected',
  'withdrawn',
])

/**
 * Who answered first, with what and when, as the journal tells it; undefined when the refusal is about something else.
 * Somebody of the animation is not named: the partner's colleagues are.
 */
export const lostRace = ({ referral, professional }: Seen, code: RefusalCode): string | undefined => {
  if (!lostCodes.has(code) || (code === 'changed-meanwhile' && isAwaited(referral.state))) return undefined
  const last = referral.timeline.findLast(({ kind, by }) => answers.has(kind) && by.kind !== 'clock')
  if (last === undefined) return undefined
  const { timeZone } = referral
  const at = last.at.toString()
  const now = referral.dueAt.subtract({ minutes: referral.minutesLeft })
  const isToday = localDay(now, timeZone).equals(localDay(last.at, timeZone))
  const when = isToday ? words.at(partnerFr.hour(at, timeZone)) : words.on(partnerFr.moment(at, timeZone))
  const act = words.act(last.kind)
  if (last.by.id === professional.userId) return words.oneself(act, when)
  const who = {
    referent: words.colleague(last.by.name ?? words.somebody, isToday),
    animator: words.animation,
    'young-person': words.youngPerson,
    clock: '',
  }[last.by.kind]
  return words.whole(who, act, when)
}
