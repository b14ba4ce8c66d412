import { charterTextOn, charterWords } from '@boussole/contracts'
import type { CharterProposed } from '@boussole/contracts'
import {
  findAgreement,
  findCharter,
  insertCharter,
  keepAct,
  keepCorrectedAddress,
  lockAgreement,
  nextCharterSending,
  platformNow,
  queueLetter,
  transact,
  updateCharterSending,
  withdrawWaitingCharter,
} from '@boussole/db'
import type { PartnerCharter, Reader, Tx } from '@boussole/db'
import { mayAct, Refusal, standingsOn } from '@boussole/domain'
import type { ActKind, PartnerPlace, Professional } from '@boussole/domain'
import { randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import type { Deps } from '../deps.ts'
import { charterTokenOf, hashOf } from '../tracking-token.ts'

const mayPropose = (professional: Professional, place: PartnerPlace): boolean =>
  mayAct('charter-proposal', standingsOn(professional, place))

const send = async (
  tx: Tx,
  { id, sending, territoryId }: { readonly id: string; readonly sending: number; readonly territoryId: string },
): Promise<void> => {
  const details = { sending: String(sending) }
  const once = `${id}/${sending}`
  const to = { signatoryOf: id }
  await queueLetter(tx, { letter: 'charter-to-sign', to, once, territoryId, details }, await platformNow(tx))
}

const keep = (
  tx: Tx,
  {
    kind,
    place,
    by,
    id,
  }: {
    readonly kind: ActKind
    readonly place: PartnerPlace
    readonly by: Professional
    readonly id: string
  },
): Promise<void> =>
  keepAct(tx, {
    kind,
    userId: by.userId,
    territoryId: place.territoryId,
    partnerId: place.partnerId,
    aboutId: id,
  })

/**
 * The animation proposes the charter's text of today to a partner: whoever signs for it gets a link by mail, good for 30
 * days. The id of the charter. Refuses: `not-found`; `partner-is-closed`; `charter-open` while another one waits for this partner.
 */
export const proposeCharter = (
  { partnerId, name, function: role, email }: CharterProposed,
  professional: Professional,
  { db, trackingKey }: Deps,
): Promise<string> =>
  transact(db, async (tx) => {
    await lockAgreement(tx, partnerId)
    const agreement = await findAgreement(tx, partnerId)
    if (agreement === undefined || !mayPropose(professional, agreement.place)) throw new Refusal('not-found')
    if (agreement.isClosed) throw new Refusal('partner-is-closed')
    const text = charterTextOn(Temporal.PlainDate.from(agreement.today))
    const id = randomUUID()
    const isNew = await insertCharter(tx, {
      id,
      place: agreement.place,
      version: text.version,
      textHash: hashOf(charterWords(text)),
      signatory: { name, function: role, email },
      proposedBy: professional.userId,
      tokenHash: hashOf(charterTokenOf({ id, sending: 1 }, trackingKey)),
    })
    if (!isNew) throw new Refusal('charter-open')
    await send(tx, { id, sending: 1, territoryId: agreement.place.territoryId })
    await keep(tx, { kind: 'charter-proposed', place: agreement.place, by: professional, id })
    return id
  })

/** A charter of a partner over which this person watches. Refuses: `not-found`. */
export const readCharter = async (id: string, professional: Professional, reader: Reader): Promise<PartnerCharter> => {
  const found = await findCharter(reader, id)
  if (found === undefined || !mayPropose(professional, found.place)) throw new Refusal('not-found')
  return found
}

/**
 * A charter is sent again, with a new link, to the address it is given now; the earlier link is over. Refuses: `not-found`,
 * `charter-moved-on`.
 */
export const resendCharter = (
  { id, email }: { readonly id: string; readonly email: string },
  professional: Professional,
  { db, trackingKey }: Deps,
): Promise<void> =>
  transact(db, async (tx) => {
    const { place } = await readCharter(id, professional, tx)
    const next = await nextCharterSending(tx, id)
    if (next === undefined) throw new Refusal('charter-moved-on')
    const { sending, lastEmail: oldEmail } = next
    const tokenHash = hashOf(charterTokenOf({ id, sending }, trackingKey))
    await updateCharterSending(tx, { id, sending, email, tokenHash })
    await send(tx, { id, sending, territoryId: place.territoryId })
    await keep(tx, { kind: 'charter-sent-again', place, by: professional, id })
    const { userId } = professional
    const { territoryId, partnerId } = place
    await keepCorrectedAddress(tx, {
      of: { charterId: id },
      oldEmail,
      newEmail: email,
      userId,
      territoryId,
      partnerId,
    })
  })

/** A charter that waits is taken back: its link opens nothing any more. Refuses: `not-found`, `charter-moved-on`. */
export const withdrawCharter = (id: string, professional: Professional, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, async (tx) => {
    const { place } = await readCharter(id, professional, tx)
    if (!(await withdrawWaitingCharter(tx, id, professional.userId))) throw new Refusal('charter-moved-on')
    await keep(tx, { kind: 'charter-withdrawn', place, by: professional, id })
  })
