import type { ReferralSummary } from '@boussole/contracts'
import { isAwaited } from '@boussole/domain'
import { Icon } from '../components/icon.tsx'
import { partnerFr } from './messages.fr.ts'

type Left = Pick<ReferralSummary, 'state' | 'daysLeft' | 'minutesLeft' | 'counting'>

/** What is left of the promise, in words and in colour; nothing once the promise is kept or over. */
export const Due = ({ state, daysLeft, minutesLeft, counting }: Left) => {
  if (!isAwaited(state)) return null
  const tone = minutesLeft < 0 || daysLeft <= 0 ? 'now' : daysLeft === 1 ? 'soon' : 'later'
  return (
    <span class={`due due-${tone}`}>
      <Icon name={minutesLeft < 0 ? 'warning' : 'clock'} />
      <span>{partnerFr.left({ daysLeft, minutesLeft, counting })}</span>
    </span>
  )
}
