import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { asId } from '@boussole/domain'
import type { PartnerId, PartnerPlace, ProblemCategory, ProblemSide, Professional, TerritoryId } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from './database.ts'
import { instantOf } from './schema/columns.ts'
import { watchedTerritories } from './watched-territories.ts'

export type ProblemState = 'open' | 'closed'

/** A problem as lists show it. */
export interface Problem {
  readonly id: string
  readonly category: ProblemCategory
  readonly state: ProblemState
  readonly partnerName: string
  readonly authorName: string
  /** How it begins; null once its words are erased. */
  readonly beginning: string | null
  /** Who wrote last. */
  readonly lastSide: ProblemSide
  readonly openedAt: Temporal.Instant
  readonly timeZone: string
}

/** One thing done in a problem. `words`: null for what is not written, and once they are erased. */
export interface ProblemMessage {
  readonly id: string
  readonly authorName: string
  readonly side: ProblemSide
  readonly act: 'written' | 'closed' | 'reopened'
  readonly words: string | null
  readonly at: Temporal.Instant
}

/** A problem with whose it is, and what was done in it: the oldest first, the latest ones when there are many. */
export interface ProblemThread extends Problem {
  readonly place: PartnerPlace
  readonly authorId: string
  readonly referralId: string | null
  readonly messages: readonly ProblemMessage[]
}

/** Messages shown of one problem. */
const messagesShown = 200

interface ProblemRow extends Record<string, unknown> {
  problem: Omit<Problem, 'openedAt'> & { openedAt: string }
}

const sideOf = (author: SQL): SQL => sql`
  case when exists (
    select from referents where referents.partner_id = problem_threads.partner_id and referents.user_id = ${author})
    then 'partner' else 'animation' end`

/** The first or the last words of a problem. */
const written = (order: SQL): SQL => sql`
  select words, author_id from problem_messages
  where thread_id = problem_threads.id and act = 'written' order by ${order} limit 1`

const printed = sql`
  jsonb_build_object('id', problem_threads.id, 'category', category, 'state', problem_threads.state,
    'partnerName', partners.name, 'authorName', authors.name, 'beginning', left(first.words, 160),
    'lastSide', ${sideOf(sql`last.author_id`)}, 'openedAt', opened_at, 'timeZone', territories.time_zone)`

const around = sql`
  problem_threads
    join partners on partners.id = problem_threads.partner_id
    join territories on territories.id = problem_threads.territory_id
    join users as authors on authors.id = problem_threads.author_id
    left join lateral (${written(sql`at, id`)}) as first on true
    left join lateral (${written(sql`at desc, id desc`)}) as last on true`

const problemOf = ({ problem }: ProblemRow): Problem => ({ ...problem, openedAt: instantOf(problem.openedAt) })

const ofPartners = ({ partnerIds }: Professional): SQL =>
  sql`problem_threads.partner_id = any(${sql.param(partnerIds)}::uuid[])`

const watched = (professional: Professional): SQL =>
  sql`problem_threads.territory_id in (${watchedTerritories(professional)})`

/** Problems on one page. */
export const problemsPerPage = 30

/** A page of problems; `next`: the last one shown, after which there are more. */
export interface ProblemPage {
  readonly items: readonly Problem[]
  readonly next: string | null
}

const pageOf = async (
  reader: Reader,
  { which, after, oldestFirst }: { readonly which: SQL; readonly after: string | null; readonly oldestFirst: boolean },
): Promise<ProblemPage> => {
  const [beyond, order] = oldestFirst ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`]
  const { rows } = await reader.execute<ProblemRow>(sql`
    select ${printed} as problem from ${around}
    where ${which} and (${after}::uuid is null or (opened_at, problem_threads.id) ${beyond} (
      select shown.opened_at, shown.id from problem_threads as shown where shown.id = ${after}::uuid))
    order by opened_at ${order}, problem_threads.id ${order} limit ${problemsPerPage + 1}`)
  const items = rows.slice(0, problemsPerPage).map(problemOf)
  return { items, next: rows.length > problemsPerPage ? (items.at(-1)?.id ?? null) : null }
}

/** What the partners that somebody answers for have reported, the latest first. `after`: the last one shown. */
export const listOwnProblems = (
  reader: Reader,
  professional: Professional,
  after: string | null,
): Promise<ProblemPage> => pageOf(reader, { which: ofPartners(professional), after, oldestFirst: false })

const watchedIn = (professional: Professional, state: ProblemState): SQL =>
  sql`${watched(professional)} and problem_threads.state = ${state}`

/** What is open in what somebody watches, the oldest first; or what is closed, the latest first. */
export const listWatchedProblems = (
  reader: Reader,
  professional: Professional,
  { state, after }: { readonly state: ProblemState; readonly after: string | null },
): Promise<ProblemPage> =>
  pageOf(reader, { which: watchedIn(professional, state), after, oldestFirst: state === 'open' })

/** How many problems are open in what somebody watches: as many as the pages of their list show. */
export const countOpenProblems = async (reader: Reader, professional: Professional): Promise<number> => {
  const { rows } = await reader.execute<{ count: number }>(sql`
    select count(*)::int as count from problem_threads where ${watchedIn(professional, 'open')}`)
  return rows[0]?.count ?? 0
}

interface ThreadRow extends ProblemRow {
  place: PartnerPlace
  author_id: string
  referral_id: string | null
  messages: (Omit<ProblemMessage, 'at'> & { at: string })[]
}

/** One problem with what was done in it; undefined when there is none. */
export const findProblem = async (reader: Reader, id: string): Promise<ProblemThread | undefined> => {
  const { rows } = await reader.execute<ThreadRow>(sql`
    select ${printed} as problem, problem_threads.author_id, referral_id,
      jsonb_build_object('partnerId', partners.id, 'territoryId', territories.id, 'regionCode', region_code) as place,
      (select coalesce(jsonb_agg(jsonb_build_object('id', message.id, 'authorName', users.name, 'act', act,
          'words', message.words, 'at', at, 'side', ${sideOf(sql`message.author_id`)})
          -- What opens it again comes before the words with which it did; what closes it, after them.
          order by at, array_position(array['reopened', 'written', 'closed'], act), message.id), '[]'::jsonb)
        from (
            select * from problem_messages where thread_id = problem_threads.id
            order by at desc, id desc limit ${messagesShown}) as message
          join users on users.id = message.author_id) as messages
    from ${around} where problem_threads.id = ${id}::uuid`)
  const [row] = rows
  return (
    row && {
      ...problemOf(row),
      place: row.place,
      authorId: row.author_id,
      referralId: row.referral_id,
      messages: row.messages.map((message) => ({ ...message, at: instantOf(message.at) })),
    }
  )
}

/** The same, locked: what is done in it is done one after the other. */
export const lockProblem = async (tx: Tx, id: string): Promise<ProblemThread | undefined> => {
  await tx.execute(sql`select from problem_threads where id = ${id}::uuid for update`)
  return findProblem(tx, id)
}

interface NewProblem {
  readonly id: string
  readonly partnerId: PartnerId
  readonly authorId: string
  readonly category: ProblemCategory
  readonly referralId: string | null
}

/** A problem begins, in the territory of its partner, which is answered; undefined when it is there already. */
export const insertProblem = async (
  tx: Tx,
  { id, partnerId, authorId, category, referralId }: NewProblem,
): Promise<TerritoryId | undefined> => {
  const { rows } = await tx.execute<{ territory_id: string }>(sql`
    insert into problem_threads (id, territory_id, partner_id, author_id, category, referral_id)
    select ${id}::uuid, territory_id, partners.id, ${authorId}::uuid, ${category}, ${referralId}::uuid
    from partners where id = ${partnerId}
    on conflict (id) do nothing returning territory_id`)
  return rows[0] && asId<TerritoryId>(rows[0].territory_id)
}

interface NewMessage {
  readonly id: string
  readonly threadId: string
  readonly authorId: string
  readonly act: ProblemMessage['act']
  readonly words: string | null
}

/** Keeps what somebody did in a problem; false when it is there already. */
export const insertProblemMessage = async (
  tx: Tx,
  { id, threadId, authorId, act, words }: NewMessage,
): Promise<boolean> => {
  const { rowCount } = await tx.execute(sql`
    insert into problem_messages (id, thread_id, author_id, act, words)
    values (${id}, ${threadId}, ${authorId}, ${act}, ${words}) on conflict (id) do nothing`)
  return rowCount === 1
}

/** The problem is open, or closed, from now on. */
export const updateProblemState = async (tx: Tx, id: string, state: ProblemState): Promise<void> => {
  await tx.execute(sql`update problem_threads set state = ${state} where id = ${id}`)
}

/** Takes out every word written in problems about a request that is erased. */
export const eraseProblemWords = async (tx: Tx, requestId: string): Promise<void> => {
  await tx.execute(sql`
    update problem_messages set words = null
    from problem_threads join referrals on referrals.id = referral_id
    where thread_id = problem_threads.id and request_id = ${requestId}`)
}

/** A partner that somebody answers for. */
export interface OwnPartner {
  readonly id: PartnerId
  readonly name: string
}

/** The partners that somebody answers for, by name. */
export const listOwnPartners = async (reader: Reader, { partnerIds }: Professional): Promise<OwnPartner[]> => {
  const { rows } = await reader.execute<OwnPartner & Record<string, unknown>>(sql`
    select id, name from partners where id = any(${sql.param(partnerIds)}::uuid[]) order by name, id limit 100`)
  return rows
}
