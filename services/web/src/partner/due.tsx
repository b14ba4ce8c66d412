import type { ReferralSummary } from '@boussole/contracts'
import { isAwaited } from '@boussole/domain'
import { Icon } from '../components/icon.tsx'
import { partnerFr } from './messages.fr.ts'

/** What is left of the promise, in words and in colour; nothing once the promise is kept or over. */
export const Due = ({ state, daysLeft, counting }: Pick<ReferralSummary, 'state' | 'daysLeft' | 'counting'>) => {
  if (!isAwaited(state)) return null
  return (
    <span class={`due due-${daysLeft === 0 ? 'now' : daysLeft === 1 ? 'soon' : 'later'}`}>
      <Icon name="clock" />
      <span>{partnerFr.left(daysLeft, counting)}</span>
    </span>
  )
}
