import {
  askAnewFrom,
  insertRenewal,
  keepAct,
  markNoticed,
  platformNow,
  queueLetter,
  takeYearToLookAt,
  transact,
} from '@boussole/db'
import type { Tx, YearToLookAt } from '@boussole/db'
import { noticesDue, renewalsDue } from '@boussole/domain'
import { Temporal } from 'temporal-polyfill'
import { oneOfMany } from '../one-of-many.ts'
import type { RunDeps } from '../one-of-many.ts'

/** The partner's referents, its signatory and the animators read that the year ends soon, and renews itself. */
const giveNotice = async (tx: Tx, year: YearToLookAt): Promise<void> => {
  const due = noticesDue(year, { today: year.today, sent: year.noticed })
  const latest = due.at(-1)
  if (latest === undefined) return
  await markNoticed(tx, year.id, due)
  const { territoryId, partnerId, charterId } = year
  const now = await platformNow(tx)
  const recipients = [
    { referentsOf: partnerId },
    { animatorsOf: territoryId },
    ...(charterId === null ? [] : [{ signatoryOf: charterId }]),
  ]
  for (const to of recipients) {
    const details = { yearId: year.id, partnerId }
    const once = `${year.id}/${latest}`
    await queueLetter(tx, { letter: 'agreement-notice', to, once, territoryId, details }, now)
  }
}

const lookAt = async (tx: Tx, year: YearToLookAt): Promise<void> => {
  const renewals = renewalsDue(year, year.today)
  let last = year.id
  for (const renewal of renewals) {
    last = await insertRenewal(tx, last, renewal)
    const { territoryId, partnerId } = year
    const newValue = renewal.toDay.toString()
    await keepAct(tx, { kind: 'agreement-renewed', userId: null, territoryId, partnerId, aboutId: last, newValue })
  }
  if (renewals.length === 0) await giveNotice(tx, year)
  // Late: what the partner offers was away meanwhile.
  else if (Temporal.PlainDate.compare(year.toDay, year.today) < 0) await askAnewFrom(tx, year.partnerId, year.today)
}

/**
 * Renews, on its last day, every agreement that nobody has ended, for one year on the same terms, and tells of those that
 * end in 60 and in 30 days. One after the other, each in its own transaction; what an outage left undone is made up for,
 * and nothing is done twice. One that fails is told of, left out until the next run, and stops no other. Charter: "un an
 * renouvelable par tacite reconduction". Decision 0036.
 */
export const renewAgreements = async (deps: RunDeps): Promise<void> => {
  const failed: string[] = []
  const lookAtNext = async (): Promise<boolean> => {
    const taken: string[] = []
    const act = () =>
      transact(deps.db, async (tx) => {
        const year = await takeYearToLookAt(tx, failed)
        if (year === undefined) return false
        taken.push(year.id)
        await lookAt(tx, year)
        return true
      })
    const about = () => taken.map((agreement) => ({ agreement }))[0]
    const more = await oneOfMany({ act, about }, deps)
    if (more === undefined) failed.push(...taken)
    return more !== false
  }
  let more = true
  while (more) more = await lookAtNext()
}
