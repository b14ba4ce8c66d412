import { codeAddressOf, newCodeSecret, switchOffSecondFactor, switchOnSecondFactor } from '@boussole/commands'
import { limitSignIn } from '@boussole/http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { BackLink, ButtonLink, Notice, StayLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, PasswordField, Submit, TextField } from '../components/form.tsx'
import { keptSeconds } from '../professional/kept.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../site/form.ts'
import type { Visit } from '../site/visit.tsx'
import { accountFr } from './messages.fr.ts'
import { loadFresh, loadOwn } from './parts.ts'
import type { Own } from './parts.ts'
import { QrCode } from './qr-code.tsx'

const { codesOn, codesOff, recovery } = accountFr

type SettingUp = Own & { readonly secret: string }
type WithCodes = Own & { readonly codes: readonly string[] }

const inGroups = (secret: string): string => (secret.match(/.{1,4}/g) ?? []).join(' ')

/** One-time codes are switched on and off. */
export const secondFactorRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { visits, deps, kept } = parts
  const limits = { onRequest: limitSignIn(app).onRequest }

  /** The secret stays in the browser, sealed, until a code has proven that the generator knows it. */
  const loadNew = async (visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<SettingUp> => {
    const own = await loadFresh(visit, request, parts)
    if (own.account.recoveryCodesLeft !== null) throw new GoTo('/compte')
    const earlier = await kept.newGenerator.read(request)
    if (earlier?.userId === own.userId) return { ...own, secret: earlier.secret }
    const secret = newCodeSecret()
    await kept.newGenerator.write(reply, { userId: own.userId, secret }, keptSeconds.newGenerator)
    return { ...own, secret }
  }

  formPage<SettingUp>(app, visits, {
    path: '/compte/code',
    limits,
    load: loadNew,
    initial: () => ({}),
    page: (visit, { account, secret }, form) => ({
      title: codesOn.title,
      body: (
        <>
          <BackLink href={visit.href('/compte')} label={accountFr.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{codesOn.heading}</h1>
          <p class="lead">{codesOn.lead}</p>
          <section>
            <h2>{codesOn.scan}</h2>
            <QrCode content={codeAddressOf(secret, account.email)} label={codesOn.picture} />
            <p>
              {codesOn.type} <code class="secret">{inGroups(secret)}</code>
            </p>
          </section>
          <section>
            <h2>{codesOn.confirm}</h2>
            <Form visit={visit} form={form}>
              <TextField
                form={form}
                name="code"
                label={codesOn.code}
                inputMode="numeric"
                autocomplete="one-time-code"
                width="short"
              />
              <Submit label={codesOn.send} icon="check" />
            </Form>
          </section>
        </>
      ),
    }),
    act: async (_visit, { userId, sessionId, secret }, values, { reply }) => {
      const code = valueOf(values, 'code')
      if (code.trim() === '') return { errors: [{ field: 'code', message: codesOn.codeMissing }] }
      const codes = await switchOnSecondFactor({ userId, sessionId }, { secret, code }, deps)
      kept.newGenerator.clear(reply)
      await kept.recoveryCodes.write(reply, { userId, codes: [...codes] }, keptSeconds.recoveryCodes)
      return { goTo: '/compte/code/secours' }
    },
  })

  const loadCodes = async (request: FastifyRequest): Promise<WithCodes> => {
    const own = await loadOwn(request, parts)
    const found = await kept.recoveryCodes.read(request)
    if (found?.userId !== own.userId) throw new GoTo('/compte')
    return { ...own, codes: found.codes }
  }

  formPage<WithCodes>(app, visits, {
    path: '/compte/code/secours',
    load: (_visit, request) => loadCodes(request),
    initial: () => ({}),
    page: (visit, { codes }, form) => ({
      title: recovery.title,
      body: (
        <>
          <h1>{recovery.heading}</h1>
          <p class="lead">{recovery.lead}</p>
          <Notice tone="alert">
            <p>{recovery.once}</p>
          </Notice>
          <ul class="recovery-codes">
            {codes.map((code) => (
              <li key={code}>
                <code class="secret">{code}</code>
              </li>
            ))}
          </ul>
          <div class="actions">
            <ButtonLink href={visit.href('/compte/code/secours.txt')} label={recovery.download} icon="download" quiet />
          </div>
          <Form visit={visit} form={form}>
            <Submit label={recovery.noted} icon="check" />
          </Form>
        </>
      ),
    }),
    act: (_visit, _codes, _values, { reply }) => {
      kept.recoveryCodes.clear(reply)
      return Promise.resolve({ goTo: '/compte?fait=code' })
    },
  })

  app.get('/compte/code/secours.txt', async (request, reply) => {
    const { codes } = await loadCodes(request)
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', 'attachment; filename="boussole-codes-de-secours.txt"')
      .send([recovery.file, '', ...codes, ''].join('\n'))
  })

  formPage<Own>(app, visits, {
    path: '/compte/code/fin',
    limits,
    load: async (_visit, request) => {
      const own = await loadOwn(request, parts)
      if (own.account.recoveryCodesLeft === null) throw new GoTo('/compte')
      return own
    },
    initial: () => ({}),
    page: (visit, _own, form) => ({
      title: codesOff.title,
      body: (
        <>
          <BackLink href={visit.href('/compte')} label={accountFr.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{codesOff.heading}</h1>
          <p class="lead">{codesOff.lead}</p>
          <Form visit={visit} form={form}>
            <PasswordField form={form} name="preuve" label={codesOff.proof} />
            <Submit label={codesOff.send} icon={null} />
          </Form>
          <StayLink href={visit.href('/compte')} label={codesOff.stay} />
        </>
      ),
    }),
    act: async (_visit, own, values) => {
      if (valueOf(values, 'preuve').trim() === '')
        return { errors: [{ field: 'preuve', message: codesOff.proofMissing }] }
      await switchOffSecondFactor(own, valueOf(values, 'preuve').slice(0, 200), deps)
      return { goTo: '/compte?fait=sans-code' }
    },
  })
}
