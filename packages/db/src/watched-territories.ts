import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { observedBy, watchedBy } from '@boussole/domain'
import type { Professional, Watched } from '@boussole/domain'

const isAmong = ({ nation, territoryIds, regionCodes }: Watched): SQL =>
  sql`(${nation} or territories.id = any(${sql.param(territoryIds)}::uuid[])
    or territories.region_code = any(${sql.param(regionCodes)}::text[]))`

/** Is a row of `territories`, which is in scope, among what this person watches? */
export const isWatched = (professional: Professional): SQL => isAmong(watchedBy(professional))

/** The territories that somebody watches, as a query of their ids. */
export const watchedTerritories = (professional: Professional): SQL =>
  sql`select territories.id from territories where ${isWatched(professional)}`

/** The territories of which somebody may read the figures, as a query of their ids. */
export const observedTerritories = (professional: Professional): SQL =>
  sql`select territories.id from territories where ${isAmong(observedBy(professional))}`
