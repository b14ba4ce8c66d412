import { endOtherSessions, endSession } from '@boussole/commands'
import { listSessions } from '@boussole/db'
import type { OpenSession } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BackLink, StayLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, Submit } from '../components/form.tsx'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage } from '../site/form.ts'
import { accountFr } from './messages.fr.ts'
import { loadOwn } from './parts.ts'
import type { Own } from './parts.ts'

const params = z.object({ id: z.string() })

type OneOfMine = Own & { readonly session: OpenSession }

/** Sessions are ended one by one, or all but this one. */
export const sessionRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { visits, deps } = parts

  formPage<Own>(app, visits, {
    path: '/compte/sessions/autres',
    load: (_visit, request) => loadOwn(request, parts),
    initial: () => ({}),
    page: (visit, _own, form) => ({
      title: accountFr.endOthers.title,
      body: (
        <>
          <BackLink href={visit.href('/compte')} label={accountFr.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{accountFr.endOthers.heading}</h1>
          <p class="lead">{accountFr.endOthers.words}</p>
          <Form visit={visit} form={form}>
            <Submit label={accountFr.endOthers.send} icon={null} />
          </Form>
          <StayLink href={visit.href('/compte')} label={accountFr.endSession.stay} />
        </>
      ),
    }),
    act: async (_visit, own) => {
      await endOtherSessions(own, deps)
      return { goTo: '/compte?fait=autres' }
    },
  })

  const loadOne = async (request: FastifyRequest): Promise<OneOfMine> => {
    const own = await loadOwn(request, parts)
    const { id } = params.parse(request.params)
    const session = (await listSessions(deps.db, own.userId)).find((one) => one.id === id && id !== own.sessionId)
    if (session === undefined) throw new Refusal('not-found')
    return { ...own, session }
  }

  formPage<OneOfMine>(app, visits, {
    path: '/compte/sessions/:id',
    load: (_visit, request) => loadOne(request),
    initial: () => ({}),
    page: (visit, { session, account }, form) => ({
      title: accountFr.endSession.title,
      body: (
        <>
          <BackLink href={visit.href('/compte')} label={accountFr.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{accountFr.endSession.heading}</h1>
          <p class="lead">
            {accountFr.endSession.words(
              session.browser,
              accountFr.moment(session.openedAt.toString(), account.timeZone),
            )}
          </p>
          <Form visit={visit} form={form}>
            <Submit label={accountFr.endSession.send} icon={null} />
          </Form>
          <StayLink href={visit.href('/compte')} label={accountFr.endSession.stay} />
        </>
      ),
    }),
    act: async (_visit, { userId, session }) => {
      await endSession({ userId, sessionId: session.id }, deps)
      return { goTo: '/compte?fait=session' }
    },
  })
}
