import { openSessionWithCode } from '@boussole/commands'
import { limitSignIn } from '@boussole/http'
import type { FastifyInstance } from 'fastify'
import { StayLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, Submit, TextField } from '../components/form.tsx'
import { formPage, GoTo, valueOf, valuesOf } from '../site/form.ts'
import { browserKindOf } from './browser-kind.ts'
import { linkWhoWasSeen } from './enter.ts'
import { professionalFr } from './messages.fr.ts'
import type { ProfessionalParts } from './parts.ts'
import { carriesTyped, CarriedField } from './typed.tsx'
import { leadingTo, wayBack } from './way-back.ts'

const words = professionalFr.code

interface Awaited {
  readonly userId: string
  readonly way: 'password' | 'link' | 'invitation'
  readonly goOn: string
}

/** The second page of signing in, for accounts that use one-time codes. */
export const codeRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits, signedIn, kept } = parts
  formPage<Awaited>(app, visits, {
    path: '/connexion/code',
    limits: { onRequest: limitSignIn(app).onRequest },
    load: async (_visit, request) => {
      const awaited = await kept.codeAwaited.read(request)
      if (awaited !== undefined) return awaited
      const carries = carriesTyped(valuesOf(request.body))
      throw new GoTo(carries ? leadingTo('/connexion/mot-de-passe', wayBack(request)) : '/connexion', carries)
    },
    initial: () => ({}),
    page: (visit, _awaited, form) => ({
      title: words.title,
      body: (
        <>
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <Form visit={visit} form={form}>
            <CarriedField form={form} />
            <TextField
              form={form}
              name="code"
              label={words.code}
              hint={words.hint}
              autocomplete="one-time-code"
              width="short"
            />
            <Submit label={words.send} />
          </Form>
          {!carriesTyped(form.values) && <StayLink href={visit.href('/connexion')} label={words.back} />}
        </>
      ),
    }),
    act: async (_visit, { userId, way, goOn }, values, exchange) => {
      const { request, reply } = exchange
      const carries = carriesTyped(values)
      if (carries && values['code'] === undefined) return { values }
      const code = valueOf(values, 'code').slice(0, 40)
      if (code.trim() === '') return { errors: [{ field: 'code', message: words.missing }] }
      const opening = { browser: browserKindOf(request), isOnSite: true }
      await signedIn.begin(reply, await openSessionWithCode({ userId, way, code }, opening, deps))
      kept.codeAwaited.clear(reply)
      if (way === 'link') await linkWhoWasSeen(userId, exchange, parts)
      // What was typed goes to its own page, also when another tab began to sign in meanwhile.
      return { goTo: carries ? wayBack(request) : goOn, resends: carries }
    },
  })
}
