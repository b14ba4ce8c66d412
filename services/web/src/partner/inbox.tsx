import { inboxQuery } from '@boussole/contracts'
import type { Inbox, ReferralSummary } from '@boussole/contracts'
import { findOffersWithoutReferent, listInboxFilters, listReferrals, platformNow } from '@boussole/db'
import type { InboxFilters, OfferWithoutReferent } from '@boussole/db'
import { isAwaited, onlyObserves } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ButtonLink } from '../components/blocks.tsx'
import type { Visit } from '../site/visit.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { countGroups, groupOf, groups, statesOf } from './counts.ts'
import type { Counts, Group } from './counts.ts'
import { Due } from './due.tsx'
import { Filters } from './filters.tsx'
import { inboxPath, isNarrowed, liveCountsPath, narrowingQuery, readNarrowing } from './inbox-narrowing.ts'
import type { NarrowingQuery } from './inbox-narrowing.ts'
import { searchedWords } from './inbox-search.ts'
import { partnerFr } from './messages.fr.ts'
import { OffersPaused } from './team/team.tsx'

const words = partnerFr.inbox

const query = z.object({
  liste: z.enum(groups).catch('awaited'),
  suite: inboxQuery.shape.cursor.catch(undefined),
})

const perPage = 50

const Row = ({ visit, item }: { visit: Visit; item: ReferralSummary }) => {
  const { id, firstName, age, commune, need, theme, offer, state, dueDay, referent } = item
  return (
    <li>
      <a class="referral" href={visit.href(`/mises-en-relation/${id}`)}>
        <span class="referral-who">
          <strong>{firstName ?? words.somebody}</strong>
          <span class="hint">
            {words.age(age)} · {commune.name}
          </span>
        </span>
        <span class="referral-what">
          {need?.name ?? theme.name}
          <span class="hint">{offer.title}</span>
          {referent !== null && <span class="hint">{words.followedBy(referent.name)}</span>}
        </span>
        <span class="referral-when">
          <span class={`state state-${groupOf(state)}`}>{partnerFr.states[state]}</span>
          <Due {...item} />
          {isAwaited(state) && <span class="hint">{words.due(dueDay)}</span>}
        </span>
      </a>
    </li>
  )
}

interface Shown {
  readonly visit: Visit
  readonly group: Group
  readonly narrowing: NarrowingQuery
  readonly searched: string | undefined
  readonly counts: Counts
  readonly madeAt: Temporal.Instant
  readonly page: Inbox
  readonly filters: InboxFilters
  readonly paused: readonly OfferWithoutReferent[]
}

const InboxPage = ({ visit, group, narrowing, searched, counts, madeAt, page, filters, paused }: Shown) => {
  const next = inboxQuery.shape.cursor.encode(page.nextCursor ?? undefined)
  return (
    <>
      <h1>{words.heading}</h1>
      <OffersPaused offers={paused} href={visit.href('/equipe')} />
      <nav
        class="tabs"
        aria-label={words.lists}
        data-counts={visit.href(liveCountsPath(narrowing, madeAt.toString()))}
        data-reload={visit.href(inboxPath({ ...narrowing, liste: group }))}
        data-words={JSON.stringify(words.live)}
      >
        {groups.map((each) => (
          <a
            key={each}
            href={visit.href(inboxPath({ ...narrowing, liste: each }))}
            {...(each === group ? { 'aria-current': 'page' as const } : {})}
          >
            {words.groups[each]}{' '}
            <span class="count" data-list={each}>
              {counts[each]}
            </span>
          </a>
        ))}
      </nav>
      <Filters visit={visit} liste={group} narrowing={narrowing} searched={searched} filters={filters} />
      {page.items.length === 0 ? (
        <p class="lead">{isNarrowed(narrowing) ? words.nothing : words.empty[group]}</p>
      ) : (
        <ul class="referrals">
          {page.items.map((item) => (
            <Row key={item.id} visit={visit} item={item} />
          ))}
        </ul>
      )}
      {next !== undefined && (
        <div class="actions">
          <ButtonLink
            href={visit.href(inboxPath({ ...narrowing, liste: group, suite: next }))}
            label={words.more}
            icon="arrow-right"
            quiet
          />
        </div>
      )}
    </>
  )
}

/** What young people asked of the partners one answers for, what is due first above. */
export const inboxRoute = (app: FastifyInstance, { deps, visits, inboxSearch }: ProfessionalParts): void => {
  app.get('/', async (request, reply) => {
    const visit = await visits.of(request)
    const professional = professionalOf(request)
    if (onlyObserves(professional)) return reply.redirect(visit.href('/animation'), 303)
    const { liste: group, suite } = query.parse(request.query)
    const { narrowing, asked, words: searched } = await readNarrowing(request.query, professional, inboxSearch)
    const madeAt = await platformNow(deps.db)
    const [page, counts, filters, paused] = await Promise.all([
      listReferrals(deps.db, professional, {
        ...asked,
        state: statesOf(group),
        limit: perPage,
        ...(suite === undefined ? {} : { cursor: suite }),
      }),
      countGroups(deps.db, professional, asked),
      listInboxFilters(deps.db, professional),
      findOffersWithoutReferent(deps.db, professional.partnerIds),
    ])
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <InboxPage
          visit={visit}
          group={group}
          narrowing={narrowing}
          searched={searched}
          counts={counts}
          madeAt={madeAt}
          page={page}
          filters={filters}
          paused={paused}
        />
      ),
    })
  })
  // A search is sent as a form, changes nothing, and leads to an address in which its words are sealed.
  app.post('/', async (request, reply) => {
    const visit = await visits.of(request)
    const { userId } = professionalOf(request)
    const { liste } = query.parse(request.body)
    const { q: _, ...narrowing } = narrowingQuery.parse(request.body)
    const typed = z.object({ mots: searchedWords }).safeParse(request.body).data?.mots
    const q = typed === undefined ? undefined : await inboxSearch.seal(userId, typed)
    return reply.redirect(visit.href(inboxPath({ ...narrowing, q, liste })), 303)
  })
}
