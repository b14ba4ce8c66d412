import { submitRequest } from '@boussole/commands'
import type { Deps } from '@boussole/commands'
import { newRequest } from '@boussole/contracts'
import type { Database } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import { sql } from 'drizzle-orm'

interface Place extends Record<string, unknown> {
  commune: string
  theme: string
}

/** Every commune of the demo's territories with every theme open there. */
export const placesOf = async (db: Database): Promise<Place[]> => {
  const { rows } = await db.execute<Place>(sql`
    select territory_communes.commune_code as commune, themes.code as theme
    from territory_communes
      join territory_themes on territory_themes.territory_id = territory_communes.territory_id
      join themes on themes.id = territory_themes.theme_id
    order by 1, 2`)
  return rows
}

/**
 * One young person somewhere in the demo asks for the offer that fits best. Undefined when nothing fits: that is an
 * answer too, and it is counted elsewhere.
 */
export const ask = async (number: number, places: readonly Place[], chance: () => number, deps: Deps) => {
  const place = places[Math.floor(chance() * places.length)]
  if (place === undefined) throw new Error('the demo has no place')
  const body = newRequest.parse({
    ...place,
    age: 16 + Math.floor(chance() * 12),
    offers: 'best',
    contact: { firstName: `Camille ${number}`, email: `camille-${number}@jeune.example` },
    consents: { contact: true, redirect: chance() < 0.85 },
  })
  try {
    const { request } = await submitRequest(body, { idempotencyKey: `proof-${number}` }, deps)
    return request
  } catch (error) {
    if (error instanceof Refusal && error.code === 'no-offer-matches') return undefined
    throw error
  }
}
