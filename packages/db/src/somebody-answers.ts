import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'

/**
 * Does somebody answer for the offer of `offers` on a day: one of its referents or their deputy, who has not left and is
 * not absent? The question of `acting_referent` (migrations/0010), written out: called for each offer, the function
 * took four fifths of a search.
 */
export const somebodyAnswersOn = (day: SQL): SQL => sql`exists (
  select from offer_referents join referents as answering on answering.id = offer_referents.referent_id
    join referents as candidate on candidate.id in (answering.id, answering.deputy_id) and candidate.left_at is null
    join users on users.id = candidate.user_id and users.left_at is null
  where offer_referents.offer_id = offers.id and not exists (
    select from absences as away where away.referent_id = candidate.id and ${day} between away.from_day and away.to_day))`
