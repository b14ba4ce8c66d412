import { takeCommunesOut } from '@boussole/commands'
import { countRequestsUnderWay, listCommunesOfGroup } from '@boussole/db'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BackLink, StayLink } from '../../components/blocks.tsx'
import { ErrorSummary, Form, Submit } from '../../components/form.tsx'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, GoTo } from '../../site/form.ts'
import { territoriesPath, territoryOf } from './parts.tsx'
import type { OnTerritory } from './parts.tsx'
import { territoriesFr } from './territories.fr.ts'

const words = territoriesFr.removal

const codeShape = z.string().regex(/^(\d{5}|2[AB]\d{3})$/)

const query = z.object({
  commune: z
    .union([codeShape.transform((code) => [code]), z.array(codeShape).max(500)])
    .optional()
    .catch(undefined),
  /** All of an EPCI, or of none. */
  epci: z
    .string()
    .regex(/^(\d{9}|aucune)$/)
    .optional()
    .catch(undefined),
})

interface Removal extends OnTerritory {
  readonly codes: readonly string[]
  readonly underWay: number
}

const load = async (request: FastifyRequest, parts: ProfessionalParts): Promise<Removal> => {
  const about = await territoryOf(request, parts)
  const { db } = parts.deps
  const { commune, epci } = query.parse(request.query)
  const group =
    epci === undefined ? [] : await listCommunesOfGroup(db, about.territory.id, epci === 'aucune' ? '' : epci)
  const codes = [...(commune ?? []), ...group.map(({ code }) => code)]
  if (codes.length === 0) throw new GoTo(`${about.base}/communes`)
  return { ...about, codes, underWay: await countRequestsUnderWay(db, about.territory.id, { communes: codes }) }
}

/** Taking communes out says first what happens there, and what does not. */
export const communeRemovalRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Removal>(app, parts.visits, {
    path: `${territoriesPath}/:id/communes/retrait`,
    load: (_visit, request) => load(request, parts),
    initial: () => ({}),
    page: (visit, { base, codes, underWay }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(`${base}/communes`)} label={territoriesFr.communes.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading(codes.length)}</h1>
          <p class="lead">{words.effect}</p>
          <p>{words.underWay(underWay)}</p>
          <Form visit={visit} form={form}>
            <Submit label={words.send} icon="trash" />
          </Form>
          <StayLink href={visit.href(`${base}/communes`)} label={words.stay} />
        </>
      ),
    }),
    act: async (_visit, { professional, territory, base, codes }) => {
      const count = await takeCommunesOut(territory.id, codes, professional, parts.deps)
      return { goTo: `${base}/communes?moins=${count}` }
    },
  })
