import type { OfferView, ThemeOpen } from '@boussole/contracts'
import { findOfferingPartners } from '@boussole/db'
import type { OfferingPartner } from '@boussole/db'
import { lastDayOf, promisedDueAt } from '@boussole/domain'
import { OfferCard } from '../../components/offer-card.tsx'
import type { ProfessionalParts } from '../../professional/parts.ts'
import type { Values } from '../../site/form.ts'
import { askingFr } from '../../young-person/asking/messages.fr.ts'
import { questionsOf, typedContent } from './typed-offer.ts'
import { writingFr } from './writing.fr.ts'
import type { ZonesShown } from './zone-picker.tsx'

const words = writingFr.preview

type Read = Pick<OfferView['content'], 'title' | 'description' | 'place' | 'windowDays' | 'counting'>

const longestDays = { calendar: 7, working: 5 } as const

const isPromised = (days: number | null, counting: keyof typeof longestDays): days is number =>
  days !== null && days >= 1 && days <= longestDays[counting]

/** An offer as young people would read it if they asked now; what a draft lacks yet is told in its place. */
export const AsRead = ({ partner, content }: { partner: OfferingPartner; content: Read }) => {
  const { name, now, timeZone, holidayZone } = partner
  const { title, description, windowDays: days, counting } = content
  const windowDays = isPromised(days, counting) ? days : null
  const promise = { receivedAt: now, counting, timeZone, holidayZone }
  const due = windowDays === null ? null : promisedDueAt({ ...promise, windowDays })
  const offer = {
    title: title.trim() === '' ? words.title : title,
    description: description.trim() === '' ? words.description : description,
    place: content.place,
    partnerName: name,
    windowDays,
    counting,
    dueDay: due && lastDayOf(due, timeZone).toString(),
  }
  return (
    <div class="offer">
      <OfferCard offer={offer} words={askingFr} language="fr" undated={words.undated} />
    </div>
  )
}

/** The partner of an offer, as pages about the offer need it. */
export const partnerOf = async (offer: OfferView, { deps }: ProfessionalParts): Promise<OfferingPartner> => {
  const [partner] = await findOfferingPartners(deps.db, [offer.partner.id])
  if (partner === undefined) throw new Error(`the offer ${offer.id} is of no partner`)
  return partner
}

/** Zones named one by one in the preview; the form shows them all. */
const zonesNamed = 6

const Excluded = ({ values, theme, zones }: { values: Values; theme: ThemeOpen; zones: ZonesShown['chosen'] }) => {
  const names = zones.slice(0, zonesNamed).map(({ name }) => name)
  const { ageMin, ageMax, criteria } = typedContent(values, theme)
  const excluding = questionsOf(theme).flatMap(({ code, label, kind, answers }) => {
    const accepted = criteria[code]
    const left = answers.filter((answer) => accepted?.includes(answer.code) === false).map((answer) => answer.label)
    if (left.length === 0) return []
    return [kind === 'several' ? words.excludesOnly(label, left) : words.excludes(label, left)]
  })
  return (
    <>
      <h3>{words.sees}</h3>
      <ul>
        {ageMin !== null && ageMax !== null && ageMin <= ageMax && <li>{words.ages(ageMin, ageMax)}</li>}
        <li>{names.length === 0 ? words.nowhere : words.zones(names, zones.length - names.length)}</li>
        {excluding.map((each) => (
          <li key={each}>{each}</li>
        ))}
        <li>{excluding.length === 0 ? words.everyAnswer : words.unsure}</li>
      </ul>
    </>
  )
}

/** The preview of what is typed, complete or not: the card, with the date that it would promise now, and whom it is for. */
export const Preview = ({
  partner,
  values,
  theme,
  zones,
}: {
  partner: OfferingPartner
  values: Values
  theme: ThemeOpen
  zones: ZonesShown['chosen']
}) => {
  const { title, description, place, windowDays, counting } = typedContent(values, theme)
  const content = {
    title,
    description,
    place,
    windowDays,
    counting: counting === 'working' ? counting : 'calendar',
  } as const
  return (
    <section class="preview" id="apercu" tabIndex={-1} aria-labelledby="apercu-titre">
      <h2 id="apercu-titre">{words.heading}</h2>
      <AsRead partner={partner} content={content} />
      {isPromised(windowDays, content.counting) && <p class="hint">{words.dated}</p>}
      <Excluded values={values} theme={theme} zones={zones} />
    </section>
  )
}
