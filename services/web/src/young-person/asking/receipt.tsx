import { readTracking } from '@boussole/commands'
import type { TrackingView } from '@boussole/contracts'
import type { FastifyInstance } from 'fastify'
import { renderSVG } from 'uqr'
import { ButtonLink, InfoJeunesCard, Notice, PromiseDate } from '../../components/blocks.tsx'
import { Icon } from '../../components/icon.tsx'
import type { Visit } from '../../site/visit.tsx'
import { wordsIn } from './parts.ts'
import type { AskingParts } from './parts.ts'

const KeepLink = ({ visit, link }: { visit: Visit; link: string }) => {
  const words = wordsIn(visit.language).receipt
  return (
    <section class="keep">
      <h2>{visit.kiosk ? words.takeAwayTitle : words.keepLinkTitle}</h2>
      <p>{visit.kiosk ? words.takeAway : words.keepLink}</p>
      {visit.kiosk && (
        // Drawn by a library from an address of ours.
        <div
          class="qr"
          role="img"
          aria-label={words.qrLabel}
          dangerouslySetInnerHTML={{ __html: renderSVG(link, { border: 2 }) }}
        />
      )}
      <p class="keep-label">{words.linkLabel}</p>
      <p class="keep-link" id="lien">
        {link}
      </p>
      <button class="button button-quiet" type="button" data-copy="lien" data-copied={words.copied} hidden>
        {words.copy}
      </button>
    </section>
  )
}

/** Who gave no mail address is told nothing by mail: their link shows it. */
const watchedIn = (
  receipt: ReturnType<typeof wordsIn>['receipt'],
  { contact, redirectConsent }: TrackingView,
): string => {
  if (contact.email === null) return redirectConsent ? receipt.watchRedirectByLink : receipt.watchByLink
  return redirectConsent ? receipt.watchRedirect : receipt.watch
}

const ReceiptPage = ({ visit, view, link }: { visit: Visit; view: TrackingView; link: string }) => {
  const words = wordsIn(visit.language)
  const { receipt } = words
  const { email } = view.contact
  return (
    <>
      <div class="sent">
        <span class="sent-mark">
          <Icon name="check" />
        </span>
        <h1>{receipt.headingFor(view.contact.firstName)}</h1>
        <p class="lead">{receipt.lead}</p>
      </div>
      <ul class="promises">
        {view.referrals.map(({ id, partner, offerTitle, dueDay }) => (
          <li key={id}>
            <p lang="fr">
              <strong>{partner.name}</strong>
              <br />
              {offerTitle}
            </p>
            <PromiseDate words={words.offers.promise} date={words.day(dueDay)} />
          </li>
        ))}
      </ul>
      <section>
        <h2>{receipt.next}</h2>
        {email !== null && <Notice tone="info">{receipt.mailSent(email)}</Notice>}
        <Notice tone="good">{watchedIn(receipt, view)}</Notice>
      </section>
      {(email === null || visit.kiosk) && <KeepLink visit={visit} link={link} />}
      <div class="actions">
        <ButtonLink href={visit.href('/suivi')} label={receipt.follow} icon="arrow-right" />
        {visit.kiosk && <ButtonLink href={visit.href('/relais/fin')} label={visit.words.kiosk.end} quiet />}
      </div>
      <InfoJeunesCard visit={visit} near={view.infoJeunes} />
    </>
  )
}

/** It is sent: who contacts the young person, by when, and how to follow. */
export const receiptRoute = (app: FastifyInstance, { deps, visits, tracked, siteUrl }: AskingParts): void => {
  app.get('/demande-envoyee', async (request, reply) => {
    const visit = await visits.of(request)
    const token = await tracked.read(request)
    if (token === undefined) return reply.redirect(visit.href('/suivi'), 303)
    const view = await readTracking(token, deps, visit.language)
    // Once more has happened, only the page that follows the request tells the truth.
    if (view.timeline.some(({ kind }) => kind !== 'sent' && kind !== 'notified')) {
      return reply.redirect(visit.href('/suivi'), 303)
    }
    return visits.send(reply, visit, {
      title: wordsIn(visit.language).receipt.title,
      body: <ReceiptPage visit={visit} view={view} link={`${siteUrl}/suivi/${token}`} />,
    })
  })
}
