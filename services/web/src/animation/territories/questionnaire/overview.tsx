import { beginQuestionnaire, editQuestionnaire } from '@boussole/commands'
import { questionsIn } from '@boussole/domain'
import type { QuestionnaireEdit, QuestionnairePage, QuestionnaireQuestion } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import type { ComponentChildren } from 'preact'
import { z } from 'zod'
import { BackLink, ButtonLink, Done, LinkCards, Notice } from '../../../components/blocks.tsx'
import { ErrorSummary, Form } from '../../../components/form.tsx'
import type { ProfessionalParts } from '../../../professional/parts.ts'
import { formPage, valueOf } from '../../../site/form.ts'
import type { FormState } from '../../../site/form.ts'
import type { Visit } from '../../../site/visit.tsx'
import { territoriesPath } from '../parts.tsx'
import { contentShown, modelsPath, questionnaireOf, questionnairePaths } from './place.ts'
import type { OnQuestionnaire } from './place.ts'
import { questionnairesFr } from './questionnaires.fr.ts'

const words = questionnairesFr.one

const query = z.object({ fait: z.enum(['publie', 'abandonne']).optional().catch(undefined) })

/** A button that changes the draft at once. */
const Act = ({ act, label, about }: { act: string; label: string; about: string }) => (
  <button class="button button-quiet button-small" type="submit" name="faire" value={act}>
    <span>
      {label} <span class="unseen">{about}</span>
    </span>
  </button>
)

const Question = ({ question, children }: { question: QuestionnaireQuestion; children?: ComponentChildren }) => (
  <li class="session" id={`question-${question.code}`}>
    <p>
      <strong>{question.label}</strong>
    </p>
    {question.help !== null && <p class="hint">{question.help}</p>}
    <p class="hint">{words.kinds[question.kind]}</p>
    <ul>
      {question.answers.map(({ code, label }) => (
        <li key={code}>{label}</li>
      ))}
    </ul>
    {children}
  </li>
)

/** Buttons to reorder are left out where there is nowhere to go. */
const Order = ({ of, about, isFirst, isLast }: { of: string; about: string; isFirst: boolean; isLast: boolean }) => (
  <>
    {!isFirst && <Act act={`monter-${of}`} label={words.up} about={about} />}
    {!isLast && <Act act={`descendre-${of}`} label={words.down} about={about} />}
  </>
)

const PageWritten = ({
  visit,
  base,
  page,
  place,
  pages,
}: {
  visit: Visit
  base: string
  page: QuestionnairePage
  place: number
  pages: number
}) => (
  <section aria-labelledby={`groupe-${place}`}>
    <h2 id={`groupe-${place}`}>{page.title}</h2>
    <p class="row-acts">
      <a href={visit.href(`${base}/page?groupe=${place}`)}>
        {words.edit} <span class="unseen">{page.title}</span>
      </a>
      <Order of={`page=${place}`} about={page.title} isFirst={place === 0} isLast={place === pages - 1} />
      {page.questions.length === 0 && <Act act={`retirer-page=${place}`} label={words.remove} about={page.title} />}
    </p>
    <ul class="sessions-open">
      {page.questions.map((question, at) => (
        <Question key={question.code} question={question}>
          <p class="row-acts">
            <a href={visit.href(`${base}/question?code=${question.code}`)}>
              {words.edit} <span class="unseen">{question.label}</span>
            </a>
            <Order
              of={`question=${question.code}`}
              about={question.label}
              isFirst={place === 0 && at === 0}
              isLast={place === pages - 1 && at === page.questions.length - 1}
            />
            <Act act={`retirer-question=${question.code}`} label={words.remove} about={question.label} />
          </p>
        </Question>
      ))}
    </ul>
    <ButtonLink href={visit.href(`${base}/question?groupe=${place}`)} label={words.addQuestion} quiet />
  </section>
)

/** The draft, with everything that changes it. */
const Written = ({ visit, about, form }: { visit: Visit; about: OnQuestionnaire; form: FormState }) => {
  const { base, view } = about
  if (view.draft === null) return null
  const { content, seen, author } = view.draft
  return (
    <>
      <Notice tone="info" title={words.draft}>
        <p>{words.writtenBy(author)}</p>
      </Notice>
      <LinkCards
        links={[
          { href: visit.href(`${base}/apercu`), label: words.preview, icon: 'search' },
          { href: visit.href(`${base}/publication`), label: words.publish, icon: 'check' },
        ]}
      />
      <Form visit={visit} form={form} action={base}>
        <input type="hidden" name="vu" value={seen} />
        {content.pages.map((page, place) => (
          <PageWritten
            key={page.title}
            visit={visit}
            base={base}
            page={page}
            place={place}
            pages={content.pages.length}
          />
        ))}
      </Form>
      <div class="actions">
        <ButtonLink href={visit.href(`${base}/page`)} label={words.addPage} quiet />
        <ButtonLink href={visit.href(`${base}/abandon`)} label={words.drop} quiet />
      </div>
    </>
  )
}

/** What is asked today, to be read; copied, it can be changed. */
const Asked = ({ visit, about, form }: { visit: Visit; about: OnQuestionnaire; form: FormState }) => {
  const { base, view, of } = about
  const content = contentShown(view)
  const said = of.territoryId === null ? words.model : view.askedFrom === 'copy' ? words.copy : words.national
  return (
    <>
      <p class="lead">{questionsIn(content).length === 0 ? words.empty : said}</p>
      {of.territoryId !== null && view.asked === null && <p>{words.off}</p>}
      <Form visit={visit} form={form} action={base}>
        <div class="actions">
          <button class="button" type="submit" name="faire" value="commencer">
            <span>{of.territoryId === null || view.askedFrom === 'copy' ? words.change : words.begin}</span>
          </button>
          <ButtonLink href={visit.href(`${base}/apercu`)} label={words.preview} icon="search" quiet />
        </div>
      </Form>
      {content.pages.map(({ title, questions }) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul class="sessions-open">
            {questions.map((question) => (
              <Question key={question.code} question={question} />
            ))}
          </ul>
        </section>
      ))}
      {view.askedFrom === 'copy' && (
        <p class="stay">
          <a href={visit.href(`${base}/modele`)}>{words.toNational}</a>
        </p>
      )}
    </>
  )
}

const steps = { monter: -1, descendre: 1 } as const

/** What a button asks for; undefined: none of them. */
const editOf = (act: string): QuestionnaireEdit | undefined => {
  const [, verb = '', thing = '', name = ''] =
    /^(monter|descendre|retirer)-(page|question)=([a-z0-9-]{1,60})$/.exec(act) ?? []
  if (verb === '') return undefined
  const page = Number(name)
  if (thing === 'page' && !Number.isInteger(page)) return undefined
  if (verb === 'retirer')
    return thing === 'page' ? { kind: 'remove-page', page } : { kind: 'remove-question', code: name }
  const by = verb === 'monter' ? steps.monter : steps.descendre
  return thing === 'page' ? { kind: 'move-page', page, by } : { kind: 'move-question', code: name, by }
}

/** After a change one is where it was. */
const anchorOf = (edit: QuestionnaireEdit): string => (edit.kind === 'move-question' ? `#question-${edit.code}` : '')

interface Overview extends OnQuestionnaire {
  readonly fait: 'publie' | 'abandonne' | undefined
}

/** A questionnaire: what is asked, or the draft and what changes it. */
export const questionnaireRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const path of questionnairePaths) {
    formPage<Overview>(app, parts.visits, {
      path,
      load: async (_visit, request) => ({
        ...(await questionnaireOf(request, parts)),
        fait: query.parse(request.query).fait,
      }),
      initial: () => ({}),
      page: (visit, about, form) => {
        const { view, of, fait } = about
        const up = of.territoryId === null ? modelsPath : `${territoriesPath}/${of.territoryId}/themes`
        const label = of.territoryId === null ? questionnairesFr.models.title : questionnairesFr.back
        const title = words.title(view.theme.name)
        return {
          title,
          body: (
            <>
              <BackLink href={visit.href(up)} label={label} />
              {fait !== undefined && <Done words={words.done[fait]} />}
              <ErrorSummary visit={visit} errors={form.errors} />
              <h1>{title}</h1>
              {view.draft === null ? (
                <Asked visit={visit} about={about} form={form} />
              ) : (
                <Written visit={visit} about={about} form={form} />
              )}
            </>
          ),
        }
      },
      act: async (_visit, { professional, of, base }, values) => {
        const act = valueOf(values, 'faire')
        if (act === 'commencer') {
          await beginQuestionnaire(of, professional, parts.deps)
          return { goTo: base }
        }
        const edit = editOf(act)
        if (edit === undefined) return { goTo: base }
        await editQuestionnaire({ of, edit, seen: valueOf(values, 'vu') }, professional, parts.deps)
        return { goTo: `${base}${anchorOf(edit)}` }
      },
    })
  }
}
