import type { FastifyReply, FastifyRequest } from 'fastify'
import { readFields } from '../site/upload.ts'
import { ButtonLink, LinkCards } from '../components/blocks.tsx'
import { ErrorSummary, Form, PasswordField, Submit, TextField } from '../components/form.tsx'
import { valuesOf } from '../site/form.ts'
import type { FormState, Resumed, Values } from '../site/form.ts'
import type { PageContent, Visit } from '../site/visit.tsx'
import { professionalFr } from './messages.fr.ts'
import type { ProfessionalParts } from './parts.ts'
import { CarriedField, carriedIn, carriesTyped, carrying, openTyped, sealTyped, typedIn } from './typed.tsx'
import { isOurPath, leadingTo } from './way-back.ts'

const words = professionalFr.sessionOver
const signIn = professionalFr.signIn

/**
 * Signs in somebody whose session had ended, and carries what they had typed. A password goes on from here; links by
 * mail and ProConnect open elsewhere, so that this page stays open meanwhile. `goOn` is the page of their form.
 */
export const SessionOver = ({
  visit,
  form,
  goOn,
  parts: { proConnect },
}: {
  visit: Visit
  form: FormState
  goOn: string
  parts: Pick<ProfessionalParts, 'proConnect'>
}) => (
  <>
    <ErrorSummary visit={visit} errors={form.errors} />
    <h1>{words.heading}</h1>
    <p class="lead">{words.kept}</p>
    <Form visit={visit} form={form} action={leadingTo('/connexion/mot-de-passe', goOn)}>
      <CarriedField form={form} />
      <TextField form={form} name="email" type="email" label={signIn.email} autocomplete="username" />
      <PasswordField form={form} name="password" label={signIn.password} />
      <Submit label={words.send} />
    </Form>
    <section>
      <h2>{words.otherWays}</h2>
      <p>{words.otherTab}</p>
      <LinkCards
        isApart
        links={[
          { href: visit.href('/connexion'), label: words.byLink, icon: 'mail' },
          ...(proConnect === undefined
            ? []
            : [{ href: visit.href('/connexion/proconnect'), label: words.byProConnect, icon: 'people' } as const]),
        ]}
      />
      <Form visit={visit} form={form} action={goOn}>
        <CarriedField form={form} />
        <div class="actions">
          <button class="button button-quiet" type="submit">
            {words.resume}
          </button>
        </div>
      </Form>
    </section>
  </>
)

/** Words of somebody's own, as against what is chosen or what pages note for themselves. */
const isOwnWords = (value: string): boolean => /\S\s+\S|@/.test(value) || value.length > 100

const ownWordsIn = (values: Values): readonly string[] =>
  Object.values(values)
    .flat()
    .filter((value) => isOwnWords(value))

/** What was typed, to be copied by whoever has just sent it. */
const Apart = ({ heading, lead, typed }: { heading: string; lead: string; typed: readonly string[] }) => (
  <>
    <h1>{heading}</h1>
    <p class="lead">{lead}</p>
    <section>
      <h2>{words.yours}</h2>
      <p class="typed" id="saisie">
        {typed.join('\n\n')}
      </p>
      <div class="actions">
        <button class="button button-quiet" type="button" data-copy="saisie" data-copied={words.copied} hidden>
          {words.copy}
        </button>
      </div>
    </section>
  </>
)

/** A form that came without a session: what was typed is carried through the sign-in, or else shown to be copied. */
export const answerSessionOver = async (
  request: FastifyRequest,
  reply: FastifyReply,
  parts: ProfessionalParts,
): Promise<FastifyReply> => {
  const { visits, signedIn, safe } = parts
  const visit = await visits.of(request)
  const userId = await signedIn.whoWas(request)
  const hadFile = userId !== undefined && request.headers['content-type']?.startsWith('multipart/') === true
  if (hadFile) await readFields(request)
  const values = valuesOf(request.body)
  const typed = typedIn(values)
  const isTyped = Object.keys(typed).length > 0
  const carries = carriesTyped(values)
  const toSignIn = visit.href(leadingTo('/connexion', visit.path))
  if (!visits.isOurForm(request) || !(isTyped || carries)) return reply.redirect(toSignIn, 303)

  const sealed = carries
    ? carriedIn(values)
    : userId !== undefined && isOurPath(visit.path)
      ? await sealTyped({ userId, path: visit.path, values: typed, hadFile }, safe)
      : undefined
  if (sealed !== undefined) {
    const errors = carries ? [{ field: '', message: words.notYet }] : []
    const form = { values: carrying(sealed), errors, csrf: visits.csrf(reply) }
    const body = <SessionOver visit={visit} form={form} goOn={visit.path} parts={parts} />
    return visits.send(reply.code(401), visit, { title: words.title, body, hasErrors: carries })
  }
  const own = ownWordsIn(typed)
  if (own.length === 0) return reply.redirect(toSignIn, 303)
  return visits.send(reply.code(401), visit, {
    title: words.title,
    body: (
      <>
        <Apart heading={words.heading} lead={words.notKept} typed={own} />
        <div class="actions">
          <ButtonLink href={toSignIn} label={words.signIn} icon="arrow-right" />
        </div>
      </>
    ),
  })
}

const apartOf = (values: Values): PageContent | undefined => {
  const typed = ownWordsIn(values)
  if (typed.length === 0) return undefined
  return { title: words.goneTitle, body: <Apart heading={words.goneHeading} lead={words.gone} typed={typed} /> }
}

/** What this form, sent by somebody who has signed in again, is to be shown with; undefined: it carries nothing. */
export const resumedFor = async (
  userId: string,
  request: FastifyRequest,
  { visits, safe }: ProfessionalParts,
): Promise<Resumed | undefined> => {
  const values = valuesOf(request.body)
  if (!carriesTyped(values)) return undefined
  const { path } = await visits.of(request)
  const typed = await openTyped(carriedIn(values), { userId, path }, safe)
  return {
    values: typed?.values,
    message: typed === undefined ? words.lost : typed.hadFile ? words.backWithoutFile : words.back,
    apart: apartOf(typed?.values ?? {}),
  }
}
