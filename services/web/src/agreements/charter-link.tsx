import { readCharterLink, signCharter, textOf } from '@boussole/commands'
import { findCharterPdf } from '@boussole/db'
import type { PartnerCharter } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import { limitSignIn } from '@boussole/http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Done, Facts } from '../components/blocks.tsx'
import { ErrorSummary, Form } from '../components/form.tsx'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, GoTo } from '../site/form.ts'
import type { Visit } from '../site/visit.tsx'
import { agreementsFr } from './agreements.fr.ts'
import { CharterWords } from './charter-text.tsx'
import { signatureFacts } from './parts.tsx'
import { readSigned, SigningFields } from './signing.tsx'

const words = agreementsFr.sign

const params = z.object({ token: z.string().max(100) })
const query = z.object({ fait: z.enum(['signee']).optional().catch(undefined) })

interface Linked extends PartnerCharter {
  readonly token: string
  readonly justSigned: boolean
}

const factsOf = ({ partnerName, territoryName, charter }: Linked) => [
  { label: agreementsFr.facts.partner, value: partnerName },
  { label: agreementsFr.facts.territory, value: territoryName },
  { label: agreementsFr.facts.version, value: charter.version },
]

/** What the signatory sees once they have signed. */
const Signed = ({ visit, linked }: { visit: Visit; linked: Linked }) => {
  const { charter, partnerName, timeZone, token, justSigned } = linked
  const isBoth = charter.animationSigned !== null
  return (
    <>
      {justSigned && <Done words={words.done} />}
      <h1>{words.signedHeading(partnerName)}</h1>
      <p class="lead">{isBoth ? words.both : words.waits}</p>
      <Facts
        facts={[
          ...factsOf(linked),
          ...signatureFacts(charter, timeZone),
          ...(charter.pdfHash === null
            ? []
            : [
                {
                  label: agreementsFr.facts.pdf,
                  value: <a href={visit.href(`/charte/${token}/charte.pdf`)}>{agreementsFr.facts.download}</a>,
                },
                { label: agreementsFr.facts.pdfHash, value: <span class="hash">{charter.pdfHash}</span> },
              ]),
        ]}
      />
      <CharterWords text={textOf(charter)} />
    </>
  )
}

/** Whoever signs for a partner reads the charter by a link, signs it, and fetches the signed document by it. */
export const charterLinkRoutes = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  const load = async (request: FastifyRequest): Promise<Linked> => {
    const { token } = params.parse(request.params)
    const found = await readCharterLink(token, deps)
    if (found === undefined) throw new GoTo('/charte-terminee')
    return { ...found, token, justSigned: query.parse(request.query).fait !== undefined }
  }

  formPage<Linked>(app, visits, {
    path: '/charte/:token',
    // Nobody guesses a link: the tries of an address are counted.
    limits: { onRequest: limitSignIn(app).onRequest },
    load: (_visit, request) => load(request),
    initial: ({ charter }) => ({ fonction: [charter.signatory.function] }),
    page: (visit, linked, form) => {
      const { charter, partnerName } = linked
      if (charter.partnerSigned !== null)
        return { title: words.signedTitle, body: <Signed visit={visit} linked={linked} /> }
      return {
        title: words.title,
        body: (
          <>
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.heading}</h1>
            <p class="lead">{words.lead(charter.signatory.name, partnerName)}</p>
            <Facts facts={factsOf(linked)} />
            <CharterWords text={textOf(charter)} />
            <Form visit={visit} form={form}>
              <SigningFields form={form} agree={words.agree(partnerName)} />
            </Form>
          </>
        ),
      }
    },
    act: async (_visit, { token }, values) => {
      const read = readSigned(values)
      if ('errors' in read) return read
      await signCharter(token, read.value, deps)
      return { goTo: `/charte/${token}?fait=signee` }
    },
  })

  app.get('/charte/:token/charte.pdf', async (request, reply) => {
    const { charter } = await load(request)
    const pdf = await findCharterPdf(deps.db, charter.id)
    if (pdf === undefined) throw new Refusal('not-found')
    reply.header('content-disposition', 'attachment; filename="boussole-charte.pdf"')
    return reply.type('application/pdf').send(pdf)
  })

  app.get('/charte-terminee', async (request, reply) => {
    const visit = await visits.of(request)
    return visits.send(reply, visit, {
      title: words.overTitle,
      body: (
        <>
          <h1>{words.overHeading}</h1>
          <p class="lead">{words.overWords}</p>
        </>
      ),
    })
  })
}
