import { askSignInLink, readActionLink, renewActionLink } from '@boussole/commands'
import type { ActionLink } from '@boussole/db'
import { isAwaited, transitions } from '@boussole/domain'
import { limitSignIn } from '@boussole/http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Facts, StayLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, Submit } from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icon.tsx'
import { Due } from '../partner/due.tsx'
import { partnerFr } from '../partner/messages.fr.ts'
import { formPage, GoTo, valueOf } from '../site/form.ts'
import { professionalFr } from './messages.fr.ts'
import { knowWhoItIs, professionalIn } from './parts.ts'
import type { ProfessionalParts } from './parts.ts'
import { leadingTo } from './way-back.ts'

const words = professionalFr.actionLink

interface Opened {
  readonly token: string
  readonly link: ActionLink
  readonly isSignedIn: boolean
}

interface Act {
  /** The page of the act; empty for the referral itself. */
  readonly act: string
  readonly label: string
  readonly icon: IconName
}

/** The acts to which the buttons lead; what this person may do is looked at there. */
const actsIn = (state: ActionLink['state']): readonly Act[] => {
  const may = (to: 'accepted' | 'contacted' | 'declined' | 'redirected'): boolean =>
    transitions[state][to]?.includes('referent') ?? false
  return [
    ...(may('contacted') ? [{ act: 'contact', label: partnerFr.contact.link, icon: 'phone' } as const] : []),
    ...(may('accepted') ? [{ act: 'prise', label: partnerFr.accept.link, icon: 'check' } as const] : []),
    ...(may('redirected') ? [{ act: 'reorientation', label: partnerFr.redirect.link, icon: 'swap' } as const] : []),
    ...(may('declined') ? [{ act: 'refus', label: partnerFr.decline.link, icon: 'cross' } as const] : []),
    { act: '', label: words.see, icon: 'people' },
  ]
}

const params = z.object({ token: z.string().max(100) })

const loadLink = async (request: FastifyRequest, { deps }: ProfessionalParts, isOpen: boolean): Promise<Opened> => {
  const { token } = params.parse(request.params)
  const link = await readActionLink(token, deps)
  if (link === undefined) throw new GoTo('/connexion')
  if (link.isOpen !== isOpen) throw new GoTo(isOpen ? `/lien/${token}/nouveau` : `/lien/${token}`)
  return { token, link, isSignedIn: professionalIn(request) !== null }
}

const howTo = ({ link, isSignedIn }: Opened): string => {
  if (isSignedIn) return words.signedIn
  return link.email === null ? words.toSignIn : words.byMail
}

/** The links of mails: without a session they show the least; to act, one signs in, with a mail sent by one click. */
export const actionLinkRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits } = parts
  knowWhoItIs(app, parts)
  const limits = { onRequest: limitSignIn(app).onRequest }

  formPage<Opened>(app, visits, {
    path: '/lien/:token',
    limits,
    load: (_visit, request) => loadLink(request, parts, true),
    initial: () => ({}),
    page: (visit, opened, form) => {
      const { link } = opened
      return {
        title: words.title,
        body: (
          <>
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.heading}</h1>
            <p class="referral-head">
              <span class={`state state-${isAwaited(link.state) ? 'awaited' : link.state}`}>
                {partnerFr.states[link.state]}
              </span>
              <Due {...link} />
              {isAwaited(link.state) && <span>{partnerFr.inbox.due(link.dueDay)}</span>}
            </p>
            <Facts
              facts={[
                { label: words.offer, value: link.offerTitle },
                { label: words.partner, value: link.partnerName },
                { label: words.theme, value: link.themeName },
                { label: words.commune, value: link.communeName },
              ]}
            />
            <h2>{words.acts}</h2>
            <p class="hint">{howTo(opened)}</p>
            <Form visit={visit} form={form}>
              <ul class="links">
                {actsIn(link.state).map(({ act, label, icon }) => (
                  <li key={act}>
                    <button class="link-card" type="submit" name="acte" value={act}>
                      <Icon name={icon} />
                      <span>{label}</span>
                      <Icon name="arrow-right" />
                    </button>
                  </li>
                ))}
              </ul>
            </Form>
          </>
        ),
      }
    },
    act: async (_visit, { link, isSignedIn }, values) => {
      const asked = valueOf(values, 'acte')
      const act = actsIn(link.state).find((one) => one.act === asked)?.act ?? ''
      const goOn = `/mises-en-relation/${link.referralId}${act === '' ? '' : `/${act}`}`
      if (isSignedIn) return { goTo: goOn }
      if (link.email === null) return { goTo: leadingTo('/connexion', goOn) }
      await askSignInLink({ email: link.email, goOn }, deps)
      return { goTo: '/connexion/lien-envoye' }
    },
  })

  formPage<Opened>(app, visits, {
    path: '/lien/:token/nouveau',
    limits,
    load: (_visit, request) => loadLink(request, parts, false),
    initial: () => ({}),
    page: (visit, _opened, form) => ({
      title: words.overTitle,
      body: (
        <>
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.overHeading}</h1>
          <p class="lead">{words.overWords}</p>
          <Form visit={visit} form={form}>
            <Submit label={words.renew} icon="mail" />
          </Form>
          <StayLink href={visit.href('/connexion')} label={words.signIn} />
        </>
      ),
    }),
    act: async (_visit, { token }) => {
      await renewActionLink(token, deps)
      return { goTo: '/lien-renvoye' }
    },
  })

  app.get('/lien-renvoye', async (request, reply) => {
    const visit = await visits.of(request)
    return visits.send(reply, visit, {
      title: words.sentTitle,
      body: (
        <>
          <h1>{words.sentHeading}</h1>
          <p class="lead">{words.sentWords}</p>
          <StayLink href={visit.href('/connexion')} label={words.signIn} />
        </>
      ),
    })
  })
}
