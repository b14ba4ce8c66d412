import { deleteAbsence, findGaps, insertAbsence, keepTeamChange, moveAbsenceEnd, queueLetter } from '@boussole/db'
import type { TeamAbsence, ThoughtAbsence } from '@boussole/db'
import { checkAbsence, Refusal } from '@boussole/domain'
import type { Absence, Professional } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import { actOnTeam } from './acting-on-teams.ts'
import type { TeamActing } from './acting-on-teams.ts'
import type { Deps } from './deps.ts'

const daysOf = ({ fromDay, toDay }: Pick<TeamAbsence, 'fromDay' | 'toDay'>): Absence => ({
  fromDay: Temporal.PlainDate.from(fromDay),
  toDay: Temporal.PlainDate.from(toDay),
})

const check = ({ member, today }: TeamActing, absence: Omit<TeamAbsence, 'id'>, but?: string): void =>
  checkAbsence(daysOf(absence), { today, others: member.absences.filter(({ id }) => id !== but).map(daysOf) })

/** The animators are told once per absence that offers pause by themselves. */
const tellAnimators = async ({ tx, team, now }: TeamActing, absenceId: string, thought: ThoughtAbsence) => {
  if ((await findGaps(tx, thought)).length === 0) return
  const { territoryId } = team
  const details = { absenceId }
  await queueLetter(
    tx,
    { letter: 'absence-without-deputy', to: { animatorsOf: territoryId }, once: absenceId, territoryId, details },
    now,
  )
}

const keep = (
  { tx, team, member }: TeamActing,
  change: Pick<Parameters<typeof keepTeamChange>[1], 'kind' | 'userId' | 'oldValue' | 'newValue'>,
) => keepTeamChange(tx, { ...change, partnerId: team.partnerId, referentId: member.referentId })

/**
 * Somebody of the partner will be away: the deputy receives meanwhile; where nobody does, the offers pause by themselves
 * and the animators are told (domain.md §5). Refuses: as `actOnTeam`; `absence-impossible`, `absence-overlaps`.
 */
export const planAbsence = (
  asked: ThoughtAbsence,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<{ readonly id: string }> =>
  actOnTeam({ referentId: asked.referentId, professional }, deps, async (acting) => {
    const { fromDay, toDay } = asked
    check(acting, asked)
    const id = await insertAbsence(acting.tx, asked)
    const { userId } = professional
    await keep(acting, { kind: 'absence-planned', userId, oldValue: null, newValue: { fromDay, toDay } })
    await tellAnimators(acting, id, asked)
    return { id }
  })

/** An absence of a referent. */
interface OneAbsence {
  readonly referentId: string
  readonly absenceId: string
}

const absenceIn = ({ member }: TeamActing, absenceId: string): TeamAbsence => {
  const absence = member.absences.find(({ id }) => id === absenceId)
  if (absence === undefined) throw new Refusal('absence-over')
  return absence
}

/** An absence ends earlier or later. Refuses: as `planAbsence`; `absence-over` when it has ended or was cancelled. */
export const changeAbsenceEnd = (
  { referentId, absenceId, toDay }: OneAbsence & { readonly toDay: string },
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actOnTeam({ referentId, professional }, deps, async (acting) => {
    const { fromDay, toDay: before } = absenceIn(acting, absenceId)
    if (toDay === before) return
    check(acting, { fromDay, toDay }, absenceId)
    await moveAbsenceEnd(acting.tx, absenceId, toDay)
    await keep(acting, {
      kind: 'absence-changed',
      userId: professional.userId,
      oldValue: { fromDay, toDay: before },
      newValue: { fromDay, toDay },
    })
    await tellAnimators(acting, absenceId, { referentId, fromDay, toDay })
  })

/** An absence does not take place, or is over from today on. Refuses: as `actOnTeam`; `absence-over`. */
export const cancelAbsence = (
  { referentId, absenceId }: OneAbsence,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actOnTeam({ referentId, professional }, deps, async (acting) => {
    const { fromDay, toDay } = absenceIn(acting, absenceId)
    await deleteAbsence(acting.tx, absenceId)
    const oldValue = { fromDay, toDay }
    await keep(acting, { kind: 'absence-cancelled', userId: professional.userId, oldValue, newValue: null })
  })
