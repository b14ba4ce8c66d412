import type { NetworkLetter } from '@boussole/contracts'
import {
  findNetworkLetter,
  insertNetworkLetter,
  keepAct,
  listNetworkReferents,
  listWatchedTerritories,
  lockNetworkDraft,
  markNetworkLetterSent,
  platformNow,
  queueLetter,
  transact,
} from '@boussole/db'
import type { KeptNetworkLetter, Reader } from '@boussole/db'
import { mayAct, Refusal, standingsInTerritory } from '@boussole/domain'
import type { Professional, TerritoryPlace } from '@boussole/domain'
import { randomUUID } from 'node:crypto'
import type { Deps } from '../deps.ts'

type Db = Pick<Deps, 'db'>

const mustWrite = (professional: Professional, place: TerritoryPlace | undefined): void => {
  if (place === undefined || !mayAct('network-letter', standingsInTerritory(professional, place)))
    throw new Refusal('not-found')
}

/**
 * The animation writes to the referents of its network: kept as a draft, to be looked at before it leaves. The id of the
 * draft; an earlier draft of the same person for this territory goes. Refuses: `not-found`, `nobody-invited`.
 */
export const draftNetworkLetter = (
  { territoryId, letter }: { readonly territoryId: string; readonly letter: NetworkLetter },
  professional: Professional,
  { db }: Db,
): Promise<string> =>
  transact(db, async (tx) => {
    const watched = await listWatchedTerritories(tx, professional)
    mustWrite(
      professional,
      watched.find((each) => each.territoryId === territoryId),
    )
    const recipients = await listNetworkReferents(tx, { territoryId, audience: letter.audience })
    if (recipients.length === 0) throw new Refusal('nobody-invited')
    const id = randomUUID()
    await insertNetworkLetter(tx, { id, territoryId, letter, userId: professional.userId })
    return id
  })

/** A mail to the network of a territory that this person watches. Refuses: `not-found`. */
export const readNetworkLetter = async (
  id: string,
  professional: Professional,
  reader: Reader,
): Promise<KeptNetworkLetter> => {
  const letter = await findNetworkLetter(reader, id)
  mustWrite(professional, letter?.territory)
  if (letter === undefined) throw new Refusal('not-found')
  return letter
}

/**
 * A draft leaves, once, to everybody it is meant for by now, in office hours and a few at a time. Nothing tells who opened
 * it. Refuses: `not-found`; `network-letter-sent`; `network-mailed-recently` (one an hour for a territory);
 * `nobody-invited`.
 */
export const sendNetworkLetter = (id: string, professional: Professional, { db }: Db): Promise<void> =>
  transact(db, async (tx) => {
    const { territory, audience, subject } = await readNetworkLetter(id, professional, tx)
    const { territoryId } = territory
    const isFree = await lockNetworkDraft(tx, { id, territoryId })
    if (isFree === undefined) throw new Refusal('network-letter-sent')
    if (!isFree) throw new Refusal('network-mailed-recently')
    const recipients = await listNetworkReferents(tx, { territoryId, audience })
    if (recipients.length === 0) throw new Refusal('nobody-invited')
    const { userId } = professional
    await markNetworkLetterSent(tx, { id, userId, recipients: recipients.length })
    const newValue = String(recipients.length)
    await keepAct(tx, { kind: 'network-letter-sent', userId, territoryId, aboutId: id, about: subject, newValue })
    const to = { referents: recipients.map(({ referentId }) => referentId) }
    const details = { networkLetterId: id }
    await queueLetter(tx, { letter: 'network-letter', to, once: id, territoryId, details }, await platformNow(tx))
  })
