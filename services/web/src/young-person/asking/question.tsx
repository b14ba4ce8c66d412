import { Refusal } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink, Progress } from '../../components/blocks.tsx'
import { Choices, ErrorSummary, Form, Submit } from '../../components/form.tsx'
import { formPage, valueOf } from '../../site/form.ts'
import type { FormState } from '../../site/form.ts'
import { askedIn, goOn, loadJourney, stepsOf } from './journey.ts'
import type { Question } from './journey.ts'
import { wordsIn } from './parts.ts'
import type { AskingParts } from './parts.ts'
import type { AskingMessages } from './messages.fr.ts'

const params = z.object({ place: z.coerce.number().int().min(1) })

/** A question as young people are asked it: its words, what helps, its answers. */
export const AskedQuestion = ({
  form,
  name,
  question: { kind, label, help, answers },
  words,
  title = false,
}: {
  form: Pick<FormState, 'values' | 'errors'>
  name: string
  question: Question
  words: AskingMessages
  /** It is the page's heading. */
  title?: boolean
}) => {
  const hints = [help, kind === 'several' ? words.question.several : null]
  return (
    <Choices
      form={form}
      name={name}
      kind={kind}
      title={title}
      legend={label}
      hint={hints.find((hint) => hint !== null)}
      choices={answers.map((answer) => ({ value: answer.code, label: answer.label }))}
    />
  )
}

/** One question of the theme, on a page of its own; not knowing excludes nothing. */
export const questionRoute = (app: FastifyInstance, { deps, visits, drafts }: AskingParts): void =>
  formPage(app, visits, {
    path: '/communes/:commune/:theme/questions/:place',
    load: async (visit, request) => {
      const journey = await loadJourney(visit, request, { deps, drafts })
      const place = params.safeParse(request.params).data?.place ?? 0
      const question = journey.questions[place - 1]
      if (question === undefined) throw new Refusal('not-found')
      askedIn(journey)
      return { journey, place, question }
    },
    initial: ({ journey, question }) => ({ reponse: journey.draft.answers[question.code] ?? [] }),
    page: (visit, { journey, place, question }, form) => {
      const words = wordsIn(visit.language)
      const steps = stepsOf(journey)
      const before = place === 1 ? 'age' : `questions/${place - 1}`
      return {
        title: question.label,
        body: (
          <>
            <BackLink href={visit.href(`${journey.base}/${before}`)} label={words.previous} />
            <Progress step={place + 2} steps={steps} words={words.step(place + 2, steps)} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <Form visit={visit} form={form}>
              <AskedQuestion form={form} name="reponse" question={question} words={words} title />
              <Submit label={words.next} second={{ name: 'passer', value: 'oui', label: words.unsure }} />
            </Form>
          </>
        ),
      }
    },
    act: async (visit, { journey, place, question }, values, { reply }) => {
      const words = wordsIn(visit.language).question
      const isSkipped = valueOf(values, 'passer') !== ''
      const known = new Set(question.answers.map(({ code }) => code))
      const given = isSkipped ? [] : (values['reponse'] ?? []).filter((code) => known.has(code))
      if (!isSkipped && given.length === 0) return { errors: [{ field: 'reponse', message: words.missing }] }
      if (question.kind === 'one' && given.length > 1) return { errors: [{ field: 'reponse', message: words.onlyOne }] }
      const { [question.code]: _, ...others } = journey.draft.answers
      const answers = given.length === 0 ? others : { ...others, [question.code]: given }
      const draft = { ...journey.draft, answers }
      await drafts.save(reply, visit, draft)
      return { goTo: await goOn({ ...journey, draft }, place + 1, deps) }
    },
  })
