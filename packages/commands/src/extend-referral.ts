import type { ExtensionGiven, ReferralView } from '@boussole/contracts'
import { endOfLocalDay } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import { answerWith } from './answering.ts'
import type { Deps } from './deps.ts'

/**
 * An animator gives a partner until the end of a later day; the young person is told.
 * Refuses: as `answer`; `extension-not-later`, `extension-too-long`, `already-answered`, `already-ended`.
 */
export const extendReferral = (
  referralId: string,
  { dueDay, note }: ExtensionGiven,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<ReferralView> =>
  answerWith({ referralId, professional, quality: 'animator', note }, deps, (_acting, { promise }) => ({
    kind: 'extended',
    dueAt: endOfLocalDay(Temporal.PlainDate.from(dueDay), promise.timeZone),
    cause: 'animator',
  }))
