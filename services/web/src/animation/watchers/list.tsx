import { mayActOnWatchInvitation, mayEndWatch, readRolesGiven } from '@boussole/commands'
import { listWatchers, listWatchInvitations } from '@boussole/db'
import type { Watcher, WatchInvitation } from '@boussole/db'
import { watchKey } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink, ButtonLink, Done, StayLink } from '../../components/blocks.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import type { Visit } from '../../site/visit.tsx'
import { animationFr } from '../messages.fr.ts'
import { CameBack } from '../send-again.tsx'
import { watchersFr as words } from './watchers.fr.ts'

export const watchersPath = '/animation/personnes'

interface Seeing {
  readonly visit: Visit
  readonly professional: Professional
}

const WatcherItem = ({ visit, professional, watcher }: Seeing & { readonly watcher: Watcher }) => {
  const { userId, name, email, role, watches } = watcher
  return (
    <li class="session">
      <p>
        <strong>{name}</strong> {userId === professional.userId && words.you}{' '}
        <span class="state">{words.roles[role]}</span>
      </p>
      <p>{email}</p>
      {watches.map((watch) => {
        const place = words.placeName(watch)
        return (
          <p key={watchKey(watch)} class="row-acts">
            <span>{place}</span>
            {mayEndWatch(professional, watcher, watch) && (
              <a href={visit.href(`${watchersPath}/${userId}/fin/${watchKey(watch)}`)}>
                {words.end} <span class="unseen">{words.endOf(place, name)}</span>
              </a>
            )}
          </p>
        )
      })}
    </li>
  )
}

const InvitationItem = ({ visit, professional, invitation }: Seeing & { readonly invitation: WatchInvitation }) => {
  const { id, name, email, role, watches, invitedBy, isExpired, hasBounced, createdAt, expiresAt, timeZone } =
    invitation
  const said = words.waiting
  const at = (moment: { toString: () => string }) => words.moment(moment.toString(), timeZone)
  return (
    <li class="session">
      <p>
        <strong>{name}</strong>{' '}
        <span class={`state state-${isExpired ? 'alert' : 'waiting'}`}>{isExpired ? said.expired : said.sent}</span>
      </p>
      <p>{email}</p>
      {hasBounced && <CameBack />}
      <p>
        {words.roles[role]} : {watches.map(words.placeName).join(', ')}
      </p>
      <p class="hint">{said.by(invitedBy, at(createdAt))}</p>
      {!isExpired && <p class="hint">{said.until(at(expiresAt))}</p>}
      {mayActOnWatchInvitation(professional, invitation) && (
        <p class="row-acts">
          <a href={visit.href(`${watchersPath}/invitations/${id}/renvoi`)}>
            {hasBounced ? animationFr.cameBack.correct : said.resend} <span class="unseen">{name}</span>
          </a>
          <a href={visit.href(`${watchersPath}/invitations/${id}/annulation`)}>
            {said.cancel} <span class="unseen">{name}</span>
          </a>
        </p>
      )}
    </li>
  )
}

const query = z.object({
  fait: z.enum(['envoyee', 'renvoyee', 'annulee', 'retiree']).optional().catch(undefined),
  nom: z.string().max(200).optional().catch(undefined),
  suite: z.uuid().optional().catch(undefined),
})

/** Who watches or observes what somebody watches, and who was invited to. */
export const watcherListRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits } = parts
  app.get(watchersPath, async (request, reply) => {
    const visit = await visits.of(request)
    const professional = professionalOf(request)
    const { fait, nom, suite } = query.parse(request.query)
    const after = nom === undefined || suite === undefined ? undefined : { name: nom, id: suite }
    const [{ items, next }, invitations, roles] = await Promise.all([
      listWatchers(deps.db, professional, after),
      after === undefined ? listWatchInvitations(deps.db, professional) : [],
      readRolesGiven(professional, deps.db),
    ])
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={animationFr.today.title} />
          {fait !== undefined && <Done words={words.done[fait]} />}
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          {roles.length > 0 ? (
            <div class="actions">
              <ButtonLink href={visit.href(`${watchersPath}/inviter`)} label={words.invite} icon="mail" />
            </div>
          ) : (
            <p class="hint">{words.onlySeen}</p>
          )}
          {invitations.length > 0 && (
            <>
              <h2>{words.waiting.heading}</h2>
              <ul class="sessions-open">
                {invitations.map((invitation) => (
                  <InvitationItem
                    key={invitation.id}
                    visit={visit}
                    professional={professional}
                    invitation={invitation}
                  />
                ))}
              </ul>
            </>
          )}
          <h2>{words.people}</h2>
          {items.length === 0 && <p>{words.none}</p>}
          <ul class="sessions-open">
            {items.map((watcher) => (
              <WatcherItem key={watcher.userId} visit={visit} professional={professional} watcher={watcher} />
            ))}
          </ul>
          {after !== undefined && <StayLink href={visit.href(watchersPath)} label={words.first} />}
          {next !== null && (
            <StayLink
              href={visit.href(`${watchersPath}?nom=${encodeURIComponent(next.name)}&suite=${next.id}`)}
              label={words.more}
            />
          )}
        </>
      ),
    })
  })
}
