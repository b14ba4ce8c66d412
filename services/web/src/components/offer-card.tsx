import type { Language } from '@boussole/contracts'
import type { AskingMessages } from '../young-person/asking/messages.fr.ts'
import { PromiseDate } from './blocks.tsx'
import { Icon } from './icon.tsx'

/**
 * An offer as young people read it; `dueDay` is the day of the promise, for somebody who would ask now. Both are null
 * of one that is being written, as long as it promises nothing.
 */
export interface OfferRead {
  readonly title: string
  readonly partnerName: string
  readonly description: string
  readonly place: string | null
  readonly windowDays: number | null
  readonly counting: 'calendar' | 'working'
  readonly dueDay: string | null
}

/** The words of an offer, its promise and its date: the same for who chooses it and for who writes it. */
export const OfferCard = ({
  offer,
  words,
  language,
  box,
  undated,
}: {
  offer: OfferRead
  words: AskingMessages
  language: Language
  /** The id of the box that chooses the offer, where there is one. */
  box?: string
  /** Said in the place of the date, as long as nothing is promised. */
  undated?: string
}) => (
  <div class="offer-words" lang="fr">
    <h3>{box === undefined ? offer.title : <label for={box}>{offer.title}</label>}</h3>
    <p class="offer-partner">{offer.partnerName}</p>
    <p>{offer.description}</p>
    {offer.place !== null && (
      <p class="offer-place">
        <Icon name="pin" />
        <span>{offer.place}</span>
      </p>
    )}
    <div {...(box === undefined ? {} : { id: `${box}-date` })} lang={language}>
      {offer.dueDay === null ? (
        <p class="hint">{undated}</p>
      ) : (
        <PromiseDate words={words.offers.promise} date={words.day(offer.dueDay)} />
      )}
      <p class="offer-window">
        {offer.windowDays !== null && `${words.offers.window(words.window(offer.windowDays, offer.counting))} · `}
        {words.offers.free}
      </p>
    </div>
  </div>
)
