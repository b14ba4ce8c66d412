import { answerProblem, mustTakePart } from '@boussole/commands'
import { problemAnswered, readShape } from '@boussole/contracts'
import { findProblem } from '@boussole/db'
import type { Problem, ProblemMessage, ProblemThread } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { ProblemSide } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { BackLink, Done } from '../../components/blocks.tsx'
import { ErrorSummary, Form, Submit, TextArea } from '../../components/form.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, valueOf } from '../../site/form.ts'
import type { FormState, Values } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import { pathTo } from '../referral.tsx'
import { problemsFr } from './problems.fr.ts'

const words = problemsFr.thread

/** Names a form that is filled in, so that it is taken once however often it is sent. */
export const sendingName = 'envoi'
export const newSending = (): Values => ({ [sendingName]: [randomUUID()] })

/** The form's own name, kept when it is shown again. */
export const Sending = ({ form }: { form: FormState }) => (
  <input type="hidden" name={sendingName} value={valueOf(form.values, sendingName)} />
)

/** Lines as the browser sends them, and as they are kept. */
export const wordsIn = (values: Values): string => valueOf(values, 'mots').replaceAll('\r\n', '\n')

const stateOf = ({ state, lastSide }: Problem): keyof typeof problemsFr.states => {
  if (state === 'closed') return 'closed'
  return lastSide === 'animation' ? 'answered' : 'waiting'
}

const tones = { waiting: 'waiting', answered: 'good', closed: 'over' } as const

const State = ({ problem }: { problem: Problem }) => {
  const state = stateOf(problem)
  return <span class={`state state-${tones[state]}`}>{problemsFr.states[state]}</span>
}

/** Problems, one under the other. `base`: where the pages of this side are. */
export const ProblemList = ({ visit, items, base }: { visit: Visit; items: readonly Problem[]; base: string }) =>
  items.length === 0 ? null : (
    <ul class="referrals">
      {items.map((problem) => (
        <li key={problem.id}>
          <a class="referral" href={visit.href(`${base}/${problem.id}`)}>
            <span class="referral-who">
              <strong>{problemsFr.categories[problem.category]}</strong>
              <span class="hint">{problem.partnerName}</span>
            </span>
            <span class="referral-what">
              <span class="beginning">{problem.beginning ?? problemsFr.erased}</span>
              <span class="hint">
                {problemsFr.opened(
                  problem.authorName,
                  problemsFr.moment(problem.openedAt.toString(), problem.timeZone),
                )}
              </span>
            </span>
            <span class="referral-when">
              <State problem={problem} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  )

const Message = ({ message, timeZone }: { message: ProblemMessage; timeZone: string }) => {
  const { act, authorName, side, at } = message
  const who = words.side[side] === '' ? authorName : `${authorName} (${words.side[side]})`
  return (
    <li>
      {act === 'written' ? <p class="typed">{message.words ?? problemsFr.erased}</p> : <p>{words.acts[act]}</p>}
      <p class="hint">
        {who} · {problemsFr.moment(at.toString(), timeZone)}
      </p>
    </li>
  )
}

const params = z.object({ id: z.uuid() })
const doneQuery = z.object({ fait: z.enum(['signale', 'repondu', 'regle']).optional().catch(undefined) })

const load = async (
  request: FastifyRequest,
  side: ProblemSide,
  { deps }: ProfessionalParts,
): Promise<ProblemThread> => {
  const read = params.safeParse(request.params)
  if (!read.success) throw new Refusal('not-found')
  return mustTakePart(await findProblem(deps.db, read.data.id), side, professionalOf(request))
}

interface Shown {
  readonly thread: ProblemThread
  readonly done: string | null
}

/** A problem with what was written in it, and the form with which one side answers; the animation may close it too. */
export const threadRoute = (
  app: FastifyInstance,
  parts: ProfessionalParts,
  { side, base }: { readonly side: ProblemSide; readonly base: string },
): void =>
  formPage<Shown>(app, parts.visits, {
    path: `${base}/:id`,
    load: async (_visit, request) => {
      const { fait } = doneQuery.parse(request.query)
      return { thread: await load(request, side, parts), done: fait === undefined ? null : problemsFr.done[fait] }
    },
    initial: newSending,
    page: (visit, { thread, done }, form) => {
      // Who wrote last is answered by nobody yet: one writes more.
      const isOwnTurn = thread.lastSide === side
      return {
        title: words.title(thread.category),
        body: (
          <>
            <BackLink href={visit.href(base)} label={words.back} />
            <ErrorSummary visit={visit} errors={form.errors} />
            {done !== null && form.errors.length === 0 && <Done words={done} />}
            <h1>{problemsFr.categories[thread.category]}</h1>
            <p class="referral-head">
              <State problem={thread} />
              <span>{thread.partnerName}</span>
              {thread.referralId !== null && (
                <a href={visit.href(pathTo(thread.referralId))}>
                  {words.referral(thread.referralId.slice(0, 8).toUpperCase())}
                </a>
              )}
            </p>
            <h2>{words.messages}</h2>
            <ol class="timeline">
              {thread.messages.map((message) => (
                <Message key={message.id} message={message} timeZone={thread.timeZone} />
              ))}
            </ol>
            <Form visit={visit} form={form} action={`${base}/${thread.id}`}>
              <Sending form={form} />
              {thread.state === 'closed' && <p>{words.reopens}</p>}
              <TextArea form={form} name="mots" label={isOwnTurn ? words.add : words.answer} hint={words.answerHint} />
              <Submit
                label={isOwnTurn ? words.sendMore : words.send}
                icon="mail"
                {...(side === 'animation' && thread.state === 'open'
                  ? { second: { name: 'regle', value: 'oui', label: words.close } }
                  : {})}
              />
            </Form>
          </>
        ),
      }
    },
    act: async (_visit, { thread }, values, { request }) => {
      const closes = valueOf(values, 'regle') === 'oui'
      const read = readShape(problemAnswered, { words: wordsIn(values), closes })
      if ('errors' in read) return { errors: read.errors.map(({ message }) => ({ field: 'mots', message })) }
      const writing = { professional: professionalOf(request), sending: valueOf(values, sendingName), side }
      await answerProblem(thread.id, read.value, writing, parts.deps)
      return { goTo: `${base}/${thread.id}?fait=${closes ? 'regle' : 'repondu'}` }
    },
  })
