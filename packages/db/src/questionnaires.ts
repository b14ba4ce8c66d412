import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { QuestionnaireContent } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import { localToday } from './local-today.ts'
import { isUnderAgreement } from './agreement-in-force.ts'
import type { Reader, Tx } from './database.ts'
import { isUuid } from './is-uuid.ts'
import { instantOf } from './schema/columns.ts'

/** Which questionnaire: of a theme, in a territory; without territory the national model. */
export interface QuestionnaireOf {
  readonly theme: string
  readonly territoryId: string | null
}

/** What is being written of a questionnaire. */
export interface QuestionnaireDraft {
  readonly content: QuestionnaireContent
  /** The version and its revision, as forms carry them. */
  readonly seen: string
  readonly author: string
  readonly writtenAt: Temporal.Instant
}

/** A questionnaire as those see it who write it. */
export interface QuestionnaireView {
  readonly theme: { readonly code: string; readonly name: string }
  /** The territory's copy, or the national model; null: there is no copy yet. */
  readonly id: string | null
  /** What young people are asked today; null: nothing, the theme is off or has no questionnaire. */
  readonly asked: QuestionnaireContent | null
  /** Which one that is. */
  readonly askedFrom: 'national' | 'copy' | null
  /** What a copy begins with: what was published of it before, else the national model. */
  readonly model: QuestionnaireContent | null
  readonly draft: QuestionnaireDraft | null
}

interface ViewRow extends Record<string, unknown> {
  theme: { code: string; name: string }
  id: string | null
  asked: QuestionnaireContent | null
  asked_from: 'national' | 'copy' | null
  model: QuestionnaireContent | null
  draft: (Omit<QuestionnaireDraft, 'writtenAt'> & { readonly writtenAt: string }) | null
}

const draftOf = (questionnaireId: SQL): SQL => sql`(
  select jsonb_build_object('content', content, 'seen', number || '.' || revision, 'author', users.name,
    'writtenAt', written_at)
  from questionnaire_versions join users on users.id = author_id
  where questionnaire_id = ${questionnaireId} and state = 'draft')`

/** The content of a questionnaire, null where nothing of it was published. */
const contentOf = (questionnaireId: SQL): SQL => sql`
  case when exists (select from questionnaire_pages where questionnaire_id = ${questionnaireId})
    then questionnaire_content(${questionnaireId}) end`

/** A questionnaire with its draft; undefined: there is no such theme. Of an asked territory, the caller says who may. */
export const findQuestionnaire = async (
  reader: Reader,
  { theme, territoryId }: QuestionnaireOf,
): Promise<QuestionnaireView | undefined> => {
  if (territoryId !== null && !isUuid(territoryId)) return undefined
  const { rows } = await reader.execute<ViewRow>(sql`
    select jsonb_build_object('code', themes.code, 'name', themes.name) as theme, own.id,
      ${contentOf(sql`used.id`)} as asked,
      case when used.id is null then null when used.territory_id is null then 'national' else 'copy' end as asked_from,
      coalesce(${contentOf(sql`own.id`)}, ${contentOf(sql`national.id`)}) as model,
      ${draftOf(sql`own.id`)} as draft
    from themes
      left join questionnaires as national on national.theme_id = themes.id and national.territory_id is null
      left join questionnaires as own on own.theme_id = themes.id and own.territory_id is not distinct from ${territoryId}
      left join territory_themes on territory_themes.theme_id = themes.id and territory_themes.territory_id = ${territoryId}
      left join questionnaires as used on used.id = case when ${territoryId}::uuid is null then national.id
        else territory_themes.questionnaire_id end
    where themes.code = ${theme}`)
  const [row] = rows
  if (row === undefined) return undefined
  const { draft } = row
  return {
    theme: row.theme,
    id: row.id,
    asked: row.asked,
    askedFrom: row.asked_from,
    model: row.model,
    draft: draft && { ...draft, writtenAt: instantOf(draft.writtenAt) },
  }
}

/** The national model of a theme; null: there is none, or nothing of it was published. */
export const findNationalContent = async (reader: Reader, theme: string): Promise<QuestionnaireContent | null> => {
  const { rows } = await reader.execute<{ content: QuestionnaireContent | null }>(sql`
    select ${contentOf(sql`questionnaires.id`)} as content from questionnaires join themes on themes.id = theme_id
    where themes.code = ${theme} and territory_id is null`)
  return rows[0]?.content ?? null
}

/** The row of a questionnaire, made where there is none, and kept from being changed by two acts at once. */
export const lockQuestionnaire = async (tx: Tx, { theme, territoryId }: QuestionnaireOf): Promise<string> => {
  await tx.execute(sql`
    insert into questionnaires (theme_id, territory_id, name)
      select themes.id, territories.id, left(concat(themes.name, ' (' || territories.name || ')'), 160)
      from themes left join territories on territories.id = ${territoryId}
      where themes.code = ${theme}
    on conflict do nothing`)
  const { rows } = await tx.execute<{ id: string }>(sql`
    select questionnaires.id from questionnaires join themes on themes.id = theme_id
    where themes.code = ${theme} and territory_id is not distinct from ${territoryId}::uuid
    for no key update of questionnaires`)
  const [row] = rows
  if (row === undefined) throw new Error(`there is no theme ${theme}`)
  return row.id
}

/** Writes the draft of a questionnaire: a new version, or the one that is being written once more. */
export const writeQuestionnaireDraft = async (
  tx: Tx,
  { questionnaireId, content, userId }: { questionnaireId: string; content: QuestionnaireContent; userId: string },
): Promise<void> => {
  const words = JSON.stringify(content)
  const { rowCount } = await tx.execute(sql`
    update questionnaire_versions set content = ${words}::jsonb, author_id = ${userId}, written_at = platform_now(),
      revision = revision + 1
    where questionnaire_id = ${questionnaireId} and state = 'draft'`)
  if (rowCount !== 0) return
  await tx.execute(sql`
    insert into questionnaire_versions (questionnaire_id, number, state, content, author_id)
      select ${questionnaireId}, coalesce(max(number), 0) + 1, 'draft', ${words}::jsonb, ${userId}
      from questionnaire_versions where questionnaire_id = ${questionnaireId}`)
}

/** Throws the draft of a questionnaire away. False: there was none. */
export const deleteQuestionnaireDraft = async (tx: Tx, questionnaireId: string): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    delete from questionnaire_versions where questionnaire_id = ${questionnaireId} and state = 'draft'`)
  return rowCount === 1
}

/** Codes in which requests were once answered, here or, of a national model, anywhere: they never name anything else. */
export const listFormerCodes = async (
  reader: Reader,
  { theme, territoryId }: QuestionnaireOf,
): Promise<readonly string[]> => {
  const { rows } = await reader.execute<{ code: string }>(sql`
    select distinct used as code from former_words join themes on themes.id = theme_id
      cross join lateral (values (question_code), (answer_code)) as named (used)
    where themes.code = ${theme} and (${territoryId}::uuid is null or territory_id = ${territoryId}) and used <> ''
    limit 20000`)
  return rows.map(({ code }) => code)
}

/** The draft of a questionnaire becomes what it asks. */
export const publishDraft = async (
  tx: Tx,
  { questionnaireId, content, userId }: { questionnaireId: string; content: QuestionnaireContent; userId: string },
): Promise<void> => {
  await tx.execute(sql`
    update questionnaire_versions set state = 'published', published_at = platform_now(), author_id = ${userId}
    where questionnaire_id = ${questionnaireId} and state = 'draft'`)
  await tx.execute(sql`delete from questionnaire_pages where questionnaire_id = ${questionnaireId}`)
  await tx.execute(sql`
    with asked_pages as (
        select gen_random_uuid() as id, page, nth from jsonb_array_elements(${JSON.stringify(content.pages)}::jsonb)
          with ordinality as given (page, nth)),
      asked_questions as (
        select gen_random_uuid() as id, asked_pages.id as page_id, question, given.nth
        from asked_pages cross join jsonb_array_elements(page->'questions') with ordinality as given (question, nth)),
      pages as (
        insert into questionnaire_pages (id, questionnaire_id, position, title, title_en)
          select id, ${questionnaireId}, nth, page->>'title', page->>'titleEn' from asked_pages),
      written as (
        insert into questions (id, page_id, position, code, label, label_en, help, help_en, kind)
          select id, page_id, nth, question->>'code', question->>'label', question->>'labelEn', question->>'help',
            question->>'helpEn', question->>'kind'
          from asked_questions)
    insert into answers (question_id, position, code, label, label_en)
      select asked_questions.id, given.nth, answer->>'code', answer->>'label', answer->>'labelEn'
      from asked_questions cross join jsonb_array_elements(question->'answers') with ordinality as given (answer, nth)`)
}

/** Territories in which a questionnaire is asked today. */
export const territoriesAsking = async (reader: Reader, questionnaireId: string): Promise<readonly string[]> => {
  const { rows } = await reader.execute<{ id: string }>(sql`
    select territory_id as id from territory_themes where questionnaire_id = ${questionnaireId} order by territory_id`)
  return rows.map(({ id }) => id)
}

/** From now on a territory asks this questionnaire about its theme, unless the theme is off there. */
export const askQuestionnaire = async (tx: Tx, territoryId: string, questionnaireId: string): Promise<void> => {
  await tx.execute(sql`
    update territory_themes set questionnaire_id = questionnaires.id from questionnaires
    where questionnaires.id = ${questionnaireId} and territory_themes.territory_id = ${territoryId}
      and territory_themes.theme_id = questionnaires.theme_id`)
}

/** An offer and what it accepts. */
export interface OfferCriteria {
  readonly id: string
  readonly title: string
  readonly partnerName: string
  readonly criteria: Readonly<Record<string, readonly string[]>>
}

const columns = sql`offers.id, title, partners.name as "partnerName", criteria`

/** The offers of these territories about a theme that have criteria and are online, or can be again: paused, suspended. */
export const listOffersWithCriteria = async (
  reader: Reader,
  { territoryIds, theme }: { territoryIds: readonly string[]; theme: string },
): Promise<readonly OfferCriteria[]> => {
  const { rows } = await reader.execute<OfferCriteria & Record<string, unknown>>(sql`
    select ${columns} from offers join partners on partners.id = partner_id join themes on themes.id = theme_id
    where offers.territory_id = any(${sql.param(territoryIds)}::uuid[]) and themes.code = ${theme}
      and offers.state in ('active', 'paused', 'suspended') and criteria <> '{}'
    order by title, offers.id`)
  return rows
}

/**
 * The offers about a theme that young people of a territory can find today, from wherever: what an answer excludes is
 * counted of them. Without territory, those of the nation. At most a thousand.
 */
export const listOffersFound = async (
  reader: Reader,
  { theme, territoryId }: QuestionnaireOf,
): Promise<readonly OfferCriteria[]> => {
  const reached =
    territoryId === null
      ? sql`true`
      : sql`offers.id in (select offer_id from offer_reach
          where theme_id = (select id from themes where code = ${theme}) and zone_code in (
            select unnest(array['C:' || code, 'E:' || coalesce(epci_code, '-'), 'D:' || department_code,
              'R:' || region_code, 'N:FR'])
            from territory_communes join communes on communes.code = commune_code where territory_id = ${territoryId}))`
  const { rows } = await reader.execute<OfferCriteria & Record<string, unknown>>(sql`
    select ${columns} from offers join partners on partners.id = partner_id join themes on themes.id = theme_id
      -- Today is the day of those who ask.
      join territories on territories.id = coalesce(${territoryId}::uuid, offers.territory_id)
    where themes.code = ${theme} and offers.state = 'active' and ${reached} and ${isUnderAgreement}
      and ${localToday}
        between valid_from and coalesce(valid_until, 'infinity')
    order by title, offers.id limit 1000`)
  return rows
}

/**
 * Keeps the offers of these territories about a theme as they are until the end of the act, so that nobody accepts a
 * version that names an answer which goes meanwhile.
 */
export const lockOffersAbout = async (
  tx: Tx,
  { territoryIds, theme }: { territoryIds: readonly string[]; theme: string },
): Promise<void> => {
  await tx.execute(sql`
    select offers.id from offers join themes on themes.id = theme_id
    where offers.territory_id = any(${sql.param(territoryIds)}::uuid[]) and themes.code = ${theme}
    order by offers.id for no key update of offers`)
}

/** Writes criteria that lost answers. */
export const writeCriteria = async (
  tx: Tx,
  changes: readonly { readonly id: string; readonly criteria: OfferCriteria['criteria'] }[],
): Promise<void> => {
  if (changes.length === 0) return
  await tx.execute(sql`
    update offers set criteria = changed.criteria, updated_at = platform_now()
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as changed (id uuid, criteria jsonb)
    where offers.id = changed.id`)
}

/** The national model of a theme, in a list. */
export interface NationalModel {
  readonly code: string
  readonly name: string
  readonly questions: number
  /** Territories that use it as it is. */
  readonly territories: number
}

/** Every theme of the national list with its model. */
export const listNationalModels = async (reader: Reader): Promise<readonly NationalModel[]> => {
  const { rows } = await reader.execute<NationalModel & Record<string, unknown>>(sql`
    select themes.code, themes.name,
      (select count(*)::int from questionnaire_pages join questions on page_id = questionnaire_pages.id
        where questionnaire_id = model.id) as questions,
      (select count(*)::int from territory_themes where questionnaire_id = model.id) as territories
    from themes left join questionnaires as model on model.theme_id = themes.id and model.territory_id is null
    order by themes.position, themes.code`)
  return rows
}

/** What is asked about a theme, and from which questionnaire. */
export interface AskedAbout {
  readonly theme: { readonly code: string; readonly name: string }
  readonly from: 'national' | 'copy'
  readonly content: QuestionnaireContent
}

/** What a territory asks today, by theme; without territory, the national models. */
export const listAsked = async (reader: Reader, territoryId: string | null): Promise<readonly AskedAbout[]> => {
  const { rows } = await reader.execute<AskedAbout & Record<string, unknown>>(sql`
    select jsonb_build_object('code', themes.code, 'name', themes.name) as theme,
      case when questionnaires.territory_id is null then 'national' else 'copy' end as from,
      questionnaire_content(questionnaires.id) as content
    from questionnaires join themes on themes.id = questionnaires.theme_id
    where exists (select from questionnaire_pages where questionnaire_id = questionnaires.id)
      and case when ${territoryId}::uuid is null then questionnaires.territory_id is null
        else exists (select from territory_themes where questionnaire_id = questionnaires.id
          and territory_themes.territory_id = ${territoryId}) end
    order by themes.position, themes.code`)
  return rows
}
