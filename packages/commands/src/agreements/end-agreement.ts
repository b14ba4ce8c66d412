import {
  findAgreement,
  findLastYear,
  keepAct,
  lockAgreement,
  platformNow,
  queueLetter,
  transact,
  writeEnding,
} from '@boussole/db'
import type { Tx } from '@boussole/db'
import { endingsPossible, mayAct, Refusal, standingsOn } from '@boussole/domain'
import type { AgreementSide, EndingKind, Professional, Standing } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import type { Deps } from '../deps.ts'

const standingOf: Readonly<Record<AgreementSide, Standing>> = { partner: 'partner', animation: 'watcher' }

/** Whom an ending is told to besides who declared it: referents and signatory of the partner, and the animation. */
const tellAll = async (
  tx: Tx,
  {
    partnerId,
    territoryId,
    yearId,
    charterId,
    now,
  }: {
    readonly partnerId: string
    readonly territoryId: string
    readonly yearId: string
    readonly charterId: string | null
    readonly now: Temporal.Instant
  },
): Promise<void> => {
  const once = `${yearId}/${now.toString()}`
  const recipients = [
    { referentsOf: partnerId },
    { animatorsOf: territoryId },
    ...(charterId === null ? [] : [{ signatoryOf: charterId }]),
  ]
  for (const to of recipients) {
    const details = { yearId, partnerId }
    await queueLetter(tx, { letter: 'agreement-ended', to, once, territoryId, details }, now)
  }
}

/**
 * Either side ends an agreement: at the end of its year, or with 30 days' notice (decision 0036). From the day after, its
 * offers are not shown any more and its people do not read the directory; referrals that run go on to their end. Refuses:
 * `not-found`; `agreement-cannot-end` (there is none that runs, it ends already, or it renews itself today).
 */
export const endAgreement = (
  { partnerId, kind, words }: { readonly partnerId: string; readonly kind: EndingKind; readonly words: string },
  { professional, side }: { readonly professional: Professional; readonly side: AgreementSide },
  { db }: Pick<Deps, 'db'>,
): Promise<void> =>
  transact(db, async (tx) => {
    await lockAgreement(tx, partnerId)
    const agreement = await findAgreement(tx, partnerId)
    const standing = standingOf[side]
    if (agreement === undefined || !standingsOn(professional, agreement.place).includes(standing))
      throw new Refusal('not-found')
    if (!mayAct('agreement', [standing])) throw new Refusal('not-allowed')
    const last = await findLastYear(tx, partnerId)
    if (last === undefined || !agreement.isInForce) throw new Refusal('agreement-cannot-end')
    const lastDay = endingsPossible(last, Temporal.PlainDate.from(agreement.today))[kind]
    if (lastDay === undefined) throw new Refusal('agreement-cannot-end')
    const { place } = agreement
    const { userId } = professional
    const yearId = await writeEnding(tx, { place, lastDay, side, kind, words, userId })
    await keepAct(tx, {
      kind: 'agreement-ended',
      userId,
      territoryId: place.territoryId,
      partnerId,
      aboutId: yearId,
      about: agreement.partnerName,
      oldValue: last.toDay.toString(),
      newValue: lastDay.toString(),
    })
    const now = await platformNow(tx)
    const charterId = agreement.year?.charterId ?? null
    await tellAll(tx, { ...place, yearId, charterId, now })
  })
