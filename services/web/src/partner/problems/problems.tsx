import { reportProblem } from '@boussole/commands'
import { problemReported, readShape } from '@boussole/contracts'
import { getReferralView, listOwnPartners, listOwnProblems, listReferrals } from '@boussole/db'
import type { OwnPartner } from '@boussole/db'
import { problemCategories } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink, ButtonLink, StayLink } from '../../components/blocks.tsx'
import { Choices, ErrorSummary, Form, SelectField, Submit, TextArea } from '../../components/form.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../../site/form.ts'
import type { FormError, Values } from '../../site/form.ts'
import { partnerFr } from '../messages.fr.ts'
import { problemsFr } from './problems.fr.ts'
import { newSending, ProblemList, Sending, sendingName, threadRoute, wordsIn } from './thread.tsx'

const base = '/signalements'
const { own, form: words } = problemsFr

/** Whoever answers for no partner has nothing to report; those who watch a territory read what is reported there. */
const mustAnswerForPartner = (professional: Professional): void => {
  if (professional.partnerIds.length === 0) throw new GoTo('/animation/signalements')
}

const listQuery = z.object({ suite: z.uuid().nullable().catch(null) })

const listRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get(base, async (request, reply) => {
    const visit = await visits.of(request)
    const professional = professionalOf(request)
    mustAnswerForPartner(professional)
    const { suite } = listQuery.parse(request.query)
    const { items, next } = await listOwnProblems(deps.db, professional, suite)
    return visits.send(reply, visit, {
      title: own.heading,
      body: (
        <>
          <h1>{own.heading}</h1>
          <p class="lead">{own.lead}</p>
          <div class="actions">
            <ButtonLink href={visit.href(`${base}/nouveau`)} label={own.new} icon="pencil" />
          </div>
          {items.length === 0 && <p>{own.none}</p>}
          <ProblemList visit={visit} items={items} base={base} />
          {suite !== null && <StayLink href={visit.href(base)} label={problemsFr.first} />}
          {next !== null && <StayLink href={visit.href(`${base}?suite=${next}`)} label={problemsFr.more} />}
        </>
      ),
    })
  })
}

/** A referral of one's partners, as the form names it. */
interface OwnReferral {
  readonly id: string
  readonly partnerId: string
  readonly label: string
}

interface Reporting {
  readonly professional: Professional
  readonly partners: readonly OwnPartner[]
  readonly referrals: readonly OwnReferral[]
  /** The referral from whose page one comes. */
  readonly about: string
}

const newQuery = z.object({ demande: z.uuid().catch('') })

/** Referrals offered in the form: those that are due first. */
const referralsOffered = 100

const ownReferrals = async (
  { deps: { db } }: ProfessionalParts,
  professional: Professional,
  about: string,
): Promise<OwnReferral[]> => {
  const [page, asked] = await Promise.all([
    listReferrals(db, professional, { state: ['sent', 'accepted', 'contacted'], limit: referralsOffered }),
    about === '' ? undefined : getReferralView(db, professional, about),
  ])
  const first = asked === undefined ? [] : [{ ...asked, firstName: asked.contact?.firstName ?? asked.firstName }]
  return [...first, ...page.items.filter(({ id }) => id !== about)]
    .filter(({ partner }) => professional.partnerIds.some((id) => id === partner.id))
    .map(({ id, partner, firstName, age }) => ({
      id,
      partnerId: partner.id,
      label: `${firstName ?? words.somebody}, ${partnerFr.inbox.age(age)} · ${id.slice(0, 8).toUpperCase()}`,
    }))
}

const fields: Readonly<Record<string, string>> = { category: 'sujet', words: 'mots' }

const readReport = (values: Values, { partners, referrals }: Reporting) => {
  const asked = valueOf(values, 'demande')
  const referral = referrals.find(({ id }) => id === asked)
  // Of the partner whose referral it is; otherwise of the one chosen, or of the only one.
  const chosen = referral?.partnerId ?? valueOf(values, 'structure')
  const partner = partners.length === 1 ? partners[0] : partners.find(({ id }) => id === chosen)
  const read = readShape(problemReported, {
    partnerId: partner?.id ?? partners[0]?.id,
    category: valueOf(values, 'sujet'),
    words: wordsIn(values),
    referralId: referral?.id ?? null,
  })
  const errors: FormError[] = [
    ...(partner === undefined ? [{ field: 'structure', message: words.partnerMissing }] : []),
    ...(asked !== '' && referral === undefined ? [{ field: 'demande', message: words.referralUnknown }] : []),
    ...('errors' in read
      ? read.errors.map(({ path, message }) => ({
          field: fields[path] ?? '',
          message: path === 'category' ? words.categoryMissing : message,
        }))
      : []),
  ]
  return 'errors' in read || errors.length > 0 ? { errors } : read
}

const newRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Reporting>(app, parts.visits, {
    path: `${base}/nouveau`,
    load: async (_visit, request) => {
      const professional = professionalOf(request)
      mustAnswerForPartner(professional)
      const { demande: about } = newQuery.parse(request.query)
      const [partners, referrals] = await Promise.all([
        listOwnPartners(parts.deps.db, professional),
        ownReferrals(parts, professional, about),
      ])
      return { professional, partners, referrals, about }
    },
    initial: ({ about }) => ({
      ...newSending(),
      demande: [about],
      sujet: about === '' ? [] : ['request'],
    }),
    page: (visit, { partners, referrals }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(base)} label={words.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading}</h1>
          <Form visit={visit} form={form}>
            <Sending form={form} />
            {partners.length > 1 && (
              <SelectField
                form={form}
                name="structure"
                label={words.partner}
                empty={words.choosePartner}
                choices={partners.map(({ id, name }) => ({ value: id, label: name }))}
              />
            )}
            <Choices
              form={form}
              name="sujet"
              kind="one"
              legend={words.category}
              choices={problemCategories.map((each) => ({ value: each, label: problemsFr.categories[each] }))}
            />
            <TextArea form={form} name="mots" label={words.words} hint={words.wordsHint} />
            {referrals.length > 0 && (
              <SelectField
                form={form}
                name="demande"
                label={words.referral}
                optional={words.optional}
                empty={words.noReferral}
                choices={referrals.map(({ id, label }) => ({ value: id, label }))}
              />
            )}
            <Submit label={words.send} icon="mail" />
          </Form>
        </>
      ),
    }),
    act: async (_visit, reporting, values) => {
      const read = readReport(values, reporting)
      if ('errors' in read) return { errors: read.errors }
      const writing = { professional: reporting.professional, sending: valueOf(values, sendingName) }
      const id = await reportProblem(read.value, writing, parts.deps)
      return { goTo: `${base}/${id}?fait=signale` }
    },
  })

/** What a partner reports to the animation of its territory, and the answers to it. */
export const problemRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  listRoute(app, parts)
  newRoute(app, parts)
  threadRoute(app, parts, { side: 'partner', base })
}
