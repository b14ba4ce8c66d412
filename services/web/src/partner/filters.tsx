import type { InboxFilters } from '@boussole/db'
import { Icon } from '../components/icon.tsx'
import type { Visit } from '../site/visit.tsx'
import { filterNames, inboxPath, isNarrowed } from './inbox-narrowing.ts'
import type { NarrowingQuery } from './inbox-narrowing.ts'
import { partnerFr } from './messages.fr.ts'

const words = partnerFr.inbox

interface Filter {
  readonly label: string
  /** What it narrows the list to. */
  readonly to: NarrowingQuery
}

const alwaysThere: readonly Filter[] = [
  { label: words.mine, to: { qui: 'moi' } },
  { label: words.today, to: { echeance: 'jour' } },
  { label: words.late, to: { echeance: 'retard' } },
]

/** Where the page "Animation" leads. */
const fromAnimation: readonly Filter[] = [
  { label: words.overdue, to: { echeance: 'animation' } },
  { label: words.claimed, to: { echeance: 'contredit' } },
]

const isOn = (narrowing: NarrowingQuery, { to }: Filter): boolean =>
  filterNames.every((name) => to[name] === undefined || narrowing[name] === to[name])

const without = (narrowing: NarrowingQuery, { to }: Filter): NarrowingQuery =>
  Object.fromEntries(filterNames.filter((name) => to[name] === undefined).map((name) => [name, narrowing[name]]))

/**
 * What narrows the inbox, as links that add or take away one filter, and a search that works without script. Folded on a
 * phone until it is asked for: the referrals come first.
 */
export const Filters = ({
  visit,
  liste,
  narrowing,
  searched,
  filters: { offers, themes },
}: {
  visit: Visit
  liste: string
  narrowing: NarrowingQuery
  /** The words of `narrowing.q`, to be read. */
  searched: string | undefined
  filters: InboxFilters
}) => {
  const known: Filter[] = [
    ...themes.map(({ code, name }) => ({ label: words.theme(name), to: { theme: code } })),
    ...offers.map(({ id, title }) => ({ label: words.offer(title), to: { offre: id } })),
  ]
  // One that is on stays in sight, so that it can be taken away.
  const shown = [
    ...alwaysThere,
    ...fromAnimation.filter((filter) => isOn(narrowing, filter)),
    ...known.filter((filter) => isOn(narrowing, filter)),
    ...(searched === undefined ? [] : [{ label: words.found(searched), to: { q: narrowing.q } }]),
  ]
  const Chip = ({ filter }: { filter: Filter }) => {
    const on = isOn(narrowing, filter)
    const query = on ? without(narrowing, filter) : { ...narrowing, ...filter.to }
    return (
      <a
        class="chip"
        href={visit.href(inboxPath({ ...query, liste }))}
        {...(on ? { 'aria-current': 'true' as const } : {})}
      >
        <span>
          {filter.label} {on && <span class="unseen">{words.remove}</span>}
        </span>
        {on && <Icon name="cross" />}
      </a>
    )
  }
  return (
    <details class="narrow" open={isNarrowed(narrowing)}>
      <summary>
        <Icon name="search" />
        <span>{words.narrowing}</span>
      </summary>
      <div class="narrow-inner">
        <form class="narrow-search" method="post" action={visit.href('/')} role="search">
          <label for="champ-q">{words.search}</label>
          <div class="narrow-field">
            <input class="input" id="champ-q" name="mots" type="search" autocomplete="off" value={searched ?? ''} />
            {liste !== 'awaited' && <input type="hidden" name="liste" value={liste} />}
            {filterNames.map((name) =>
              name === 'q' || narrowing[name] === undefined ? null : (
                <input key={name} type="hidden" name={name} value={narrowing[name]} />
              ),
            )}
            <button class="button button-quiet" type="submit">
              {words.searchSend}
            </button>
          </div>
        </form>
        <nav class="chips" aria-label={words.filters}>
          {shown.map((filter) => (
            <Chip key={filter.label} filter={filter} />
          ))}
          {isNarrowed(narrowing) && <a href={visit.href(inboxPath({ liste }))}>{words.everything}</a>}
        </nav>
        {offers.length > 1 && (
          <details class="narrow-more">
            <summary>{words.narrow}</summary>
            <nav class="chips" aria-label={words.narrow}>
              {known.map((filter) => (
                <Chip key={filter.label} filter={filter} />
              ))}
            </nav>
          </details>
        )}
      </div>
    </details>
  )
}
