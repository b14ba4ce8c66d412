import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'

const isThere = (day: SQL): SQL => sql`candidate.left_at is null and not exists (
  select from absences where referent_id = candidate.id and ${day} between from_day and to_day)`

/**
 * Does somebody answer for the offer of `offers` on a day: one of its referents or their deputy, who has not left and
 * is not absent? The question of `acting_referent` (migrations/0058), written out: called for each offer, the function
 * took four fifths of a search. Deputies are looked for only where no referent is there.
 */
export const somebodyAnswersOn = (day: SQL): SQL => sql`(
  exists (select from offer_referents join referents as candidate on candidate.id = referent_id
    where offer_id = offers.id and ${isThere(day)})
  or exists (select from offer_referents join referents as asked on asked.id = referent_id
      join referents as candidate on candidate.id = asked.deputy_id
    where offer_id = offers.id and ${isThere(day)}))`
