import { editQuestionnaire } from '@boussole/commands'
import { pageWritten, questionWritten, readShape } from '@boussole/contracts'
import { listOffersFound } from '@boussole/db'
import type { OfferCriteria, QuestionnaireDraft } from '@boussole/db'
import { moved, questionsIn, Refusal } from '@boussole/domain'
import type { QuestionnaireQuestion } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BackLink } from '../../../components/blocks.tsx'
import { Choices, ErrorSummary, Form, Submit, TextArea, TextField } from '../../../components/form.tsx'
import type { ProfessionalParts } from '../../../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../../../site/form.ts'
import type { FormState, Values } from '../../../site/form.ts'
import { questionnaireOf, questionnairePaths } from './place.ts'
import type { OnQuestionnaire } from './place.ts'
import { questionnairesFr } from './questionnaires.fr.ts'

/** What is written on: the draft; without one there is nothing to change yet. */
interface Writing extends OnQuestionnaire {
  readonly draft: QuestionnaireDraft
}

const writingOf = async (request: FastifyRequest, parts: ProfessionalParts): Promise<Writing> => {
  const about = await questionnaireOf(request, parts)
  const { draft } = about.view
  if (draft === null) throw new GoTo(about.base)
  return { ...about, draft }
}

const orNull = (typed: string): string | null => (typed.trim() === '' ? null : typed)

/** The state on which a form was begun, which it carries. */
const seenIn = (form: Pick<FormState, 'values'>, draft: QuestionnaireDraft): string =>
  valueOf(form.values, 'vu') === '' ? draft.seen : valueOf(form.values, 'vu')

const place = z.coerce.number().int().min(0).max(100)
const pageQuery = z.object({ groupe: place.optional().catch(undefined) })

interface PageWriting extends Writing {
  /** Undefined: a new one. */
  readonly page: number | undefined
}

const pageRoute = (app: FastifyInstance, parts: ProfessionalParts, path: string): void => {
  const words = questionnairesFr.page
  formPage<PageWriting>(app, parts.visits, {
    path: `${path}/page`,
    load: async (_visit, request) => {
      const about = await writingOf(request, parts)
      const { groupe } = pageQuery.parse(request.query)
      if (groupe !== undefined && about.draft.content.pages[groupe] === undefined) throw new Refusal('not-found')
      return { ...about, page: groupe }
    },
    initial: ({ draft, page }) => {
      const there = page === undefined ? undefined : draft.content.pages[page]
      return { titre: [there?.title ?? ''], 'titre-en': [there?.titleEn ?? ''] }
    },
    page: (visit, { base, page, draft, view }, form) => ({
      title: page === undefined ? words.newTitle : words.title,
      body: (
        <>
          <BackLink href={visit.href(base)} label={questionnairesFr.one.title(view.theme.name)} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{page === undefined ? words.newTitle : words.title}</h1>
          <Form visit={visit} form={form}>
            <input type="hidden" name="vu" value={seenIn(form, draft)} />
            <TextField form={form} name="titre" label={words.name} hint={words.nameHint} autocomplete="off" />
            <TextField
              form={form}
              name="titre-en"
              label={words.nameEn}
              optional={questionnairesFr.optional}
              autocomplete="off"
            />
            <Submit label={words.save} icon="check" />
          </Form>
        </>
      ),
    }),
    act: async (_visit, { professional, of, base, page }, values) => {
      const typed = { title: valueOf(values, 'titre'), titleEn: orNull(valueOf(values, 'titre-en')) }
      const read = readShape(pageWritten, typed)
      if ('errors' in read) {
        const field = (name: string): string => (name === 'title' ? 'titre' : 'titre-en')
        return { errors: read.errors.map(({ path: name, message }) => ({ field: field(name), message })) }
      }
      const edit =
        page === undefined
          ? ({ kind: 'add-page', ...read.value } as const)
          : ({ kind: 'rename-page', page, ...read.value } as const)
      await editQuestionnaire({ of, edit, seen: valueOf(values, 'vu') }, professional, parts.deps)
      return { goTo: base }
    },
  })
}

const questionQuery = z.object({
  code: z
    .string()
    .regex(/^[a-z0-9-]{2,60}$/)
    .optional()
    .catch(undefined),
  groupe: place.catch(0),
})

interface QuestionWriting extends Writing {
  /** Undefined: a new one. */
  readonly question: QuestionnaireQuestion | undefined
  readonly page: number
  /** Offers that are online, to tell which accept an answer. */
  readonly offers: readonly OfferCriteria[]
}

/** An answer as the form holds it. */
interface TypedAnswer {
  readonly code: string
  readonly label: string
  readonly labelEn: string
}

const emptyAnswer: TypedAnswer = { code: '', label: '', labelEn: '' }

/** More than anybody may keep, so that one too many can still be put right. */
const mostTyped = 30

const typedAnswers = (values: Values): readonly TypedAnswer[] => {
  const count = Math.min(Number(valueOf(values, 'nombre')) || 0, mostTyped)
  return Array.from({ length: count }, (_, at) => ({
    code: valueOf(values, `code-${at}`),
    label: valueOf(values, `reponse-${at}`),
    labelEn: valueOf(values, `reponse-en-${at}`),
  }))
}

const answerValues = (answers: readonly TypedAnswer[]): Values => ({
  nombre: [String(answers.length)],
  ...Object.fromEntries(
    answers.flatMap(({ code, label, labelEn }, at) => [
      [`code-${at}`, [code]],
      [`reponse-${at}`, [label]],
      [`reponse-en-${at}`, [labelEn]],
    ]),
  ),
})

const valuesOf = (question: QuestionnaireQuestion | undefined): Values => ({
  intitule: [question?.label ?? ''],
  'intitule-en': [question?.labelEn ?? ''],
  aide: [question?.help ?? ''],
  'aide-en': [question?.helpEn ?? ''],
  genre: [question?.kind ?? 'one'],
  ...answerValues(
    question?.answers.map(({ code, label, labelEn }) => ({ code, label, labelEn: labelEn ?? '' })) ?? [
      emptyAnswer,
      emptyAnswer,
    ],
  ),
})

/** What a button of the answers makes of the form; undefined: it is none of them. */
const rearranged = (values: Values): Values | undefined => {
  const answers = typedAnswers(values)
  const act = valueOf(values, 'faire')
  if (act === 'ajouter') return { ...values, ...answerValues([...answers, emptyAnswer]) }
  const [, verb, name = ''] = /^(monter|descendre|retirer)=(\d{1,2})$/.exec(act) ?? []
  if (verb === undefined) return undefined
  const at = Number(name)
  const after =
    verb === 'retirer' ? answers.filter((_, other) => other !== at) : moved(answers, at, verb === 'monter' ? -1 : 1)
  return { ...values, ...answerValues(after) }
}

const AnswerFields = ({
  form,
  answer,
  at,
  count,
  usedBy,
}: {
  form: FormState
  answer: TypedAnswer
  at: number
  count: number
  /** Offers that accept it. */
  usedBy: number
}) => {
  const words = questionnairesFr.question
  const { up, down, remove } = questionnairesFr.one
  const button = (act: string, label: string) => (
    <button class="button button-quiet button-small" type="submit" name="faire" value={`${act}=${at}`}>
      <span>
        {label} <span class="unseen">{answer.label === '' ? words.answer(at + 1) : answer.label}</span>
      </span>
    </button>
  )
  return (
    <li class="session">
      <input type="hidden" name={`code-${at}`} value={answer.code} />
      <TextField
        form={form}
        name={`reponse-${at}`}
        label={words.answer(at + 1)}
        {...(usedBy > 0 ? { hint: words.usedBy(usedBy) } : {})}
        autocomplete="off"
      />
      <TextField
        form={form}
        name={`reponse-en-${at}`}
        label={words.answerEn(at + 1)}
        optional={questionnairesFr.optional}
        autocomplete="off"
      />
      <p class="row-acts">
        {at > 0 && button('monter', up)}
        {at < count - 1 && button('descendre', down)}
        {count > 2 && button('retirer', remove)}
      </p>
    </li>
  )
}

const usedBy = (offers: readonly OfferCriteria[], question: string | undefined, answer: string): number =>
  question === undefined || answer === ''
    ? 0
    : offers.filter(({ criteria }) => criteria[question]?.includes(answer) === true).length

const QuestionFields = ({ form, about }: { form: FormState; about: QuestionWriting }) => {
  const words = questionnairesFr.question
  const { optional } = questionnairesFr
  const answers = typedAnswers(form.values)
  return (
    <>
      <input type="hidden" name="vu" value={seenIn(form, about.draft)} />
      <input type="hidden" name="nombre" value={String(answers.length)} />
      {/* Enter saves: the first button of a form is what it presses. */}
      <button class="unseen" type="submit" tabIndex={-1} aria-hidden="true" />
      <TextField form={form} name="intitule" label={words.label} hint={words.labelHint} autocomplete="off" />
      <TextArea form={form} name="aide" label={words.help} optional={optional} />
      <Choices
        form={form}
        name="genre"
        kind="one"
        legend={words.kind}
        choices={Object.entries(questionnairesFr.one.kinds).map(([value, label]) => ({ value, label }))}
      />
      <h2>{words.answers}</h2>
      <p>{words.answersHint}</p>
      <ol class="sessions-open">
        {answers.map((answer, at) => (
          <AnswerFields
            key={`${at}-${answer.code}`}
            form={form}
            answer={answer}
            at={at}
            count={answers.length}
            usedBy={usedBy(about.offers, about.question?.code, answer.code)}
          />
        ))}
      </ol>
      <p>
        <button class="button button-quiet button-small" type="submit" name="faire" value="ajouter">
          {words.add}
        </button>
      </p>
      <h2>{words.english}</h2>
      <p>{words.englishHint}</p>
      <TextField form={form} name="intitule-en" label={words.labelEn} optional={optional} autocomplete="off" />
      <TextArea form={form} name="aide-en" label={words.helpEn} optional={optional} />
      <Submit label={words.save} icon="check" />
    </>
  )
}

const fieldOf = (path: string): string => {
  const [first, at, part] = path.split('.')
  const fields: Readonly<Record<string, string>> = {
    label: 'intitule',
    labelEn: 'intitule-en',
    help: 'aide',
    helpEn: 'aide-en',
    kind: 'genre',
    answers: 'reponse-0',
  }
  if (first === 'answers' && at !== undefined) return part === 'labelEn' ? `reponse-en-${at}` : `reponse-${at}`
  return fields[first ?? ''] ?? ''
}

const questionRoute = (app: FastifyInstance, parts: ProfessionalParts, path: string): void => {
  const words = questionnairesFr.question
  formPage<QuestionWriting>(app, parts.visits, {
    path: `${path}/question`,
    load: async (_visit, request) => {
      const about = await writingOf(request, parts)
      const { code, groupe } = questionQuery.parse(request.query)
      const question = questionsIn(about.draft.content).find((each) => each.code === code)
      const isThere = code === undefined ? about.draft.content.pages[groupe] !== undefined : question !== undefined
      if (!isThere) throw new Refusal('not-found')
      return { ...about, question, page: groupe, offers: await listOffersFound(parts.deps.db, about.of) }
    },
    initial: ({ question }) => valuesOf(question),
    page: (visit, about, form) => {
      const title = about.question === undefined ? words.newTitle : words.title
      return {
        title,
        body: (
          <>
            <BackLink href={visit.href(about.base)} label={questionnairesFr.one.title(about.view.theme.name)} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{title}</h1>
            <Form visit={visit} form={form} isUnsaved={form.errors.length > 0}>
              <QuestionFields form={form} about={about} />
            </Form>
          </>
        ),
      }
    },
    act: async (_visit, { professional, of, base, question, page }, values) => {
      const after = rearranged(values)
      if (after !== undefined) return { values: after }
      const read = readShape(questionWritten, {
        code: question?.code ?? null,
        label: valueOf(values, 'intitule'),
        labelEn: orNull(valueOf(values, 'intitule-en')),
        help: orNull(valueOf(values, 'aide').replaceAll(/\s+/g, ' ')),
        helpEn: orNull(valueOf(values, 'aide-en').replaceAll(/\s+/g, ' ')),
        kind: valueOf(values, 'genre'),
        answers: typedAnswers(values).map(({ code, label, labelEn }) => ({
          code: orNull(code),
          label,
          labelEn: orNull(labelEn),
        })),
      })
      if ('errors' in read) {
        return { errors: read.errors.map(({ path: at, message }) => ({ field: fieldOf(at), message })) }
      }
      const edit = { kind: 'write-question', page, question: read.value } as const
      await editQuestionnaire({ of, edit, seen: valueOf(values, 'vu') }, professional, parts.deps)
      return { goTo: question === undefined ? base : `${base}#question-${question.code}` }
    },
  })
}

/** Groups of questions and questions, each written on a page of its own. */
export const questionnaireWritingRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const path of questionnairePaths) {
    pageRoute(app, parts, path)
    questionRoute(app, parts, path)
  }
}
