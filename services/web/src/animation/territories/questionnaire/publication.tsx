import { dropQuestionnaireDraft, publishQuestionnaire, readPublishing } from '@boussole/commands'
import type { AnswersInUse, Instead, Publishing } from '@boussole/commands'
import type { Resolutions } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { BackLink, Notice, StayLink } from '../../../components/blocks.tsx'
import { Choices, ErrorSummary, Form, Submit } from '../../../components/form.tsx'
import type { ProfessionalParts } from '../../../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../../../site/form.ts'
import type { FormState, Values } from '../../../site/form.ts'
import { questionnaireOf, questionnairePaths } from './place.ts'
import type { OnQuestionnaire } from './place.ts'
import { questionnairesFr } from './questionnaires.fr.ts'

const words = questionnairesFr.publication

const nameOf = (code: string): string => `critere-${code}`

/** What is chosen instead of another answer. */
const lifted = 'lever'

const quoted = (labels: readonly string[]): string => labels.map((label) => `« ${label} »`).join(', ')

const titlesOf = (offers: AnswersInUse['narrowed']): string[] =>
  offers.map(({ title, partnerName }) => `${title} (${partnerName})`)

const InUse = ({ form, inUse }: { form: FormState; inUse: readonly AnswersInUse[] }) => (
  <section aria-labelledby="utilisees">
    <h2 id="utilisees">{words.inUse}</h2>
    {inUse.map(({ question, gone, left, narrowed, emptied }) => (
      <div key={question.code}>
        {narrowed.length > 0 && <p>{words.narrowed(quoted(gone), titlesOf(narrowed))}</p>}
        {emptied.length > 0 && (
          <>
            <p>{words.emptied(quoted(gone), titlesOf(emptied))}</p>
            <Choices
              form={form}
              name={nameOf(question.code)}
              kind="one"
              legend={words.question(question.label)}
              hint={words.keep}
              choices={[
                ...left.map(({ code, label }) => ({ value: `par-${code}`, label: words.replaceBy(label) })),
                { value: lifted, label: words.lift },
              ]}
            />
          </>
        )}
      </div>
    ))}
  </section>
)

interface PublicationPage extends OnQuestionnaire {
  readonly publishing: Publishing
}

/** What somebody chose for each question whose criteria would be emptied, and the questions without a choice. */
const resolutionsIn = (values: Values, inUse: readonly AnswersInUse[]) => {
  const asked = inUse.filter(({ emptied }) => emptied.length > 0)
  const missing = asked.filter(({ question }) => valueOf(values, nameOf(question.code)) === '')
  const resolutions: Resolutions = Object.fromEntries(
    asked.map(({ question: { code } }) => {
      const chosen = valueOf(values, nameOf(code))
      return [code, chosen === lifted ? ('lifted' as const) : { replacedBy: chosen.replace(/^par-/, '') }]
    }),
  )
  return { resolutions, missing: missing.map(({ question }) => nameOf(question.code)) }
}

const publicationRoute = (
  app: FastifyInstance,
  parts: ProfessionalParts,
  { path, instead }: { path: string; instead: Instead },
): void =>
  formPage<PublicationPage>(app, parts.visits, {
    path: `${path}/${instead === 'draft' ? 'publication' : 'modele'}`,
    load: async (_visit, request) => {
      const about = await questionnaireOf(request, parts)
      const { draft, askedFrom } = about.view
      if (instead === 'draft' ? draft === null : askedFrom !== 'copy') throw new GoTo(about.base)
      const { of, professional } = about
      return { ...about, publishing: await readPublishing({ of, instead }, professional, parts.deps) }
    },
    initial: () => ({}),
    page: (visit, { base, view, publishing }, form) => {
      const { faults, differences, inUse } = publishing
      const { name } = view.theme
      return {
        title: words.title,
        body: (
          <>
            <BackLink href={visit.href(base)} label={questionnairesFr.one.title(name)} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{instead === 'draft' ? words.heading(name) : words.headingNational(name)}</h1>
            <p class="lead">{words.lead}</p>
            {faults.length > 0 && (
              <Notice tone="alert" title={words.faults}>
                <ul>
                  {faults.map(questionnairesFr.faultInWords).map((fault) => (
                    <li key={fault}>{fault}</li>
                  ))}
                </ul>
              </Notice>
            )}
            <h2>{words.differences}</h2>
            {differences.length === 0 ? (
              <p>{words.same}</p>
            ) : (
              <ul>
                {differences.map(questionnairesFr.differenceInWords).map((difference) => (
                  <li key={difference}>{difference}</li>
                ))}
              </ul>
            )}
            {faults.length === 0 && (
              <Form visit={visit} form={form}>
                <input type="hidden" name="vu" value={view.draft?.seen ?? ''} />
                {inUse.length > 0 && <InUse form={form} inUse={inUse} />}
                <Submit label={instead === 'draft' ? words.send : words.sendNational} icon="check" />
              </Form>
            )}
            <StayLink href={visit.href(base)} label={words.stay} />
          </>
        ),
      }
    },
    act: async (_visit, { professional, of, base, publishing }, values) => {
      const { resolutions, missing } = resolutionsIn(values, publishing.inUse)
      if (missing.length > 0) return { errors: missing.map((field) => ({ field, message: words.missing })) }
      const seen = valueOf(values, 'vu')
      await publishQuestionnaire({ of, instead, seen, resolutions }, professional, parts.deps)
      return { goTo: `${base}?fait=publie` }
    },
  })

const dropRoute = (app: FastifyInstance, parts: ProfessionalParts, path: string): void => {
  const said = questionnairesFr.drop
  formPage<OnQuestionnaire>(app, parts.visits, {
    path: `${path}/abandon`,
    load: async (_visit, request) => {
      const about = await questionnaireOf(request, parts)
      if (about.view.draft === null) throw new GoTo(about.base)
      return about
    },
    initial: () => ({}),
    page: (visit, { base, view }, form) => ({
      title: said.title,
      body: (
        <>
          <BackLink href={visit.href(base)} label={questionnairesFr.one.title(view.theme.name)} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{said.heading}</h1>
          <p class="lead">{said.lead}</p>
          <Form visit={visit} form={form}>
            <Submit label={said.send} icon="trash" />
          </Form>
          <StayLink href={visit.href(base)} label={said.stay} />
        </>
      ),
    }),
    act: async (_visit, { professional, of, base }) => {
      await dropQuestionnaireDraft(of, professional, parts.deps)
      return { goTo: `${base}?fait=abandonne` }
    },
  })
}

/** Publishing what was written, going back to the national model, and giving a draft up. */
export const questionnairePublicationRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const path of questionnairePaths) {
    publicationRoute(app, parts, { path, instead: 'draft' })
    dropRoute(app, parts, path)
  }
  publicationRoute(app, parts, { path: questionnairePaths[0], instead: 'national' })
}
