import { charterTextOf, charterWords } from '@boussole/contracts'
import type { CharterText, Signature } from '@boussole/contracts'
import {
  countersign,
  findCharter,
  findCharterByLink,
  findLastSending,
  findLastYear,
  askAnewFrom,
  insertSignedYear,
  keepAct,
  lockAgreement,
  platformNow,
  queueLetter,
  signByLink,
  transact,
} from '@boussole/db'
import type { PartnerCharter } from '@boussole/db'
import { firstDayOfCharter, isGapBetween, localDay, Refusal, yearFrom } from '@boussole/domain'
import type { AgreementYear, Professional } from '@boussole/domain'
import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import type { Deps } from '../deps.ts'
import { hashOf } from '../tracking-token.ts'
import { readCharter } from './propose-charter.ts'

/** The text of a charter, which must be, to the letter, the one that was proposed. Errors: it was changed since. */
export const textOf = ({ version, textHash }: PartnerCharter['charter']): CharterText => {
  const text = charterTextOf(version)
  if (text === undefined || hashOf(charterWords(text)).toString('hex') !== textHash)
    throw new Error(`the text ${version} of the charter is not the one that was proposed`)
  return text
}

/** The charter of this link; undefined when the link is over or never was one of ours. */
export const readCharterLink = (token: string, { db }: Pick<Deps, 'db'>): Promise<PartnerCharter | undefined> =>
  findCharterByLink(db, hashOf(token))

/**
 * Whoever represents the partner signs the charter by the link, once: name, function, moment, text and link are kept. The
 * animators read of it by mail. A simple electronic signature (eIDAS, article 3 (10)). Refuses: `charter-link-over`.
 */
export const signCharter = (token: string, signature: Signature, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, async (tx) => {
    const id = await signByLink(tx, { ...signature, tokenHash: hashOf(token) })
    const signed = id === undefined ? undefined : await findCharter(tx, id)
    if (id === undefined || signed === undefined) throw new Refusal('charter-link-over')
    textOf(signed.charter)
    const { partnerId, territoryId } = signed.place
    // By a link: whoever signs has no account.
    await keepAct(tx, { kind: 'charter-signed', userId: null, territoryId, partnerId, aboutId: id })
    const to = { animatorsOf: territoryId }
    const details = { charterId: id }
    await queueLetter(
      tx,
      { letter: 'charter-to-countersign', to, once: id, territoryId, details },
      await platformNow(tx),
    )
  })

/** What is printed of a charter that both have signed. */
export interface SignedCharter extends PartnerCharter {
  readonly text: CharterText
  readonly animation: Signature & { readonly at: Temporal.Instant }
  readonly year: AgreementYear
}

/** Prints the signed document. */
export type PrintCharter = (signed: SignedCharter) => Promise<Buffer>

/**
 * The animation signs what the partner has signed: the document is made and kept with its SHA-256, and the agreement is in
 * force for a year from today, or from the day after the year that still runs, in place of a renewal that has not begun.
 * Partner and signatory read of it by mail.
 * Refuses: `not-found`; `charter-moved-on` (not signed by the partner yet, signed already, taken back).
 */
export const countersignCharter = async (
  { id, signature }: { readonly id: string; readonly signature: Signature },
  professional: Professional,
  { db, print }: Pick<Deps, 'db'> & { readonly print: PrintCharter },
): Promise<void> => {
  const found = await readCharter(id, professional, db)
  const { charter, place, timeZone } = found
  if (charter.partnerSigned === null || charter.animationSigned !== null) throw new Refusal('charter-moved-on')
  const at = await platformNow(db)
  const runs = await transact(db, (tx) => findLastYear(tx, place.partnerId))
  const today = localDay(at, timeZone)
  const firstDayAfter = (last: typeof runs) => firstDayOfCharter(last ?? null, { signedOn: today, today })
  const year = yearFrom(firstDayAfter(runs))
  // Printed before the transaction, which nothing slow may hold up; what it says is looked at again inside.
  const pdf = await print({ ...found, text: textOf(charter), animation: { ...signature, at }, year })
  const pdfHash = createHash('sha256').update(pdf).digest()
  await transact(db, async (tx) => {
    await lockAgreement(tx, place.partnerId)
    const stillRuns = await findLastYear(tx, place.partnerId)
    if (!firstDayAfter(stillRuns).equals(year.fromDay)) throw new Refusal('changed-meanwhile')
    const { userId } = professional
    if (!(await countersign(tx, { ...signature, id, userId, at, pdf, pdfHash }))) throw new Refusal('charter-moved-on')
    await insertSignedYear(tx, id, year)
    const { partnerId, territoryId } = place
    if (stillRuns === undefined || isGapBetween(stillRuns, year)) await askAnewFrom(tx, partnerId, year.fromDay)
    await keepAct(tx, { kind: 'charter-countersigned', userId, territoryId, partnerId, aboutId: id })
    const details = { charterId: id, sending: String(await findLastSending(tx, id)) }
    for (const to of [{ referentsOf: partnerId }, { signatoryOf: id }])
      await queueLetter(tx, { letter: 'charter-signed', to, once: id, territoryId, details }, at)
  })
}
