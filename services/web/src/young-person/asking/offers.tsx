import type { MatchesFound } from '@boussole/contracts'
import type { FastifyInstance } from 'fastify'
import { BackLink, ButtonLink, InfoJeunesCard, Notice } from '../../components/blocks.tsx'
import { errorOf, ErrorSummary, FieldFault, Form, Submit } from '../../components/form.tsx'
import { OfferCard } from '../../components/offer-card.tsx'
import { formPage, valueOf } from '../../site/form.ts'
import type { FormState } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import { loadJourney, readOffers } from './journey.ts'
import type { Journey, Offer } from './journey.ts'
import { wordsIn } from './parts.ts'
import type { AskingParts } from './parts.ts'

const mostChosen = 3

/** Offers by need, in the order of matching. */
const byNeed = (offers: readonly Offer[]): Map<string, Offer[]> => {
  const groups = new Map<string, Offer[]>()
  for (const offer of offers) groups.set(offer.need.name, [...(groups.get(offer.need.name) ?? []), offer])
  return groups
}

const ChoosableOffer = ({ visit, form, offer }: { visit: Visit; form: FormState; offer: Offer }) => {
  const id = `offre-${offer.id}`
  return (
    <li class="offer">
      <input
        type="checkbox"
        name="offre"
        value={offer.id}
        id={id}
        checked={form.values['offre']?.includes(offer.id) ?? false}
        aria-describedby={`${id}-date`}
      />
      <OfferCard
        offer={{ ...offer, partnerName: offer.partner.name }}
        words={wordsIn(visit.language)}
        language={visit.language}
        box={id}
      />
    </li>
  )
}

const Unavailable = ({ visit, offers }: { visit: Visit; offers: readonly Offer[] }) => {
  const words = wordsIn(visit.language).offers
  if (offers.length === 0) return null
  return (
    <details class="more">
      <summary>{words.others(offers.length)}</summary>
      <ul>
        {offers.map(({ id, title, partner, unavailable }) => (
          <li key={id}>
            <span lang="fr">
              {title}, {partner.name}
            </span>
            {unavailable !== null && ` (${words.unavailable[unavailable]})`}
          </li>
        ))}
      </ul>
    </details>
  )
}

interface OffersShown {
  readonly journey: Journey
  readonly found: MatchesFound
  readonly available: readonly Offer[]
}

const NoOffers = ({ visit, data }: { visit: Visit; data: OffersShown }) => {
  const words = wordsIn(visit.language).offers
  return (
    <>
      <h1>{words.noneHeading}</h1>
      <p class="lead">{words.noneWords}</p>
      <InfoJeunesCard visit={visit} near={data.found.infoJeunes} />
      <Unavailable visit={visit} offers={data.found.items} />
      <div class="actions">
        <ButtonLink href={visit.href(data.journey.base)} label={words.again} quiet />
      </div>
    </>
  )
}

const OffersForm = ({ visit, data, form }: { visit: Visit; data: OffersShown; form: FormState }) => {
  const { offers: words, servicesInFrench } = wordsIn(visit.language)
  const { found, available, journey } = data
  const error = errorOf(form.errors, 'offre')
  const isOneGone = journey.draft.offers?.some((chosen) => available.every(({ id }) => id !== chosen)) ?? false
  return (
    <>
      <ErrorSummary visit={visit} errors={form.errors} />
      {isOneGone && form.errors.length === 0 && (
        <Notice tone="alert">
          <p>{words.gone}</p>
        </Notice>
      )}
      <h1>{words.heading(available.length)}</h1>
      <p class="lead">{words.choose}</p>
      {servicesInFrench !== null && <p class="hint">{servicesInFrench}</p>}
      <Form visit={visit} form={form}>
        <fieldset
          class={error === undefined ? 'offer-group' : 'offer-group has-fault'}
          id="champ-offre"
          tabIndex={-1}
          {...(error === undefined ? {} : { 'aria-describedby': 'erreur-offre' })}
        >
          <legend class="unseen">{words.choose}</legend>
          <FieldFault name="offre" error={error} />
          {[...byNeed(available)].map(([need, offers]) => (
            <section key={need}>
              <h2 class="need">{need}</h2>
              <ul class="offers">
                {offers.map((offer) => (
                  <ChoosableOffer key={offer.id} visit={visit} form={form} offer={offer} />
                ))}
              </ul>
            </section>
          ))}
        </fieldset>
        <div class="choose-bar">
          <Submit label={words.next} second={{ name: 'mieux', value: 'oui', label: words.best }} />
        </div>
      </Form>
      <Unavailable visit={visit} offers={found.items.filter(({ available: isAvailable }) => !isAvailable)} />
      <InfoJeunesCard visit={visit} near={found.infoJeunes} />
    </>
  )
}

/** Who can help, each with its promised date: up to three may be chosen, or the best one. */
export const offersRoute = (app: FastifyInstance, { deps, visits, drafts }: AskingParts): void =>
  formPage<OffersShown>(app, visits, {
    path: '/communes/:commune/:theme/offres',
    load: async (visit, request) => {
      const journey = await loadJourney(visit, request, { deps, drafts })
      const found = await readOffers(journey, deps)
      return { journey, found, available: found.items.filter(({ available }) => available) }
    },
    initial: ({ journey }) => ({ offre: journey.draft.offers ?? [] }),
    page: (visit, data, form) => {
      const words = wordsIn(visit.language)
      const { journey, available } = data
      const { questions, base } = journey
      const before = questions.length === 0 ? 'age' : `questions/${questions.length}`
      return {
        title: available.length === 0 ? words.offers.noneTitle : words.offers.title,
        body: (
          <>
            <BackLink href={visit.href(`${base}/${before}`)} label={words.previous} />
            {available.length === 0 ? (
              <NoOffers visit={visit} data={data} />
            ) : (
              <OffersForm visit={visit} data={data} form={form} />
            )}
          </>
        ),
      }
    },
    act: async (visit, { journey, available }, values, { reply }) => {
      const words = wordsIn(visit.language).offers
      const refuse = (message: string) => ({ errors: [{ field: 'offre', message }] })
      const isBest = valueOf(values, 'mieux') !== ''
      const ids = [...new Set(isBest ? [] : values['offre'])]
      const chosen = available.filter(({ id }) => ids.includes(id))
      if (!isBest && ids.length === 0) return refuse(words.missing)
      if (chosen.length < ids.length) return refuse(words.gone)
      if (chosen.length > mostChosen) return refuse(words.tooMany)
      if (new Set(chosen.map(({ partner }) => partner.id)).size < chosen.length) return refuse(words.samePartner)
      const [best] = available
      if (isBest && best === undefined) return refuse(words.gone)
      const offers = isBest && best !== undefined ? [best] : chosen
      await drafts.save(reply, visit, { ...journey.draft, offers: offers.map(({ id }) => id) })
      return { goTo: `${journey.base}/contact` }
    },
  })
