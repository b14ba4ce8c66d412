import type { Database } from '@boussole/db'
import { sql } from 'drizzle-orm'
import { countViolations } from '../proofs/checks.ts'
import type { Load } from './load.ts'
import type { Stage } from './stage.ts'

/** What must be nothing at all, after every act. */
export interface Broken {
  /** Rows that break an invariant of domain.md §9. */
  readonly invariants: number
  /** Requests that were answered with a yes and are not there. */
  readonly requestsLost: number
  /** Requests that are there twice, or were answered with two ids. */
  readonly requestsTwice: number
  /** Acts of referents that were answered with a yes and are not in the journal. */
  readonly actsLost: number
  /** Mails that the outbox calls sent and no mail server took. */
  readonly mailsLost: number
  /** Mails of which no row of the outbox tells. */
  readonly mailsUnknown: number
}

/** How often a mail came again under the same Message-ID, or came and was then no longer called for. */
export interface MailsInDoubt {
  readonly twice: number
  readonly undecided: number
}

const requestsBroken = async (db: Database, { phones }: Load) => {
  const told = new Set(phones.flatMap(({ ids }) => [...ids]))
  const { rows } = await db.execute<{ id: string; email: string | null }>(
    sql`select id, email from requests where email like '%@telephone.example'`,
  )
  const there = new Set(rows.map(({ id }) => id))
  const emails = new Set(rows.map(({ email }) => email))
  return {
    requestsLost: [...told].filter((id) => !there.has(id)).length,
    requestsTwice: rows.length - emails.size + phones.filter(({ ids }) => ids.size > 1).length,
  }
}

const countActsLost = async (db: Database, { acts }: Load): Promise<number> => {
  const { rows } = await db.execute<{ act: string }>(
    sql`select distinct referral_id || ' ' || (event ->> 'kind') as act from journal where actor_kind = 'referent'`,
  )
  const there = new Set(rows.map(({ act }) => act))
  return acts.filter(({ referralId, kind }) => !there.has(`${referralId} ${kind}`)).length
}

const compareMails = async ({ db, mailsTaken }: Stage) => {
  const { rows } = await db.execute<{ id: string; state: string; named: boolean }>(
    sql`select id, state, sent_with is null as named from outbox`,
  )
  // Read after the rows: what is sent was taken before.
  const taken = new Map<string, number>()
  for (const { messageId } of mailsTaken) {
    const id = messageId.replace(/^<|@.*$/g, '')
    taken.set(id, (taken.get(id) ?? 0) + 1)
  }
  const states = new Map(rows.map(({ id, state }) => [id, state]))
  return {
    mailsLost: rows.filter(({ id, state, named }) => state === 'sent' && named && !taken.has(id)).length,
    mailsUnknown: [...taken.keys()].filter((id) => !states.has(id)).length,
    twice: [...taken.values()].reduce((sum, times) => sum + times - 1, 0),
    undecided: [...taken.keys()].filter((id) => states.has(id) && states.get(id) !== 'sent').length,
  }
}

/** Looks at every promise, while all goes on. */
export const lookAtPromises = async (stage: Stage, load: Load): Promise<{ broken: Broken; inDoubt: MailsInDoubt }> => {
  const invariants = await countViolations(stage.db)
  const { twice, undecided, ...mails } = await compareMails(stage)
  const broken = {
    invariants,
    ...(await requestsBroken(stage.db, load)),
    actsLost: await countActsLost(stage.db, load),
    ...mails,
  }
  return { broken, inDoubt: { twice, undecided } }
}

/**
 * What was due at this instant and is not done, the mails put off after a failure included; 0 once all has come right.
 * Milestones that failed five times count: they wait for a person. `mailsMayWait`: milestones alone are counted.
 */
export const countOverdue = async (
  db: Database,
  { at, mailsMayWait }: { readonly at: string; readonly mailsMayWait: boolean },
): Promise<number> => {
  const { rows } = await db.execute<{ overdue: number }>(sql`
    select (
      (select count(*) from milestones where state = 'pending' and due_at <= ${at}) +
      (select count(*) from outbox where state = 'waiting' and not ${mailsMayWait}
        and (send_after <= ${at} or (failure is not null and created_at <= ${at}))))::int as overdue`)
  return rows[0]?.overdue ?? 0
}
