import type { PartnerWritten } from '@boussole/contracts'
import {
  changePartnersAs,
  findLookAlikes,
  findPartner,
  getCommune,
  insertPartner,
  keepAct,
  lockPartner,
  lockTerritoryForImports,
  transact,
  updatePartner,
} from '@boussole/db'
import type { LookAlike, PartnerCard, Reader, Tx } from '@boussole/db'
import { mayAct, Refusal, standingsOn } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { readTerritory } from './acting-on-territories.ts'
import type { Deps } from './deps.ts'

/** A partner over which this person watches, whole. Refuses: `not-found`. */
export const readPartner = async (
  partnerId: string,
  professional: Professional,
  reader: Reader,
): Promise<PartnerCard> => {
  const partner = await findPartner(reader, partnerId)
  if (partner === undefined || !mayAct('partner', standingsOn(professional, partner.place))) {
    throw new Refusal('not-found')
  }
  return partner
}

interface Written {
  readonly partner: PartnerWritten
  /** Somebody looked at those that are like it, and it is another one. */
  readonly evenIfAlike: boolean
}

/**
 * Partners that are like one as it is written, as imports tell two apart (decision 0032). Of one that is corrected, those
 * that were like it before are left out: somebody has said already that they are others.
 */
export const readLookAlikes = async (
  {
    partner,
    territoryId,
    corrected,
  }: Omit<Written, 'evenIfAlike'> & {
    readonly territoryId: string
    readonly corrected: PartnerCard | null
  },
  reader: Reader,
): Promise<readonly LookAlike[]> => {
  if (corrected === null) return findLookAlikes(reader, partner, { territoryId })
  const place = { territoryId, but: corrected.place.partnerId }
  const before = await findLookAlikes(reader, { ...corrected, commune: corrected.communeCode }, place)
  const now = await findLookAlikes(reader, partner, place)
  return now.filter(({ partnerId }) => partnerId === null || !before.some((each) => each.partnerId === partnerId))
}

/** Refuses: `commune-unknown`, `partner-siret-taken`, `partner-looks-alike`. */
const mustBeAlone = async (
  tx: Tx,
  { partner, evenIfAlike }: Written,
  place: { readonly territoryId: string; readonly corrected: PartnerCard | null },
): Promise<void> => {
  if ((await getCommune(tx, partner.commune)) === undefined) throw new Refusal('commune-unknown')
  const alike = await readLookAlikes({ partner, ...place }, tx)
  if (alike.some(({ by }) => by === 'siret')) throw new Refusal('partner-siret-taken')
  if (alike.length > 0 && !evenIfAlike) throw new Refusal('partner-looks-alike')
}

/**
 * An animator adds a partner to a territory; its id. It may lie outside it. Refuses: `not-found`, `commune-unknown`,
 * `partner-siret-taken`, `partner-looks-alike`.
 */
export const addPartner = (
  { territoryId, ...written }: Written & { readonly territoryId: string },
  professional: Professional,
  { db }: Pick<Deps, 'db'>,
): Promise<string> =>
  transact(db, async (tx) => {
    await readTerritory(territoryId, professional, tx)
    // Neither a file nor a colleague adds the same one meanwhile.
    await lockTerritoryForImports(tx, territoryId)
    await mustBeAlone(tx, written, { territoryId, corrected: null })
    const id = await insertPartner(tx, territoryId, written.partner)
    if (id === undefined) throw new Refusal('partner-siret-taken')
    const { userId } = professional
    const { name } = written.partner
    await keepAct(tx, { kind: 'partner-added', userId, territoryId, partnerId: id, aboutId: id, about: name })
    return id
  })

/**
 * An animator corrects what is written of a partner; each field keeps who, when, and what it was (decision 0034).
 * `seen`: the card that they read. Refuses: `not-found`, `partner-is-closed`, `changed-meanwhile`; as `addPartner`.
 */
export const correctPartner = (
  { partnerId, seen, ...written }: Written & { readonly partnerId: string; readonly seen: string },
  professional: Professional,
  { db }: Pick<Deps, 'db'>,
): Promise<void> =>
  transact(db, async (tx) => {
    const { place } = await readPartner(partnerId, professional, tx)
    const { territoryId } = place
    await lockTerritoryForImports(tx, territoryId)
    const now = await lockPartner(tx, partnerId)
    if (now === undefined) throw new Refusal('not-found')
    if (now.closedAt !== null) throw new Refusal('partner-is-closed')
    if (now.seen !== seen) throw new Refusal('changed-meanwhile')
    await mustBeAlone(tx, written, { territoryId, corrected: now })
    const { userId } = professional
    await changePartnersAs(tx, userId)
    if (!(await updatePartner(tx, partnerId, written.partner))) throw new Refusal('partner-siret-taken')
    if ((await findPartner(tx, partnerId))?.seen === seen) return
    const { name } = written.partner
    await keepAct(tx, { kind: 'partner-corrected', userId, territoryId, partnerId, aboutId: partnerId, about: name })
  })
