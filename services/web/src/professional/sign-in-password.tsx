import { provePassword } from '@boussole/commands'
import { signInAsked } from '@boussole/contracts'
import { Refusal } from '@boussole/domain'
import { limitSignIn } from '@boussole/http'
import type { FastifyInstance } from 'fastify'
import { BackLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, PasswordField, Submit, TextField } from '../components/form.tsx'
import { formPage, valueOf } from '../site/form.ts'
import { enter } from './enter.ts'
import { professionalFr } from './messages.fr.ts'
import type { ProfessionalParts } from './parts.ts'
import { SessionOver } from './session-over.tsx'
import { carriesTyped } from './typed.tsx'
import { leadingTo, wayBack } from './way-back.ts'

const words = professionalFr.signIn

/** Professionals sign in with address and password. */
export const passwordRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits } = parts
  formPage<{ readonly goOn: string }>(app, visits, {
    path: '/connexion/mot-de-passe',
    limits: limitSignIn(app),
    load: (_visit, request) => Promise.resolve({ goOn: wayBack(request) }),
    initial: () => ({}),
    page: (visit, { goOn }, form) => ({
      title: carriesTyped(form.values) ? professionalFr.sessionOver.title : words.passwordTitle,
      body: carriesTyped(form.values) ? (
        <SessionOver visit={visit} form={form} goOn={goOn} parts={parts} />
      ) : (
        <>
          <BackLink href={visit.href(leadingTo('/connexion', goOn))} label={words.withLink} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.passwordHeading}</h1>
          <Form visit={visit} form={form}>
            <TextField form={form} name="email" type="email" label={words.email} autocomplete="username" />
            <PasswordField form={form} name="password" label={words.password} />
            <Submit label={words.send} />
          </Form>
          <p class="stay hint">{words.forgotten}</p>
        </>
      ),
    }),
    act: async (_visit, { goOn }, values, exchange) => {
      const carries = carriesTyped(values)
      // Led back here from the page of the code, which had waited too long.
      if (carries && values['password'] === undefined) return { values }
      const asked = signInAsked.safeParse({ email: valueOf(values, 'email'), password: valueOf(values, 'password') })
      if (!asked.success) throw new Refusal('credentials-wrong')
      return enter(await provePassword(asked.data, deps), { way: 'password', goOn, carries }, exchange, parts)
    },
  })
}
