import { readTerritory } from '@boussole/commands'
import type { TerritoryView } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { territoriesFr } from './territories.fr.ts'

export const territoriesPath = '/animation/territoires'

/** What a page about one territory is made from. */
export interface OnTerritory {
  readonly professional: Professional
  readonly territory: TerritoryView
  /** The address of the territory's own page. */
  readonly base: string
}

const params = z.object({ id: z.string() })

/** The territory that a page is about; one that somebody does not watch is not found. */
export const territoryOf = async (request: FastifyRequest, { deps }: ProfessionalParts): Promise<OnTerritory> => {
  const professional = professionalOf(request)
  const territory = await readTerritory(params.parse(request.params).id, professional, deps.db)
  return { professional, territory, base: `${territoriesPath}/${territory.id}` }
}

const words = territoriesFr.states

/** Is it open, when does it open, or is it being set up? */
export const OpeningState = ({ territory }: { territory: Pick<TerritoryView, 'isOpen' | 'opensOn'> }) => {
  const { isOpen, opensOn } = territory
  if (isOpen) return <span class="state state-good">{words.open}</span>
  if (opensOn !== null) return <span class="state state-waiting">{words.dated(opensOn)}</span>
  return <span class="state">{words.setUp}</span>
}
