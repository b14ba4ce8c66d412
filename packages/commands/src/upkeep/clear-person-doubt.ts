import { clearPersonDoubt as writeCleared, findPersonInDoubt, keepAct, transact } from '@boussole/db'
import type { PersonInDoubt, Reader } from '@boussole/db'
import { mayAct, Refusal, standingsInTerritory } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { Deps } from '../deps.ts'

/** Somebody of what this person watches, whose mails come back. Refuses: `not-found`. */
export const readPersonInDoubt = async (
  userId: string,
  professional: Professional,
  reader: Reader,
): Promise<PersonInDoubt> => {
  const person = await findPersonInDoubt(reader, userId)
  const isTheirs = person?.places.some((place) => mayAct('upkeep', standingsInTerritory(professional, place)))
  if (person === undefined || isTheirs !== true) throw new Refusal('not-found')
  return person
}

/**
 * An animator has reached a referent whose mails came back: the address works again, or another one was given. Refuses:
 * `not-found`, also when it was cleared already.
 */
export const clearPersonDoubt = (userId: string, professional: Professional, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, async (tx) => {
    const { places } = await readPersonInDoubt(userId, professional, tx)
    const place = places.find((each) => mayAct('upkeep', standingsInTerritory(professional, each)))
    await writeCleared(tx, userId)
    const territoryId = place?.territoryId ?? null
    await keepAct(tx, {
      kind: 'address-cleared',
      userId: professional.userId,
      territoryId,
      aboutId: userId,
    })
  })
