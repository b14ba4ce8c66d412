import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { watchedBy } from '@boussole/domain'
import type { Professional } from '@boussole/domain'

/** Is a row of `territories`, which is in scope, among what this person watches? */
export const isWatched = (professional: Professional): SQL => {
  const { nation, territoryIds, regionCodes } = watchedBy(professional)
  return sql`(${nation} or territories.id = any(${sql.param(territoryIds)}::uuid[])
    or territories.region_code = any(${sql.param(regionCodes)}::text[]))`
}

/** The territories that somebody watches, as a query of their ids. */
export const watchedTerritories = (professional: Professional): SQL =>
  sql`select territories.id from territories where ${isWatched(professional)}`
