import { findRequestsHeldBy, keepTeamChange, queueLetter, writeDeparture } from '@boussole/db'
import type { OpenedRequest, Team, TeamMember, Tx } from '@boussole/db'
import { asId, isHeld, Refusal } from '@boussole/domain'
import type { Actor, Professional, ReferentId } from '@boussole/domain'
import { apply, catchUp } from './act-on.ts'
import { actOnTeam } from './acting-on-teams.ts'
import type { TeamActing } from './acting-on-teams.ts'
import { beginActing, finish, openAll, referralsIn } from './acting.ts'
import type { Acting } from './acting.ts'
import type { Deps } from './deps.ts'

const isAway = ({ absences }: TeamMember, today: string): boolean =>
  absences.some(({ fromDay, toDay }) => fromDay <= today && today <= toDay)

/** Who may take over from a referent who leaves: colleagues who are there today; where all are away, any of them. */
export const successorsIn = (team: Team, referentId: string): readonly TeamMember[] => {
  const colleagues = team.members.filter((one) => one.referentId !== referentId)
  const present = colleagues.filter((one) => !isAway(one, team.today))
  return present.length > 0 ? present : colleagues
}

/** The requests of what the referent follows by name, locked before the team. */
type Held = ReadonlyMap<string, OpenedRequest>

/**
 * Hands over what the referent follows by name. A window that is over is ended first, as by the clock. Refuses:
 * `changed-meanwhile`, when something was handed to the referent since the requests were locked.
 */
const handReferralsOver = async (
  { tx, member }: TeamActing,
  { held, successorId, by }: { readonly held: Held; readonly successorId: string; readonly by: Actor },
): Promise<void> => {
  const now = await findRequestsHeldBy(tx, member.referentId)
  if (now.some((id) => !held.has(id))) throw new Refusal('changed-meanwhile')
  const actings: Acting[] = []
  const write = () => finish(tx, actings.splice(0))
  for (const request of held.values()) {
    const acting = beginActing(tx, request, write)
    await catchUp(acting)
    for (const { id, state, referentId } of referralsIn(acting)) {
      if (referentId !== member.referentId || !isHeld(state)) continue
      await apply(acting, id, { kind: 'handed-over', toReferentId: asId<ReferentId>(successorId) }, by)
    }
    actings.push(acting)
  }
  await write()
}

/**
 * A referent leaves the partner, now: a colleague takes over their offers, what they follow by name and the pathways of which they are referent, and they see
 * nothing of it any more. Nobody left: the offers pause by themselves and the animators are told. Charter: contacts kept
 * up to date "en cas de changement d'équipe". Refuses: as `actOnTeam`; `successor-missing`, `changed-meanwhile`.
 */
export const leavePartner = (
  { referentId, successorId }: { readonly referentId: string; readonly successorId: string | null },
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> => {
  let held: Held = new Map()
  const lockFirst = async (tx: Tx): Promise<void> => {
    held = await openAll(tx, await findRequestsHeldBy(tx, referentId))
  }
  return actOnTeam({ referentId, professional, lockFirst }, deps, async (acting) => {
    const { tx, team, member, now } = acting
    const { partnerId, territoryId } = team
    const { userId: byUser } = professional
    const successors = successorsIn(team, referentId)
    const isSuitable =
      successorId === null ? successors.length === 0 : successors.some((one) => one.referentId === successorId)
    if (!isSuitable) throw new Refusal('successor-missing')
    if (successorId !== null) {
      const kind = professional.partnerIds.includes(partnerId) ? 'referent' : 'animator'
      await handReferralsOver(acting, { held, successorId, by: { kind, userId: byUser } })
    }
    await writeDeparture(tx, { referentId, userId: member.userId, successorId, byUser })
    const change = {
      partnerId,
      referentId,
      userId: byUser,
      kind: 'left',
      oldValue: null,
      newValue: successorId,
    } as const
    await keepTeamChange(tx, change)
    if (successorId !== null) return
    const details = { referentId }
    const once = `${referentId}/${now.toString()}`
    await queueLetter(tx, { letter: 'nobody-left', to: { animatorsOf: territoryId }, once, territoryId, details }, now)
  })
}
