import { charterTextOf } from '@boussole/contracts'
import { countParticipation, findAgreementHistory, findAgreements, findCharter, findCharterPdf } from '@boussole/db'
import type { AgreementHistory, PartnerAgreement } from '@boussole/db'
import { maySee, Refusal, standingsOn } from '@boussole/domain'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { BackLink, Done, Facts, Notice } from '../components/blocks.tsx'
import { forSignedIn, professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import type { Visit } from '../site/visit.tsx'
import { agreementsFr } from './agreements.fr.ts'
import { CharterWords } from './charter-text.tsx'
import { EndingActs, endingRoutes } from './ending.tsx'
import { scanRoute } from './paper.tsx'
import { AgreementStates, participationFact, pdfFacts, scanFacts, signatureFacts, yearFacts } from './parts.tsx'

const words = agreementsFr.own

/** Its referents end it for the partner. */
const ownSide = { side: 'partner', base: '/convention', back: () => '/convention' } as const

const AgreementOf = ({
  visit,
  agreement,
  history,
  participation,
}: {
  visit: Visit
  agreement: PartnerAgreement
  history: AgreementHistory
  participation: Awaited<ReturnType<typeof countParticipation>>
}) => {
  const { place, partnerName, isInForce, year, waiting, timeZone } = agreement
  const id = `structure-${place.partnerId}`
  const signed = history.charters.find((charter) => charter.id === year?.charterId)
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{partnerName}</h2>
      <p class="referral-when">
        <AgreementStates agreement={agreement} />
      </p>
      {waiting !== null && (
        <Notice tone="info">
          <p>{waiting.partnerSigned === null ? words.toSign(waiting.signatory.name) : words.toCountersign}</p>
        </Notice>
      )}
      {!isInForce && waiting === null && (
        <Notice tone="alert">
          <p>{words.without}</p>
        </Notice>
      )}
      <Facts
        facts={[
          ...yearFacts(visit, agreement, history.years),
          participationFact(participation),
          ...scanFacts(visit, agreement),
          ...(signed === undefined ? [] : [...signatureFacts(signed, timeZone), ...pdfFacts(visit, signed)]),
        ]}
      />
      <EndingActs visit={visit} agreement={agreement} side={ownSide} />
    </section>
  )
}

const query = z.object({ fait: z.enum(['fin', 'reprise']).optional().catch(undefined) })

const ownRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get('/convention', async (request, reply) => {
    const visit = await visits.of(request)
    const { fait } = query.parse(request.query)
    const agreements = await findAgreements(deps.db, professionalOf(request).partnerIds)
    const shown = await Promise.all(
      agreements.map(async (agreement) => ({
        agreement,
        history: await findAgreementHistory(deps.db, agreement.place.partnerId),
        participation: await countParticipation(deps.db, agreement.place.partnerId),
      })),
    )
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          {fait !== undefined && <Done words={words.done[fait]} />}
          <h1>{words.heading}</h1>
          <p class="lead">{shown.length === 0 ? words.none : words.lead}</p>
          {shown.map((each) => (
            <AgreementOf key={each.agreement.place.partnerId} visit={visit} {...each} />
          ))}
        </>
      ),
    })
  })
}

const textParams = z.object({ version: z.string().max(40) })

const textRoute = (app: FastifyInstance, { visits }: ProfessionalParts): void => {
  app.get('/convention/texte/:version', async (request, reply) => {
    const text = charterTextOf(textParams.parse(request.params).version)
    if (text === undefined) throw new Refusal('not-found')
    const visit = await visits.of(request)
    return visits.send(reply, visit, {
      title: agreementsFr.text.title,
      body: (
        <>
          <BackLink href={visit.href('/convention')} label={words.title} />
          <h1>{agreementsFr.text.title}</h1>
          <CharterWords text={text} />
        </>
      ),
    })
  })
}

const pdfParams = z.object({ id: z.uuid() })

/** The signed document, byte for byte as it was kept: for the partner's referents and who watches over it. */
const pdfRoute = (app: FastifyInstance, { deps }: ProfessionalParts): void => {
  app.get('/convention/charte/:id', async (request, reply) => {
    const params = pdfParams.safeParse(request.params)
    const found = params.success ? await findCharter(deps.db, params.data.id) : undefined
    if (found === undefined || !maySee('agreement', standingsOn(professionalOf(request), found.place)))
      throw new Refusal('not-found')
    const pdf = await findCharterPdf(deps.db, found.charter.id)
    if (pdf === undefined) throw new Refusal('not-found')
    reply.header('content-disposition', 'attachment; filename="boussole-charte.pdf"')
    return reply.type('application/pdf').send(pdf)
  })
}

/** A partner's people read what their structure has signed, and may end it. */
export const agreementRoutes =
  (parts: ProfessionalParts): FastifyPluginAsync =>
  async (pages) => {
    forSignedIn(pages, parts)
    for (const route of [ownRoute, textRoute, pdfRoute, scanRoute]) route(pages, parts)
    endingRoutes(pages, parts, ownSide)
  }
