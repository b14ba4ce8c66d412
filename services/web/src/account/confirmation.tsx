import { askSignInLink } from '@boussole/commands'
import { limitSignIn } from '@boussole/http'
import type { FastifyInstance } from 'fastify'
import { BackLink, LinkCards } from '../components/blocks.tsx'
import { ErrorSummary, Form, Submit } from '../components/form.tsx'
import type { ProfessionalParts } from '../professional/parts.ts'
import { leadingTo, wayBack } from '../professional/way-back.ts'
import { formPage } from '../site/form.ts'
import { accountFr } from './messages.fr.ts'
import { loadOwn } from './parts.ts'
import type { Own } from './parts.ts'

const words = accountFr.confirmation

/** Before a way of signing in is changed, one signs in again: an open session that somebody took is not enough. */
export const confirmationRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { visits, deps } = parts
  formPage<Own & { readonly goOn: string }>(app, visits, {
    path: '/compte/confirmation',
    limits: limitSignIn(app),
    load: async (_visit, request) => ({ ...(await loadOwn(request, parts)), goOn: wayBack(request) }),
    initial: () => ({}),
    page: (visit, { account, goOn }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/compte')} label={accountFr.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <p>{words.link(account.email)}</p>
          <Form visit={visit} form={form}>
            <Submit label={words.send} icon="mail" />
          </Form>
          {account.hasPassword && (
            <section>
              <h2>{words.otherWays}</h2>
              <LinkCards
                links={[
                  {
                    href: visit.href(leadingTo('/connexion/mot-de-passe', goOn)),
                    label: words.withPassword,
                    icon: 'shield',
                  },
                ]}
              />
            </section>
          )}
        </>
      ),
    }),
    act: async (_visit, { account, goOn }) => {
      await askSignInLink({ email: account.email, goOn }, deps)
      return { goTo: '/connexion/lien-envoye' }
    },
  })
}
