import { keepTeamChange, writeReferent } from '@boussole/db'
import type { TeamValue } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { actOnTeam } from './acting-on-teams.ts'
import type { Deps } from './deps.ts'

/** For what a referent answers, and who acts for them while they are away. */
export interface ReferentAsked {
  readonly deputyId: string | null
  /** Codes of themes of the territory; none: all of them. */
  readonly themes: readonly string[]
  /** Zone codes of the territory; none: all of it. */
  readonly zones: readonly string[]
}

const isWithin = (asked: readonly string[], offered: readonly { readonly code: string }[]): boolean =>
  asked.every((code) => offered.some((one) => one.code === code))

/**
 * Themes, area and deputy of a referent. Charter: "Plusieurs référents seront nommés si cela est pertinent d'un point de
 * vue thématique ou géographique". Refuses: as `actOnTeam`; `deputy-unsuitable`, `answers-for-unsuitable`.
 */
export const changeReferent = (
  { referentId, ...asked }: ReferentAsked & { readonly referentId: string },
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actOnTeam({ referentId, professional }, deps, async ({ tx, team, member }) => {
    const { deputyId } = asked
    const isColleague = team.members.some((one) => one.referentId === deputyId && deputyId !== referentId)
    if (deputyId !== null && !isColleague) throw new Refusal('deputy-unsuitable')
    if (!isWithin(asked.themes, team.themes) || !isWithin(asked.zones, team.zones)) {
      throw new Refusal('answers-for-unsuitable')
    }
    const next = { deputyId, themes: asked.themes.toSorted(), zones: asked.zones.toSorted() }
    const before = { deputyId: member.deputyId, themes: member.themes.toSorted(), zones: member.zones.toSorted() }
    await writeReferent(tx, referentId, next)
    const changes: readonly (readonly ['deputy' | 'themes' | 'area', TeamValue, TeamValue])[] = [
      ['deputy', before.deputyId, next.deputyId],
      ['themes', before.themes, next.themes],
      ['area', before.zones, next.zones],
    ]
    for (const [kind, oldValue, newValue] of changes) {
      if (JSON.stringify(oldValue) === JSON.stringify(newValue)) continue
      const { userId } = professional
      await keepTeamChange(tx, { partnerId: team.partnerId, referentId, userId, kind, oldValue, newValue })
    }
  })
