import { deleteQuestionnaireDraft, listFormerCodes, writeQuestionnaireDraft } from '@boussole/db'
import type { QuestionnaireOf } from '@boussole/db'
import { codesIn, editedQuestionnaire, questionnaireLimits, questionsIn, Refusal } from '@boussole/domain'
import type { Professional, QuestionnaireContent, QuestionnaireEdit } from '@boussole/domain'
import { actOnQuestionnaire } from './acting-on-questionnaires.ts'
import type { Deps } from './deps.ts'

/** What an empty draft of a theme without any model begins with. */
const firstPage: QuestionnaireContent = { pages: [{ title: 'Ta situation', titleEn: 'Your situation', questions: [] }] }

/**
 * A draft begins: a copy of the questionnaire as it was last published, or of the national model. One that is there is
 * left as it is. Refuses: `not-found`, `not-allowed`.
 */
export const beginQuestionnaire = (
  of: QuestionnaireOf,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actOnQuestionnaire({ of, professional }, deps, async ({ tx, questionnaireId, view }) => {
    if (view.draft !== null) return
    const content = view.model ?? firstPage
    await writeQuestionnaireDraft(tx, { questionnaireId, content, userId: professional.userId })
  })

const isTooLong = ({ pages }: QuestionnaireContent): boolean =>
  pages.length > questionnaireLimits.pages ||
  questionsIn({ pages }).length > questionnaireLimits.questions ||
  pages.some(({ questions }) => questions.length > questionnaireLimits.questionsOfPage)

/** One change of a draft, written on the state `seen`. Codes that were once published never name anything else.
 * Refuses: `not-found`, `not-allowed`, `questionnaire-edited-meanwhile`, `questionnaire-full`. */
export const editQuestionnaire = (
  { of, edit, seen }: { readonly of: QuestionnaireOf; readonly edit: QuestionnaireEdit; readonly seen: string },
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actOnQuestionnaire({ of, professional }, deps, async ({ tx, questionnaireId, view }) => {
    if (view.draft === null || view.draft.seen !== seen) throw new Refusal('questionnaire-edited-meanwhile')
    const today = [view.asked, view.model].flatMap((content) => (content === null ? [] : codesIn(content)))
    const kept = new Set([...today, ...(await listFormerCodes(tx, of))])
    const content = editedQuestionnaire(view.draft.content, edit, kept)
    // What was too long before may still be shortened.
    if (isTooLong(content) && !isTooLong(view.draft.content)) throw new Refusal('questionnaire-full')
    await writeQuestionnaireDraft(tx, { questionnaireId, content, userId: professional.userId })
  })

/** A draft is thrown away; what is asked today stays. Refuses: `not-found`, `not-allowed`, `nothing-to-publish`. */
export const dropQuestionnaireDraft = (
  of: QuestionnaireOf,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<void> =>
  actOnQuestionnaire({ of, professional }, deps, async ({ tx, questionnaireId }) => {
    if (!(await deleteQuestionnaireDraft(tx, questionnaireId))) throw new Refusal('nothing-to-publish')
  })
