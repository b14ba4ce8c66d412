import { readRedirections, redirectReferral } from '@boussole/commands'
import type { Redirections } from '@boussole/commands'
import { redirectionAsked } from '@boussole/contracts'
import { mayAct } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Agreement, Choices, SearchBox, Submit, TextArea } from '../components/form.tsx'
import { formPage, valueOf } from '../site/form.ts'
import type { Visit } from '../site/visit.tsx'
import type { ProfessionalParts } from '../professional/parts.ts'
import { ActPage, noteIn, read } from './acts.tsx'
import { lostRace } from './lost-race.ts'
import { partnerFr } from './messages.fr.ts'
import { loadReferral, pathTo } from './referral.tsx'
import type { Seen } from './referral.tsx'

const words = partnerFr.redirect

interface Redirecting extends Seen, Redirections {
  readonly asked: string
}

const nobodyLeft = ({ standings }: Seen): string => (mayAct('referral', standings) ? words.none : words.noneLeft)

const search = z.object({ q: z.string().trim().max(100).catch('') })

/** Who these partners are: their entries in the directory. */
const Entries = ({ visit, offers }: { visit: Visit; offers: Redirections['offers'] }) => {
  const partners = [...new Map(offers.map(({ partnerId, partnerName }) => [partnerId, partnerName]))]
  return (
    <section>
      <h2>{words.entries}</h2>
      <ul>
        {partners.map(([id, name]) => (
          <li key={id}>
            <a href={visit.href(`/annuaire/structures/${id}`)}>{name}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** To a better partner, picked among the offers that fit the young person. */
export const redirectRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Redirecting>(app, parts.visits, {
    path: '/mises-en-relation/:id/reorientation',
    load: async (_visit, request) => {
      const seen = await loadReferral(request, parts)
      const { q: asked } = search.parse(request.query)
      const wanted = { referralId: seen.referral.id, words: asked }
      return { ...seen, asked, ...(await readRedirections(wanted, seen.professional, parts.deps)) }
    },
    refused: lostRace,
    initial: () => ({}),
    page: (visit, data, form) => ({
      title: words.title,
      body: (
        <ActPage
          visit={visit}
          seen={data}
          form={form}
          heading={words.heading}
          words={data.offers.length === 0 && data.asked === '' ? nobodyLeft(data) : words.words}
          before={
            (data.offers.length > 0 || data.asked !== '') && (
              <SearchBox
                action={visit.href(pathTo(data.referral.id, 'reorientation'))}
                asked={data.asked}
                words={words}
              />
            )
          }
        >
          {data.offers.length === 0 && data.asked !== '' && <p class="lead">{words.notFound}</p>}
          {data.offers.length > 0 && (
            <>
              <Choices
                form={form}
                name="offre"
                kind="one"
                legend={words.offer}
                choices={data.offers.map(({ offerId, title, partnerName, dueDay }) => ({
                  value: offerId,
                  label: (
                    <>
                      <strong>{partnerName}</strong>
                      <br />
                      {title}
                    </>
                  ),
                  hint: words.due(dueDay),
                }))}
              />
              {!data.consented && <Agreement form={form} name="accord" label={words.agreed} hint={words.agreedHint} />}
              <TextArea form={form} name="note" label={words.note} optional={partnerFr.optional} />
              <Submit label={words.send} />
              <Entries visit={visit} offers={data.offers} />
            </>
          )}
        </ActPage>
      ),
    }),
    act: async (_visit, data, values) => {
      const result = read(
        redirectionAsked,
        {
          offerId: valueOf(values, 'offre'),
          note: noteIn(values),
          youngPersonAgreed: valueOf(values, 'accord') === 'oui',
        },
        { offerId: { field: 'offre', missing: words.offerMissing }, note: { field: 'note' } },
      )
      if ('errors' in result) return result
      await redirectReferral(data.referral.id, result.value, data.professional, parts.deps)
      return { goTo: `${pathTo(data.referral.id)}?fait=reorientation` }
    },
  })
