import { cancelInvitation, inviteReferent, readInvitation, resendInvitation } from '@boussole/commands'
import { cursorAt, personName, readEmail } from '@boussole/contracts'
import { listInvitations, listInvitingPartners } from '@boussole/db'
import type { Invitation, InvitingPartner } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BackLink, ButtonLink, Done, StayLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, SelectField, Submit, TextField } from '../components/form.tsx'
import { professionalFr } from '../professional/messages.fr.ts'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, valueOf } from '../site/form.ts'
import type { FormError, Values } from '../site/form.ts'
import type { Visit } from '../site/visit.tsx'
import { animationFr } from './messages.fr.ts'
import { CameBack, sendAgainPage } from './send-again.tsx'

const words = animationFr.invitations

const list = '/animation/invitations'

const tones = { sent: 'waiting', accepted: 'good', expired: 'alert', cancelled: 'over' } as const

const Item = ({ visit, invitation }: { visit: Visit; invitation: Invitation }) => {
  const { id, name, email, partner, state, hasBounced, invitedBy, createdAt, expiresAt, timeZone } = invitation
  const waits = state === 'sent' || state === 'expired'
  return (
    <li class="session">
      <p>
        <strong>{name}</strong> <span class={`state state-${tones[state]}`}>{words.states[state]}</span>
      </p>
      <p>{words.for(partner.name)}</p>
      <p>{email}</p>
      {waits && hasBounced && <CameBack />}
      <p class="hint">{words.by(invitedBy, words.moment(createdAt.toString(), timeZone))}</p>
      {state === 'sent' && <p class="hint">{words.until(words.moment(expiresAt.toString(), timeZone))}</p>}
      {waits && (
        <p class="row-acts">
          <a href={visit.href(`${list}/${id}/renvoi`)}>
            {hasBounced ? animationFr.cameBack.correct : words.resend} <span class="unseen">{name}</span>
          </a>
          {state === 'sent' && (
            <a href={visit.href(`${list}/${id}/annulation`)}>
              {words.cancel} <span class="unseen">{name}</span>
            </a>
          )}
        </p>
      )}
    </li>
  )
}

const query = z.object({
  fait: z.enum(['envoyee', 'renvoyee', 'annulee']).optional().catch(undefined),
  suite: cursorAt(),
})

const params = z.object({ id: z.uuid() })
const newQuery = z.object({ structure: z.uuid().optional().catch(undefined) })

interface Inviting {
  readonly professional: Professional
  readonly partners: readonly InvitingPartner[]
  /** The partner that the address names. */
  readonly chosen: string
}

interface OnOne {
  readonly professional: Professional
  readonly invitation: Invitation
}

const readNew = (
  values: Values,
  partners: readonly InvitingPartner[],
):
  | { readonly value: { readonly partnerId: string; readonly name: string; readonly email: string } }
  | { readonly errors: readonly FormError[] } => {
  const partner = partners.find(({ partnerId }) => partnerId === valueOf(values, 'structure'))
  const typed = valueOf(values, 'nom')
  const name = personName().min(2).safeParse(typed)
  const email = readEmail(valueOf(values, 'email'))
  const errors = [
    ...(partner === undefined ? [{ field: 'structure', message: words.form.partnerMissing }] : []),
    ...(name.success
      ? []
      : [{ field: 'nom', message: typed.trim().length < 2 ? words.form.nameMissing : words.form.nameWrong }]),
    ...('fault' in email ? [{ field: 'email', message: professionalFr.signIn.emailFaults[email.fault] }] : []),
  ]
  if (partner === undefined || !name.success || 'fault' in email) return { errors }
  return { value: { partnerId: partner.partnerId, name: name.data, email: email.email.toLowerCase() } }
}

/** Those who watch over partners invite their referents. */
export const invitationRoutes = (app: FastifyInstance, { visits, deps }: ProfessionalParts): void => {
  app.get(list, async (request, reply) => {
    const visit = await visits.of(request)
    const { fait, suite } = query.parse(request.query)
    const { items, next } = await listInvitations(deps.db, professionalOf(request), suite)
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={animationFr.today.title} />
          {fait !== undefined && <Done words={words.done[fait]} />}
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <div class="actions">
            <ButtonLink href={visit.href(`${list}/nouvelle`)} label={words.new} icon="mail" />
          </div>
          {items.length === 0 && <p>{words.none}</p>}
          <ul class="sessions-open">
            {items.map((invitation) => (
              <Item key={invitation.id} visit={visit} invitation={invitation} />
            ))}
          </ul>
          {suite !== undefined && <StayLink href={visit.href(list)} label={words.latest} />}
          {next !== null && (
            <StayLink
              href={visit.href(`${list}?suite=${encodeURIComponent(`${next.at}~${next.id}`)}`)}
              label={words.more}
            />
          )}
        </>
      ),
    })
  })

  formPage<Inviting>(app, visits, {
    path: `${list}/nouvelle`,
    load: async (_visit, request) => {
      const professional = professionalOf(request)
      const { structure = '' } = newQuery.parse(request.query)
      return { professional, partners: await listInvitingPartners(deps.db, professional), chosen: structure }
    },
    initial: ({ chosen }) => ({ structure: [chosen] }),
    fieldOf: { 'already-invited': 'email' },
    page: (visit, { partners }, form) => ({
      title: words.form.title,
      body: (
        <>
          <BackLink href={visit.href(list)} label={words.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.form.heading}</h1>
          {partners.length === 0 ? (
            <p>{words.form.noPartner}</p>
          ) : (
            <Form visit={visit} form={form}>
              <SelectField
                form={form}
                name="structure"
                label={words.form.partner}
                empty={words.form.choosePartner}
                choices={partners.map(({ partnerId, name }) => ({ value: partnerId, label: name }))}
              />
              <TextField form={form} name="nom" label={words.form.name} hint={words.form.nameHint} autocomplete="off" />
              <TextField form={form} name="email" type="email" label={words.form.email} autocomplete="off" />
              <Submit label={words.form.send} icon="mail" />
            </Form>
          )}
        </>
      ),
    }),
    act: async (_visit, { professional, partners }, values) => {
      const read = readNew(values, partners)
      if ('errors' in read) return read
      await inviteReferent(read.value, professional, deps)
      return { goTo: `${list}?fait=envoyee` }
    },
  })

  const loadOne = async (request: FastifyRequest): Promise<OnOne> => {
    const professional = professionalOf(request)
    const { id } = params.safeParse(request.params).data ?? { id: '00000000-0000-0000-0000-000000000000' }
    return { professional, invitation: await readInvitation(id, professional, deps.db) }
  }

  sendAgainPage<OnOne>(app, visits, {
    path: `${list}/:id/renvoi`,
    load: loadOne,
    sent: ({ invitation: { name, email, hasBounced } }) => ({
      ...words.resending,
      heading: words.resending.heading(name),
      lead: words.resending.words,
      email,
      hasBounced,
      back: { path: list, label: words.back },
    }),
    act: async ({ professional, invitation: { id } }, email) => {
      await resendInvitation({ id, email }, professional, deps)
      return `${list}?fait=renvoyee`
    },
  })

  formPage<OnOne>(app, visits, {
    path: `${list}/:id/annulation`,
    load: (_visit, request) => loadOne(request),
    initial: () => ({}),
    page: (visit, { invitation }, form) => ({
      title: words.cancelling.title,
      body: (
        <>
          <BackLink href={visit.href(list)} label={words.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.cancelling.heading(invitation.name)}</h1>
          <p class="lead">{words.cancelling.words}</p>
          <Form visit={visit} form={form}>
            <Submit label={words.cancelling.send} icon={null} />
          </Form>
          <StayLink href={visit.href(list)} label={words.stay} />
        </>
      ),
    }),
    act: async (_visit, { professional, invitation }) => {
      await cancelInvitation(invitation.id, professional, deps)
      return { goTo: `${list}?fait=annulee` }
    },
  })
}
