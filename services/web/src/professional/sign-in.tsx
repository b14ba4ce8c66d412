import { openSession } from '@boussole/commands'
import { signInAsked } from '@boussole/contracts'
import { Refusal } from '@boussole/domain'
import { limitSignIn } from '@boussole/http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Notice, StayLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, PasswordField, Submit, TextField } from '../components/form.tsx'
import { formPage, valueOf } from '../site/form.ts'
import { professionalFr } from './messages.fr.ts'
import type { ProfessionalParts } from './parts.ts'

/** A page of this part of the site, and nothing that a browser could read as another host. */
const ourPath = z
  .string()
  .max(300)
  .regex(/^\/(?:[\w-]+\/)*[\w-]*(?:\?[\w=&%-]*)?$/)

/** The page that asked for a sign-in; the inbox when there is none. */
const wayBack = ({ query }: FastifyRequest): string => z.object({ vers: ourPath }).safeParse(query).data?.vers ?? '/'

const signIn = professionalFr.signIn
const signedOut = professionalFr.signedOut

/** Professionals sign in and out. */
export const signInRoutes = (app: FastifyInstance, { deps, visits, signedIn }: ProfessionalParts): void => {
  formPage<{ readonly isOver: boolean }>(app, visits, {
    path: '/connexion',
    limits: limitSignIn(app),
    load: (_visit, request) => Promise.resolve({ isOver: wayBack(request) !== '/' }),
    initial: () => ({}),
    page: (visit, { isOver }, form) => ({
      title: signIn.title,
      body: (
        <>
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{signIn.heading}</h1>
          <p class="lead">{signIn.lead}</p>
          {isOver && form.errors.length === 0 && (
            <Notice tone="info">
              <p>{signIn.over}</p>
            </Notice>
          )}
          <Form visit={visit} form={form}>
            <TextField form={form} name="email" type="email" label={signIn.email} autocomplete="username" />
            <PasswordField form={form} name="password" label={signIn.password} />
            <Submit label={signIn.send} />
          </Form>
          <p class="stay hint">{signIn.forgotten}</p>
        </>
      ),
    }),
    act: async (_visit, _data, values, { request, reply }) => {
      const asked = signInAsked.safeParse({ email: valueOf(values, 'email'), password: valueOf(values, 'password') })
      if (!asked.success) throw new Refusal('credentials-wrong')
      await signedIn.begin(reply, await openSession(asked.data, deps))
      return { goTo: wayBack(request) }
    },
  })

  formPage(app, visits, {
    path: '/deconnexion',
    load: () => Promise.resolve({}),
    initial: () => ({}),
    page: (visit, _data, form) => ({
      title: signedOut.title,
      body: (
        <>
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{signedOut.heading}</h1>
          <p class="lead">{signedOut.words}</p>
          <Form visit={visit} form={form}>
            <Submit label={signedOut.send} icon={null} />
          </Form>
          <StayLink href={visit.href('/')} label={signedOut.stay} />
        </>
      ),
    }),
    act: async (_visit, _data, _values, { request, reply }) => {
      await signedIn.end(request, reply)
      return { goTo: '/connexion' }
    },
  })
}
