import { readPartner } from '@boussole/commands'
import { listPartnerChanges } from '@boussole/db'
import type { PartnerCard, PartnerChange } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BackLink, ButtonLink, Done, Facts, LinkCards } from '../../components/blocks.tsx'
import { teamFr } from '../../partner/team/messages.fr.ts'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import type { Visit } from '../../site/visit.tsx'
import { PartnerState, partnersPath } from './list.tsx'
import { partnersFr as words } from './partners.fr.ts'

const params = z.object({ id: z.uuid() })
const query = z.object({ fait: z.enum(['ajoutee', 'corrigee']).optional().catch(undefined) })

/** The partner that the address names, for who watches over it. Refuses: `not-found`. */
export const partnerOf = async (request: FastifyRequest, { deps }: ProfessionalParts): Promise<PartnerCard> => {
  const asked = params.safeParse(request.params)
  if (!asked.success) throw new Refusal('not-found')
  return readPartner(asked.data.id, professionalOf(request), deps.db)
}

const factsOf = (partner: PartnerCard) => {
  const { facts } = words
  const said = (value: string | null) => (value === null || value === '' ? facts.nothing : value)
  return [
    { label: facts.territory, value: partner.territoryName },
    { label: facts.commune, value: said(partner.commune) },
    { label: facts.siret, value: said(partner.siret) },
    { label: facts.role, value: said(partner.roleInWords) },
    { label: facts.address, value: said(partner.address) },
    { label: facts.phone, value: said(partner.phone) },
    { label: facts.email, value: said(partner.email) },
    { label: facts.website, value: said(partner.website) },
    ...(partner.closedAt === null ? [{ label: facts.people, value: words.referents(partner.referents) }] : []),
  ]
}

/** What can be done with a partner that is open, and where its other pages are. */
const Acts = ({ visit, partner }: { visit: Visit; partner: PartnerCard }) => {
  const { partnerId } = partner.place
  const path = `${partnersPath}/${partnerId}`
  const { links } = words
  return (
    <>
      <div class="actions">
        <ButtonLink href={visit.href(`${path}/correction`)} label={words.correct} icon="pencil" />
      </div>
      <LinkCards
        links={[
          {
            href: visit.href(`/animation/invitations/nouvelle?structure=${partnerId}`),
            label: links.invite,
            icon: 'mail',
          },
          { href: visit.href(`/animation/conventions/${partnerId}`), label: links.agreement, icon: 'pencil' },
          { href: visit.href(`/equipe?structure=${partnerId}`), label: links.team, icon: 'people' },
          ...(partner.isUnderAgreement
            ? [{ href: visit.href(`/annuaire/structures/${partnerId}`), label: links.directory, icon: 'book' as const }]
            : []),
          { href: visit.href(`${path}/fermeture`), label: words.close, icon: 'trash' },
        ]}
      />
    </>
  )
}

const Changes = ({ partner, changes }: { partner: PartnerCard; changes: readonly PartnerChange[] }) => {
  const said = teamFr.partnerChanges
  return (
    <section aria-labelledby="changements">
      <h2 id="changements">{words.history}</h2>
      {changes.length === 0 && <p class="hint">{words.noHistory}</p>}
      <ol class="timeline">
        {changes.map(({ id, field, oldValue, newValue, by, at }) => (
          <li key={id}>
            <p>{said.line(said.fields[field] ?? field, oldValue, newValue)}</p>
            <p class="hint">{said.by(by, at.toString(), partner.timeZone)}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** One partner as the animation sees it: its card, what can be done, who changed what. */
export const partnerRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits } = parts
  app.get(`${partnersPath}/:id`, async (request, reply) => {
    const partner = await partnerOf(request, parts)
    const visit = await visits.of(request)
    const { fait } = query.parse(request.query)
    const changes = await listPartnerChanges(deps.db, partner.place.partnerId)
    const { name, closedAt, closedBy, timeZone } = partner
    return visits.send(reply, visit, {
      title: name,
      body: (
        <>
          <BackLink href={visit.href(partnersPath)} label={words.title} />
          {fait !== undefined && <Done words={words.done[fait]} />}
          <h1>{name}</h1>
          <p class="referral-when">
            <PartnerState {...partner} />
          </p>
          {closedAt !== null && <p>{words.closedBy(closedBy, words.moment(closedAt.toString(), timeZone))}</p>}
          <Facts facts={factsOf(partner)} />
          {closedAt === null && <Acts visit={visit} partner={partner} />}
          <Changes partner={partner} changes={changes} />
        </>
      ),
    })
  })
}
