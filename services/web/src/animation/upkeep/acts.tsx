import {
  clearPersonDoubt,
  correctPersonAddress,
  mayCorrectAddress,
  readPersonInDoubt,
  resumeHeldOffer,
} from '@boussole/commands'
import { readEmail } from '@boussole/contracts'
import type { OfferView } from '@boussole/contracts'
import { findOfferPlace, listAddressesInDoubt } from '@boussole/db'
import type { AddressInDoubt, PersonInDoubt } from '@boussole/db'
import { mayAct, Refusal, standingsOn } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink, Done, StayLink } from '../../components/blocks.tsx'
import { Agreement, ErrorSummary, Form, Submit, TextField } from '../../components/form.tsx'
import { loadOffer } from '../../partner/offers/offer.tsx'
import { professionalFr } from '../../professional/messages.fr.ts'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import { basketPath, cursorOf, cursorShape, upkeepPath } from './list.tsx'
import { watchersPath } from '../watchers/list.tsx'
import { upkeepFr } from './upkeep.fr.ts'

const addressesPath = `${upkeepPath}/adresses`

/** An offer that paused at its third lapse is online again. */
const resumeRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const said = upkeepFr.resuming
  formPage<OfferView>(app, parts.visits, {
    path: `${upkeepPath}/offres/:id/reprise`,
    load: async (_visit, request) => {
      const offer = await loadOffer(request, parts)
      const place = await findOfferPlace(parts.deps.db, offer.id)
      // A partner sees its offer, and not this page.
      if (place === undefined || !mayAct('upkeep', standingsOn(professionalOf(request), place)))
        throw new Refusal('not-found')
      if (offer.standing !== 'held' && request.method === 'GET') throw new GoTo(`/offres/${offer.id}`)
      return offer
    },
    initial: () => ({}),
    page: (visit, offer, form) => ({
      title: said.title,
      body: (
        <>
          <BackLink href={visit.href(basketPath('held'))} label={upkeepFr.title} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{said.heading(offer.title)}</h1>
          <p class="lead">{said.words}</p>
          <Form visit={visit} form={form}>
            <Submit label={said.send} icon={null} />
          </Form>
          <StayLink href={visit.href(basketPath('held'))} label={said.stay} />
        </>
      ),
    }),
    act: async (_visit, offer, _values, { request }) => {
      await resumeHeldOffer(offer.id, professionalOf(request), parts.deps)
      return { goTo: `${basketPath('held')}&fait=reprise` }
    },
  })
}

/** Where an address is put right. */
const actPath = ({ kind, id, partnerId }: AddressInDoubt): string =>
  ({
    offer: `/offres/${id}`,
    person: `${addressesPath}/${id}/correction`,
    invitation: `/animation/invitations/${id}/renvoi`,
    watch: `${watchersPath}/invitations/${id}/renvoi`,
    charter: `/animation/conventions/${partnerId ?? ''}/renvoi`,
  })[kind]

const Address = ({ visit, address }: { visit: Visit; address: AddressInDoubt }) => {
  const said = upkeepFr.addresses
  const { kind, id, name, partnerName, email, phone, bouncedAt, timeZone } = address
  return (
    <li class="session">
      <p>
        <strong>{name}</strong> <span class="state">{said.kinds[kind]}</span>
      </p>
      <p>{[partnerName, phone].filter((each) => each !== null).join(' · ')}</p>
      <p class="hint">
        {email} · {said.bounced(upkeepFr.moment(bouncedAt.toString(), timeZone))}
      </p>
      <p class="row-acts">
        <a href={visit.href(actPath(address))}>
          {said.acts[kind]} <span class="unseen">{name}</span>
        </a>
        {kind === 'person' && (
          <a href={visit.href(`${addressesPath}/${id}`)}>
            {said.settled} <span class="unseen">{name}</span>
          </a>
        )}
      </p>
    </li>
  )
}

const query = z.object({ suite: cursorShape, fait: z.enum(['adresse', 'corrigee']).optional().catch(undefined) })

const addressesRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  const said = upkeepFr.addresses
  app.get(addressesPath, async (request, reply) => {
    const visit = await visits.of(request)
    const { suite, fait } = query.parse(request.query)
    const { items, next } = await listAddressesInDoubt(deps.db, professionalOf(request), suite)
    return visits.send(reply, visit, {
      title: said.title,
      body: (
        <>
          <BackLink href={visit.href(upkeepPath)} label={said.back} />
          {fait !== undefined && <Done words={upkeepFr.done[fait]} />}
          <h1>{said.heading}</h1>
          <p class="lead">{items.length === 0 ? said.none : said.lead}</p>
          <ul class="sessions-open">
            {items.map((address) => (
              <Address key={address.id} visit={visit} address={address} />
            ))}
          </ul>
          {suite !== undefined && <StayLink href={visit.href(addressesPath)} label={said.first} />}
          {next !== null && (
            <StayLink href={visit.href(`${addressesPath}?suite=${cursorOf(next)}`)} label={said.more} />
          )}
        </>
      ),
    })
  })
}

const params = z.object({ id: z.string().max(60) })

const clearRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  const said = upkeepFr.clearing
  formPage<PersonInDoubt>(app, visits, {
    path: `${addressesPath}/:id`,
    load: (_visit, request) => readPersonInDoubt(params.parse(request.params).id, professionalOf(request), deps.db),
    initial: () => ({}),
    page: (visit, { name, email }, form) => ({
      title: said.title,
      body: (
        <>
          <BackLink href={visit.href(addressesPath)} label={upkeepFr.addresses.title} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{said.heading(name)}</h1>
          <p class="lead">{said.words(email)}</p>
          <Form visit={visit} form={form}>
            <Submit label={said.send} icon={null} />
          </Form>
          <StayLink href={visit.href(addressesPath)} label={said.stay} />
        </>
      ),
    }),
    act: async (_visit, { userId }, _values, { request }) => {
      await clearPersonDoubt(userId, professionalOf(request), deps)
      return { goTo: `${addressesPath}?fait=adresse` }
    },
  })
}

/** The address of somebody who can no longer sign in is put right. */
const correctRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  const said = upkeepFr.correcting
  formPage<PersonInDoubt & { readonly mayCorrect: boolean }>(app, visits, {
    path: `${addressesPath}/:id/correction`,
    load: async (_visit, request) => {
      const professional = professionalOf(request)
      const person = await readPersonInDoubt(params.parse(request.params).id, professional, deps.db)
      return { ...person, mayCorrect: mayCorrectAddress(professional, person) }
    },
    initial: ({ email }) => ({ email: [email] }),
    fieldOf: { 'same-address': 'email', 'address-taken': 'email' },
    page: (visit, { userId, name, email, role, mayCorrect }, form) => ({
      title: said.title,
      body: (
        <>
          <BackLink href={visit.href(addressesPath)} label={upkeepFr.addresses.title} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{said.heading(name)}</h1>
          <p class="lead">{said.lead(email)}</p>
          {mayCorrect ? (
            <>
              <p>{said.effects}</p>
              <Form visit={visit} form={form}>
                <TextField
                  form={form}
                  name="email"
                  type="email"
                  label={said.email}
                  hint={said.emailHint}
                  autocomplete="off"
                />
                <Agreement form={form} name="accord" label={said.confirmed} />
                <Submit label={said.send} icon="mail" />
              </Form>
            </>
          ) : (
            <p>{role === 'referent' ? said.notYours.elsewhere : said.notYours.watches}</p>
          )}
          <StayLink href={visit.href(`${addressesPath}/${userId}`)} label={said.works} />
        </>
      ),
    }),
    act: async (_visit, { userId }, values, { request }) => {
      const read = readEmail(valueOf(values, 'email'))
      const errors = [
        ...('fault' in read ? [{ field: 'email', message: professionalFr.signIn.emailFaults[read.fault] }] : []),
        ...(valueOf(values, 'accord') === 'oui' ? [] : [{ field: 'accord', message: said.confirmMissing }]),
      ]
      if ('fault' in read || errors.length > 0) return { errors }
      await correctPersonAddress({ userId, email: read.email.toLowerCase() }, professionalOf(request), deps)
      return { goTo: `${addressesPath}?fait=corrigee` }
    },
  })
}

/** What the animation does in the upkeep: resuming an offer, and addresses that mails come back from. */
export const upkeepActRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [resumeRoute, addressesRoute, clearRoute, correctRoute]) route(app, parts)
}
