import { findByTrackingHash } from '@boussole/db'
import type { RequestRow } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Actor } from '@boussole/domain'
import { actOn } from './act-on.ts'
import type { Acting } from './acting.ts'
import type { Deps } from './deps.ts'
import { hashOf } from './tracking-token.ts'

export const youngPerson: Actor = { kind: 'young-person' }

/** The request that a tracking token opens. Refuses: `not-found`, also for an erased one. */
export const requestOfToken = async (token: string, { db }: Pick<Deps, 'db'>): Promise<RequestRow> => {
  const request = await findByTrackingHash(db, hashOf(token))
  if (request === undefined) throw new Refusal('not-found')
  return request
}

/** One act of a young person on the own request, opened by its tracking token. Refuses: `not-found`, what the act refuses. */
export const actWithToken = async <Result>(
  token: string,
  deps: Pick<Deps, 'db'>,
  act: (acting: Acting) => Promise<Result>,
): Promise<Result> => {
  const { id } = await requestOfToken(token, deps)
  return actOn({ requestId: id, catchingUp: true }, deps, (acting) => {
    // Erased while this act waited for its turn.
    if (acting.request.erasedAt !== null) throw new Refusal('not-found')
    return act(acting)
  })
}
