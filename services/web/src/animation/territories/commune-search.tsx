import { addCommunes } from '@boussole/commands'
import { searchZones } from '@boussole/db'
import type { Zone } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink } from '../../components/blocks.tsx'
import { ErrorSummary, Form, SearchBox } from '../../components/form.tsx'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, valueOf } from '../../site/form.ts'
import { communesOfZone } from './communes.tsx'
import { territoriesPath, territoryOf } from './parts.tsx'
import type { OnTerritory } from './parts.tsx'
import { territoriesFr } from './territories.fr.ts'

const words = territoriesFr.add

const query = z.object({ q: z.string().max(100).catch('') })

type Level = keyof typeof words.levels

const isLevel = (level: string): level is Level => Object.hasOwn(words.levels, level)

interface Searched extends OnTerritory {
  readonly asked: string
  readonly found: readonly (Zone & { readonly level: Level })[]
}

/** An EPCI, a department or a commune is looked for, and added with all its communes. */
export const communeSearchRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Searched>(app, parts.visits, {
    path: `${territoriesPath}/:id/communes/ajout`,
    load: async (_visit, request) => {
      const about = await territoryOf(request, parts)
      const asked = query.parse(request.query).q.trim()
      const zones = asked === '' ? [] : await searchZones(parts.deps.db, asked)
      return {
        ...about,
        asked,
        found: zones.flatMap((zone) => (isLevel(zone.level) ? [{ ...zone, level: zone.level }] : [])),
      }
    },
    initial: () => ({}),
    page: (visit, { base, asked, found }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(`${base}/communes`)} label={territoriesFr.communes.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading}</h1>
          <SearchBox action={visit.href(`${base}/communes/ajout`)} asked={asked} words={words} />
          {asked !== '' && found.length === 0 && <p role="status">{words.nothing(asked)}</p>}
          {found.length > 0 && (
            <Form visit={visit} form={form}>
              <ul class="zones">
                {found.map(({ code, name, level }) => (
                  <li class="zone" key={code}>
                    <span class="zone-words">
                      <strong>{name}</strong>
                      <span class="hint">{words.levels[level]}</span>
                    </span>
                    <button class="button button-quiet button-small" type="submit" name="zone" value={code}>
                      <span>
                        {words.add} <span class="unseen">{name}</span>
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </Form>
          )}
        </>
      ),
    }),
    act: async (_visit, { professional, territory, base }, values) => {
      const zone = valueOf(values, 'zone')
      const where = communesOfZone(zone)
      if (where === undefined) return { errors: [{ field: '', message: territoriesFr.communes.chooseMissing }] }
      const plus = await addCommunes(territory.id, where, professional, parts.deps)
      return { goTo: `${base}/communes?plus=${plus}&zone=${zone}` }
    },
  })
