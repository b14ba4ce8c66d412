import { endAccompaniment, namePathwayReferent, proposeAccompaniment } from '@boussole/commands'
import { accompanimentProposed, pathwayReferentNamed } from '@boussole/contracts'
import type { AccompanimentView } from '@boussole/contracts'
import { listPathwayReferents, searchCompanions } from '@boussole/db'
import type { CompanionFound } from '@boussole/db'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BackLink, StayLink } from '../components/blocks.tsx'
import { Agreement, Choices, ErrorSummary, Form, SearchBox, Submit } from '../components/form.tsx'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../site/form.ts'
import { ActPage, read } from './acts.tsx'
import { partnerFr } from './messages.fr.ts'
import { loadToAct, nameOf, pathTo } from './referral.tsx'
import type { Seen } from './referral.tsx'
import { togetherFr } from './together.fr.ts'

const asChoices = (found: readonly CompanionFound[]) =>
  found.map(({ referentId, name, partnerName }) => ({ value: referentId, label: name, hint: partnerName }))

interface Proposing extends Seen {
  readonly asked: string
  readonly found: readonly CompanionFound[]
}

const search = z.object({
  q: z
    .string()
    .trim()
    .max(100)
    .regex(/^\P{Cc}*$/u)
    .catch(''),
})

/** A second partner is asked to accompany: somebody of the territory, found by name or partner. */
const proposeRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const words = togetherFr.propose
  formPage<Proposing>(app, parts.visits, {
    path: '/mises-en-relation/:id/a-deux',
    load: async (_visit, request) => {
      const seen = await loadToAct(request, parts, 'accompaniment')
      const { q: asked } = search.parse(request.query)
      return {
        ...seen,
        asked,
        found: asked === '' ? [] : await searchCompanions(parts.deps.db, seen.referral.id, asked),
      }
    },
    initial: () => ({ parcours: ['ours'] }),
    page: (visit, data, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(pathTo(data.referral.id))} label={partnerFr.stay} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading(nameOf(data))}</h1>
          <p class="lead">{words.words}</p>
          <SearchBox action={visit.href(pathTo(data.referral.id, 'a-deux'))} asked={data.asked} words={words} />
          {data.found.length === 0 && data.asked !== '' && <p class="lead">{words.none}</p>}
          {data.found.length > 0 && (
            <Form visit={visit} form={form}>
              <Choices
                form={form}
                name="personne"
                kind="one"
                legend={words.who}
                hint={words.whoHint}
                choices={asChoices(data.found)}
              />
              <Choices
                form={form}
                name="parcours"
                kind="one"
                legend={words.pathway}
                hint={words.pathwayHint}
                choices={[
                  { value: 'ours', label: words.ours },
                  { value: 'theirs', label: words.theirs },
                ]}
              />
              <Agreement form={form} name="accord" label={words.agreed} hint={words.agreedHint} />
              <Submit label={words.send} />
            </Form>
          )}
        </>
      ),
    }),
    act: async (_visit, data, values) => {
      const result = read(
        accompanimentProposed,
        {
          referentId: valueOf(values, 'personne'),
          pathwayReferent: valueOf(values, 'parcours'),
          youngPersonAgreed: valueOf(values, 'accord') === 'oui',
        },
        {
          referentId: { field: 'personne', missing: words.whoMissing },
          pathwayReferent: { field: 'parcours', missing: words.pathwayMissing },
        },
      )
      if ('errors' in result) return result
      await proposeAccompaniment(data.referral.id, result.value, data.professional, parts.deps)
      const done = result.value.youngPersonAgreed ? 'a-deux' : 'proposition'
      return { goTo: `${pathTo(data.referral.id)}?fait=${done}` }
    },
  })
}

interface Accompanied extends Seen {
  readonly accompaniment: AccompanimentView
}

const loadAccompanied = async (request: FastifyRequest, parts: ProfessionalParts): Promise<Accompanied> => {
  const seen = await loadToAct(request, parts, 'accompaniment-course')
  const { accompaniment } = seen.referral
  if (accompaniment === null) throw new GoTo(pathTo(seen.referral.id))
  return { ...seen, accompaniment }
}

interface Naming extends Accompanied {
  readonly found: readonly CompanionFound[]
}

/** Another pathway referent: the young person's one interlocutor, of either partner. */
const pathwayRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const words = togetherFr.pathway
  formPage<Naming>(app, parts.visits, {
    path: '/mises-en-relation/:id/referent-de-parcours',
    load: async (_visit, request) => {
      const accompanied = await loadAccompanied(request, parts)
      const either = [accompanied.referral.partner.id, accompanied.accompaniment.partner.id]
      return { ...accompanied, found: await listPathwayReferents(parts.deps.db, either) }
    },
    initial: ({ accompaniment }) => ({ personne: [accompaniment.pathwayReferent.id] }),
    page: (visit, data, form) => ({
      title: words.title,
      body: (
        <ActPage visit={visit} seen={data} form={form} heading={words.heading} words={words.words}>
          <Choices form={form} name="personne" kind="one" legend={words.who} choices={asChoices(data.found)} />
          <Submit label={words.send} icon="check" />
        </ActPage>
      ),
    }),
    act: async (_visit, data, values) => {
      const result = read(
        pathwayReferentNamed,
        { pathwayReferentId: valueOf(values, 'personne') },
        { pathwayReferentId: { field: 'personne', missing: words.missing } },
      )
      if ('errors' in result) return result
      await namePathwayReferent(data.referral.id, result.value, data.professional, parts.deps)
      return { goTo: `${pathTo(data.referral.id)}?fait=parcours` }
    },
  })
}

/** The end of an accompaniment, and with it of the second partner's access. */
const endRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const words = togetherFr.end
  formPage<Accompanied>(app, parts.visits, {
    path: '/mises-en-relation/:id/fin-a-deux',
    load: (_visit, request) => loadAccompanied(request, parts),
    initial: () => ({}),
    page: (visit, data, form) => {
      const { partner, beganAt } = data.accompaniment
      const said = beganAt === null ? words.takeBack : words
      return {
        title: said.title,
        body: (
          <>
            <ActPage visit={visit} seen={data} form={form} heading={said.heading} words={said.words(partner.name)}>
              <Submit label={said.send} icon={null} />
            </ActPage>
            <StayLink href={visit.href(pathTo(data.referral.id))} label={words.stay} />
          </>
        ),
      }
    },
    act: async (_visit, { referral, professional, standings, accompaniment }) => {
      await endAccompaniment(referral.id, professional, parts.deps)
      // Who accompanied no longer sees the request.
      const mayReturn = standings.some((standing) => standing !== 'companion')
      const done = accompaniment.beganAt === null ? 'retrait' : 'fin-a-deux'
      return { goTo: mayReturn ? `${pathTo(referral.id)}?fait=${done}` : '/?liste=contacted' }
    },
  })
}

/** The accompaniment of a young person by two partners (Rouen convention, article 2). */
export const togetherRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [proposeRoute, pathwayRoute, endRoute]) route(app, parts)
}
