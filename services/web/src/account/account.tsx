import { listSessions } from '@boussole/db'
import type { OpenSession } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ButtonLink, Done, Facts } from '../components/blocks.tsx'
import type { ProfessionalParts } from '../professional/parts.ts'
import type { Visit } from '../site/visit.tsx'
import { accountFr } from './messages.fr.ts'
import { loadOwn } from './parts.ts'
import type { Own } from './parts.ts'

const words = accountFr.account

const Ways = ({ visit, account, hasProConnect }: { visit: Visit; account: Own['account']; hasProConnect: boolean }) => {
  const { hasPassword, recoveryCodesLeft, proConnectSince } = account
  const usesCodes = recoveryCodesLeft !== null
  return (
    <section>
      <h2>{words.ways}</h2>
      <Facts
        facts={[
          { label: words.link, value: words.linkAlways },
          {
            label: words.password,
            value: hasPassword ? words.passwordSet : words.passwordNone,
            action: {
              href: visit.href('/compte/mot-de-passe'),
              label: hasPassword ? words.change : words.choose,
              about: words.about.password,
            },
          },
          {
            label: words.codes,
            value: usesCodes ? words.codesOn(recoveryCodesLeft) : words.codesOff,
            action: {
              href: visit.href(usesCodes ? '/compte/code/fin' : '/compte/code'),
              label: usesCodes ? words.switchOff : words.switchOn,
              about: words.about.codes,
            },
          },
          ...(hasProConnect
            ? [
                {
                  label: words.proConnect,
                  value: proConnectSince === null ? words.proConnectOff : words.proConnectOn,
                  action: {
                    href: visit.href(proConnectSince === null ? '/compte/proconnect' : '/compte/proconnect/fin'),
                    label: proConnectSince === null ? words.connect : words.disconnect,
                    about: words.about.proConnect,
                  },
                },
              ]
            : []),
        ]}
      />
    </section>
  )
}

const Session = ({
  visit,
  session,
  isHere,
  moment,
}: {
  visit: Visit
  session: OpenSession
  isHere: boolean
  moment: (at: string) => string
}) => (
  <li class="session">
    <p>
      <strong>{session.browser}</strong> {isHere && <span class="state">{accountFr.session.here}</span>}
    </p>
    <p class="hint">
      {accountFr.session.opened(moment(session.openedAt.toString()))} {accountFr.session.ways[session.way]}
    </p>
    <p class="hint">{accountFr.session.acted(moment(session.actedAt.toString()))}</p>
    {!isHere && (
      <p>
        <a href={visit.href(`/compte/sessions/${session.id}`)}>
          {accountFr.session.end} <span class="unseen">{session.browser}</span>
        </a>
      </p>
    )}
  </li>
)

const query = z.object({
  fait: z
    .enum(['session', 'autres', 'mot-de-passe', 'code', 'sans-code', 'proconnect', 'sans-proconnect'])
    .optional()
    .catch(undefined),
})

/** One's own account: how one enters, and where one is signed in. */
export const accountRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { visits, deps } = parts
  app.get('/compte', async (request, reply) => {
    const visit = await visits.of(request)
    const { account, userId, sessionId } = await loadOwn(request, parts)
    const sessions = await listSessions(deps.db, userId)
    const { fait } = query.parse(request.query)
    const here = sessions.filter(({ id }) => id === sessionId)
    const others = sessions.filter(({ id }) => id !== sessionId)
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          {fait !== undefined && <Done words={accountFr.done[fait]} />}
          <h1>{words.heading}</h1>
          <Facts
            facts={[
              { label: words.name, value: account.name },
              { label: words.email, value: account.email },
            ]}
          />
          <p class="hint">{words.emailHelp}</p>
          <Ways visit={visit} account={account} hasProConnect={parts.proConnect !== undefined} />
          <section>
            <h2>{words.sessions}</h2>
            {others.length > 0 && <p>{words.sessionsLead}</p>}
            <ul class="sessions-open">
              {[...here, ...others].map((session) => (
                <Session
                  key={session.id}
                  visit={visit}
                  session={session}
                  isHere={session.id === sessionId}
                  moment={(at) => accountFr.moment(at, account.timeZone)}
                />
              ))}
            </ul>
            {others.length > 0 && (
              <div class="actions">
                <ButtonLink href={visit.href('/compte/sessions/autres')} label={accountFr.session.endOthers} quiet />
              </div>
            )}
          </section>
        </>
      ),
    })
  })
}
