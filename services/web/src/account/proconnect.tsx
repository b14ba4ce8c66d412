import { linkIdentity, unlinkIdentities } from '@boussole/commands'
import type { FastifyInstance } from 'fastify'
import { BackLink, ButtonLink, StayLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, Submit } from '../components/form.tsx'
import type { ProfessionalParts } from '../professional/parts.ts'
import { goToProConnect } from '../professional/sign-in-proconnect.tsx'
import { formPage, GoTo } from '../site/form.ts'
import { accountFr } from './messages.fr.ts'
import { loadFresh } from './parts.ts'
import type { Own } from './parts.ts'

const words = accountFr.proConnect

type Linking = Own & { readonly identity: { readonly issuer: string; readonly subject: string } }

/** ProConnect is linked to one's own account, and taken away from it. Registers nothing where it is not set up. */
export const proConnectRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { visits, deps, kept, proConnect } = parts
  if (proConnect === undefined) return

  app.get('/compte/proconnect', async (request, reply) => {
    const { userId } = await loadFresh(await visits.of(request), request, parts)
    return goToProConnect(reply, { goOn: '/compte', linkTo: userId }, { kept, proConnect })
  })

  formPage<Linking>(app, visits, {
    path: '/compte/proconnect/relier',
    load: async (visit, request) => {
      const own = await loadFresh(visit, request, parts)
      const seen = await kept.proConnectSeen.read(request)
      if (seen?.linkTo !== own.userId) throw new GoTo('/compte')
      return { ...own, identity: { issuer: seen.issuer, subject: seen.subject } }
    },
    initial: () => ({}),
    page: (visit, _own, form) => ({
      title: words.title,
      body: (
        <>
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.linkHeading}</h1>
          <p class="lead">{words.linkWords}</p>
          <Form visit={visit} form={form}>
            <Submit label={words.linkSend} icon="check" />
          </Form>
          <StayLink href={visit.href('/compte')} label={accountFr.endSession.stay} />
        </>
      ),
    }),
    act: async (_visit, { identity, ...own }, _values, { reply }) => {
      await linkIdentity(own, identity, deps)
      kept.proConnectSeen.clear(reply)
      return { goTo: '/compte?fait=proconnect' }
    },
  })

  formPage<Own>(app, visits, {
    path: '/compte/proconnect/fin',
    load: (visit, request) => loadFresh(visit, request, parts),
    initial: () => ({}),
    page: (visit, _own, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/compte')} label={accountFr.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.unlinkHeading}</h1>
          <p class="lead">{words.unlinkWords}</p>
          <Form visit={visit} form={form}>
            <Submit label={words.unlinkSend} icon={null} />
          </Form>
          <div class="actions">
            <ButtonLink href={visit.href('/compte')} label={accountFr.endSession.stay} quiet />
          </div>
        </>
      ),
    }),
    act: async (_visit, own) => {
      await unlinkIdentities(own, deps)
      return { goTo: '/compte?fait=sans-proconnect' }
    },
  })
}
