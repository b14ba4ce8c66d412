import { reviewOffer } from '@boussole/commands'
import { offerReviewed, readShape } from '@boussole/contracts'
import type { OfferVersion, OfferView } from '@boussole/contracts'
import { listOffersAwaiting } from '@boussole/db'
import type { OfferingPartner } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { BackLink, Facts } from '../components/blocks.tsx'
import { Choices, ErrorSummary, Form, Submit, TextArea } from '../components/form.tsx'
import { Differences, ForWhom } from '../partner/offers/differences.tsx'
import type { ContentNames } from '../partner/offers/differences.tsx'
import { gratuityOf, loadOffer, namesOf } from '../partner/offers/offer.tsx'
import { offersFr } from '../partner/offers/offers.fr.ts'
import { AsRead, partnerOf } from '../partner/offers/preview.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../site/form.ts'
import { animationFr } from './messages.fr.ts'

const words = offersFr.review

const listRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get('/animation/offres', async (request, reply) => {
    const visit = await visits.of(request)
    const awaiting = await listOffersAwaiting(deps.db, professionalOf(request))
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={animationFr.today.title} />
          <h1>{words.heading}</h1>
          <p class="lead">{awaiting.length === 0 ? words.empty : words.lead}</p>
          <ul class="referrals">
            {awaiting.map(({ offerId, title, partnerName, author, proposedAt, isNew, timeZone }) => (
              <li key={offerId}>
                <a class="referral" href={visit.href(`/animation/offres/${offerId}`)}>
                  <span class="referral-who">
                    <strong>{title}</strong>
                    <span class="hint">{partnerName}</span>
                  </span>
                  <span class="referral-what">
                    {isNew ? words.isNew : words.isChange}
                    <span class="hint">
                      {offersFr.written(author, offersFr.moment(proposedAt.toString(), timeZone))}
                    </span>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </>
      ),
    })
  })
}

interface Reviewing {
  readonly offer: OfferView
  readonly proposed: OfferVersion
  readonly names: ContentNames
  readonly partner: OfferingPartner
}

const reviewRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Reviewing>(app, parts.visits, {
    path: '/animation/offres/:id',
    load: async (_visit, request) => {
      const offer = await loadOffer(request, parts)
      const proposed = offer.versions.find(({ state }) => state === 'proposed')
      if (proposed === undefined) throw new GoTo(`/offres/${offer.id}`)
      const [names, partner] = await Promise.all([namesOf(offer, parts), partnerOf(offer, parts)])
      return { offer, proposed, names, partner }
    },
    initial: () => ({}),
    page: (visit, { offer, proposed, names, partner }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/animation/offres')} label={words.heading} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{proposed.content.title}</h1>
          <p class="lead">
            {offer.partner.name}.{' '}
            {offersFr.written(proposed.author, offersFr.moment(proposed.writtenAt.toString(), offer.timeZone))}
          </p>
          {offer.standing !== 'draft' && (
            <>
              <h2>{words.differences}</h2>
              <Differences before={offer.content} after={proposed.content} names={names} />
            </>
          )}
          <h2>{offersFr.asWillBeRead}</h2>
          <AsRead partner={partner} content={proposed.content} />
          <h2>{words.forWhom}</h2>
          <ForWhom content={proposed.content} names={names} />
          <Facts
            facts={[
              { label: offersFr.facts.contact, value: offer.settings.contactEmail },
              { label: offersFr.facts.referents, value: offer.settings.referents.map(({ name }) => name).join(', ') },
              gratuityOf(offer),
            ]}
          />
          <p>
            <a href={visit.href(`/offres/${offer.id}`)}>{words.whole}</a>
          </p>
          <h2>{words.help}</h2>
          <ul>
            {words.helpPoints.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
          <Form visit={visit} form={form}>
            <input type="hidden" name="version" value={String(proposed.number)} />
            <Choices
              form={form}
              name="reponse"
              kind="one"
              legend={words.answer}
              choices={[
                { value: 'oui', label: words.accept },
                { value: 'non', label: words.refuse },
              ]}
            />
            <TextArea form={form} name="mots" label={words.words} hint={words.wordsHint} />
            <Submit label={words.send} icon="check" />
          </Form>
        </>
      ),
    }),
    act: async (_visit, { offer }, values, { request }) => {
      const answer = valueOf(values, 'reponse')
      if (answer !== 'oui' && answer !== 'non') return { errors: [{ field: 'reponse', message: words.answerMissing }] }
      const read = readShape(offerReviewed, {
        // What was read, not what may have been proposed since.
        number: Number(valueOf(values, 'version')),
        accepted: answer === 'oui',
        words: valueOf(values, 'mots').replaceAll('\r\n', '\n'),
      })
      if ('errors' in read) return { errors: [{ field: 'mots', message: words.wordsMissing }] }
      await reviewOffer(offer.id, read.value, professionalOf(request), parts.deps)
      return { goTo: `/offres/${offer.id}?fait=${answer === 'oui' ? 'acceptee' : 'refusee'}` }
    },
  })

/** What partners propose for their offers, and the animation's answer: its editorial line. */
export const offerReviewRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [listRoute, reviewRoute]) route(app, parts)
}
