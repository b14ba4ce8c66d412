import { findTeamOf, findTeams } from '@boussole/db'
import type { Team, TeamMember } from '@boussole/db'
import { mayAct, Refusal, standingsOn } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'

/** A referent of a team that somebody may change. */
export interface OneOfTeam {
  readonly professional: Professional
  readonly team: Team
  readonly member: TeamMember
}

const params = z.object({ id: z.uuid() })

/** The referent whom a page is about. Refuses: `not-found`, also when they are another partner's. */
export const loadMember = async (request: FastifyRequest, { deps }: ProfessionalParts): Promise<OneOfTeam> => {
  const professional = professionalOf(request)
  const asked = params.safeParse(request.params)
  const team = asked.success ? await findTeamOf(deps.db, asked.data.id) : undefined
  const member = team?.members.find(({ referentId }) => referentId === asked.data?.id)
  if (team === undefined || member === undefined || !mayAct('team', standingsOn(professional, team))) {
    throw new Refusal('not-found')
  }
  return { professional, team, member }
}

/** One's own teams, or the one asked for, which whoever watches over it may see. Refuses: `not-found`. */
export const loadTeams = async (
  professional: Professional,
  asked: string | undefined,
  { deps }: ProfessionalParts,
): Promise<readonly Team[]> => {
  const teams = await findTeams(deps.db, asked === undefined ? professional.partnerIds : [asked])
  const allowed = teams.filter((team) => mayAct('team', standingsOn(professional, team)))
  if (asked !== undefined && allowed.length === 0) throw new Refusal('not-found')
  return allowed
}

/** The page of a team: one's own, or the one of a partner that one watches over. */
export const pathOfTeam = ({ professional, team }: Pick<OneOfTeam, 'professional' | 'team'>, done?: string): string => {
  const isOwn = professional.partnerIds.includes(team.partnerId)
  const query = new URLSearchParams({
    ...(isOwn ? {} : { structure: team.partnerId }),
    ...(done === undefined ? {} : { fait: done }),
  }).toString()
  return query === '' ? '/equipe' : `/equipe?${query}`
}
