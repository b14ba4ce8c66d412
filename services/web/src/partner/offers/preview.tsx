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

const words = writingFr.preview

type Read = Pick<OfferView['content'], 'title' | 'description' | 'place' | 'windowDays' | 'counting'>

/** An offer as young people would read it if they asked now. */
export const AsRead = ({ partner, content }: { partner: OfferingPartner; content: Read }) => {
  const { name, now, timeZone, holidayZone } = partner
  const { windowDays, counting } = content
  const due = promisedDueAt({ receivedAt: now, windowDays, counting, timeZone, holidayZone })
  return (
    <div class="offer">
      <OfferCard
        offer={{ ...content, partnerName: name, dueDay: lastDayOf(due, timeZone).toString() }}
        words={askingFr}
        language="fr"
      />
    </div>
  )
}

/** The partner of an offer, as pages about the offer need it. */
export const partnerOf = async (offer: OfferView, { deps }: ProfessionalParts): Promise<OfferingPartner> => {
  const [partner] = await findOfferingPartners(deps.db, [offer.partner.id])
  if (partner === undefined) throw new Error(`the offer ${offer.id} is of no partner`)
  return partner
}

const Excluded = ({ values, theme }: { values: Values; theme: ThemeOpen }) => {
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
        {ageMin <= ageMax && <li>{words.ages(ageMin, ageMax)}</li>}
        {excluding.map((each) => (
          <li key={each}>{each}</li>
        ))}
        <li>{excluding.length === 0 ? words.everyAnswer : words.unsure}</li>
      </ul>
    </>
  )
}

const longestDays = { calendar: 7, working: 5 } as const

/** The preview of what is typed, complete or not: the card, with the date that it would promise now, and whom it is for. */
export const Preview = ({ partner, values, theme }: { partner: OfferingPartner; values: Values; theme: ThemeOpen }) => {
  const { title, description, place, windowDays, counting: typed } = typedContent(values, theme)
  const counting = typed === 'working' ? 'working' : 'calendar'
  const days = Number.isNaN(windowDays) || windowDays < 1 ? 1 : Math.min(windowDays, longestDays[counting])
  const content = {
    title: title.trim() === '' ? words.title : title,
    description: description.trim() === '' ? words.description : description,
    place,
    windowDays: days,
    counting,
  } as const
  return (
    <section class="preview" id="apercu" tabIndex={-1} aria-labelledby="apercu-titre">
      <h2 id="apercu-titre">{words.heading}</h2>
      <AsRead partner={partner} content={content} />
      <p class="hint">{words.dated}</p>
      <Excluded values={values} theme={theme} />
    </section>
  )
}
