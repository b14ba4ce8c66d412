import { answerAccompaniment, chooseOffer, claimNoContact, giveFeedback } from '@boussole/commands'
import { asId, Refusal } from '@boussole/domain'
import type { OfferId, ReferralId } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { InfoJeunesCard, PromiseDate, StayLink } from '../../components/blocks.tsx'
import { Choices, ErrorSummary, Form, Submit } from '../../components/form.tsx'
import { formPage, GoTo, valueOf } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import { Back } from './back.tsx'
import { contactedDay, hasHappened, loadFollowed, referralOf, trackingWordsIn } from './parts.ts'
import type { Followed, TrackedReferral, TrackingParts } from './parts.ts'

interface AboutReferral {
  readonly followed: Followed
  readonly referral: TrackedReferral
}

const params = z.object({ referral: z.string() })

const load = async (visit: Visit, request: FastifyRequest, parts: TrackingParts): Promise<AboutReferral> => {
  const followed = await loadFollowed(visit, request, parts)
  return { followed, referral: referralOf(followed, params.parse(request.params).referral) }
}

/** "Personne ne m'a contacté": a contact is on record, and the young person says there was none. */
const claimRoute = (app: FastifyInstance, parts: TrackingParts): void =>
  formPage<AboutReferral>(app, parts.visits, {
    path: '/suivi/reclamation/:referral',
    load: async (visit, request) => {
      const about = await load(visit, request, parts)
      if (about.referral.contactedAt === null) throw new GoTo('/suivi')
      return about
    },
    initial: () => ({}),
    page: (visit, about, form) => {
      const words = trackingWordsIn(visit.language)
      const { name } = about.referral.partner
      return {
        title: words.claim.title(name),
        body: (
          <>
            <Back visit={visit} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.claim.heading(name)}</h1>
            <p class="lead">{words.claim.words(words.day(contactedDay(about.followed.view, about.referral)))}</p>
            <Form visit={visit} form={form}>
              <Submit label={words.claim.send} icon={null} />
            </Form>
            <StayLink href={visit.href('/suivi')} label={words.stay} />
          </>
        ),
      }
    },
    act: async (_visit, { followed, referral }) => {
      await claimNoContact(followed.token, { referralId: asId<ReferralId>(referral.id) }, parts.deps)
      return { goTo: '/suivi?fait=reclamation' }
    },
  })

/** After a lapse or a refusal that left the request with an animator: another offer, whose choice is the consent to ask it. */
const chooseRoute = (app: FastifyInstance, parts: TrackingParts): void =>
  formPage<AboutReferral>(app, parts.visits, {
    path: '/suivi/choix/:referral',
    load: async (visit, request) => {
      const about = await load(visit, request, parts)
      if (about.referral.state !== 'unresolved') throw new GoTo('/suivi')
      return about
    },
    initial: () => ({}),
    page: (visit, { followed, referral }, form) => {
      const words = trackingWordsIn(visit.language)
      const choices = followed.view.choices.filter(({ referralId }) => referralId === referral.id)
      return {
        title: words.choose.title,
        body: (
          <>
            <Back visit={visit} />
            <ErrorSummary visit={visit} errors={form.errors} />
            {choices.length === 0 ? (
              <>
                <h1>{words.choose.title}</h1>
                <p class="lead">{words.choose.none}</p>
                <InfoJeunesCard visit={visit} near={followed.view.infoJeunes} />
              </>
            ) : (
              <Form visit={visit} form={form}>
                <Choices
                  form={form}
                  name="offre"
                  kind="one"
                  title
                  legend={words.choose.question}
                  hint={words.choose.hint}
                  choices={choices.map(({ offerId, offerTitle, partner, dueDay }) => ({
                    value: offerId,
                    label: (
                      <>
                        <span lang="fr">
                          <strong>{partner.name}</strong>
                          <br />
                          {offerTitle}
                        </span>
                        <PromiseDate words={words.standing.promise} date={words.day(dueDay)} />
                      </>
                    ),
                  }))}
                />
                <Submit label={words.choose.send} />
              </Form>
            )}
          </>
        ),
      }
    },
    act: async (visit, { followed, referral }, values) => {
      const chosen = followed.view.choices.find(
        ({ referralId, offerId }) => referralId === referral.id && offerId === valueOf(values, 'offre'),
      )
      if (chosen === undefined) {
        if (valueOf(values, 'offre') !== '') throw new Refusal('offer-unavailable')
        return { errors: [{ field: 'offre', message: trackingWordsIn(visit.language).choose.missing }] }
      }
      const choice = { referralId: asId<ReferralId>(referral.id), offerId: asId<OfferId>(chosen.offerId) }
      await chooseOffer(followed.token, choice, parts.deps)
      return { goTo: '/suivi?fait=choix' }
    },
  })

const answered = z.object({ contacte: z.enum(['oui', 'non']).optional().catch(undefined) })

interface AboutOpinion extends AboutReferral {
  /** Chosen in the mail; nothing is kept before it is sent here. */
  readonly contacted: string | undefined
}

/** Was there a contact, and was it of use? Once for each partner. */
const feedbackRoute = (app: FastifyInstance, parts: TrackingParts): void =>
  formPage<AboutOpinion>(app, parts.visits, {
    path: '/suivi/avis/:referral',
    load: async (visit, request) => {
      const about = await load(visit, request, parts)
      if (hasHappened(about.followed.view, about.referral, 'feedback-given')) throw new GoTo('/suivi?fait=avis')
      return { ...about, contacted: answered.parse(request.query).contacte }
    },
    initial: ({ contacted }) => ({ contacte: contacted === undefined ? [] : [contacted] }),
    page: (visit, { referral }, form) => {
      const words = trackingWordsIn(visit.language)
      const { name } = referral.partner
      const yesOrNo = [
        { value: 'oui', label: words.feedback.yes },
        { value: 'non', label: words.feedback.no },
      ]
      return {
        title: words.feedback.title(name),
        body: (
          <>
            <Back visit={visit} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <Form visit={visit} form={form}>
              <Choices
                form={form}
                name="contacte"
                kind="one"
                title
                legend={words.feedback.heading(name)}
                choices={yesOrNo}
              />
              <Choices
                form={form}
                name="utile"
                kind="one"
                legend={words.feedback.useful}
                hint={words.feedback.usefulHint}
                choices={yesOrNo}
              />
              <Submit label={words.feedback.send} icon="check" />
            </Form>
          </>
        ),
      }
    },
    act: async (visit, { followed, referral }, values) => {
      const contacted = valueOf(values, 'contacte')
      if (contacted !== 'oui' && contacted !== 'non') {
        return { errors: [{ field: 'contacte', message: trackingWordsIn(visit.language).feedback.missing }] }
      }
      const useful = valueOf(values, 'utile')
      await giveFeedback(
        followed.token,
        {
          referralId: asId<ReferralId>(referral.id),
          contacted: contacted === 'oui',
          useful: useful === 'oui' ? true : useful === 'non' ? false : null,
        },
        parts.deps,
      )
      return { goTo: '/suivi?fait=avis' }
    },
  })

interface AboutAccompaniment extends AboutReferral {
  readonly accompaniment: NonNullable<TrackedReferral['accompaniment']>
}

/** Does the young person want a second service to support them: before it begins, and at any moment afterwards? */
const accompanimentRoute = (app: FastifyInstance, parts: TrackingParts): void =>
  formPage<AboutAccompaniment>(app, parts.visits, {
    path: '/suivi/accompagnement/:referral',
    load: async (visit, request) => {
      const about = await load(visit, request, parts)
      const { accompaniment } = about.referral
      if (accompaniment === null) throw new GoTo('/suivi')
      return { ...about, accompaniment }
    },
    initial: ({ accompaniment }) => ({ accord: accompaniment.beganAt === null ? [] : ['oui'] }),
    page: (visit, { accompaniment: { id, partner, beganAt } }, form) => {
      const { accompaniment: words } = trackingWordsIn(visit.language)
      return {
        title: words.title,
        body: (
          <>
            <Back visit={visit} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <Form visit={visit} form={form}>
              <input type="hidden" name="accompagnement" value={id} />
              <Choices
                form={form}
                name="accord"
                kind="one"
                title
                legend={(beganAt === null ? words.question : words.stop)(partner.name)}
                hint={(beganAt === null ? words.words : words.running)(partner.name)}
                choices={[
                  { value: 'oui', label: words.yes },
                  { value: 'non', label: words.no },
                ]}
              />
              <Submit label={words.send} />
            </Form>
          </>
        ),
      }
    },
    act: async (visit, { followed, accompaniment }, values) => {
      const agreed = valueOf(values, 'accord')
      if (agreed !== 'oui' && agreed !== 'non') {
        return { errors: [{ field: 'accord', message: trackingWordsIn(visit.language).accompaniment.missing }] }
      }
      // The answer is to what was read: another service may have been proposed since.
      if (valueOf(values, 'accompagnement') !== accompaniment.id) throw new Refusal('changed-meanwhile')
      const answer = { accompanimentId: accompaniment.id, agree: agreed === 'oui' }
      await answerAccompaniment(followed.token, answer, parts.deps)
      return { goTo: '/suivi?fait=accompagnement' }
    },
  })

/** What a young person does about one of the services. */
export const actsOnReferral = (app: FastifyInstance, parts: TrackingParts): void => {
  claimRoute(app, parts)
  chooseRoute(app, parts)
  feedbackRoute(app, parts)
  accompanimentRoute(app, parts)
}
