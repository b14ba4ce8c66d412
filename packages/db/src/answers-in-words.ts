import { sql } from 'drizzle-orm'

/**
 * A request's answers in its questionnaire's own words and order, as JSON; to be selected where `requests` is. A question
 * or an answer that the questionnaire no longer holds is shown by its code. The same question may be asked on two pages:
 * its first place counts.
 */
export const answersInWords = sql`coalesce((
  select jsonb_agg(jsonb_build_object('question', coalesce(question.label, given.code), 'answers', coalesce((
      select jsonb_agg(coalesce(answers.label, chosen.code) order by answers.position, chosen.code)
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
