import { readQuestionnaire } from '@boussole/commands'
import type { QuestionnaireOf, QuestionnaireView } from '@boussole/db'
import type { Professional, QuestionnaireContent } from '@boussole/domain'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { professionalOf } from '../../../professional/parts.ts'
import type { ProfessionalParts } from '../../../professional/parts.ts'
import { territoriesPath } from '../parts.tsx'

/** The national models, which the nation alone writes. */
export const modelsPath = '/animation/questionnaires'

/** Where questionnaires are written: those of territories, and the national models. */
export const questionnairePaths = [`${territoriesPath}/:id/questionnaires/:theme`, `${modelsPath}/:theme`] as const

/** What a page about one questionnaire is made from. */
export interface OnQuestionnaire {
  readonly professional: Professional
  readonly of: QuestionnaireOf
  readonly view: QuestionnaireView
  /** The address of the questionnaire's own page. */
  readonly base: string
}

const params = z.object({ id: z.string().optional(), theme: z.string().max(60) })

/** The questionnaire that a page is about; one that is not theirs to write is not found. */
export const questionnaireOf = async (
  request: FastifyRequest,
  { deps }: ProfessionalParts,
): Promise<OnQuestionnaire> => {
  const professional = professionalOf(request)
  const { id, theme } = params.parse(request.params)
  const of = { theme, territoryId: id ?? null }
  const view = await readQuestionnaire(of, professional, deps.db)
  const base = id === undefined ? `${modelsPath}/${theme}` : `${territoriesPath}/${id}/questionnaires/${theme}`
  return { professional, of, view, base }
}

/** What the pages show: the draft, where one is written; else what is asked, or would be. */
export const contentShown = ({ draft, asked, model }: QuestionnaireView): QuestionnaireContent =>
  draft?.content ?? asked ?? model ?? { pages: [] }
