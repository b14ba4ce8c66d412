import { listOwnPartners } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { LinkCards } from '../components/blocks.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { GoTo } from '../site/form.ts'
import { accountFr } from './messages.fr.ts'
import { loadOwn } from './parts.ts'

const words = accountFr.welcome

/** Where an invitation leads once it is accepted: in what one now is, and what to do first. */
export const welcomeRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { visits, deps } = parts
  app.get('/bienvenue', async (request, reply) => {
    const visit = await visits.of(request)
    const { account } = await loadOwn(request, parts)
    const partners = await listOwnPartners(deps.db, professionalOf(request))
    // Who only watches is welcomed by what awaits them.
    if (partners.length === 0) throw new GoTo('/')
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <h1>{words.heading(account.name)}</h1>
          <p class="lead">{words.lead(partners.map(({ name }) => name))}</p>
          <p>{words.promise}</p>
          <h2>{words.first}</h2>
          <LinkCards
            links={[
              { href: visit.href('/'), label: words.inbox, icon: 'people' },
              { href: visit.href('/equipe'), label: words.team, icon: 'clock' },
              { href: visit.href('/annuaire/ma-fiche'), label: words.own, icon: 'pencil' },
              { href: visit.href('/compte'), label: words.account, icon: 'shield' },
            ]}
          />
        </>
      ),
    })
  })
}
