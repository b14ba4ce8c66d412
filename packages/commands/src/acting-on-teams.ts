import { findReferentPlace, findTeamOf, lockTeam, platformNow, transact } from '@boussole/db'
import type { Team, TeamMember, Tx } from '@boussole/db'
import { mayAct, Refusal, standingsOn } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import type { Deps } from './deps.ts'

/** One act on one referent of a team, which is kept from changing meanwhile. */
export interface TeamActing {
  readonly tx: Tx
  readonly team: Team
  readonly member: TeamMember
  readonly today: Temporal.PlainDate
  readonly now: Temporal.Instant
}

/**
 * One act of a professional on a referent's place in their team, in one transaction. Refuses: `not-found` (also when it
 * is another partner's, or the referent has left), what the act refuses.
 */
export const actOnTeam = <Result>(
  {
    referentId,
    professional,
    lockFirst,
  }: {
    readonly referentId: string
    readonly professional: Professional
    /** Locks the requests that the act is going to change: before the team, as every act on a request does. */
    readonly lockFirst?: (tx: Tx) => Promise<void>
  },
  { db }: Pick<Deps, 'db'>,
  act: (acting: TeamActing) => Promise<Result>,
): Promise<Result> =>
  transact(db, async (tx) => {
    const place = await findReferentPlace(tx, referentId)
    if (place === undefined || !mayAct('team', standingsOn(professional, place))) throw new Refusal('not-found')
    await lockFirst?.(tx)
    await lockTeam(tx, place.partnerId)
    const team = await findTeamOf(tx, referentId)
    const member = team?.members.find((one) => one.referentId === referentId)
    if (team === undefined || member === undefined) throw new Refusal('not-found')
    return act({ tx, team, member, today: Temporal.PlainDate.from(team.today), now: await platformNow(tx) })
  })
