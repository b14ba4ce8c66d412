import { choosePassword } from '@boussole/commands'
import { passwordFault, passwordLength } from '@boussole/contracts'
import { limitSignIn } from '@boussole/http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { BackLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, PasswordField, Submit } from '../components/form.tsx'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, valueOf } from '../site/form.ts'
import type { Visit } from '../site/visit.tsx'
import { accountFr } from './messages.fr.ts'
import { askToSignInAgain, loadOwn, loadProof } from './parts.ts'
import type { Own } from './parts.ts'

const words = accountFr.password

type Choosing = Own & { readonly asksCurrent: boolean }

/** A password is chosen or changed. */
export const passwordRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { visits, deps } = parts

  const load = async (visit: Visit, request: FastifyRequest): Promise<Choosing> => {
    const own = await loadOwn(request, parts)
    const { passwordHash, isFresh, isFreshWithoutPassword } = await loadProof(own, parts)
    if (passwordHash === null && !isFresh) return askToSignInAgain(visit)
    return { ...own, asksCurrent: passwordHash !== null && !isFreshWithoutPassword }
  }

  formPage<Choosing>(app, visits, {
    path: '/compte/mot-de-passe',
    limits: { onRequest: limitSignIn(app).onRequest },
    load,
    initial: () => ({}),
    page: (visit, { account, asksCurrent }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/compte')} label={accountFr.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{account.hasPassword ? words.headingChange : words.headingNew}</h1>
          <p class="lead">{words.lead}</p>
          <Form visit={visit} form={form}>
            {asksCurrent && <PasswordField form={form} name="actuel" label={words.current} />}
            <PasswordField form={form} name="nouveau" label={words.next} hint={words.nextHint} isNew />
            <p class="hint">{words.others}</p>
            <Submit label={words.send} icon="check" />
          </Form>
        </>
      ),
    }),
    act: async (_visit, own, values) => {
      const password = valueOf(values, 'nouveau')
      const fault = passwordFault(password)
      if (fault !== null) return { errors: [{ field: 'nouveau', message: words.faults[fault] }] }
      const current = valueOf(values, 'actuel').slice(0, passwordLength.max)
      await choosePassword(own, { password, current }, deps)
      return { goTo: '/compte?fait=mot-de-passe' }
    },
  })
}
