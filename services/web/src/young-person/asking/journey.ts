import { findMatches, readMatches } from '@boussole/commands'
import type { Deps } from '@boussole/commands'
import type { CommuneFound, InfoJeunes, Language, MatchesAsked, MatchesFound, ThemeOpen } from '@boussole/contracts'
import { findInfoJeunes, findThemes, getCommune } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { GoTo } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import type { Draft, Drafts } from './draft.ts'

/** A question of a theme. */
export type Question = ThemeOpen['questionnaire']['pages'][number]['questions'][number]

/** Where a young person stands on the way to a request. */
export interface Journey {
  readonly commune: CommuneFound
  readonly theme: ThemeOpen
  /** The theme's questions, one a page. */
  readonly questions: readonly Question[]
  readonly draft: Draft
  readonly infoJeunes: InfoJeunes | null
  readonly language: Language
  /** What the addresses of this journey begin with. */
  readonly base: string
}

const params = z.object({ commune: z.string(), theme: z.string() })

/** Answers to questions that are still asked: a questionnaire may change while somebody fills it in. */
const knownAnswers = (answers: Draft['answers'], questions: readonly Question[]): Draft['answers'] =>
  Object.fromEntries(
    questions.flatMap(({ code, kind, answers: known }) => {
      const given = (answers[code] ?? []).filter((answer) => known.some((each) => each.code === answer))
      return given.length === 0 || (kind === 'one' && given.length > 1) ? [] : [[code, given]]
    }),
  )

/** Refuses: `not-found`, when there is no such commune, or no such theme in it. */
export const loadJourney = async (
  { language }: Pick<Visit, 'language'>,
  request: FastifyRequest,
  { deps: { db }, drafts }: { readonly deps: Pick<Deps, 'db'>; readonly drafts: Drafts },
): Promise<Journey> => {
  const about = params.parse(request.params)
  const [commune, themes, infoJeunes] = await Promise.all([
    getCommune(db, about.commune),
    findThemes(db, about.commune, language),
    findInfoJeunes(db, about.commune),
  ])
  const theme = themes?.find(({ code }) => code === about.theme)
  if (commune === undefined || theme === undefined) throw new Refusal('not-found')
  const questions = theme.questionnaire.pages.flatMap((page) => page.questions)
  const draft = await drafts.of(request, about)
  const need = draft.need !== null && theme.needs.every(({ code }) => code !== draft.need) ? undefined : draft.need
  return {
    commune,
    theme,
    questions,
    draft: { ...draft, need, answers: knownAnswers(draft.answers, questions) },
    infoJeunes: infoJeunes ?? null,
    language,
    base: `/communes/${commune.code}/${theme.code}`,
  }
}

/** The pages before the offers: the need, the age, then each question. */
export const stepsOf = ({ questions }: Journey): number => questions.length + 2

/** What the draft asks for so far. Leads back to the age when it is not known. */
export const askedIn = ({ draft, base, language }: Journey): MatchesAsked => {
  if (draft.age === undefined) throw new GoTo(`${base}/age`)
  return {
    commune: draft.commune,
    theme: draft.theme,
    need: draft.need ?? null,
    age: draft.age,
    answers: draft.answers,
    language,
  }
}

export type Offer = MatchesFound['items'][number]

/** Who can help with what the draft asks for. */
export const readOffers = (journey: Journey, deps: Pick<Deps, 'db'>): Promise<MatchesFound> =>
  readMatches(askedIn(journey), deps)

/** After this page of the questionnaire: the next question, or the offers, for which one search is counted. */
export const goOn = async (journey: Journey, nextQuestion: number, deps: Pick<Deps, 'db'>): Promise<string> => {
  if (nextQuestion <= journey.questions.length) return `${journey.base}/questions/${nextQuestion}`
  await findMatches(askedIn(journey), deps)
  return `${journey.base}/offres`
}
