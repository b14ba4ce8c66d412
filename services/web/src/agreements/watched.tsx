import { agreementFilters, agreementCursor, charterTexts, readEmail } from '@boussole/contracts'
import type { AgreementFilter } from '@boussole/contracts'
import { countersignCharter, proposeCharter, resendCharter, textOf, withdrawCharter } from '@boussole/commands'
import { countAgreements, countParticipation, findAgreement, findAgreementHistory, listAgreements } from '@boussole/db'
import type { AgreementHistory, Charter, PartnerAgreement } from '@boussole/db'
import { firstDayOfCharter, mayAct, maySee, Refusal, standingsOn, yearFrom } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { BackLink, ButtonLink, Done, Facts, Notice, StayLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, Submit, TextField } from '../components/form.tsx'
import { animationFr } from '../animation/messages.fr.ts'
import { professionalFr } from '../professional/messages.fr.ts'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../site/form.ts'
import type { Visit } from '../site/visit.tsx'
import { agreementsFr } from './agreements.fr.ts'
import { printCharter } from './charter-pdf.ts'
import { CharterWords } from './charter-text.tsx'
import { endingRoute } from './ending.tsx'
import { AgreementStates, participationFact, pdfFacts, signatureFacts, yearFacts } from './parts.tsx'
import { readSignature, readSigned, SigningFields } from './signing.tsx'

const words = agreementsFr.watched
const base = '/animation/conventions'
const pathOf = (partnerId: string): string => `${base}/${partnerId}`

const listQuery = z.object({
  liste: z.enum(agreementFilters).optional().catch(undefined),
  suite: agreementCursor.optional().catch(undefined),
})

const Tabs = ({
  visit,
  filter,
  counts,
}: {
  visit: Visit
  filter: AgreementFilter | undefined
  counts: Readonly<Record<AgreementFilter, number>>
}) => (
  <nav class="tabs" aria-label={words.lists}>
    <a href={visit.href(base)} {...(filter === undefined ? { 'aria-current': 'page' as const } : {})}>
      {words.all}
    </a>
    {agreementFilters.map((each) => (
      <a
        key={each}
        href={visit.href(`${base}?liste=${each}`)}
        {...(filter === each ? { 'aria-current': 'page' as const } : {})}
      >
        {words.filters[each]} <span class="count">{counts[each]}</span>
      </a>
    ))}
  </nav>
)

const listRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get(base, async (request, reply) => {
    const visit = await visits.of(request)
    const professional = professionalOf(request)
    const { liste: filter, suite: cursor } = listQuery.parse(request.query)
    const [{ items, next }, counts] = await Promise.all([
      listAgreements(deps.db, professional, { filter, cursor }),
      countAgreements(deps.db, professional),
    ])
    const here = filter === undefined ? base : `${base}?liste=${filter}`
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={animationFr.today.title} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <Tabs visit={visit} filter={filter} counts={counts} />
          {items.length === 0 && <p>{filter === undefined ? words.noPartner : words.empty[filter]}</p>}
          <ul class="referrals">
            {items.map((agreement) => (
              <li key={agreement.place.partnerId}>
                <a class="referral" href={visit.href(pathOf(agreement.place.partnerId))}>
                  <span class="referral-who">
                    <strong>{agreement.partnerName}</strong>
                    <span class="hint">{agreement.territoryName}</span>
                  </span>
                  <span class="referral-when">
                    <AgreementStates agreement={agreement} />
                  </span>
                </a>
              </li>
            ))}
          </ul>
          {cursor !== undefined && <StayLink href={visit.href(here)} label={words.first} />}
          {next !== null && (
            <StayLink
              href={visit.href(`${here}${filter === undefined ? '?' : '&'}suite=${agreementCursor.encode(next)}`)}
              label={words.more}
            />
          )}
        </>
      ),
    })
  })
}

const params = z.object({ partner: z.uuid() })

interface Watched {
  readonly professional: Professional
  readonly agreement: PartnerAgreement
}

/** The agreement of a partner over which this person watches. Refuses: `not-found`. */
const loadOne = async (
  request: FastifyRequest,
  { deps }: ProfessionalParts,
  thing: 'agreement' | 'charter-proposal' = 'charter-proposal',
): Promise<Watched> => {
  const professional = professionalOf(request)
  const asked = params.safeParse(request.params)
  const agreement = asked.success ? await findAgreement(deps.db, asked.data.partner) : undefined
  const standings =
    agreement === undefined ? [] : standingsOn(professional, agreement.place).filter((one) => one !== 'partner')
  const may = thing === 'agreement' ? maySee(thing, standings) : mayAct(thing, standings)
  if (agreement === undefined || !may) throw new Refusal('not-found')
  return { professional, agreement }
}

/** The charter of this partner that waits; without one there is nothing to do on the page. */
const loadWaiting = async (
  request: FastifyRequest,
  parts: ProfessionalParts,
): Promise<Watched & { readonly waiting: Charter }> => {
  const one = await loadOne(request, parts)
  const { waiting, place } = one.agreement
  if (waiting === null) throw new GoTo(pathOf(place.partnerId))
  return { ...one, waiting }
}

/** The year for which a charter signed today would be in force. */
const yearOfCharter = ({ today, year }: PartnerAgreement) => {
  const runsUntil = year === null ? null : Temporal.PlainDate.from(year.toDay)
  const { fromDay, toDay } = yearFrom(firstDayOfCharter(Temporal.PlainDate.from(today), runsUntil))
  return [fromDay.toString(), toDay.toString()] as const
}

/** Everything that happened, the newest first. */
const eventsOf = ({ years, charters, endings }: AgreementHistory): readonly string[] =>
  [
    ...years.map((year) => ({
      at: year.fromDay,
      said: `${words.year(year.fromDay, year.toDay)}, ${words.origins[year.origin]}`,
    })),
    ...endings.map((ending) => ({
      at: ending.declaredAt.toString(),
      said: `${words.ended(ending.side, ending.declaredBy, ending.lastDay)}${ending.words === '' ? '' : `. « ${ending.words} »`}`,
    })),
    ...charters.flatMap((charter) => {
      if (charter.isWithdrawn)
        return [{ at: charter.proposedAt.toString(), said: words.charterWithdrawn(charter.signatory.name) }]
      const { partnerSigned, animationSigned } = charter
      return partnerSigned === null || animationSigned === null
        ? []
        : [{ at: animationSigned.at.toString(), said: words.charterSigned(partnerSigned.name, animationSigned.name) }]
    }),
  ]
    .toSorted((one, other) => (one.at < other.at ? 1 : -1))
    .map(({ said }) => said)

const Waiting = ({ visit, agreement, charter }: { visit: Visit; agreement: PartnerAgreement; charter: Charter }) => {
  const { facts } = agreementsFr
  const { place, timeZone, partnerName } = agreement
  const path = pathOf(place.partnerId)
  const at = (instant: Temporal.Instant) => agreementsFr.moment(instant.toString(), timeZone)
  const { name, function: role, email } = charter.signatory
  return (
    <section aria-labelledby="en-attente">
      <h2 id="en-attente">
        {charter.partnerSigned === null ? agreementsFr.states.toSign : agreementsFr.states.toCountersign}
      </h2>
      <Facts
        facts={[
          { label: facts.version, value: charter.version },
          { label: facts.signatory, value: `${name}, ${role}, ${email}` },
          { label: facts.proposed, value: facts.proposedBy(charter.proposedBy, at(charter.proposedAt)) },
          ...(charter.partnerSigned === null ? [{ label: facts.linkUntil, value: at(charter.expiresAt) }] : []),
          ...signatureFacts(charter, timeZone),
        ]}
      />
      {charter.partnerSigned !== null && (
        <div class="actions">
          <ButtonLink href={visit.href(`${path}/contresignature`)} label={words.countersign} icon="check" />
        </div>
      )}
      <p class="row-acts">
        {charter.partnerSigned === null && (
          <a href={visit.href(`${path}/renvoi`)}>
            {words.resend} <span class="unseen">{partnerName}</span>
          </a>
        )}
        <a href={visit.href(`${path}/retrait`)}>
          {words.withdraw} <span class="unseen">{partnerName}</span>
        </a>
      </p>
    </section>
  )
}

const oneQuery = z.object({
  fait: z.enum(['proposee', 'renvoyee', 'retiree', 'signee', 'fin']).optional().catch(undefined),
})

const oneRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits } = parts
  app.get(`${base}/:partner`, async (request, reply) => {
    const { agreement } = await loadOne(request, parts, 'agreement')
    const visit = await visits.of(request)
    const { fait } = oneQuery.parse(request.query)
    const { place, partnerName, year, waiting, timeZone, isInForce } = agreement
    const [history, participation] = await Promise.all([
      findAgreementHistory(deps.db, place.partnerId),
      countParticipation(deps.db, place.partnerId),
    ])
    const signed = history.charters.find(({ id }) => id === year?.charterId)
    const path = pathOf(place.partnerId)
    const hasOldText = year !== null && isInForce && year.version !== charterTexts[0]?.version
    const events = eventsOf(history)
    return visits.send(reply, visit, {
      title: `${words.title}, ${partnerName}`,
      body: (
        <>
          <BackLink href={visit.href(base)} label={words.back} />
          {fait !== undefined && <Done words={words.done[fait]} />}
          <h1>{partnerName}</h1>
          <p class="referral-when">
            <AgreementStates agreement={agreement} />
          </p>
          <Facts
            facts={[
              { label: agreementsFr.facts.territory, value: agreement.territoryName },
              ...yearFacts(visit, agreement, history.years),
              participationFact(participation),
              ...(signed === undefined ? [] : [...signatureFacts(signed, timeZone), ...pdfFacts(visit, signed)]),
            ]}
          />
          {waiting !== null && <Waiting visit={visit} agreement={agreement} charter={waiting} />}
          {waiting === null && hasOldText && (
            <Notice tone="info">
              <p>{words.proposeHint}</p>
            </Notice>
          )}
          {waiting === null && (
            <div class="actions">
              <ButtonLink
                href={visit.href(`${path}/proposition`)}
                label={isInForce ? words.proposeNew : words.propose}
                icon="mail"
                quiet={isInForce}
              />
            </div>
          )}
          {isInForce && (
            <p class="row-acts">
              <a href={visit.href(`${path}/fin`)}>
                {words.end} <span class="unseen">{partnerName}</span>
              </a>
            </p>
          )}
          <section aria-labelledby="historique">
            <h2 id="historique">{words.history}</h2>
            {events.length === 0 && <p class="hint">{words.noHistory}</p>}
            <ol class="timeline">
              {events.map((said) => (
                <li key={said}>
                  <p>{said}</p>
                </li>
              ))}
            </ol>
          </section>
        </>
      ),
    })
  })
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

const confirmRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const { path, act, said } of [
    { path: 'renvoi', act: resendCharter, said: agreementsFr.resending },
    { path: 'retrait', act: withdrawCharter, said: agreementsFr.withdrawing },
  ]) {
    formPage<Watched & { readonly waiting: Charter }>(app, parts.visits, {
      path: `${base}/:partner/${path}`,
      load: (_visit, request) => loadWaiting(request, parts),
      initial: () => ({}),
      page: (visit, { agreement, waiting }, form) => ({
        title: said.title,
        body: (
          <>
            <BackLink href={visit.href(pathOf(agreement.place.partnerId))} label={agreement.partnerName} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{said.heading}</h1>
            <p class="lead">{said.words(waiting.signatory.email)}</p>
            <Form visit={visit} form={form}>
              <Submit label={said.send} icon={null} />
            </Form>
            <StayLink href={visit.href(pathOf(agreement.place.partnerId))} label={agreementsFr.stay} />
          </>
        ),
      }),
      act: async (_visit, { professional, agreement, waiting }) => {
        await act(waiting.id, professional, parts.deps)
        return { goTo: `${pathOf(agreement.place.partnerId)}?fait=${said.done}` }
      },
    })
  }
}

const countersignRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Watched & { readonly waiting: Charter }>(app, parts.visits, {
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

/** Who watches proposes charters, signs them for the animation, and sees what runs until when. */
export const watchedAgreementRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [listRoute, oneRoute, proposeRoute, confirmRoutes, countersignRoute]) route(app, parts)
  endingRoute(app, parts, { side: 'animation', path: `${base}/:partner/fin`, back: pathOf })
}
