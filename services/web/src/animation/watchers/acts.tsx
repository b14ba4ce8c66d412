import {
  cancelWatchInvitation,
  endWatch,
  readWatch,
  readWatchInvitation,
  resendWatchInvitation,
} from '@boussole/commands'
import { findAlertedWithout, findRequestsInHands } from '@boussole/db'
import type { NamedWatch, Watcher, WatchInvitation } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BackLink, Notice, StayLink } from '../../components/blocks.tsx'
import { ErrorSummary, Form, Submit } from '../../components/form.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage } from '../../site/form.ts'
import { sendAgainPage } from '../send-again.tsx'
import { watchersPath } from './list.tsx'
import { watchersFr } from './watchers.fr.ts'

/** The parameters of an address; what has another form names nothing. */
const paramsOf = <Shape extends z.ZodType>(shape: Shape, request: FastifyRequest): z.infer<Shape> => {
  const read = shape.safeParse(request.params)
  if (!read.success) throw new Refusal('not-found')
  return read.data
}

type Alerted = Awaited<ReturnType<typeof findAlertedWithout>>

interface Ending {
  readonly professional: Professional
  readonly key: string
  readonly watcher: Watcher
  readonly watch: NamedWatch
  readonly inHands: number
  /** Who is alerted of the territory afterwards; null where it is not a territory that is no more animated. */
  readonly alerted: Alerted | null
}

const ending = z.object({ id: z.uuid(), quoi: z.string().max(40) })

const loadEnding = async (request: FastifyRequest, { deps: { db } }: ProfessionalParts): Promise<Ending> => {
  const professional = professionalOf(request)
  const { id: userId, quoi: key } = paramsOf(ending, request)
  const { watcher, watch } = await readWatch({ userId, key }, professional, db)
  const isAnimated = watcher.role === 'animator' && watch.kind === 'territory'
  const [inHands, alerted] = await Promise.all([
    findRequestsInHands(db, { userId, watch }),
    isAnimated ? findAlertedWithout(db, { territoryId: watch.territoryId, userId }) : null,
  ])
  return { professional, key, watcher, watch, inHands: inHands.length, alerted }
}

/** What becomes of the alerts of a territory when this animator goes. */
const AlertsAfterwards = ({ place, alerted }: { readonly place: string; readonly alerted: Alerted }) => {
  const said = watchersFr.ending
  if (alerted[0]?.role === 'animator') return <p>{said.others(alerted)}</p>
  return (
    <Notice tone="alert">
      <p>{alerted.length === 0 ? said.nobodyAtAll(place) : said.nobodyLeft(place, alerted)}</p>
    </Notice>
  )
}

/** What somebody watches is taken away, once it is read what becomes of it. */
export const watchEndRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const said = watchersFr.ending
  formPage<Ending>(app, parts.visits, {
    path: `${watchersPath}/:id/fin/:quoi`,
    load: (_visit, request) => loadEnding(request, parts),
    initial: () => ({}),
    page: (visit, { watcher, watch, inHands, alerted }, form) => ({
      title: said.title,
      body: (
        <>
          <BackLink href={visit.href(watchersPath)} label={watchersFr.title} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{said.heading(watcher.name, watchersFr.placeName(watch))}</h1>
          <p class="lead">{said.effect}</p>
          {alerted !== null && <AlertsAfterwards place={watchersFr.placeName(watch)} alerted={alerted} />}
          {inHands > 0 && <p>{said.inHands(inHands)}</p>}
          <Form visit={visit} form={form}>
            <Submit label={said.send} icon={null} />
          </Form>
          <StayLink href={visit.href(watchersPath)} label={watchersFr.stay} />
        </>
      ),
    }),
    act: async (_visit, { professional, key, watcher }) => {
      await endWatch({ userId: watcher.userId, key }, professional, parts.deps)
      return { goTo: `${watchersPath}?fait=retiree` }
    },
  })
}

interface OnInvitation {
  readonly professional: Professional
  readonly invitation: WatchInvitation
}

/** An invitation that waits is sent again, or taken back. */
export const watchInvitationActRoutes = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  const load = async (request: FastifyRequest): Promise<OnInvitation> => {
    const professional = professionalOf(request)
    const { id } = paramsOf(z.object({ id: z.uuid() }), request)
    return { professional, invitation: await readWatchInvitation(id, professional, deps.db) }
  }

  const again = watchersFr.resending
  sendAgainPage<OnInvitation>(app, visits, {
    path: `${watchersPath}/invitations/:id/renvoi`,
    load,
    sent: ({ invitation: { name, email, hasBounced } }) => ({
      ...again,
      heading: again.heading(name),
      lead: again.words,
      email,
      hasBounced,
      back: { path: watchersPath, label: watchersFr.title },
    }),
    act: async ({ professional, invitation: { id } }, email) => {
      await resendWatchInvitation({ id, email }, professional, deps)
      return `${watchersPath}?fait=renvoyee`
    },
  })

  const said = watchersFr.cancelling
  formPage<OnInvitation>(app, visits, {
    path: `${watchersPath}/invitations/:id/annulation`,
    load: (_visit, request) => load(request),
    initial: () => ({}),
    page: (visit, { invitation }, form) => ({
      title: said.title,
      body: (
        <>
          <BackLink href={visit.href(watchersPath)} label={watchersFr.title} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{said.heading(invitation.name)}</h1>
          <p class="lead">{said.words}</p>
          <Form visit={visit} form={form}>
            <Submit label={said.send} icon={null} />
          </Form>
          <StayLink href={visit.href(watchersPath)} label={watchersFr.stay} />
        </>
      ),
    }),
    act: async (_visit, { professional, invitation }) => {
      await cancelWatchInvitation(invitation.id, professional, deps)
      return { goTo: `${watchersPath}?fait=annulee` }
    },
  })
}
