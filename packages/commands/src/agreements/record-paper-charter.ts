import { paperVersionOf } from '@boussole/contracts'
import type { Signature } from '@boussole/contracts'
import {
  askAnewFrom,
  findAgreement,
  findLastDecision,
  findLastYear,
  insertPaperCharter,
  insertPaperYear,
  insertRenewal,
  keepAct,
  lockAgreement,
  platformNow,
  queueLetter,
  transact,
} from '@boussole/db'
import { firstDayOfCharter, mayAct, mayBeSignedOn, Refusal, renewalsDue, standingsOn, yearFrom } from '@boussole/domain'
import type { Tx } from '@boussole/db'
import type { PartnerPlace, Professional } from '@boussole/domain'
import { createHash } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import type { Deps } from '../deps.ts'

/** The largest scan, in bytes; SQL holds it too. */
export const largestScan = 10_000_000

/** A whole PDF begins and ends with its marks (ISO 32000-1, 7.5), give or take what a scanner puts around them. */
const isPdf = (file: Buffer): boolean =>
  file.subarray(0, 1024).includes('%PDF-') && file.subarray(-1024).includes('%%EOF')

/** What is wrong with a scan, as far as the file itself tells; undefined when nothing is. */
export const scanFault = (scan: Buffer): 'scan-too-large' | 'scan-not-pdf' | undefined => {
  if (scan.length > largestScan) return 'scan-too-large'
  return isPdf(scan) ? undefined : 'scan-not-pdf'
}

/** A charter that was signed on paper, as it is recorded. */
export interface PaperCharter {
  readonly id: string
  readonly partnerId: string
  readonly signedOn: Temporal.PlainDate
  readonly partner: Signature
  readonly animation: Signature
  readonly scan: Buffer
}

/** Told to the partner, in whose name it stands: to its referents, and at its own address. */
const tell = async (tx: Tx, id: string, { partnerId, territoryId }: PartnerPlace): Promise<void> => {
  const now = await platformNow(tx)
  const details = { paperCharterId: id }
  for (const to of [{ referentsOf: partnerId }, { contactOfPartner: partnerId }])
    await queueLetter(tx, { letter: 'paper-charter-recorded', to, once: id, territoryId, details }, now)
}

/**
 * The animation records a charter that both signed on paper, with its scan, which is kept with its SHA-256. The
 * agreement is in force from the day of the signatures, or from the day after the year that runs then, in place of a
 * renewal that has not begun, and has renewed itself since. The text that was signed is the scan. The partner reads of
 * it by mail. `id` names the form that was filled in: sent twice, it is one charter. Refuses: `not-found`;
 * `partner-is-closed`; `charter-open` while one waits to be signed online; `signed-on-wrong`, also when another charter
 * was signed, or an end declared, since; `scan-not-pdf`, `scan-too-large`; `scan-sent-already` when the same form
 * recorded another scan.
 */
export const recordPaperCharter = (
  { id, partnerId, signedOn, partner, animation, scan }: PaperCharter,
  professional: Professional,
  { db }: Pick<Deps, 'db'>,
): Promise<void> => {
  // Hashed before the transaction, which nothing slow may hold up.
  const scanHash = createHash('sha256').update(scan).digest()
  return transact(db, async (tx) => {
    await lockAgreement(tx, partnerId)
    const agreement = await findAgreement(tx, partnerId)
    if (agreement === undefined || !mayAct('charter-proposal', standingsOn(professional, agreement.place)))
      throw new Refusal('not-found')
    const { place, waiting, partnerName, isInForce } = agreement
    if (agreement.isClosed) throw new Refusal('partner-is-closed')
    const today = Temporal.PlainDate.from(agreement.today)
    if (waiting !== null) throw new Refusal('charter-open')
    if (!mayBeSignedOn(signedOn, today)) throw new Refusal('signed-on-wrong')
    const fault = scanFault(scan)
    if (fault !== undefined) throw new Refusal(fault)
    const { userId } = professional
    const kept = { id, place, signedOn, partner, animation, scan, scanHash, recordedBy: userId }
    const found = await insertPaperCharter(tx, kept)
    if (found === 'another') throw new Refusal('scan-sent-already')
    if (found === 'there') return
    const decided = await findLastDecision(tx, partnerId)
    if (decided !== undefined && Temporal.PlainDate.compare(signedOn, decided) < 0) throw new Refusal('signed-on-wrong')
    const runs = await findLastYear(tx, partnerId)
    const year = yearFrom(firstDayOfCharter(runs ?? null, { signedOn, today }))
    let last = await insertPaperYear(tx, { id, version: paperVersionOf(signedOn), year })
    for (const renewal of renewalsDue(year, today)) last = await insertRenewal(tx, last, renewal)
    if (!isInForce) await askAnewFrom(tx, partnerId, today)
    const { territoryId } = place
    const newValue = signedOn.toString()
    await keepAct(tx, {
      kind: 'paper-charter-recorded',
      userId,
      territoryId,
      partnerId,
      aboutId: id,
      about: partnerName,
      newValue,
    })
    await tell(tx, id, place)
  })
}
