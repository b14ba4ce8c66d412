import { askSignInLink } from '@boussole/commands'
import { readEmail } from '@boussole/contracts'
import { limitSignIn } from '@boussole/http'
import type { FastifyInstance } from 'fastify'
import { ButtonLink, LinkCards, Notice, StayLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, Submit, TextField } from '../components/form.tsx'
import { formPage, valueOf } from '../site/form.ts'
import { professionalFr } from './messages.fr.ts'
import type { ProfessionalParts } from './parts.ts'
import { leadingTo, wayBack } from './way-back.ts'

const words = professionalFr.signIn
const sent = professionalFr.linkSent
const signedOut = professionalFr.signedOut

/** Professionals ask for a link to sign in, and sign out. */
export const signInRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits, signedIn, kept, proConnect } = parts
  formPage<{ readonly goOn: string }>(app, visits, {
    path: '/connexion',
    limits: limitSignIn(app),
    load: (_visit, request) => Promise.resolve({ goOn: wayBack(request) }),
    initial: () => ({}),
    page: (visit, { goOn }, form) => ({
      title: words.title,
      body: (
        <>
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          {goOn !== '/' && form.errors.length === 0 && (
            <Notice tone="info">
              <p>{words.over}</p>
            </Notice>
          )}
          <Form visit={visit} form={form}>
            <TextField
              form={form}
              name="email"
              type="email"
              label={words.email}
              hint={words.emailHint}
              autocomplete="username"
            />
            <Submit label={words.sendLink} icon="mail" />
          </Form>
          <section>
            <h2>{words.otherWays}</h2>
            <LinkCards
              links={[
                {
                  href: visit.href(leadingTo('/connexion/mot-de-passe', goOn)),
                  label: words.withPassword,
                  icon: 'shield',
                },
                ...(proConnect === undefined
                  ? []
                  : [
                      {
                        href: visit.href(leadingTo('/connexion/proconnect', goOn)),
                        label: words.withProConnect,
                        icon: 'people',
                      } as const,
                    ]),
              ]}
            />
          </section>
        </>
      ),
    }),
    act: async (_visit, { goOn }, values) => {
      const read = readEmail(valueOf(values, 'email'))
      if ('fault' in read) return { errors: [{ field: 'email', message: words.emailFaults[read.fault] }] }
      await askSignInLink({ email: read.email.toLowerCase(), goOn }, deps)
      return { goTo: '/connexion/lien-envoye' }
    },
  })

  app.get('/connexion/lien-envoye', async (request, reply) => {
    const visit = await visits.of(request)
    return visits.send(reply, visit, {
      title: sent.title,
      body: (
        <>
          <h1>{sent.heading}</h1>
          <p class="lead">{sent.words}</p>
          <p>{sent.bounds}</p>
          <p>{sent.nothing}</p>
          <div class="actions">
            <ButtonLink href={visit.href('/connexion')} label={sent.again} quiet />
          </div>
        </>
      ),
    })
  })

  formPage(app, visits, {
    path: '/deconnexion',
    load: () => Promise.resolve({}),
    initial: () => ({}),
    page: (visit, _data, form) => ({
      title: signedOut.title,
      body: (
        <>
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{signedOut.heading}</h1>
          <p class="lead">{signedOut.words}</p>
          <Form visit={visit} form={form}>
            <Submit label={signedOut.send} icon={null} />
          </Form>
          <StayLink href={visit.href('/')} label={signedOut.stay} />
        </>
      ),
    }),
    act: async (_visit, _data, _values, { request, reply }) => {
      await signedIn.end(request, reply)
      const isAtProConnect = proConnect !== undefined && (await kept.proConnectToEnd.read(request)) !== undefined
      return { goTo: isAtProConnect ? '/deconnexion/proconnect' : '/connexion' }
    },
  })
}
