import { sql } from 'drizzle-orm'

/** The words of a question, or of an answer of it, when the request was sent; null: they are those of today. */
const formerly = (answer: string) => sql`(
  select former_words.label from former_words
  where former_words.territory_id = requests.territory_id and former_words.theme_id = requests.theme_id
    and question_code = given.code and answer_code = ${sql.raw(answer)} and until > requests.submitted_at
  order by until limit 1)`

/**
 * A request's answers in the words in which they were given and in the questionnaire's own order, as JSON; to be selected
 * where `requests` is. What the questionnaire says otherwise since, or no more, is kept in `former_words`; what is known
 * nowhere is shown by its code. The same question may be asked on two pages: its first place counts.
 */
export const answersInWords = sql`coalesce((
  select jsonb_agg(jsonb_build_object('question', coalesce(${formerly(`''`)}, question.label, given.code),
      'answers', coalesce((
        select jsonb_agg(coalesce(${formerly('chosen.code')}, answers.label, chosen.code)
          order by answers.position, chosen.code)
        from jsonb_array_elements_text(given.answers) as chosen (code)
          left join answers on answers.question_id = question.id and answers.code = chosen.code), '[]'))
    order by question.page, question.position, given.code)
  from jsonb_each(requests.answers) as given (code, answers)
    left join lateral (
      select questions.id, questions.label, questionnaire_pages.position as page, questions.position
      from territory_themes
        join questionnaire_pages on questionnaire_pages.questionnaire_id = territory_themes.questionnaire_id
        join questions on questions.page_id = questionnaire_pages.id
      where territory_themes.territory_id = requests.territory_id and territory_themes.theme_id = requests.theme_id
        and questions.code = given.code
      order by questionnaire_pages.position, questions.position
      limit 1) as question on true), '[]')`
