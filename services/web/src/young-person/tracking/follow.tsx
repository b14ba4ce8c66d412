import type { TrackingView } from '@boussole/contracts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ButtonLink, Done, InfoJeunesCard, LinkCards } from '../../components/blocks.tsx'
import { Icon } from '../../components/icon.tsx'
import { cookiesRefused } from '../../site/cookies-refused.tsx'
import { prefixOf } from '../../site/language.ts'
import { kioskSeconds } from '../../site/visit.tsx'
import type { Visit } from '../../site/visit.tsx'
import {
  findByToken,
  findFollowed,
  insteadOf,
  isRunning,
  justOpened,
  lastLinks,
  trackingWordsIn,
  withoutCookies,
} from './parts.ts'
import type { TrackingParts } from './parts.ts'
import { Standing } from './standing.tsx'
import { trackedSeconds } from './tracked-token.ts'

const Timeline = ({ visit, view }: { visit: Visit; view: TrackingView }) => {
  const words = trackingWordsIn(visit.language)
  const partnerOf = new Map(view.referrals.map(({ id, partner }) => [id, partner.name]))
  return (
    <section>
      <h2>{words.page.timeline}</h2>
      <ol class="timeline">
        {view.timeline.map(({ at, referralId, kind, by }, place) => (
          <li key={place}>
            <p>{words.timeline[kind](partnerOf.get(referralId ?? '') ?? '', by)}</p>
            <p class="hint">{words.moment(at.toString(), view.timeZone)}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

const Acts = ({ visit, view }: { visit: Visit; view: TrackingView }) => {
  const { acts, page } = trackingWordsIn(visit.language)
  const isOpen = view.referrals.some(isRunning)
  const links = [
    ...(isOpen ? [['/suivi/coordonnees', acts.contact, 'pencil'] as const] : []),
    ...(isOpen ? [['/suivi/retrait', acts.withdraw, 'cross'] as const] : [['/', acts.again, 'compass'] as const]),
    ['/suivi/donnees', acts.data, 'shield'] as const,
    ['/suivi/quitter', page.leave, 'arrow-left'] as const,
  ]
  return (
    <section>
      <h2>{page.acts}</h2>
      <LinkCards links={links.map(([path, label, icon]) => ({ href: visit.href(path), label, icon }))} />
    </section>
  )
}

const FollowPage = ({ visit, view, done }: { visit: Visit; view: TrackingView; done: string | null }) => {
  const words = trackingWordsIn(visit.language)
  const { page } = words
  const day = view.submittedAt.toZonedDateTimeISO(view.timeZone).toPlainDate().toString()
  return (
    <>
      {done !== null && <Done words={done} />}
      <h1>{page.heading(view.contact.firstName)}</h1>
      <p class="lead">{page.lead}</p>
      <p class="chip">
        <Icon name="compass" />
        <span>{page.asked(view.need?.name ?? view.theme.name, view.commune.name)}</span>
        <small>{page.at(words.day(day))}</small>
      </p>
      <ul class="standings">
        {lastLinks(view).map((referral) => (
          <Standing key={referral.id} visit={visit} view={view} referral={referral} />
        ))}
      </ul>
      <Timeline visit={visit} view={view} />
      <Acts visit={visit} view={view} />
      <InfoJeunesCard visit={visit} near={view.infoJeunes} />
      {visit.kiosk && (
        <div class="actions">
          <ButtonLink href={visit.href('/relais/fin')} label={visit.words.kiosk.end} quiet />
        </div>
      )}
    </>
  )
}

const WrongLinkPage = ({ visit }: { visit: Visit }) => {
  const { lost } = trackingWordsIn(visit.language)
  return (
    <>
      <h1>{lost.wrongHeading}</h1>
      <p class="lead">{lost.wrongWords}</p>
      <div class="actions">
        <ButtonLink href={visit.href('/suivi/lien')} label={lost.send} icon="mail" />
      </div>
      <InfoJeunesCard visit={visit} near={null} />
    </>
  )
}

const query = z.object({
  fait: z
    .enum(['retrait', 'coordonnees', 'reclamation', 'choix', 'avis', 'accompagnement'])
    .optional()
    .catch(undefined),
})
const link = z.object({ token: z.string() })
const opinion = z.object({ referral: z.uuid() })
const contacted = z.object({ contacte: z.enum(['oui', 'non']).optional().catch(undefined) })

/** The tracking page, and the links of mails that open it. */
export const followRoutes = (app: FastifyInstance, parts: TrackingParts): void => {
  const { visits, tracked } = parts

  app.get('/suivi', async (request, reply) => {
    const visit = await visits.of(request)
    const followed = await findFollowed(visit, request, parts)
    if (followed === undefined) {
      tracked.clear(reply)
      return reply.redirect(visit.href(insteadOf(request)), 303)
    }
    if (insteadOf(request) === withoutCookies) return reply.redirect(visit.href('/suivi'), 303)
    const words = trackingWordsIn(visit.language)
    const { fait } = query.parse(request.query)
    return visits.send(reply, visit, {
      title: words.page.title,
      body: <FollowPage visit={visit} view={followed.view} done={fait === undefined ? null : words.done[fait]} />,
    })
  })

  /** Puts the token where no address shows it, and goes on in the language of the request. */
  const open = async (
    token: string,
    path: string,
    { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  ) => {
    const visit = await visits.of(request)
    const followed = await findByToken(token, parts)
    if (followed === undefined) {
      const { lost } = trackingWordsIn(visit.language)
      return visits.send(reply.code(404), visit, { title: lost.wrongTitle, body: <WrongLinkPage visit={visit} /> })
    }
    await tracked.write(reply, token, visit.kiosk ? kioskSeconds : trackedSeconds)
    return reply.redirect(`${prefixOf[followed.view.language]}${path}`, 303)
  }

  app.get(withoutCookies, async (request, reply) => {
    const visit = await visits.of(request)
    return visits.send(reply.code(403), visit, cookiesRefused({ ...visit, path: '/suivi/lien' }))
  })

  app.get('/suivi/:token', async (request, reply) =>
    open(link.parse(request.params).token, `/suivi?${justOpened}`, { request, reply }),
  )

  app.get('/suivi/:token/avis/:referral', async (request, reply) => {
    const { referral } = opinion.safeParse(request.params).data ?? { referral: '' }
    const { contacte } = contacted.parse(request.query)
    const page =
      referral === ''
        ? `/suivi?${justOpened}`
        : `/suivi/avis/${referral}?${justOpened}${contacte === undefined ? '' : `&contacte=${contacte}`}`
    return open(link.parse(request.params).token, page, { request, reply })
  })
}
