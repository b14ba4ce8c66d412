import { hasNewerText } from '@boussole/contracts'
import { countParticipation, findAgreementHistory } from '@boussole/db'
import type { AgreementHistory, Charter, PartnerAgreement } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { animationFr } from '../animation/messages.fr.ts'
import { CameBack } from '../animation/send-again.tsx'
import { BackLink, ButtonLink, Done, Facts, Notice } from '../components/blocks.tsx'
import type { ProfessionalParts } from '../professional/parts.ts'
import type { Visit } from '../site/visit.tsx'
import { agreementsFr } from './agreements.fr.ts'
import { EndingActs, endingRoutes } from './ending.tsx'
import { loadOne, pathOf, watchedBase } from './loading.ts'
import { AgreementStates, participationFact, pdfFacts, scanFacts, signatureFacts, yearFacts } from './parts.tsx'
import { charterRoutes } from './proposing.tsx'
import { agreementListRoute } from './watched-list.tsx'

const words = agreementsFr.watched

/** Who watches ends it for the animation. */
const watchedSide = { side: 'animation', base: watchedBase, back: pathOf } as const

/** Everything that happened, the newest first. */
const eventsOf = ({ years, charters, endings }: AgreementHistory): readonly string[] =>
  [
    ...years.map((year) => ({
      at: year.fromDay,
      said: `${words.year(year.fromDay, year.toDay)}, ${words.origins[year.origin]}`,
    })),
    ...endings.flatMap(({ takenBack, lastDay }) =>
      takenBack === null ? [] : [{ at: takenBack.at.toString(), said: words.endingTakenBack(takenBack.by, lastDay) }],
    ),
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
  const isSent = charter.partnerSigned === null
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
          ...(charter.partnerSigned === null
            ? [
                {
                  label: facts.link,
                  value: (charter.isExpired ? facts.linkExpired : facts.linkUntil)(at(charter.expiresAt)),
                },
              ]
            : []),
          ...signatureFacts(charter, timeZone),
        ]}
      />
      {charter.partnerSigned !== null && (
        <div class="actions">
          <ButtonLink href={visit.href(`${path}/contresignature`)} label={words.countersign} icon="check" />
        </div>
      )}
      {isSent && charter.hasBounced && <CameBack />}
      {isSent && !charter.hasBounced && charter.isExpired && (
        <div class="actions">
          <ButtonLink href={visit.href(`${path}/renvoi`)} label={words.sendNew} icon="mail" />
        </div>
      )}
      <p class="row-acts">
        {isSent && (charter.hasBounced || !charter.isExpired) && (
          <a href={visit.href(`${path}/renvoi`)}>
            {charter.hasBounced ? animationFr.cameBack.correct : words.resend} <span class="unseen">{partnerName}</span>
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
  fait: z.enum(['proposee', 'renvoyee', 'retiree', 'signee', 'papier', 'fin', 'reprise']).optional().catch(undefined),
})

const oneRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits } = parts
  app.get(`${watchedBase}/:partner`, async (request, reply) => {
    const { agreement } = await loadOne(request, parts, 'agreement')
    const visit = await visits.of(request)
    const { fait } = oneQuery.parse(request.query)
    const { place, partnerName, year, waiting, timeZone, isInForce, isClosed, today } = agreement
    const [history, participation] = await Promise.all([
      findAgreementHistory(deps.db, place.partnerId),
      countParticipation(deps.db, place.partnerId),
    ])
    const signed = history.charters.find(({ id }) => id === year?.charterId)
    const path = pathOf(place.partnerId)
    const hasOldText = year !== null && isInForce && hasNewerText(year.version, Temporal.PlainDate.from(today))
    const events = eventsOf(history)
    return visits.send(reply, visit, {
      title: `${words.title}, ${partnerName}`,
      body: (
        <>
          <BackLink href={visit.href(watchedBase)} label={words.back} />
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
              ...scanFacts(visit, agreement),
              ...(signed === undefined ? [] : [...signatureFacts(signed, timeZone), ...pdfFacts(visit, signed)]),
            ]}
          />
          {waiting !== null && <Waiting visit={visit} agreement={agreement} charter={waiting} />}
          {waiting === null && hasOldText && (
            <Notice tone="info">
              <p>{words.proposeHint}</p>
            </Notice>
          )}
          {waiting === null && !isClosed && (
            <div class="actions">
              <ButtonLink
                href={visit.href(`${path}/proposition`)}
                label={isInForce ? words.proposeNew : words.propose}
                icon="mail"
                quiet={isInForce}
              />
              <ButtonLink href={visit.href(`${path}/papier`)} label={agreementsFr.paper.link} icon="book" quiet />
            </div>
          )}
          <EndingActs visit={visit} agreement={agreement} side={watchedSide} />
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

/** Who watches proposes charters, signs them for the animation, and sees what runs until when. */
export const watchedAgreementRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [agreementListRoute, oneRoute, charterRoutes]) route(app, parts)
  endingRoutes(app, parts, watchedSide)
}
