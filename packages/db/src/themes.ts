import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { communeCode } from '@boussole/contracts'
import type { Language, ThemeOpen } from '@boussole/contracts'
import type { Reader } from './database.ts'
import { isOpenToday } from './territories.ts'

const commune = communeCode()

/**
 * What a young person of this commune can ask for, and the questions asked about it: the themes of its territory, in
 * its own order. Where a word has no English, in French. None where no territory is open yet. Undefined: no such commune.
 */
export const findThemes = async (
  reader: Reader,
  code: string,
  language: Language,
): Promise<ThemeOpen[] | undefined> => {
  if (!commune.safeParse(code).success) return undefined
  const { rows } = await reader.execute<{ themes: ThemeOpen[] }>(sql`
    select coalesce((
      select jsonb_agg(jsonb_build_object('code', themes.code, 'name', ${wordsIn(language, 'themes.name')},
        'needs', ${needs(language)}, 'questionnaire', jsonb_build_object('pages', ${pages(language)})) order by themes.position, themes.code)
      from territory_communes
        join territories on territories.id = territory_communes.territory_id
          and ${isOpenToday}
        join territory_themes on territory_themes.territory_id = territories.id
        join themes on themes.id = territory_themes.theme_id
      where territory_communes.commune_code = communes.code), '[]') as themes
    from communes where code = ${code}`)
  return rows[0]?.themes
}

/** The themes of a territory with their needs and questionnaires, as its professionals read them. */
export const findTerritoryThemes = async (reader: Reader, territoryId: string): Promise<ThemeOpen[]> => {
  const { rows } = await reader.execute<{ theme: ThemeOpen }>(sql`
    select jsonb_build_object('code', themes.code, 'name', themes.name, 'needs', ${needs('fr')},
      'questionnaire', jsonb_build_object('pages', ${pages('fr')})) as theme
    from territory_themes join themes on themes.id = territory_themes.theme_id
    where territory_themes.territory_id = ${territoryId} order by themes.position, themes.code`)
  return rows.map(({ theme }) => theme)
}

/** A column of the national lists in a language: its English stands beside it, as `…_en`, where there is any. */
export const wordsIn = (language: Language, column: string): SQL =>
  language === 'en' ? sql.raw(`coalesce(${column}_en, ${column})`) : sql.raw(column)

const needs = (language: Language) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('code', needs.code, 'name', ${wordsIn(language, 'needs.name')})
    order by needs.position, needs.code)
  from needs where needs.theme_id = themes.id), '[]')`

const answers = (language: Language) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('code', answers.code, 'label', ${wordsIn(language, 'answers.label')})
    order by answers.position)
  from answers where answers.question_id = questions.id), '[]')`

const questions = (language: Language) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('code', questions.code, 'label', ${wordsIn(language, 'questions.label')},
    'help', ${wordsIn(language, 'questions.help')}, 'kind', questions.kind, 'answers', ${answers(language)})
    order by questions.position)
  from questions where questions.page_id = questionnaire_pages.id), '[]')`

const pages = (language: Language) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('title', ${wordsIn(language, 'questionnaire_pages.title')},
    'questions', ${questions(language)}) order by questionnaire_pages.position)
  from questionnaire_pages where questionnaire_pages.questionnaire_id = territory_themes.questionnaire_id), '[]')`
