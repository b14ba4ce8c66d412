import { eraseRequestRow } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { RequestId } from '@boussole/domain'
import type { Deps } from './deps.ts'
import { actWithToken, youngPerson } from './tracking.ts'
import { withdrawAll } from './withdraw-request.ts'

/**
 * The young person erases the own data: what is open is withdrawn, then every personal field and every note goes, and
 * the tracking link opens nothing any more. What was asked, where and with what result stays, for the figures.
 * GDPR art. 17. Refuses: `not-found`.
 */
export const eraseRequest = (token: string, deps: Pick<Deps, 'db'>): Promise<void> =>
  actWithToken(token, deps, async (acting) => {
    await withdrawAll(acting)
    await eraseRequestRow(acting.tx, asId<RequestId>(acting.request.id), { by: youngPerson, now: acting.now })
  })
