import { findUpkeepRun, listUpkeepChanges } from '@boussole/db'
import type { UpkeepChange } from '@boussole/db'
import { suspendedOn } from '@boussole/domain'
import type { UpkeepKind } from '@boussole/domain'
import type { MailProps } from '@boussole/mail'
import { Temporal } from 'temporal-polyfill'
import type { LetterFacts } from '../compose-letter.ts'

/** Offers named in one letter; its page shows all. */
const offersNamed = 50

type ToldOffer = MailProps<'upkeep-partner'>['offers'][number]

const stages: Readonly<Record<Exclude<UpkeepKind, 'waiting'>, ToldOffer['stage']>> = {
  'notice-30': 'notice',
  'notice-7': 'notice',
  'to-confirm': 'to-confirm',
  'early-check': 'to-confirm',
  suspended: 'suspended',
  held: 'held',
}

const runAndChanges = async ({ db, row }: LetterFacts, actingReferent?: string) => {
  const { runId } = row.details
  const run = runId === undefined ? undefined : await findUpkeepRun(db, runId)
  if (run === undefined || run.undoneAt !== null) return undefined
  const changes = await listUpkeepChanges(db, run.id, {
    limit: 1_000,
    ...(actingReferent === undefined ? {} : { actingReferent }),
  })
  return { run, changes: changes.filter(({ stillHolds }) => stillHolds) }
}

/** To who answers for the offers: those that are still as the run left them when the letter leaves. */
export const upkeepPartner = async (facts: LetterFacts): Promise<MailProps<'upkeep-partner'> | undefined> => {
  const { recipientName, row, settings } = facts
  const found = row.recipientId === null ? undefined : await runAndChanges(facts, row.recipientId)
  if (found === undefined) return undefined
  const offers = found.changes.slice(0, offersNamed).flatMap(({ offerId, title, kind, cause, dueOn }): ToldOffer[] => {
    if (kind === 'waiting') return []
    const stage = stages[kind]
    const day = { notice: dueOn, 'to-confirm': suspendedOn(Temporal.PlainDate.from(found.run.day)).toString() }
    return [
      {
        title,
        cause,
        stage,
        day: stage === 'notice' || stage === 'to-confirm' ? day[stage] : null,
        url: `${settings.proUrl}/offres/${offerId}${stage === 'held' ? '' : '/confirmation'}`,
      },
    ]
  })
  return offers.length === 0 ? undefined : { recipientName, offers }
}

/** To the animators: what went offline and still is, and what waits. */
export const upkeepAnimator = async (facts: LetterFacts): Promise<MailProps<'upkeep-animator'> | undefined> => {
  const found = await runAndChanges(facts)
  if (found === undefined) return undefined
  const { run, changes } = found
  const named = (asked: UpkeepChange['kind']) =>
    changes
      .filter(({ kind }) => kind === asked)
      .slice(0, offersNamed)
      .map(({ title, partnerName }) => ({ title, partnerName }))
  const [suspended, held, waiting] = [named('suspended'), named('held'), named('waiting')]
  if (suspended.length + held.length + waiting.length === 0) return undefined
  return {
    recipientName: facts.recipientName,
    territoryName: run.territoryName,
    day: run.day,
    suspended,
    held,
    waiting,
    url: `${facts.settings.proUrl}/animation/entretien/passages/${run.id}`,
  }
}
