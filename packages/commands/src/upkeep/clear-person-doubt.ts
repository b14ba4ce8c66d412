import { clearPersonDoubt as writeCleared, findPersonInDoubt, keepAct, transact } from '@boussole/db'
import type { PersonInDoubt, Reader } from '@boussole/db'
import { mayAct, Refusal, standingsInTerritory } from '@boussole/domain'
import type { Professional, TerritoryPlace } from '@boussole/domain'
import type { Deps } from '../deps.ts'

/** Where this professional watches somebody whose mails come back; undefined where they do not. */
export const placeOfDoubt = (professional: Professional, { places }: PersonInDoubt): TerritoryPlace | undefined =>
  places.find((place) => mayAct('upkeep', standingsInTerritory(professional, place)))

/** Somebody of what this person watches, whose mails come back. Refuses: `not-found`. */
export const readPersonInDoubt = async (
  userId: string,
  professional: Professional,
  reader: Reader,
): Promise<PersonInDoubt> => {
  const person = await findPersonInDoubt(reader, userId)
  if (person === undefined || placeOfDoubt(professional, person) === undefined) throw new Refusal('not-found')
  return person
}

/**
 * An animator has reached a referent whose mails came back: the address works again, or another one was given. Refuses:
 * `not-found`, also when it was cleared already.
 */
export const clearPersonDoubt = (userId: string, professional: Professional, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, async (tx) => {
    const place = placeOfDoubt(professional, await readPersonInDoubt(userId, professional, tx))
    await writeCleared(tx, userId)
    const territoryId = place?.territoryId ?? null
    await keepAct(tx, {
      kind: 'address-cleared',
      userId: professional.userId,
      territoryId,
      aboutId: userId,
    })
  })
