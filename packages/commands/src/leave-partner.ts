import { findRequestsHeldBy, keepTeamChange, openRequests, queueLetter, writeDeparture } from '@boussole/db'
import type { Team, TeamMember } from '@boussole/db'
import { asId, isAwaited, isHeld, Refusal, windowEndOf } from '@boussole/domain'
import type { Actor, Professional, ReferentId } from '@boussole/domain'
import { apply } from './act-on.ts'
import { actOnTeam } from './acting-on-teams.ts'
import type { TeamActing } from './acting-on-teams.ts'
import { beginActing, finish, referralsIn } from './acting.ts'
import type { Deps } from './deps.ts'

const isAway = ({ absences }: TeamMember, today: string): boolean =>
  absences.some(({ fromDay, toDay }) => fromDay <= today && today <= toDay)

/** Who may take over from a referent who leaves: colleagues who are there today; where all are away, any of them. */
export const successorsIn = (team: Team, referentId: string): readonly TeamMember[] => {
  const colleagues = team.members.filter((one) => one.referentId !== referentId)
  const present = colleagues.filter((one) => !isAway(one, team.today))
  return present.length > 0 ? present : colleagues
}

/** Hands over what the referent follows by name. A window that is over already is the clock's to end. */
const handReferralsOver = async ({ tx, member }: TeamActing, successorId: string, by: Actor): Promise<void> => {
  const opened = await openRequests(tx, await findRequestsHeldBy(tx, member.referentId))
  const actings = [...opened.values()].map((request) => beginActing(tx, request))
  for (const acting of actings) {
    for (const referral of referralsIn(acting)) {
      const { id, state, referentId } = referral
      if (referentId !== member.referentId || !isHeld(state)) continue
      if (isAwaited(state) && windowEndOf(referral).epochMilliseconds <= acting.now.epochMilliseconds) continue
      await apply(acting, id, { kind: 'handed-over', toReferentId: asId<ReferentId>(successorId) }, by)
    }
  }
  await finish(tx, actings)
}

/**
 * A referent leaves the partner, now: a colleague takes over their offers and what they follow by name, and they see
 * nothing of it any more. Nobody left: the offers pause by themselves and the animators are told. Charter: contacts kept
 * up to date "en cas de changement d'équipe". Refuses: as `actOnTeam`; `successor-missing`, `changed-meanwhile`.
 */
export const leavePartner = (
  { referentId, successorId }: { readonly referentId: string; readonly successorId: string | null },
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actOnTeam({ referentId, professional }, deps, async (acting) => {
    const { tx, team, member, now } = acting
    const { partnerId, territoryId } = team
    const { userId: byUser } = professional
    const successors = successorsIn(team, referentId)
    const isSuitable =
      successorId === null ? successors.length === 0 : successors.some((one) => one.referentId === successorId)
    if (!isSuitable) throw new Refusal('successor-missing')
    if (successorId !== null) {
      const kind = professional.partnerIds.includes(partnerId) ? 'referent' : 'animator'
      await handReferralsOver(acting, successorId, { kind, userId: byUser })
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
