import { readEmail } from '@boussole/contracts'
import { countersignCharter, proposeCharter, resendCharter, textOf, withdrawCharter } from '@boussole/commands'
import type { Charter, PartnerAgreement } from '@boussole/db'
import { firstDayOfCharter, yearFrom } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { Temporal } from 'temporal-polyfill'
import { sendAgainPage } from '../animation/send-again.tsx'
import { BackLink, Facts, StayLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, Submit, TextField } from '../components/form.tsx'
import { professionalFr } from '../professional/messages.fr.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../site/form.ts'
import { agreementsFr } from './agreements.fr.ts'
import { printCharter } from './charter-pdf.ts'
import { CharterWords } from './charter-text.tsx'
import { loadOne, loadWaiting, pathOf, watchedBase as base } from './loading.ts'
import type { Watched } from './loading.ts'
import { signatureFacts } from './parts.tsx'
import { readSignature, readSigned, SigningFields } from './signing.tsx'

type Waiting = Watched & { readonly waiting: Charter }

/** The year for which a charter signed today would be in force. */
const yearOfCharter = ({ today, year }: PartnerAgreement) => {
  const last = year && {
    fromDay: Temporal.PlainDate.from(year.fromDay),
    toDay: Temporal.PlainDate.from(year.toDay),
    isRenewal: year.origin === 'renewed',
    ends: year.followedBy === 'nothing',
  }
  const signedOn = Temporal.PlainDate.from(today)
  const { fromDay, toDay } = yearFrom(firstDayOfCharter(last, { signedOn, today: signedOn }))
  return [fromDay.toString(), toDay.toString()] as const
}

const proposeRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Watched>(app, parts.visits, {
    path: `${base}/:partner/proposition`,
    load: (_visit, request) => loadOne(request, parts),
    initial: () => ({}),
    page: (visit, { agreement }, form) => {
      const { propose } = agreementsFr
      return {
        title: propose.title,
        body: (
          <>
            <BackLink href={visit.href(pathOf(agreement.place.partnerId))} label={agreement.partnerName} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{propose.heading(agreement.partnerName)}</h1>
            <p class="lead">{propose.lead}</p>
            {agreement.isInForce && <p>{propose.when(...yearOfCharter(agreement))}</p>}
            <Form visit={visit} form={form}>
              <TextField form={form} name="nom" label={propose.name} autocomplete="off" />
              <TextField
                form={form}
                name="fonction"
                label={propose.function}
                hint={propose.functionHint}
                autocomplete="off"
              />
              <TextField form={form} name="email" type="email" label={propose.email} autocomplete="off" />
              <Submit label={propose.send} icon="mail" />
            </Form>
          </>
        ),
      }
    },
    act: async (_visit, { professional, agreement }, values) => {
      const read = readSignature(values, agreementsFr.propose)
      const email = readEmail(valueOf(values, 'email'))
      const errors = [
        ...('errors' in read ? read.errors : []),
        ...('fault' in email ? [{ field: 'email', message: professionalFr.signIn.emailFaults[email.fault] }] : []),
      ]
      if ('errors' in read || 'fault' in email) return { errors }
      const { partnerId } = agreement.place
      await proposeCharter({ partnerId, ...read.value, email: email.email.toLowerCase() }, professional, parts.deps)
      return { goTo: `${pathOf(partnerId)}?fait=proposee` }
    },
  })

/** The link goes to the partner's signatory again, to an address that may be put right. */
const resendRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const said = agreementsFr.resending
  sendAgainPage<Waiting>(app, parts.visits, {
    path: `${base}/:partner/renvoi`,
    load: (request) => loadWaiting(request, parts),
    sent: ({ agreement: { place, partnerName }, waiting: { signatory, hasBounced } }) => ({
      ...said,
      lead: said.words,
      email: signatory.email,
      hasBounced,
      back: { path: pathOf(place.partnerId), label: partnerName },
    }),
    act: async ({ professional, agreement, waiting: { id } }, email) => {
      await resendCharter({ id, email }, professional, parts.deps)
      return `${pathOf(agreement.place.partnerId)}?fait=renvoyee`
    },
  })
}

const withdrawRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const said = agreementsFr.withdrawing
  formPage<Waiting>(app, parts.visits, {
    path: `${base}/:partner/retrait`,
    load: (_visit, request) => loadWaiting(request, parts),
    initial: () => ({}),
    page: (visit, { agreement }, form) => ({
      title: said.title,
      body: (
        <>
          <BackLink href={visit.href(pathOf(agreement.place.partnerId))} label={agreement.partnerName} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{said.heading}</h1>
          <p class="lead">{said.words}</p>
          <Form visit={visit} form={form}>
            <Submit label={said.send} icon={null} />
          </Form>
          <StayLink href={visit.href(pathOf(agreement.place.partnerId))} label={agreementsFr.stay} />
        </>
      ),
    }),
    act: async (_visit, { professional, agreement, waiting }) => {
      await withdrawCharter(waiting.id, professional, parts.deps)
      return { goTo: `${pathOf(agreement.place.partnerId)}?fait=retiree` }
    },
  })
}

const countersignRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Waiting>(app, parts.visits, {
    path: `${base}/:partner/contresignature`,
    load: async (_visit, request) => {
      const one = await loadWaiting(request, parts)
      if (one.waiting.partnerSigned === null) throw new GoTo(pathOf(one.agreement.place.partnerId))
      return one
    },
    initial: () => ({}),
    page: (visit, { agreement, waiting }, form) => ({
      title: agreementsFr.countersigning.title,
      body: (
        <>
          <BackLink href={visit.href(pathOf(agreement.place.partnerId))} label={agreement.partnerName} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{agreementsFr.countersigning.heading(agreement.partnerName)}</h1>
          <p class="lead">{agreementsFr.countersigning.lead(...yearOfCharter(agreement))}</p>
          <Facts facts={signatureFacts(waiting, agreement.timeZone)} />
          <CharterWords text={textOf(waiting)} />
          <Form visit={visit} form={form}>
            <SigningFields form={form} agree={agreementsFr.sign.agreeAnimation} />
          </Form>
        </>
      ),
    }),
    act: async (_visit, { professional, agreement, waiting }, values) => {
      const read = readSigned(values)
      if ('errors' in read) return read
      const { db } = parts.deps
      await countersignCharter({ id: waiting.id, signature: read.value }, professional, { db, print: printCharter })
      return { goTo: `${pathOf(agreement.place.partnerId)}?fait=signee` }
    },
  })

/** The animation proposes a charter, sends it again, takes it back, and signs it. */
export const charterRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [proposeRoute, resendRoute, withdrawRoute, countersignRoute]) route(app, parts)
}
