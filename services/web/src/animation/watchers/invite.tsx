import { inviteWatcher, readGivenWatches, readRolesGiven } from '@boussole/commands'
import { personName, readEmail } from '@boussole/contracts'
import type { NamedWatch } from '@boussole/db'
import { givenRoles, Refusal, watchKey } from '@boussole/domain'
import type { GivenRole, Professional } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink } from '../../components/blocks.tsx'
import { Choices, ErrorSummary, Form, Submit, TextField } from '../../components/form.tsx'
import { professionalFr } from '../../professional/messages.fr.ts'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, valueOf } from '../../site/form.ts'
import type { FormError, Values } from '../../site/form.ts'
import { watchersPath } from './list.tsx'
import { watchersFr } from './watchers.fr.ts'

const words = watchersFr.form
const invitePath = `${watchersPath}/inviter`

/** To which role? Only those that one may give are offered. */
export const roleChoiceRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const said = watchersFr.choosing
  app.get(invitePath, async (request, reply) => {
    const visit = await parts.visits.of(request)
    const roles = await readRolesGiven(professionalOf(request), parts.deps.db)
    if (roles.length === 0) throw new Refusal('not-found')
    return parts.visits.send(reply, visit, {
      title: said.title,
      body: (
        <>
          <BackLink href={visit.href(watchersPath)} label={watchersFr.title} />
          <h1>{said.heading}</h1>
          <p class="lead">{said.lead}</p>
          <ul class="referrals">
            {roles.map((role) => (
              <li key={role}>
                <a class="referral" href={visit.href(`${invitePath}/${role}`)}>
                  <span class="referral-who">
                    <strong>{said.roles[role].label}</strong>
                  </span>
                  <span class="referral-what">{said.roles[role].description}</span>
                </a>
              </li>
            ))}
          </ul>
        </>
      ),
    })
  })
}

interface Inviting {
  readonly professional: Professional
  readonly role: GivenRole
  readonly watches: readonly NamedWatch[]
}

type Read =
  | { readonly value: { readonly name: string; readonly email: string; readonly keys: readonly string[] } }
  | { readonly errors: readonly FormError[] }

const readNew = (values: Values, watches: readonly NamedWatch[]): Read => {
  const typed = valueOf(values, 'nom')
  const name = personName().min(2).safeParse(typed)
  const email = readEmail(valueOf(values, 'email'))
  const keys = watches.map(watchKey).filter((key) => values['lieux']?.includes(key))
  const errors = [
    ...(name.success ? [] : [{ field: 'nom', message: typed.trim().length < 2 ? words.nameMissing : words.nameWrong }]),
    ...('fault' in email ? [{ field: 'email', message: professionalFr.signIn.emailFaults[email.fault] }] : []),
    ...(keys.length === 0 ? [{ field: 'lieux', message: words.placesMissing }] : []),
  ]
  if (!name.success || 'fault' in email || errors.length > 0) return { errors }
  return { value: { name: name.data, email: email.email.toLowerCase(), keys } }
}

const params = z.object({ role: z.enum(givenRoles) })

/** Somebody is invited to one role, for what one may give in it. */
export const watcherInvitationRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void =>
  formPage<Inviting>(app, visits, {
    path: `${invitePath}/:role`,
    load: async (_visit, request) => {
      const professional = professionalOf(request)
      const asked = params.safeParse(request.params)
      if (!asked.success) throw new Refusal('not-found')
      const { role } = asked.data
      const watches = await readGivenWatches(role, professional, deps.db)
      if (watches.length === 0) throw new Refusal('not-found')
      return { professional, role, watches }
    },
    initial: ({ watches: [first, ...others] }) =>
      first !== undefined && others.length === 0 ? { lieux: [watchKey(first)] } : {},
    fieldOf: { 'already-invited-to-watch': 'email', 'other-role': 'email' },
    page: (visit, { role, watches }, form) => ({
      title: words.heading(role),
      body: (
        <>
          <BackLink href={visit.href(invitePath)} label={watchersFr.choosing.heading} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading(role)}</h1>
          <p class="lead">{watchersFr.choosing.roles[role].description}</p>
          <Form visit={visit} form={form}>
            <TextField form={form} name="nom" label={words.name} hint={words.nameHint} autocomplete="off" />
            <TextField form={form} name="email" type="email" label={words.email} autocomplete="off" />
            <Choices
              form={form}
              name="lieux"
              kind="several"
              legend={words.places[role]}
              choices={watches.map((watch) => ({ value: watchKey(watch), label: watchersFr.placeName(watch) }))}
            />
            <Submit label={words.send} icon="mail" />
          </Form>
        </>
      ),
    }),
    act: async (_visit, { professional, role, watches }, values) => {
      const read = readNew(values, watches)
      if ('errors' in read) return read
      await inviteWatcher({ ...read.value, role }, professional, deps)
      return { goTo: `${watchersPath}?fait=envoyee` }
    },
  })
