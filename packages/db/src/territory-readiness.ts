import { sql } from 'drizzle-orm'
import type { QuestionnaireContent } from '@boussole/domain'
import { localToday } from './local-today.ts'
import { willBeUnderAgreementOn } from './agreement-in-force.ts'
import type { Reader } from './database.ts'

/** A partner of a territory that is not ready to answer yet. */
export interface PartnerNotReady {
  readonly id: string
  readonly name: string
  /** Nobody answers for it; `invited`: somebody was invited and has not accepted yet. */
  readonly people: 'nobody' | 'invited' | 'there'
  /** Its agreement is in force on the day. */
  readonly underAgreement: boolean
}

/** What is looked at before a territory opens, besides its gaps. */
export interface Readiness {
  /** What is asked about each theme that is on. */
  readonly questionnaires: readonly {
    readonly theme: { readonly code: string; readonly name: string }
    readonly content: QuestionnaireContent
    readonly hasDraft: boolean
  }[]
  /** Offers of the territory that are online, and that wait to be read. */
  readonly offersOnline: number
  readonly offersToReview: number
  readonly partners: number
  /** Those without referent or agreement, by name; a hundred at most. */
  readonly notReady: readonly PartnerNotReady[]
}

/** The partners of a territory that have not closed, each with its people and its agreement on the day of opening, or today. */
const partnersThere = (territoryId: string) => sql`
  select partners.id, partners.name,
    case when exists (select from referents join users on users.id = user_id and users.left_at is null
        where partner_id = partners.id and referents.left_at is null) then 'there'
      when exists (select from invitations where partner_id = partners.id and accepted_at is null
        and cancelled_at is null and expires_at > platform_now()) then 'invited'
      else 'nobody' end as people,
    ${willBeUnderAgreementOn(sql`greatest(opens_on, ${localToday})`, localToday)} as under_agreement
  from partners join territories on territories.id = partners.territory_id
  where territories.id = ${territoryId} and partners.closed_at is null`

/** What is looked at before a territory opens. One statement. */
export const readReadiness = async (reader: Reader, territoryId: string): Promise<Readiness> => {
  const { rows } = await reader.execute<{ readiness: Readiness }>(sql`
    with there as (${partnersThere(territoryId)})
    select jsonb_build_object(
      'questionnaires', coalesce((
        select jsonb_agg(jsonb_build_object('theme', jsonb_build_object('code', themes.code, 'name', themes.name),
          'content', questionnaire_content(questionnaire_id), 'hasDraft', exists (
            select from questionnaires join questionnaire_versions on questionnaire_versions.questionnaire_id = questionnaires.id
            where questionnaires.theme_id = themes.id and questionnaires.territory_id = ${territoryId}
              and questionnaire_versions.state = 'draft')) order by themes.position, themes.code)
        from territory_themes join themes on themes.id = theme_id where territory_id = ${territoryId}), '[]'),
      'offersOnline', (select count(*) from offers join there on there.id = partner_id
        where offers.state = 'active' and under_agreement),
      'offersToReview', (select count(*) from offers join offer_versions on offer_id = offers.id
        where offers.territory_id = ${territoryId} and offers.state <> 'withdrawn' and offer_versions.state = 'proposed'),
      'partners', (select count(*) from there),
      'notReady', coalesce((
        select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'people', people, 'underAgreement', under_agreement)
          order by name, id)
        from (select * from there where people <> 'there' or not under_agreement order by name, id limit 100) as told),
        '[]')) as readiness`)
  const [row] = rows
  if (row === undefined) throw new Error('a statement without a row')
  return row.readiness
}
