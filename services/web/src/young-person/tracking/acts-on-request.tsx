import { platformNow } from '@boussole/db'
import { correctContact, eraseRequest, exportRequest, withdrawRequest } from '@boussole/commands'
import { contactCorrected, contactFault, phoneInWords, readShape } from '@boussole/contracts'
import type { FastifyInstance } from 'fastify'
import { ButtonLink, Facts, StayLink } from '../../components/blocks.tsx'
import { Agreement, ErrorSummary, Form, Submit } from '../../components/form.tsx'
import { formatIn, sendDataCopy } from '../../data-copy/send-data-copy.ts'
import { formPage, GoTo, valueOf } from '../../site/form.ts'
import { ContactFields, contactFieldOf, contactGiven, contactIn, contactValues } from '../asking/contact-fields.tsx'
import { wordsIn } from '../asking/parts.ts'
import { Back } from './back.tsx'
import { isRunning, loadFollowed, trackingWordsIn } from './parts.ts'
import type { Followed, TrackingParts } from './parts.ts'

const isOpen = ({ view }: Followed): boolean => view.referrals.some(isRunning)

/** The young person no longer wants it. */
const withdrawRoute = (app: FastifyInstance, parts: TrackingParts): void =>
  formPage<Followed>(app, parts.visits, {
    path: '/suivi/retrait',
    load: async (visit, request) => {
      const followed = await loadFollowed(visit, request, parts)
      if (isOpen(followed)) return followed
      // Pressed twice, it is answered like the first time.
      const isWithdrawn = followed.view.referrals.some(({ state }) => state === 'withdrawn')
      throw new GoTo(isWithdrawn ? '/suivi?fait=retrait' : '/suivi')
    },
    initial: () => ({}),
    page: (visit, _followed, form) => {
      const words = trackingWordsIn(visit.language)
      return {
        title: words.withdraw.title,
        body: (
          <>
            <Back visit={visit} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.withdraw.heading}</h1>
            <p class="lead">{words.withdraw.words}</p>
            <Form visit={visit} form={form}>
              <Submit label={words.withdraw.send} icon={null} />
            </Form>
            <StayLink href={visit.href('/suivi')} label={words.stay} />
          </>
        ),
      }
    },
    act: async (_visit, { token }) => {
      await withdrawRequest(token, parts.deps)
      return { goTo: '/suivi?fait=retrait' }
    },
  })

/** How to be reached, put right. */
const correctRoute = (app: FastifyInstance, parts: TrackingParts): void =>
  formPage<Followed>(app, parts.visits, {
    path: '/suivi/coordonnees',
    load: (visit, request) => loadFollowed(visit, request, parts),
    initial: ({ view: { contact, redirectConsent } }) => ({
      relance: redirectConsent ? ['oui'] : [],
      ...contactValues({
        firstName: contact.firstName,
        email: contact.email ?? '',
        phone: contact.phone === null ? '' : phoneInWords(contact.phone),
        prefers: contact.prefers ?? '',
        moments: contact.moments ?? '',
        message: contact.message ?? '',
      }),
    }),
    page: (visit, _followed, form) => {
      const words = trackingWordsIn(visit.language)
      return {
        title: words.correct.title,
        body: (
          <>
            <Back visit={visit} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.correct.heading}</h1>
            <p class="lead">{words.correct.lead}</p>
            <Form visit={visit} form={form}>
              <ContactFields visit={visit} form={form} emailHint={words.correct.emailHint} />
              <Agreement form={form} name="relance" label={wordsIn(visit.language).contact.consentRedirect} />
              <Submit label={words.correct.send} icon="check" />
            </Form>
          </>
        ),
      }
    },
    act: async (visit, { token }, values) => {
      const typed = contactIn(values)
      const given = contactGiven(typed)
      const read = readShape(contactCorrected, {
        ...given,
        redirectConsent: valueOf(values, 'relance') !== '',
      })
      if ('errors' in read) {
        const fields = new Map(Object.entries(contactFieldOf))
        const missing = wordsIn(visit.language).contact.firstNameMissing
        return {
          errors: read.errors.map(({ path, message }) => ({
            field: fields.get(path) ?? '',
            message: path === 'firstName' && typed.firstName.trim() === '' ? missing : visit.words.faultOf(message),
          })),
        }
      }
      const fault = contactFault(given)
      if (fault !== null) {
        return {
          errors: [{ field: contactFieldOf[fault.field], message: visit.words.faultOf(fault.message) }],
        }
      }
      await correctContact(token, read.value, parts.deps)
      return { goTo: '/suivi?fait=coordonnees' }
    },
  })

/** What is kept about the young person: seen, taken away, erased. GDPR art. 15, 17 and 20. */
const dataRoutes = (app: FastifyInstance, parts: TrackingParts): void => {
  const { visits, deps, tracked } = parts

  app.get('/suivi/donnees', async (request, reply) => {
    const visit = await visits.of(request)
    const { view } = await loadFollowed(visit, request, parts)
    const words = trackingWordsIn(visit.language)
    const labels = wordsIn(visit.language)
    const prefers = view.contact.prefers
    return visits.send(reply, visit, {
      title: words.data.title,
      body: (
        <>
          <Back visit={visit} />
          <h1>{words.data.heading}</h1>
          <p class="lead">{words.data.lead}</p>
          <Facts
            facts={[
              { label: labels.contact.firstName, value: view.contact.firstName },
              { label: labels.contact.email, value: view.contact.email },
              { label: labels.contact.phone, value: view.contact.phone && phoneInWords(view.contact.phone) },
              { label: labels.contact.prefers, value: prefers && labels.contact.prefersChoices[prefers] },
              { label: labels.contact.moments, value: view.contact.moments },
              { label: labels.contact.message, value: view.contact.message },
              {
                label: labels.check.redirect,
                value: view.redirectConsent ? labels.check.redirectYes : labels.check.redirectNo,
              },
              { label: labels.check.commune, value: view.commune.name },
              { label: labels.check.theme, value: view.need?.name ?? view.theme.name },
            ].filter(({ value }) => value !== null)}
          />
          <p>{words.data.answers}</p>
          <div class="actions">
            {/* On a shared device it would stay in its folder. */}
            {!visit.kiosk && (
              <>
                <ButtonLink href={visit.href('/suivi/export')} label={words.data.download} icon="download" />
                <ButtonLink
                  href={visit.href('/suivi/export?format=json')}
                  label={words.data.raw}
                  icon="download"
                  quiet
                />
              </>
            )}
            <ButtonLink href={visit.href('/suivi/effacement')} label={words.data.erase} icon="trash" quiet />
          </div>
        </>
      ),
    })
  })

  app.get('/suivi/export', async (request, reply) => {
    const visit = await visits.of(request)
    const { token } = await loadFollowed(visit, request, parts)
    const { language } = visit
    const { fileName } = trackingWordsIn(language).data
    return sendDataCopy(reply, await exportRequest(token, deps), {
      format: formatIn(request),
      fileName,
      language,
      now: await platformNow(deps.db),
    })
  })

  formPage<Followed>(app, visits, {
    path: '/suivi/effacement',
    load: (visit, request) => loadFollowed(visit, request, parts),
    initial: () => ({}),
    page: (visit, _followed, form) => {
      const words = trackingWordsIn(visit.language)
      return {
        title: words.erase.title,
        body: (
          <>
            <Back visit={visit} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.erase.heading}</h1>
            <ul>
              {words.erase.words.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            <Form visit={visit} form={form}>
              <Submit label={words.erase.send} icon="trash" />
            </Form>
            <StayLink href={visit.href('/suivi')} label={words.stay} />
          </>
        ),
      }
    },
    act: async (_visit, { token }, _values, { reply }) => {
      await eraseRequest(token, deps)
      tracked.clear(reply)
      return { goTo: '/suivi/efface' }
    },
  })

  app.get('/suivi/efface', async (request, reply) => {
    const visit = await visits.of(request)
    const { erase } = trackingWordsIn(visit.language)
    return visits.send(reply, visit, {
      title: erase.doneTitle,
      body: (
        <>
          <h1>{erase.doneHeading}</h1>
          <p class="lead">{erase.doneWords}</p>
          <div class="actions">
            <ButtonLink href={visit.href('/')} label={visit.words.startAgain} icon="arrow-right" />
          </div>
        </>
      ),
    })
  })
}

/** This browser forgets the request; the link still opens it. */
const leaveRoute = (app: FastifyInstance, parts: TrackingParts): void =>
  formPage(app, parts.visits, {
    path: '/suivi/quitter',
    load: () => Promise.resolve({}),
    initial: () => ({}),
    page: (visit, _data, form) => {
      const words = trackingWordsIn(visit.language)
      return {
        title: words.leave.title,
        body: (
          <>
            <Back visit={visit} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.leave.heading}</h1>
            <p class="lead">{words.leave.words}</p>
            <Form visit={visit} form={form}>
              <Submit label={words.leave.send} icon={null} />
            </Form>
            <StayLink href={visit.href('/suivi')} label={words.stay} />
          </>
        ),
      }
    },
    act: (_visit, _data, _values, { reply }) => {
      parts.tracked.clear(reply)
      reply.header('clear-site-data', '"cache"')
      return Promise.resolve({ goTo: '/' })
    },
  })

/** What a young person does about the whole request. */
export const actsOnRequest = (app: FastifyInstance, parts: TrackingParts): void => {
  withdrawRoute(app, parts)
  correctRoute(app, parts)
  dataRoutes(app, parts)
  leaveRoute(app, parts)
}
