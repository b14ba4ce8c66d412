import { readEmail } from '@boussole/contracts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { BackLink, Notice, StayLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, Submit, TextField } from '../components/form.tsx'
import { professionalFr } from '../professional/messages.fr.ts'
import { formPage, valueOf } from '../site/form.ts'
import type { Visits } from '../site/visit.tsx'
import { animationFr } from './messages.fr.ts'

/** Beside an address to which a link was sent: it did not arrive. */
export const CameBack = () => (
  <p>
    <span class="state state-alert">{animationFr.cameBack.words}</span>
  </p>
)

/** What a page shows of a link that was sent to somebody. */
interface Sent {
  readonly title: string
  readonly heading: string
  readonly lead: string
  readonly send: string
  readonly email: string
  readonly hasBounced: boolean
  readonly back: { readonly path: string; readonly label: string }
}

/** A page on which a link is sent again, to an address that may be put right. `act` answers where to go on. */
export const sendAgainPage = <Data,>(
  app: FastifyInstance,
  visits: Visits,
  {
    path,
    load,
    sent,
    act,
  }: {
    readonly path: string
    readonly load: (request: FastifyRequest) => Promise<Data>
    readonly sent: (data: Data) => Sent
    readonly act: (data: Data, email: string) => Promise<string>
  },
): void =>
  formPage<Data>(app, visits, {
    path,
    load: (_visit, request) => load(request),
    initial: (data) => ({ email: [sent(data).email] }),
    fieldOf: { 'already-invited': 'email', 'already-invited-to-watch': 'email', 'other-role': 'email' },
    page: (visit, data, form) => {
      const { title, heading, lead, send, hasBounced, back } = sent(data)
      return {
        title,
        body: (
          <>
            <BackLink href={visit.href(back.path)} label={back.label} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{heading}</h1>
            {hasBounced && (
              <Notice tone="alert">
                <p>{animationFr.cameBack.words}</p>
              </Notice>
            )}
            <p class="lead">{lead}</p>
            <Form visit={visit} form={form}>
              <TextField form={form} name="email" type="email" label={animationFr.cameBack.email} autocomplete="off" />
              <Submit label={send} icon="mail" />
            </Form>
            <StayLink href={visit.href(back.path)} label={animationFr.cameBack.stay} />
          </>
        ),
      }
    },
    act: async (_visit, data, values) => {
      const read = readEmail(valueOf(values, 'email'))
      if ('fault' in read)
        return { errors: [{ field: 'email', message: professionalFr.signIn.emailFaults[read.fault] }] }
      return { goTo: await act(data, read.email.toLowerCase()) }
    },
  })
