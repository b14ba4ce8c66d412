import { sql } from 'drizzle-orm'
import { communeCode } from '@boussole/contracts'
import type { ThemeOpen } from '@boussole/contracts'
import type { Reader } from './database.ts'

const commune = communeCode()

/**
 * What a young person of this commune can ask for, and the questions asked about it: the themes of its territory, in
 * its own order. None where no territory is open yet. Undefined: no such commune.
 */
export const findThemes = async (reader: Reader, code: string): Promise<ThemeOpen[] | undefined> => {
  if (!commune.safeParse(code).success) return undefined
  const { rows } = await reader.execute<{ themes: ThemeOpen[] }>(sql`
    select coalesce((
      select jsonb_agg(jsonb_build_object('code', themes.code, 'name', themes.name,
        'needs', ${needs}, 'questionnaire', jsonb_build_object('pages', ${pages})) order by themes.position, themes.code)
      from territory_communes
        join territories on territories.id = territory_communes.territory_id
          and opens_on <= (platform_now() at time zone territories.time_zone)::date
        join territory_themes on territory_themes.territory_id = territories.id
        join themes on themes.id = territory_themes.theme_id
      where territory_communes.commune_code = communes.code), '[]') as themes
    from communes where code = ${code}`)
  return rows[0]?.themes
}

const needs = sql`coalesce((
  select jsonb_agg(jsonb_build_object('code', needs.code, 'name', needs.name) order by needs.position, needs.code)
  from needs where needs.theme_id = themes.id), '[]')`

const answers = sql`coalesce((
  select jsonb_agg(jsonb_build_object('code', answers.code, 'label', answers.label) order by answers.position)
  from answers where answers.question_id = questions.id), '[]')`

const questions = sql`coalesce((
  select jsonb_agg(jsonb_build_object('code', questions.code, 'label', questions.label, 'help', questions.help,
    'kind', questions.kind, 'answers', ${answers}) order by questions.position)
  from questions where questions.page_id = questionnaire_pages.id), '[]')`

const pages = sql`coalesce((
  select jsonb_agg(jsonb_build_object('title', questionnaire_pages.title, 'questions', ${questions})
    order by questionnaire_pages.position)
  from questionnaire_pages where questionnaire_pages.questionnaire_id = territory_themes.questionnaire_id), '[]')`
