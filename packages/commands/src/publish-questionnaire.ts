import {
  askQuestionnaire,
  findNationalContent,
  keepAct,
  keepFormerWords,
  listOffersWithCriteria,
  lockOffersAbout,
  lockQuestionnaire,
  publishDraft,
  territoriesAsking,
  writeCriteria,
} from '@boussole/db'
import type { OfferCriteria, QuestionnaireOf, QuestionnaireView, Reader, Tx } from '@boussole/db'
import {
  criteriaAfter,
  goneAnswers,
  questionnaireDifferences,
  questionnaireFaults,
  questionsIn,
  Refusal,
  wordsLost,
} from '@boussole/domain'
import type {
  Professional,
  QuestionnaireContent,
  QuestionnaireDifference,
  QuestionnaireFault,
  QuestionnaireQuestion,
  Resolutions,
} from '@boussole/domain'
import { actOnQuestionnaire, readQuestionnaire } from './acting-on-questionnaires.ts'
import type { Deps } from './deps.ts'

/** What a territory asks instead of what it asks today: its own draft, or the national model again. */
export type Instead = 'draft' | 'national'

/** A question of which offers accept answers that go. */
export interface AnswersInUse {
  readonly question: QuestionnaireQuestion
  /** The answers that go. */
  readonly gone: readonly string[]
  /** Answers that are left to accept instead; none where the question goes. */
  readonly left: readonly { readonly code: string; readonly label: string }[]
  /** Offers that accept others besides: these stay. */
  readonly narrowed: readonly OfferCriteria[]
  /** Offers that would accept nothing any more: somebody decides. */
  readonly emptied: readonly OfferCriteria[]
}

/** Everything to be read before young people are asked otherwise. */
export interface Publishing {
  readonly view: QuestionnaireView
  readonly after: QuestionnaireContent
  readonly faults: readonly QuestionnaireFault[]
  readonly differences: readonly QuestionnaireDifference[]
  readonly inUse: readonly AnswersInUse[]
}

const nothingAsked: QuestionnaireContent = { pages: [] }

const contentInstead = async (
  reader: Reader,
  { of, view, instead }: { of: QuestionnaireOf; view: QuestionnaireView; instead: Instead },
): Promise<QuestionnaireContent> => {
  if (instead === 'national' && (of.territoryId === null || view.askedFrom !== 'copy')) {
    throw new Refusal('nothing-to-publish')
  }
  const content = instead === 'draft' ? view.draft?.content : await findNationalContent(reader, of.theme)
  if (content === undefined || content === null) throw new Refusal('nothing-to-publish')
  return content
}

/** Where a questionnaire is asked: in its own territory, or, a national model, in all that have not copied it. */
const territoriesOf = async (
  reader: Reader,
  of: QuestionnaireOf,
  view: QuestionnaireView,
): Promise<readonly string[]> => {
  if (of.territoryId !== null) return view.asked === null ? [] : [of.territoryId]
  return view.id === null ? [] : territoriesAsking(reader, view.id)
}

const inUseOf = (
  before: QuestionnaireContent,
  after: QuestionnaireContent,
  offers: readonly OfferCriteria[],
): readonly AnswersInUse[] => {
  const gone = goneAnswers(before, after)
  const fresh = new Map(questionsIn(after).map((question) => [question.code, question]))
  return questionsIn(before).flatMap((question): AnswersInUse[] => {
    const codes = gone.get(question.code)
    if (codes === undefined) return []
    const using = offers.filter(({ criteria }) => criteria[question.code]?.some((answer) => codes.has(answer)) === true)
    if (using.length === 0) return []
    const isEmptied = ({ criteria }: OfferCriteria): boolean =>
      criteria[question.code]?.every((answer) => codes.has(answer)) === true
    return [
      {
        question,
        gone: question.answers.filter(({ code }) => codes.has(code)).map(({ label }) => label),
        left: (fresh.get(question.code)?.answers ?? []).map(({ code, label }) => ({ code, label })),
        narrowed: using.filter((offer) => !isEmptied(offer)),
        emptied: using.filter(isEmptied),
      },
    ]
  })
}

/**
 * What publishing changes: the differences, what is still to be completed, and the offers whose criteria name answers
 * that go. Nothing is written. Refuses: `not-found`, `nothing-to-publish`.
 */
export const readPublishing = async (
  { of, instead }: { readonly of: QuestionnaireOf; readonly instead: Instead },
  professional: Professional,
  { db }: Pick<Deps, 'db'>,
): Promise<Publishing> => {
  const view = await readQuestionnaire(of, professional, db)
  const after = await contentInstead(db, { of, view, instead })
  const territoryIds = await territoriesOf(db, of, view)
  const before = view.asked ?? nothingAsked
  const offers = await listOffersWithCriteria(db, { territoryIds, theme: of.theme })
  return {
    view,
    after,
    faults: questionnaireFaults(after),
    differences: questionnaireDifferences(before, after),
    inUse: inUseOf(before, after, offers),
  }
}

/** Offers follow: a criterion never comes to accept nobody, or everybody, without somebody saying so. */
const adjustOffers = async (
  tx: Tx,
  {
    before,
    after,
    offers,
    resolutions,
  }: {
    before: QuestionnaireContent
    after: QuestionnaireContent
    offers: readonly OfferCriteria[]
    resolutions: Resolutions
  },
): Promise<readonly OfferCriteria[]> => {
  const gone = goneAnswers(before, after)
  const left = new Map(questionsIn(after).map(({ code, answers }) => [code, new Set(answers.map((each) => each.code))]))
  const known = Object.fromEntries(
    Object.entries(resolutions).filter(
      ([question, resolution]) => resolution === 'lifted' || left.get(question)?.has(resolution.replacedBy) === true,
    ),
  )
  const changed = offers
    .map((offer) => ({ ...offer, ...criteriaAfter(offer.criteria, gone, known) }))
    .filter(({ isChanged }) => isChanged)
  const unresolved = changed.filter((offer) => offer.unresolved.length > 0).length
  if (unresolved > 0) throw new Refusal('answers-in-use', { offers: unresolved })
  await writeCriteria(tx, changed)
  return changed
}

/** As many words as the journal has room for. */
const short = (words: string): string => (words.length > 1900 ? `${words.slice(0, 1900)}…` : words)

const keepPublication = async (
  tx: Tx,
  {
    of,
    view,
    instead,
    adjusted,
  }: { of: QuestionnaireOf; view: QuestionnaireView; instead: Instead; adjusted: readonly OfferCriteria[] },
  { userId }: Professional,
): Promise<void> => {
  const { name } = view.theme
  const said = instead === 'draft' ? name : `${name} : modèle national`
  const offers = adjusted.map(({ title }) => title).join(', ')
  await keepAct(tx, {
    kind: 'questionnaire-published',
    userId,
    territoryId: of.territoryId,
    about: said,
    ...(adjusted.length === 0 ? {} : { newValue: short(`Critères adaptés : ${offers}`) }),
  })
}

/**
 * Young people are asked something else from this moment, in one act: the draft, or the national model again. Requests
 * under way keep the words in which they were answered; a criterion that would lose its last answer takes another or is
 * lifted, as `resolutions` say (decision 0035). Refuses: `not-found`, `not-allowed`, `nothing-to-publish`,
 * `questionnaire-edited-meanwhile`, `questionnaire-incomplete`, `answers-in-use`.
 */
export const publishQuestionnaire = (
  {
    of,
    instead,
    seen,
    resolutions,
  }: {
    readonly of: QuestionnaireOf
    readonly instead: Instead
    /** The draft as it was read; of the national model nothing. */
    readonly seen: string
    readonly resolutions: Resolutions
  },
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actOnQuestionnaire({ of, professional }, deps, async ({ tx, questionnaireId, view }) => {
    // Before its content is read: the national level may be publishing it.
    const national =
      instead === 'draft' ? undefined : await lockQuestionnaire(tx, { theme: of.theme, territoryId: null })
    const after = await contentInstead(tx, { of, view, instead })
    if (instead === 'draft' && view.draft?.seen !== seen) throw new Refusal('questionnaire-edited-meanwhile')
    if (questionnaireFaults(after).length > 0) throw new Refusal('questionnaire-incomplete')
    const { theme, territoryId } = of
    const territoryIds = await territoriesOf(tx, of, view)
    const before = view.asked ?? nothingAsked
    await lockOffersAbout(tx, { territoryIds, theme })
    const offers = await listOffersWithCriteria(tx, { territoryIds, theme })
    const adjusted = await adjustOffers(tx, { before, after, offers, resolutions })
    await keepFormerWords(tx, { territoryIds, theme, words: wordsLost(before, after) })
    if (instead === 'draft') await publishDraft(tx, { questionnaireId, content: after, userId: professional.userId })
    if (territoryId !== null) {
      await askQuestionnaire(tx, territoryId, national ?? questionnaireId)
    }
    await keepPublication(tx, { of, view, instead, adjusted }, professional)
  })
