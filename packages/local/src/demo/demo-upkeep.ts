import type { Temporal } from 'temporal-polyfill'
import { demoId } from './demo-id.ts'

type Row = Readonly<Record<string, unknown>>

interface KeptUp {
  readonly state?: 'suspended' | 'paused'
  /** Days ago. */
  readonly confirmed: number
  readonly contactConfirmed?: number
  readonly contactBounced?: number
  readonly toConfirm?: {
    readonly since: number
    readonly cause: 'offer' | 'contact' | 'bounce' | 'reminders' | 'lapses'
  }
  readonly held?: number
}

/** Offers of the Loire at each place of the upkeep; the others were confirmed three weeks ago. */
const keptUp: Readonly<Record<string, KeptUp>> = {
  // The first run tells its referents that it will be due.
  'service-civique': { confirmed: 158, contactConfirmed: 10 },
  'bilan-de-sante': { confirmed: 195, contactConfirmed: 40, toConfirm: { since: 10, cause: 'offer' } },
  'velo-remis-a-neuf': { confirmed: 101, toConfirm: { since: 9, cause: 'contact' } },
  'pret-de-scooter': { confirmed: 20, contactBounced: 2, toConfirm: { since: 1, cause: 'bounce' } },
  'financer-ma-formation-forez': { confirmed: 30, toConfirm: { since: 3, cause: 'lapses' } },
  'emploi-et-handicap': { state: 'suspended', confirmed: 215, toConfirm: { since: 31, cause: 'offer' } },
  'amour-et-contraception': { state: 'paused', confirmed: 25, held: 2 },
}

/** Whose mails come back. */
const personInDoubt = 'helene-jourdanet'

const morning = (today: Temporal.PlainDate, daysAgo: number): string =>
  `${today.subtract({ days: daysAgo }).toString()}T08:00:00Z`
const orNull = <Value>(daysAgo: number | undefined, told: (daysAgo: number) => Value): Value | null =>
  daysAgo === undefined ? null : told(daysAgo)

/** What an offer's row says of its upkeep. */
export const upkeepColumns = (key: string, today: Temporal.PlainDate): Row => {
  const { confirmed, contactConfirmed, contactBounced, toConfirm, held } = keptUp[key] ?? { confirmed: 20 }
  return {
    confirmed_at: morning(today, confirmed),
    contact_confirmed_at: orNull(contactConfirmed, (days) => morning(today, days)),
    contact_bounced_at: orNull(contactBounced, (days) => morning(today, days)),
    to_confirm_since: orNull(toConfirm?.since, (days) => today.subtract({ days }).toString()),
    to_confirm_cause: toConfirm?.cause ?? null,
    held_since: orNull(held, (days) => morning(today, days)),
  }
}

/** Suspended, or paused at a third lapse; otherwise what the offer says itself. */
export const upkeepState = (key: string): KeptUp['state'] => keptUp[key]?.state

/** Since when mails to somebody come back; null: they arrive. */
export const mailBouncedAt = (person: string, today: Temporal.PlainDate): string | null =>
  person === personInDoubt ? morning(today, 3) : null

const runs = [
  { daysAgo: 10, changes: [{ key: 'bilan-de-sante', kind: 'to-confirm' }] },
  {
    daysAgo: 1,
    changes: [
      { key: 'emploi-et-handicap', kind: 'suspended' },
      { key: 'pret-de-scooter', kind: 'early-check' },
    ],
  },
] as const

const runId = (daysAgo: number): string => demoId('upkeep-run', `loire/${daysAgo}`)

const standing = (state: string, key: string, today: Temporal.PlainDate, isAsked: boolean) => ({
  state,
  toConfirmSince: isAsked ? upkeepColumns(key, today)['to_confirm_since'] : null,
  toConfirmCause: isAsked ? upkeepColumns(key, today)['to_confirm_cause'] : null,
  heldSince: null,
})

/** The runs of the Loire that did something, and what they did. */
export const demoUpkeep = (
  today: Temporal.PlainDate,
): { readonly runs: readonly Row[]; readonly changes: readonly Row[] } => ({
  runs: runs.map(({ daysAgo }) => ({
    id: runId(daysAgo),
    territory_id: demoId('territory', 'loire'),
    day: today.subtract({ days: daysAgo }).toString(),
    at: `${today.subtract({ days: daysAgo }).toString()}T03:00:00Z`,
    online: 36,
    allowed: 1,
  })),
  changes: runs.flatMap(({ daysAgo, changes }) =>
    changes.map(({ key, kind }) => ({
      run_id: runId(daysAgo),
      offer_id: demoId('offer', key),
      kind,
      cause: keptUp[key]?.toConfirm?.cause ?? 'offer',
      due_on: today.subtract({ days: daysAgo }).toString(),
      old_value: standing('active', key, today, kind === 'suspended'),
      new_value: standing(kind === 'suspended' ? 'suspended' : 'active', key, today, true),
    })),
  ),
})
