import { questionsIn } from './questionnaire.ts'
import type { QuestionnaireContent, QuestionnaireQuestion } from './questionnaire.ts'

/** What a draft changes of what is asked today, for people to read before it is published. */
export type QuestionnaireDifference =
  | { readonly what: 'order' }
  | { readonly what: 'page-added' | 'page-removed'; readonly page: string }
  | { readonly what: 'question-added' | 'question-removed' | 'help' | 'kind'; readonly question: string }
  | { readonly what: 'question-words'; readonly before: string; readonly after: string }
  | { readonly what: 'answer-added' | 'answer-removed'; readonly question: string; readonly answer: string }
  | { readonly what: 'answer-words'; readonly question: string; readonly before: string; readonly after: string }
  | { readonly what: 'english'; readonly question: string }

const answerDifferences = (before: QuestionnaireQuestion, after: QuestionnaireQuestion): QuestionnaireDifference[] => {
  const question = after.label
  const old = new Map(before.answers.map((answer) => [answer.code, answer]))
  const fresh = new Set(after.answers.map(({ code }) => code))
  return [
    ...before.answers
      .filter(({ code }) => !fresh.has(code))
      .map(({ label }) => ({ what: 'answer-removed', question, answer: label }) as const),
    ...after.answers.flatMap(({ code, label }): QuestionnaireDifference[] => {
      const was = old.get(code)
      if (was === undefined) return [{ what: 'answer-added', question, answer: label }]
      return was.label === label ? [] : [{ what: 'answer-words', question, before: was.label, after: label }]
    }),
  ]
}

const englishOf = ({ labelEn, helpEn, answers }: QuestionnaireQuestion): string =>
  JSON.stringify([labelEn, helpEn, answers.map(({ code, labelEn: own }) => `${code}=${own ?? ''}`).toSorted()])

const questionDifferences = (
  before: QuestionnaireQuestion,
  after: QuestionnaireQuestion,
): QuestionnaireDifference[] => {
  const own = answerDifferences(before, after)
  const answersChange = own.some(({ what }) => what === 'answer-added' || what === 'answer-removed')
  return [
    ...(before.label === after.label
      ? []
      : [{ what: 'question-words', before: before.label, after: after.label } as const]),
    ...(before.help === after.help ? [] : [{ what: 'help', question: after.label } as const]),
    ...(before.kind === after.kind ? [] : [{ what: 'kind', question: after.label } as const]),
    ...own,
    ...(answersChange || englishOf(before) === englishOf(after)
      ? []
      : [{ what: 'english', question: after.label } as const]),
  ]
}

/** The order of what is in both. */
const orderOf = (content: QuestionnaireContent, others: ReadonlySet<string>): string =>
  questionsIn(content)
    .flatMap(({ code, answers }) => [code, ...answers.map((answer) => `${code}/${answer.code}`)])
    .filter((name) => others.has(name))
    .join(' ')

const namesIn = (content: QuestionnaireContent): Set<string> =>
  new Set(
    questionsIn(content).flatMap(({ code, answers }) => [code, ...answers.map((answer) => `${code}/${answer.code}`)]),
  )

/** What was changed between two states of a questionnaire, in the order in which it is read. */
export const questionnaireDifferences = (
  before: QuestionnaireContent,
  after: QuestionnaireContent,
): QuestionnaireDifference[] => {
  const old = new Map(questionsIn(before).map((question) => [question.code, question]))
  const fresh = new Set(questionsIn(after).map(({ code }) => code))
  const titles = (content: QuestionnaireContent) => content.pages.map(({ title }) => title)
  const [oldTitles, freshTitles] = [titles(before), titles(after)]
  return [
    ...oldTitles
      .filter((title) => !freshTitles.includes(title))
      .map((page) => ({ what: 'page-removed', page }) as const),
    ...freshTitles.filter((title) => !oldTitles.includes(title)).map((page) => ({ what: 'page-added', page }) as const),
    ...questionsIn(before)
      .filter(({ code }) => !fresh.has(code))
      .map(({ label }) => ({ what: 'question-removed', question: label }) as const),
    ...questionsIn(after).flatMap((question): QuestionnaireDifference[] => {
      const was = old.get(question.code)
      if (was === undefined) return [{ what: 'question-added', question: question.label }]
      return questionDifferences(was, question)
    }),
    ...(orderOf(before, namesIn(after)) === orderOf(after, namesIn(before)) ? [] : [{ what: 'order' } as const]),
  ]
}

/** Question code → codes of its answers that a new state no longer holds. */
export type GoneAnswers = ReadonlyMap<string, ReadonlySet<string>>

/** The answers that a new state of a questionnaire no longer holds. */
export const goneAnswers = (before: QuestionnaireContent, after: QuestionnaireContent): GoneAnswers => {
  const fresh = new Map(
    questionsIn(after).map(({ code, answers }) => [code, new Set(answers.map((each) => each.code))]),
  )
  return new Map(
    questionsIn(before)
      .map(({ code, answers }) => {
        const gone = answers.map((answer) => answer.code).filter((answer) => fresh.get(code)?.has(answer) !== true)
        return [code, new Set(gone)] as const
      })
      .filter(([, gone]) => gone.size > 0),
  )
}

type Criteria = Readonly<Record<string, readonly string[]>>

/** Question code → what a criterion becomes that loses its last answer: an answer that takes its place, or no criterion. */
export type Resolutions = Readonly<Record<string, { readonly replacedBy: string } | 'lifted'>>

/** What becomes of an offer's criteria when answers go. `unresolved`: questions whose criterion would lose its last answer. */
export interface CriteriaAfter {
  readonly criteria: Criteria
  readonly isChanged: boolean
  readonly unresolved: readonly string[]
}

/**
 * An offer's criteria once answers are gone. An answer that goes leaves a criterion as long as another is accepted. A
 * criterion that would lose its last answer would accept nobody, or, with its question gone, everybody: somebody says
 * which other answer takes its place, or that the criterion is lifted (decision 0035).
 */
export const criteriaAfter = (criteria: Criteria, gone: GoneAnswers, resolutions: Resolutions): CriteriaAfter => {
  const unresolved: string[] = []
  let isChanged = false
  const after = Object.entries(criteria).flatMap(([question, accepted]): [string, readonly string[]][] => {
    const left = accepted.filter((answer) => gone.get(question)?.has(answer) !== true)
    if (left.length === accepted.length) return [[question, accepted]]
    isChanged = true
    if (left.length > 0) return [[question, left]]
    const resolution = Object.hasOwn(resolutions, question) ? resolutions[question] : undefined
    if (resolution === undefined) {
      unresolved.push(question)
      return [[question, accepted]]
    }
    return resolution === 'lifted' ? [] : [[question, [resolution.replacedBy]]]
  })
  return { criteria: Object.fromEntries(after), isChanged, unresolved }
}

/** Words that a new state of a questionnaire does not say, or says otherwise. `answer` is empty: the question itself. */
export interface WordLost {
  readonly question: string
  readonly answer: string
  readonly label: string
}

const wordsIn = (content: QuestionnaireContent): WordLost[] =>
  questionsIn(content).flatMap(({ code: question, label, answers }) => [
    { question, answer: '', label },
    ...answers.map((answer) => ({ question, answer: answer.code, label: answer.label })),
  ])

const nameOf = ({ question, answer, label }: WordLost): string => JSON.stringify([question, answer, label])

/** The words in which requests were answered until now, that the new state no longer says: they are kept for them. */
export const wordsLost = (before: QuestionnaireContent, after: QuestionnaireContent): WordLost[] => {
  const said = new Set(wordsIn(after).map(nameOf))
  return wordsIn(before).filter((word) => !said.has(nameOf(word)))
}
