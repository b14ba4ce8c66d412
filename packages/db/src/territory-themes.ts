import { sql } from 'drizzle-orm'
import type { WordLost } from '@boussole/domain'
import type { Reader, Tx } from './database.ts'
import { isUnderAgreement } from './agreement-in-force.ts'

/** A theme of the national list, as a territory uses it or not. */
export interface TerritoryTheme {
  readonly code: string
  readonly name: string
  readonly isOn: boolean
  /** What is asked about it here; where it is off, what would be. Null: there is no questionnaire for it yet. */
  readonly questionnaire: 'national' | 'copy' | null
  /** A draft of the territory's copy is being written. */
  readonly hasDraft: boolean
  readonly questions: number
  /** Offers of this territory that are online. */
  readonly offers: number
}

/** Every theme of the national list, in its order, as this territory uses it. */
export const listTerritoryThemes = async (reader: Reader, territoryId: string): Promise<readonly TerritoryTheme[]> => {
  const { rows } = await reader.execute<TerritoryTheme & Record<string, unknown>>(sql`
    select themes.code, themes.name, territory_themes.theme_id is not null as "isOn",
      case when used.territory_id is not null then 'copy' when used.id is not null then 'national' end as questionnaire,
      exists (select from questionnaires join questionnaire_versions on questionnaire_id = questionnaires.id
        where theme_id = themes.id and territory_id = territories.id and state = 'draft') as "hasDraft",
      (select count(*)::int from questionnaire_pages join questions on page_id = questionnaire_pages.id
        where questionnaire_id = used.id) as questions,
      (select count(*)::int from offers join partners on partners.id = partner_id
        where offers.territory_id = territories.id and theme_id = themes.id and offers.state = 'active'
          and ${isUnderAgreement}) as offers
    from territories cross join themes
      left join territory_themes on territory_themes.theme_id = themes.id and territory_themes.territory_id = territories.id
      left join lateral (
        select id, territory_id from questionnaires
        where questionnaires.theme_id = themes.id and (questionnaires.id = territory_themes.questionnaire_id
          or (territory_themes.theme_id is null and (questionnaires.territory_id = territories.id
            or questionnaires.territory_id is null)
            and exists (select from questionnaire_pages where questionnaire_id = questionnaires.id)))
        order by questionnaires.territory_id nulls last limit 1) as used on true
    where territories.id = ${territoryId} order by themes.position, themes.code`)
  return rows
}

/** Switches a theme on with the territory's own questionnaire, else the national one. False: it has none, or is on. */
export const insertTerritoryTheme = async (tx: Tx, territoryId: string, theme: string): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    insert into territory_themes (territory_id, theme_id, questionnaire_id)
      select ${territoryId}, theme_id, questionnaires.id from questionnaires join themes on themes.id = theme_id
      where themes.code = ${theme} and (territory_id = ${territoryId} or territory_id is null)
        and exists (select from questionnaire_pages where questionnaire_id = questionnaires.id)
      order by territory_id nulls last limit 1
    on conflict do nothing`)
  return rowCount === 1
}

/** Switches a theme off. */
export const deleteTerritoryTheme = async (tx: Tx, territoryId: string, theme: string): Promise<void> => {
  await tx.execute(sql`
    delete from territory_themes
    where territory_id = ${territoryId} and theme_id = (select id from themes where code = ${theme})`)
}

/** Keeps words in which requests were answered until now, where they are asked no more: answers stay readable. */
export const keepFormerWords = async (
  tx: Tx,
  { territoryIds, theme, words }: { territoryIds: readonly string[]; theme: string; words: readonly WordLost[] },
): Promise<void> => {
  if (words.length === 0) return
  await tx.execute(sql`
    insert into former_words (territory_id, theme_id, question_code, answer_code, label, until)
      select territory_id, themes.id, question, answer, label, now
      from unnest(${sql.param(territoryIds)}::uuid[]) as used (territory_id)
        join themes on themes.code = ${theme}
        cross join jsonb_to_recordset(${JSON.stringify(words)}::jsonb)
          as lost (question text, answer text, label text)
        cross join (select platform_now()) as moment (now)
    on conflict do nothing`)
}

/** The national list of themes, each with its needs. */
export const listThemes = async (
  reader: Reader,
): Promise<readonly { code: string; name: string; needs: { code: string; name: string }[] }[]> => {
  const { rows } = await reader.execute<{ code: string; name: string; needs: { code: string; name: string }[] }>(sql`
    select code, name, coalesce((select jsonb_agg(jsonb_build_object('code', needs.code, 'name', needs.name)
      order by needs.position, needs.code) from needs where theme_id = themes.id), '[]') as needs
    from themes order by position, code`)
  return rows
}
