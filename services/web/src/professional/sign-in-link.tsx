import { proveByLink, readSignInLink, renewSignInLink } from '@boussole/commands'
import type { LinkStanding } from '@boussole/commands'
import { limitSignIn } from '@boussole/http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { StayLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, Submit } from '../components/form.tsx'
import { formPage, GoTo } from '../site/form.ts'
import { enter } from './enter.ts'
import { professionalFr } from './messages.fr.ts'
import type { ProfessionalParts } from './parts.ts'
import { leadingTo } from './way-back.ts'

const words = professionalFr.link

interface Opened {
  readonly token: string
  readonly goOn: string
}

const params = z.object({ token: z.string() })

/** Where the link stands; a page that does not fit leads to the one that does. */
const loadLink = async (
  request: FastifyRequest,
  { deps }: ProfessionalParts,
  asked: Exclude<LinkStanding['standing'], 'unknown'>,
): Promise<Opened> => {
  const { token } = params.parse(request.params)
  const { standing, goOn } = await readSignInLink(token, deps)
  if (standing === asked) return { token, goOn }
  throw new GoTo(
    {
      open: `/connexion/lien/${token}`,
      over: `/connexion/lien/${token}/nouveau`,
      unknown: '/connexion',
    }[standing],
  )
}

/** The links to sign in: mail scanners open them, so that only a button signs in, once. */
export const linkRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits } = parts
  // Nobody guesses a link: the tries of an address are counted, not those of an account.
  const limits = { onRequest: limitSignIn(app).onRequest }

  formPage<Opened>(app, visits, {
    path: '/connexion/lien/:token',
    limits,
    load: (_visit, request) => loadLink(request, parts, 'open'),
    initial: () => ({}),
    page: (visit, _link, form) => ({
      title: words.title,
      body: (
        <>
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.words}</p>
          <Form visit={visit} form={form}>
            <Submit label={words.send} />
          </Form>
        </>
      ),
    }),
    act: async (_visit, { token, goOn }, _values, exchange) => {
      return enter(await proveByLink(token, deps), { way: 'link', goOn }, exchange, parts)
    },
  })

  formPage<Opened>(app, visits, {
    path: '/connexion/lien/:token/nouveau',
    limits,
    load: (_visit, request) => loadLink(request, parts, 'over'),
    initial: () => ({}),
    page: (visit, { goOn }, form) => ({
      title: words.overTitle,
      body: (
        <>
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.overHeading}</h1>
          <p class="lead">{words.overWords}</p>
          <Form visit={visit} form={form}>
            <Submit label={words.renew} icon="mail" />
          </Form>
          <StayLink href={visit.href(leadingTo('/connexion', goOn))} label={words.otherAddress} />
        </>
      ),
    }),
    act: async (_visit, { token }) => {
      await renewSignInLink(token, deps)
      return { goTo: '/connexion/lien-envoye' }
    },
  })
}
