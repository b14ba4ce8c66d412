import { questionnaireLimits } from '@boussole/domain'
import { z } from 'zod'
import { code, line } from './words.ts'

/** English stands beside the French; null: young people who read English are shown the French. */
const english = (max: number) => line(max).nullable()

const answerFields = { label: line(200), labelEn: english(200) }

const questionFields = {
  label: line(300, 2),
  labelEn: english(300),
  help: line(600).nullable(),
  helpEn: english(600),
  kind: z.enum(['one', 'several'], 'Choisissez une seule réponse possible, ou plusieurs.'),
}

const questionCode = code().min(2)

/** Everything that a questionnaire asks, in order. Codes are what offers' criteria name. */
export const questionnaireContent = z
  .strictObject({
    pages: z
      .array(
        z.strictObject({
          title: line(160, 2),
          titleEn: english(160),
          questions: z
            .array(
              z.strictObject({
                code: questionCode,
                ...questionFields,
                answers: z
                  .array(z.strictObject({ code: code(), ...answerFields }))
                  .max(questionnaireLimits.answers)
                  .readonly(),
              }),
            )
            .max(questionnaireLimits.questions)
            .readonly(),
        }),
      )
      .max(questionnaireLimits.pages)
      .readonly(),
  })
  .meta({ id: 'QuestionnaireContent' })

/** A question as it is written; what has no code yet is new. */
export const questionWritten = z.strictObject({
  code: questionCode.nullable(),
  ...questionFields,
  answers: z
    .array(z.strictObject({ code: code().nullable(), ...answerFields }))
    .min(2, 'Une question a au moins deux réponses.')
    .max(questionnaireLimits.answers, `Une question a au plus ${questionnaireLimits.answers} réponses.`),
})

/** The title of a page. */
export const pageWritten = z.strictObject({ title: line(160, 2), titleEn: english(160) })

/** GET /questionnaires?territory= */
export const questionnairesQuery = z.strictObject({ territory: z.uuid().optional() })

/** GET /questionnaires: what is asked today, by theme; without territory, the national models. */
export const questionnaireList = z
  .strictObject({
    items: z.array(
      z.strictObject({
        theme: z.strictObject({ code: z.string(), name: z.string() }),
        /** The territory's copy, or the national model. */
        from: z.enum(['national', 'copy']),
        content: questionnaireContent,
      }),
    ),
  })
  .meta({ id: 'Questionnaires' })

/** GET /themes: the national list of themes and needs. */
export const themeList = z
  .strictObject({
    items: z.array(
      z.strictObject({
        code: z.string(),
        name: z.string(),
        needs: z.array(z.strictObject({ code: z.string(), name: z.string() })),
      }),
    ),
  })
  .meta({ id: 'ThemeList' })
