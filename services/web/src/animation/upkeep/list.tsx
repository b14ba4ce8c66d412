import { cursorAt, cursorInstant, day } from '@boussole/contracts'
import { countAddressesInDoubt, countUpkeep, listUpkeep, upkeepBaskets } from '@boussole/db'
import type { OfferToKeepUp, UpkeepBasket, UpkeepCursor } from '@boussole/db'
import { suspendedOn } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { BackLink, Done, LinkCards, StayLink } from '../../components/blocks.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import type { Visit } from '../../site/visit.tsx'
import { upkeepFr as words } from './upkeep.fr.ts'

export const upkeepPath = '/animation/entretien'

/** Where a list of upkeep goes on, as its address says it. */
export const cursorShape = cursorAt(z.union([cursorInstant(), day]))

export const cursorOf = ({ at, id }: UpkeepCursor): string => encodeURIComponent(`${at}~${id}`)

/** What the baskets are called in addresses. */
const names = {
  'to-confirm': 'a-confirmer',
  'early-check': 'a-verifier',
  held: 'en-pause',
  suspended: 'suspendues',
} as const satisfies Readonly<Record<UpkeepBasket, string>>

/** The list of a basket. */
export const basketPath = (basket: UpkeepBasket): string => `${upkeepPath}?liste=${names[basket]}`

const query = z.object({
  liste: z.enum(names).optional().catch(undefined),
  suite: cursorShape,
  fait: z.enum(['reprise']).optional().catch(undefined),
})

const Item = ({ visit, basket, offer }: { visit: Visit; basket: UpkeepBasket; offer: OfferToKeepUp }) => {
  const { id, title, partnerName, cause, sinceDay, confirmedDay, toConfirmSince, referents } = offer
  return (
    <li class="session">
      <p>
        <a href={visit.href(`/offres/${id}`)}>
          <strong>{title}</strong>
        </a>{' '}
        {cause !== null && basket !== 'held' && <span class="state">{words.causes[cause]}</span>}
      </p>
      <p>
        {partnerName} · {words.answers(referents)}
      </p>
      <p class="hint">
        {words.since(sinceDay)}
        {toConfirmSince !== null &&
          (basket === 'to-confirm' || basket === 'early-check') &&
          `, ${words.suspendedOn(suspendedOn(Temporal.PlainDate.from(toConfirmSince)).toString())}`}
      </p>
      <p class="hint">{words.confirmed(confirmedDay)} </p>
      {basket === 'held' && (
        <p>
          <a href={visit.href(`${upkeepPath}/offres/${id}/reprise`)}>
            {words.resume} <span class="unseen">{title}</span>
          </a>
        </p>
      )}
    </li>
  )
}

/** Offers that await a confirmation, a look or a word, a list for each; and where the runs and the addresses are. */
export const upkeepListRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get(upkeepPath, async (request, reply) => {
    const visit = await visits.of(request)
    const professional = professionalOf(request)
    const { liste, suite, fait } = query.parse(request.query)
    const counts = await countUpkeep(deps.db, professional)
    const basket =
      upkeepBaskets.find((each) => names[each] === liste) ??
      upkeepBaskets.find((each) => counts[each] > 0) ??
      'to-confirm'
    const [{ items, next }, addresses] = await Promise.all([
      listUpkeep(deps.db, professional, { basket, after: suite }),
      countAddressesInDoubt(deps.db, professional),
    ])
    const { lead, none } = words.baskets[basket]
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={words.back} />
          {fait !== undefined && <Done words={words.done[fait]} />}
          <h1>{words.heading}</h1>
          <nav class="tabs" aria-label={words.lists}>
            {upkeepBaskets.map((each) => (
              <a
                key={each}
                href={visit.href(basketPath(each))}
                {...(each === basket ? { 'aria-current': 'page' as const } : {})}
              >
                {words.baskets[each].label} <span class="count">{counts[each]}</span>
              </a>
            ))}
          </nav>
          <p class="lead">{items.length === 0 ? none : lead}</p>
          <ul class="sessions-open">
            {items.map((offer) => (
              <Item key={offer.id} visit={visit} basket={basket} offer={offer} />
            ))}
          </ul>
          {suite !== undefined && <StayLink href={visit.href(basketPath(basket))} label={words.first} />}
          {next !== null && (
            <StayLink href={visit.href(`${basketPath(basket)}&suite=${cursorOf(next)}`)} label={words.more} />
          )}
          <LinkCards
            links={[
              { href: visit.href(`${upkeepPath}/adresses`), label: words.addressesLink(addresses), icon: 'mail' },
              { href: visit.href(`${upkeepPath}/passages`), label: words.runsLink, icon: 'clock' },
              { href: visit.href('/animation/exports'), label: words.exportsLink, icon: 'download' },
            ]}
          />
        </>
      ),
    })
  })
}
