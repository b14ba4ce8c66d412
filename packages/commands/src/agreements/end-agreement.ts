import {
  findAgreement,
  findAgreementYear,
  findLastYear,
  keepAct,
  listSignatoriesFrom,
  lockAgreement,
  platformNow,
  queueLetter,
  transact,
  writeEnding,
  writeEndingTakenBack,
} from '@boussole/db'
import type { OnlineSignatory, PartnerAgreement, Tx } from '@boussole/db'
import { endingsPossible, mayAct, mayBeTakenBack, Refusal, standingsOn } from '@boussole/domain'
import type { AgreementSide, EndingKind, Professional, Standing } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import type { Deps } from '../deps.ts'

const standingOf: Readonly<Record<AgreementSide, Standing>> = { partner: 'partner', animation: 'watcher' }

/** Told to whoever it concerns: the partner's referents, whoever signed online for it, and the animation. */
const tellAll = async (
  tx: Tx,
  letter: 'agreement-ended' | 'agreement-kept',
  {
    agreement: { place },
    signatories,
    yearId,
    details = {},
  }: {
    readonly agreement: PartnerAgreement
    readonly signatories: readonly OnlineSignatory[]
    readonly yearId: string
    readonly details?: Readonly<Record<string, string>>
  },
): Promise<void> => {
  const now = await platformNow(tx)
  const { partnerId, territoryId } = place
  const about = { letter, territoryId, details: { ...details, yearId, partnerId } }
  const once = `${yearId}/${now.toString()}`
  for (const to of [{ referentsOf: partnerId }, { animatorsOf: territoryId }])
    await queueLetter(tx, { ...about, to, once }, now)
  for (const { charterId } of signatories)
    await queueLetter(tx, { ...about, to: { signatoryOf: charterId }, once: `${once}/${charterId}` }, now)
}

/** Who acts, and in whose name. */
interface By {
  readonly professional: Professional
  readonly side: AgreementSide
}

/** The agreement on which somebody acts for one side, locked. Refuses: `not-found`, `not-allowed`, `partner-is-closed`. */
const lockFor = async (tx: Tx, partnerId: string, { professional, side }: By): Promise<PartnerAgreement> => {
  await lockAgreement(tx, partnerId)
  const agreement = await findAgreement(tx, partnerId)
  const standing = standingOf[side]
  if (agreement === undefined || !standingsOn(professional, agreement.place).includes(standing))
    throw new Refusal('not-found')
  if (!mayAct('agreement', [standing])) throw new Refusal('not-allowed')
  if (agreement.isClosed) throw new Refusal('partner-is-closed')
  return agreement
}

/**
 * Either side ends an agreement: at the end of its year, or with 30 days' notice (decision 0036). From the day after, its
 * offers are not shown any more and its people do not read the directory; referrals that run go on to their end. Any referent
 * may, in the name of their partner: the charter bears their signature too, and whoever signed what is cut short or taken away is told (decision 0039). Refuses:
 * `not-found`; `partner-is-closed`; `agreement-cannot-end` (there is none that runs, it ends already, or it renews itself today).
 */
export const endAgreement = (
  { partnerId, kind, words }: { readonly partnerId: string; readonly kind: EndingKind; readonly words: string },
  by: By,
  { db }: Pick<Deps, 'db'>,
): Promise<void> =>
  transact(db, async (tx) => {
    const agreement = await lockFor(tx, partnerId, by)
    const last = await findLastYear(tx, partnerId)
    if (last === undefined || !agreement.isInForce) throw new Refusal('agreement-cannot-end')
    const lastDay = endingsPossible(last, Temporal.PlainDate.from(agreement.today))[kind]
    if (lastDay === undefined) throw new Refusal('agreement-cannot-end')
    const { place } = agreement
    const { userId } = by.professional
    const signatories = await listSignatoriesFrom(tx, partnerId, lastDay.toString())
    const yearId = await writeEnding(tx, { place, lastDay, side: by.side, kind, words, userId })
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
    await tellAll(tx, 'agreement-ended', { agreement, signatories, yearId })
  })

/** May this side take back the ending of an agreement? The one that declared it, and the animation (decision 0039). */
export const mayTakeEndingBack = ({ ending }: PartnerAgreement, side: AgreementSide): boolean =>
  ending !== null && (side === 'animation' || ending.side === side)

/**
 * An ending is taken back before it takes effect: the year runs, and is followed, as before it was declared; everybody who
 * was told of it is told. Refuses: `not-found`; `partner-is-closed`; `not-allowed` for the partner when the animation ended it; `ending-stands`
 * once it has taken effect, or another charter follows it.
 */
export const takeBackEnding = (partnerId: string, by: By, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, async (tx) => {
    const agreement = await lockFor(tx, partnerId, by)
    const { ending, year, place, partnerName, today } = agreement
    if (ending === null || year === null) throw new Refusal('ending-stands')
    if (!mayTakeEndingBack(agreement, by.side)) throw new Refusal('not-allowed')
    if (!mayBeTakenBack(Temporal.PlainDate.from(year.toDay), Temporal.PlainDate.from(today)))
      throw new Refusal('ending-stands')
    const { userId } = by.professional
    // Those who were told of the ending, of the years that come again too.
    const signatories = await listSignatoriesFrom(tx, partnerId, year.toDay)
    const yearId = await writeEndingTakenBack(tx, { endingId: ending.id, userId })
    if (yearId === undefined) throw new Refusal('ending-stands')
    const restored = await findAgreementYear(tx, yearId)
    await keepAct(tx, {
      kind: 'agreement-kept',
      userId,
      territoryId: place.territoryId,
      partnerId,
      aboutId: yearId,
      about: partnerName,
      oldValue: year.toDay,
      ...(restored === undefined ? {} : { newValue: restored.toDay }),
    })
    const details = { side: by.side, toDay: restored?.toDay ?? '' }
    await tellAll(tx, 'agreement-kept', { agreement, signatories, yearId, details })
  })
