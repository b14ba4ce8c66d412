import { freeSlug, slugOf } from './territory.ts'

/** An answer to choose. Its code is what offers' criteria and requests name: it never changes. */
export interface QuestionnaireAnswer {
  readonly code: string
  readonly label: string
  readonly labelEn: string | null
}

/** A question of a theme. Leaving it unanswered is always allowed, and excludes nothing. */
export interface QuestionnaireQuestion {
  readonly code: string
  readonly label: string
  readonly labelEn: string | null
  readonly help: string | null
  readonly helpEn: string | null
  readonly kind: 'one' | 'several'
  readonly answers: readonly QuestionnaireAnswer[]
}

/** Questions that belong together. */
export interface QuestionnairePage {
  readonly title: string
  readonly titleEn: string | null
  readonly questions: readonly QuestionnaireQuestion[]
}

/** Everything that a questionnaire asks, in order. */
export interface QuestionnaireContent {
  readonly pages: readonly QuestionnairePage[]
}

/** As much as somebody answers on a phone; a questionnaire is done in two minutes. */
export const questionnaireLimits = { pages: 8, questionsOfPage: 6, questions: 16, answers: 15 } as const

export const questionsIn = ({ pages }: QuestionnaireContent): QuestionnaireQuestion[] =>
  pages.flatMap(({ questions }) => questions)

/** What keeps a questionnaire from being published. */
export type QuestionnaireFault =
  | { readonly fault: 'no-question' | 'too-many-pages' | 'too-many-questions' }
  | { readonly fault: 'page-empty' | 'page-too-long'; readonly page: string }
  | { readonly fault: 'answers-too-few' | 'answers-too-many' | 'asked-twice'; readonly question: string }

const pageFaults = ({ title, questions }: QuestionnairePage): QuestionnaireFault[] => {
  if (questions.length === 0) return [{ fault: 'page-empty', page: title }]
  return questions.length > questionnaireLimits.questionsOfPage ? [{ fault: 'page-too-long', page: title }] : []
}

/** Everything that keeps a questionnaire from being published; nothing when it is whole. */
export const questionnaireFaults = (content: QuestionnaireContent): QuestionnaireFault[] => {
  const questions = questionsIn(content)
  const codes = questions.map(({ code }) => code)
  return [
    ...(questions.length === 0 ? [{ fault: 'no-question' } as const] : []),
    ...(content.pages.length > questionnaireLimits.pages ? [{ fault: 'too-many-pages' } as const] : []),
    ...(questions.length > questionnaireLimits.questions ? [{ fault: 'too-many-questions' } as const] : []),
    ...content.pages.flatMap(pageFaults),
    ...questions.flatMap(({ code, label, answers }, place): QuestionnaireFault[] => [
      ...(answers.length < 2 ? [{ fault: 'answers-too-few', question: label } as const] : []),
      ...(answers.length > questionnaireLimits.answers
        ? [{ fault: 'answers-too-many', question: label } as const]
        : []),
      ...(codes.indexOf(code) < place ? [{ fault: 'asked-twice', question: label } as const] : []),
    ]),
  ]
}

/** A question as somebody writes it: what has no code yet is new. */
export interface WrittenQuestion extends Omit<QuestionnaireQuestion, 'code' | 'answers'> {
  readonly code: string | null
  readonly answers: readonly (Omit<QuestionnaireAnswer, 'code'> & { readonly code: string | null })[]
}

/** One change of a draft. Pages are named by their place, from 0; questions by their code. */
export type QuestionnaireEdit =
  | { readonly kind: 'add-page'; readonly title: string; readonly titleEn: string | null }
  | { readonly kind: 'rename-page'; readonly page: number; readonly title: string; readonly titleEn: string | null }
  | { readonly kind: 'move-page'; readonly page: number; readonly by: -1 | 1 }
  | { readonly kind: 'remove-page'; readonly page: number }
  | { readonly kind: 'move-question'; readonly code: string; readonly by: -1 | 1 }
  | { readonly kind: 'remove-question'; readonly code: string }
  | { readonly kind: 'write-question'; readonly page: number; readonly question: WrittenQuestion }

/** A list with one of its items one place up or down; at its ends, as it was. */
export const moved = <Item>(items: readonly Item[], place: number, by: -1 | 1): readonly Item[] => {
  const [one, other] = [items[place], items[place + by]]
  if (one === undefined || other === undefined) return items
  return items.map((item, at) => (at === place ? other : at === place + by ? one : item))
}

const withPage = (
  { pages }: QuestionnaireContent,
  page: number,
  change: (page: QuestionnairePage) => QuestionnairePage,
): QuestionnaireContent => ({ pages: pages.map((each, place) => (place === page ? change(each) : each)) })

const without = (content: QuestionnaireContent, code: string): QuestionnaireContent => ({
  pages: content.pages.map((page) => ({
    ...page,
    questions: page.questions.filter((question) => question.code !== code),
  })),
})

/** Within its page; at the page's end, over to the next page. */
const withMovedQuestion = (content: QuestionnaireContent, code: string, by: -1 | 1): QuestionnaireContent => {
  const page = content.pages.findIndex(({ questions }) => questions.some((question) => question.code === code))
  const questions = content.pages[page]?.questions ?? []
  const place = questions.findIndex((question) => question.code === code)
  const question = questions[place]
  if (question === undefined) return content
  if (questions[place + by] !== undefined) {
    return withPage(content, page, (each) => ({ ...each, questions: moved(questions, place, by) }))
  }
  if (content.pages[page + by] === undefined) return content
  return withPage(without(content, code), page + by, (each) => ({
    ...each,
    questions: by === 1 ? [question, ...each.questions] : [...each.questions, question],
  }))
}

const newCode = (label: string, taken: ReadonlySet<string>): string => {
  const slug = slugOf(label).slice(0, 40).replace(/-+$/, '')
  return freeSlug(slug.length < 2 ? `reponse-${slug}`.replace(/-+$/, '') : slug, taken)
}

/** Gives what is new a code that no other has, and `kept` codes: those that requests and offers may still name. */
const coded = (
  written: WrittenQuestion,
  content: QuestionnaireContent,
  kept: ReadonlySet<string>,
): QuestionnaireQuestion => {
  const codes = new Set([...questionsIn(content).map(({ code }) => code), ...kept])
  const code = written.code ?? newCode(written.label, codes)
  const taken = new Set([...written.answers.flatMap((answer) => answer.code ?? []), ...kept])
  const answers = written.answers.map((answer) => {
    const own = answer.code ?? newCode(answer.label, taken)
    taken.add(own)
    return { ...answer, code: own }
  })
  return { ...written, code, answers }
}

/**
 * A questionnaire after one change; one that names nothing there changes nothing. `kept`: codes of questions and answers
 * that were used before, and never name anything else.
 */
export const editedQuestionnaire = (
  content: QuestionnaireContent,
  edit: QuestionnaireEdit,
  kept: ReadonlySet<string>,
): QuestionnaireContent => {
  switch (edit.kind) {
    case 'add-page':
      return { pages: [...content.pages, { title: edit.title, titleEn: edit.titleEn, questions: [] }] }
    case 'rename-page':
      return withPage(content, edit.page, (page) => ({ ...page, title: edit.title, titleEn: edit.titleEn }))
    case 'move-page':
      return { pages: moved(content.pages, edit.page, edit.by) }
    case 'remove-page':
      return { pages: content.pages.filter((_, place) => place !== edit.page) }
    case 'move-question':
      return withMovedQuestion(content, edit.code, edit.by)
    case 'remove-question':
      return without(content, edit.code)
    case 'write-question': {
      const question = coded(edit.question, content, kept)
      const isThere = questionsIn(content).some(({ code }) => code === question.code)
      if (!isThere) {
        return withPage(content, edit.page, (page) => ({ ...page, questions: [...page.questions, question] }))
      }
      return {
        pages: content.pages.map((page) => ({
          ...page,
          questions: page.questions.map((each) => (each.code === question.code ? question : each)),
        })),
      }
    }
  }
}

/** All codes of a questionnaire, of questions and of answers. */
export const codesIn = (content: QuestionnaireContent): string[] =>
  questionsIn(content).flatMap(({ code, answers }) => [code, ...answers.map((answer) => answer.code)])
