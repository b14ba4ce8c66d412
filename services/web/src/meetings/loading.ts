import { readMeeting } from '@boussole/commands'
import type { Meeting } from '@boussole/db'
import { mayAct, Refusal, standingsInTerritory } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'

/** Where the animation's pages about working groups are. */
export const organisedBase = '/animation/rencontres'
export const pathTo = (id: string): string => `${organisedBase}/${id}`

const params = z.object({ id: z.uuid() })

/** A working group that this person organises. Refuses: `not-found`, also to who is only invited. */
export const loadOrganised = async (
  request: FastifyRequest,
  { deps }: ProfessionalParts,
): Promise<{ readonly professional: Professional; readonly meeting: Meeting }> => {
  const professional = professionalOf(request)
  const asked = params.safeParse(request.params)
  if (!asked.success) throw new Refusal('not-found')
  const meeting = await readMeeting(asked.data.id, professional, deps.db)
  if (!mayAct('meeting-organisation', standingsInTerritory(professional, meeting.territory)))
    throw new Refusal('not-found')
  return { professional, meeting }
}
