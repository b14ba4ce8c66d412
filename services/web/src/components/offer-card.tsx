import type { Language } from '@boussole/contracts'
import type { AskingMessages } from '../young-person/asking/messages.fr.ts'
import { PromiseDate } from './blocks.tsx'
import { Icon } from './icon.tsx'

/** An offer as young people read it; `dueDay` is the day of the promise, for somebody who would ask now. */
export interface OfferRead {
  readonly title: string
  readonly partnerName: string
  readonly description: string
  readonly place: string | null
  readonly windowDays: number
  readonly counting: 'calendar' | 'working'
  readonly dueDay: string
}

/** The words of an offer, its promise and its date: the same for who chooses it and for who writes it. */
export const OfferCard = ({
  offer,
  words,
  language,
  box,
}: {
  offer: OfferRead
  words: AskingMessages
  language: Language
  /** The id of the box that chooses the offer, where there is one. */
  box?: string
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
      <PromiseDate words={words.offers.promise} date={words.day(offer.dueDay)} />
      <p class="offer-window">
        {words.offers.window(words.window(offer.windowDays, offer.counting))} · {words.offers.free}
      </p>
    </div>
  </div>
)
