import { acceptInvitation, readOpenInvitation } from '@boussole/commands'
import { passwordFault, personName } from '@boussole/contracts'
import type { InvitedTo, OpenInvitation } from '@boussole/db'
import { limitSignIn } from '@boussole/http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ButtonLink, Facts, Notice } from '../components/blocks.tsx'
import { ErrorSummary, Form, PasswordField, Submit, TextField } from '../components/form.tsx'
import { watchersFr } from '../animation/watchers/watchers.fr.ts'
import { accountFr } from '../account/messages.fr.ts'
import { formPage, GoTo, valueOf } from '../site/form.ts'
import type { FormError, Values } from '../site/form.ts'
import { enter } from './enter.ts'
import { professionalFr } from './messages.fr.ts'
import type { ProfessionalParts } from './parts.ts'

const words = professionalFr.invitation
const params = z.object({ token: z.string().max(100) })

type Invited = OpenInvitation & { readonly token: string }

/** What is accepted, in words: what one becomes, why, and of what. */
const acceptedIn = (to: InvitedTo, by: string) => {
  if (to.kind === 'partner') {
    return { heading: words.heading, lead: words.lead(by), label: words.partner, value: to.name }
  }
  const places = to.watches.map(watchersFr.placeName).join(', ')
  return { ...words.watch[to.role](by), label: words.places, value: places }
}

/** What was typed by somebody who has no account yet; the password may be left out. */
const readNew = (
  values: Values,
): { readonly name: string; readonly password: string | null } | { readonly errors: readonly FormError[] } => {
  const name = personName().min(2).safeParse(valueOf(values, 'nom'))
  const password = valueOf(values, 'nouveau')
  const fault = password === '' ? null : passwordFault(password)
  const errors = [
    ...(name.success ? [] : [{ field: 'nom', message: words.nameWrong }]),
    ...(fault === null ? [] : [{ field: 'nouveau', message: accountFr.password.faults[fault] }]),
  ]
  if (!name.success || errors.length > 0) return { errors }
  return { name: name.data, password: password === '' ? null : password }
}

/** Somebody who was invited sees by whom and to what, and accepts by a button. */
export const invitationRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits } = parts
  const load = async (request: FastifyRequest): Promise<Invited> => {
    const { token } = params.parse(request.params)
    const found = await readOpenInvitation(token, deps)
    if (found === undefined) throw new GoTo('/invitation-terminee')
    return { ...found, token }
  }

  formPage<Invited>(app, visits, {
    path: '/invitation/:token',
    // Nobody guesses a link: the tries of an address are counted, not those of an account.
    limits: { onRequest: limitSignIn(app).onRequest },
    load: (_visit, request) => load(request),
    initial: ({ name }) => ({ nom: [name] }),
    page: (visit, { to, email, invitedBy, hasAccount }, form) => {
      const accepted = acceptedIn(to, invitedBy)
      return {
        title: words.title,
        body: (
          <>
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{accepted.heading}</h1>
            <p class="lead">{accepted.lead}</p>
            <Facts
              facts={[
                { label: accepted.label, value: accepted.value },
                { label: words.email, value: email },
              ]}
            />
            {hasAccount && (
              <Notice tone="info">
                <p>{to.kind === 'partner' ? words.hasAccount : words.hasAccountToWatch}</p>
              </Notice>
            )}
            <Form visit={visit} form={form}>
              {!hasAccount && (
                <>
                  <TextField form={form} name="nom" label={words.name} hint={words.nameHint} autocomplete="name" />
                  <PasswordField form={form} name="nouveau" label={words.password} hint={words.passwordHint} isNew />
                </>
              )}
              <Submit label={words.send} icon="check" />
            </Form>
          </>
        ),
      }
    },
    act: async (_visit, { token, name, hasAccount }, values, exchange) => {
      const read = hasAccount ? { name, password: null } : readNew(values)
      if ('errors' in read) return read
      const proven = await acceptInvitation({ token, ...read }, deps)
      return enter(proven, { way: 'invitation', goOn: '/bienvenue' }, exchange, parts)
    },
  })

  app.get('/invitation-terminee', async (request, reply) => {
    const visit = await visits.of(request)
    return visits.send(reply, visit, {
      title: words.overTitle,
      body: (
        <>
          <h1>{words.overHeading}</h1>
          <p class="lead">{words.overWords}</p>
          <div class="actions">
            <ButtonLink href={visit.href('/connexion')} label={words.overSignIn} icon="arrow-right" />
          </div>
        </>
      ),
    })
  })
}
