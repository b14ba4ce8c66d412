import { findSubmitted, submitRequest } from '@boussole/commands'
import type { MatchesFound } from '@boussole/contracts'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { BackLink, Facts, PromiseDate } from '../../components/blocks.tsx'
import { ErrorSummary, Form, Submit } from '../../components/form.tsx'
import { formPage, GoTo } from '../../site/form.ts'
import type { FormState } from '../../site/form.ts'
import { kioskSeconds } from '../../site/visit.tsx'
import type { Visit } from '../../site/visit.tsx'
import { trackedSeconds } from '../tracking/tracked-token.ts'
import type { Draft } from './draft.ts'
import { loadJourney, readOffers } from './journey.ts'
import type { Journey } from './journey.ts'
import { readNewRequest } from './new-request.ts'
import { wordsIn } from './parts.ts'
import type { AskingParts } from './parts.ts'

interface Checked {
  readonly journey: Journey
  readonly contact: NonNullable<Draft['contact']>
  readonly chosen: MatchesFound['items']
}

const Answers = ({ visit, journey }: { visit: Visit; journey: Journey }) => {
  const words = wordsIn(visit.language)
  const { theme, questions, draft, commune, base } = journey
  const changeAt = (path: string, about: string) => ({ href: visit.href(path), label: words.change, about })
  const need = theme.needs.find(({ code }) => code === draft.need)
  return (
    <Facts
      facts={[
        { label: words.check.commune, value: commune.name, action: changeAt('/', words.check.commune) },
        {
          label: words.check.theme,
          value: need === undefined ? theme.name : `${theme.name} · ${need.name}`,
          action: changeAt(base, words.check.theme),
        },
        {
          label: words.check.age,
          value: words.check.years(draft.age ?? 0),
          action: changeAt(`${base}/age`, words.check.age),
        },
        ...questions.map(({ code, label, answers }, place) => {
          const given = answers.filter((answer) => draft.answers[code]?.includes(answer.code))
          return {
            label,
            value: given.length === 0 ? words.check.unanswered : given.map((answer) => answer.label).join(', '),
            action: changeAt(`${base}/questions/${place + 1}`, label),
          }
        }),
      ]}
    />
  )
}

const You = ({ visit, journey, contact }: { visit: Visit; journey: Journey; contact: Checked['contact'] }) => {
  const words = wordsIn(visit.language)
  const action = {
    href: visit.href(`${journey.base}/contact`),
    label: words.change,
    about: words.check.aboutChange.you,
  }
  const prefers = words.contact.prefersChoices
  const isPreference = (value: string): value is keyof typeof prefers => value in prefers
  const lines = [
    { label: words.contact.firstName, value: contact.firstName },
    { label: words.contact.email, value: contact.email },
    { label: words.contact.phone, value: contact.phone },
    { label: words.contact.prefers, value: isPreference(contact.prefers) ? prefers[contact.prefers] : '' },
    { label: words.contact.moments, value: contact.moments },
    { label: words.contact.message, value: contact.message },
    { label: words.check.redirect, value: contact.redirect ? words.check.redirectYes : words.check.redirectNo },
  ]
  return <Facts facts={lines.filter(({ value }) => value.trim() !== '').map((line) => ({ ...line, action }))} />
}

/** What the page promises: which offer, by which day. */
const promisesOf = (chosen: Checked['chosen']): string[] => chosen.map(({ id, dueDay }) => `${id} ${dueDay}`)

const CheckPage = ({ visit, data, form }: { visit: Visit; data: Checked; form: FormState }) => {
  const words = wordsIn(visit.language)
  const { journey, contact, chosen } = data
  return (
    <>
      <BackLink href={visit.href(`${journey.base}/contact`)} label={words.previous} />
      <ErrorSummary visit={visit} errors={form.errors} />
      <h1>{words.check.heading}</h1>
      <p class="lead">{words.check.lead}</p>
      <section class="checked">
        <h2>{words.check.who}</h2>
        <ul class="promises">
          {chosen.map(({ id, title, partner, dueDay }) => (
            <li key={id}>
              <p lang="fr">
                <strong>{partner.name}</strong>
                <br />
                {title}
              </p>
              <PromiseDate words={words.offers.promise} date={words.day(dueDay)} />
            </li>
          ))}
        </ul>
        <a href={visit.href(`${journey.base}/offres`)}>
          {words.change} <span class="unseen">{words.check.aboutChange.offers}</span>
        </a>
      </section>
      <section class="checked">
        <h2>{words.check.you}</h2>
        <You visit={visit} journey={journey} contact={contact} />
      </section>
      <section class="checked">
        <h2>{words.check.answers}</h2>
        <Answers visit={visit} journey={journey} />
      </section>
      <Form visit={visit} form={form}>
        {promisesOf(chosen).map((promise) => (
          <input key={promise} type="hidden" name="promesse" value={promise} />
        ))}
        <Submit label={words.check.send} icon="check" />
      </Form>
    </>
  )
}

/**
 * Everything once more before it leaves. Sent twice, it is one request: the draft is its idempotency key. Dates that are
 * no longer those the page showed are shown anew, before anything is sent.
 */
export const checkRoute = (app: FastifyInstance, { deps, visits, drafts, tracked, limits }: AskingParts): void => {
  /** The request is followed from here on, and no longer written. */
  const keep = async (visit: Visit, reply: FastifyReply, token: string): Promise<void> => {
    await tracked.write(reply, token, visit.kiosk ? kioskSeconds : trackedSeconds)
    drafts.clear(reply)
  }

  formPage<Checked>(app, visits, {
    path: '/communes/:commune/:theme/verification',
    limits: { onRequest: limits.asking },
    load: async (visit, request, reply) => {
      const journey = await loadJourney(visit, request, { deps, drafts })
      const { key, contact, offers = [] } = journey.draft
      // Sent before, though its answer was lost: what it took, a last place perhaps, must not be missed now.
      const sent = await findSubmitted(key, deps)
      if (sent !== undefined) {
        await keep(visit, reply, sent)
        throw new GoTo('/demande-envoyee')
      }
      if (contact === undefined) {
        // Already sent: the browser's "back" leads here once more.
        const isSent = (await tracked.read(request)) !== undefined && offers.length === 0
        throw new GoTo(isSent ? '/demande-envoyee' : `${journey.base}/contact`)
      }
      const { items } = await readOffers(journey, deps)
      const chosen = items.filter(({ id, available }) => available && offers.includes(id))
      // The page of the offers says that one is gone.
      if (chosen.length < offers.length) throw new GoTo(`${journey.base}/offres`)
      return { journey, contact, chosen }
    },
    initial: () => ({}),
    page: (visit, data, form) => ({
      title: wordsIn(visit.language).check.title,
      body: <CheckPage visit={visit} data={data} form={form} />,
    }),
    act: async (visit, { journey, contact, chosen }, values, { reply }) => {
      const promises = promisesOf(chosen)
      if (!promises.every((promise) => values['promesse']?.includes(promise))) {
        return { errors: [{ field: '', message: wordsIn(visit.language).check.datesChanged }] }
      }
      const promised = Object.fromEntries(chosen.map(({ id, windowDays }) => [id, windowDays]))
      const read = readNewRequest(visit, journey, { contact, agreed: true, promised })
      if ('errors' in read) return read
      const { request } = await submitRequest(read.value, { idempotencyKey: journey.draft.key }, deps)
      await keep(visit, reply, request.trackingToken)
      return { goTo: '/demande-envoyee' }
    },
  })
}
