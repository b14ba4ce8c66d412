import type { Temporal } from 'temporal-polyfill'
import { demoId } from './demo-id.ts'
import { logement } from './themes/logement.ts'

/** The Velay's own copy of the questions about housing, begun and not published: one answer is said otherwise. */
export const demoQuestionnaireDraft = (today: Temporal.PlainDate) => {
  const id = demoId('questionnaire', 'velay/logement')
  const reworded: Readonly<Record<string, string>> = { amis: 'Chez des ami·es, sans chez-moi' }
  const content = {
    pages: logement.pages.map(({ title, questions }) => ({
      title: title[0],
      titleEn: title[1],
      questions: questions.map(({ code, label, help, kind, answers }) => ({
        code,
        label: label[0],
        labelEn: label[1],
        help: help?.[0] ?? null,
        helpEn: help?.[1] ?? null,
        kind,
        answers: Object.entries(answers).map(([answer, words]) => ({
          code: answer,
          label: reworded[answer] ?? words[0],
          labelEn: words[1],
        })),
      })),
    })),
  }
  return {
    questionnaire: {
      id,
      theme_id: demoId('theme', 'logement'),
      territory_id: demoId('territory', 'velay'),
      name: `${logement.name[0]} (Velay)`,
    },
    version: {
      questionnaire_id: id,
      number: 1,
      revision: 2,
      state: 'draft',
      content,
      author_id: demoId('user', 'farid-lamrani'),
      written_at: `${today.subtract({ days: 2 }).toString()}T15:00:00Z`,
      published_at: null,
    },
  }
}
