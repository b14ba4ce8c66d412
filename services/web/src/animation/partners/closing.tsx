import { closePartner } from '@boussole/commands'
import { countWhatCloses } from '@boussole/db'
import type { PartnerCard, WhatCloses } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { BackLink, StayLink } from '../../components/blocks.tsx'
import { ErrorSummary, Form, Submit } from '../../components/form.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, GoTo } from '../../site/form.ts'
import { partnersPath } from './list.tsx'
import { partnerOf } from './one.tsx'
import { partnersFr } from './partners.fr.ts'

const words = partnersFr.closing

interface Closing {
  readonly partner: PartnerCard
  readonly counts: WhatCloses
}

/** The page that says what closing a partner ends, and for how many, before it is done. */
export const partnerClosingRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Closing>(app, parts.visits, {
    path: `${partnersPath}/:id/fermeture`,
    load: async (_visit, request) => {
      const partner = await partnerOf(request, parts)
      const { partnerId } = partner.place
      if (partner.closedAt !== null) throw new GoTo(`${partnersPath}/${partnerId}`)
      return { partner, counts: await countWhatCloses(parts.deps.db, partnerId) }
    },
    initial: () => ({}),
    page: (visit, { partner, counts }, form) => {
      const here = visit.href(`${partnersPath}/${partner.place.partnerId}`)
      return {
        title: words.title,
        body: (
          <>
            <BackLink href={here} label={partner.name} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.heading(partner.name)}</h1>
            <p class="lead">{words.lead}</p>
            <ul>
              <li>{words.offers(counts.offers)}</li>
              <li>{words.referrals(counts.referrals)}</li>
              <li>{words.referents(counts.referents)}</li>
              {counts.invitations > 0 && <li>{words.invitations(counts.invitations)}</li>}
              {partner.isUnderAgreement && <li>{words.agreement}</li>}
            </ul>
            <Form visit={visit} form={form}>
              <Submit label={words.send} icon={null} />
            </Form>
            <StayLink href={here} label={words.stay} />
          </>
        ),
      }
    },
    act: async (_visit, { partner }, _values, { request }) => {
      await closePartner(partner.place.partnerId, professionalOf(request), parts.deps)
      return { goTo: `${partnersPath}?fait=fermee` }
    },
  })
