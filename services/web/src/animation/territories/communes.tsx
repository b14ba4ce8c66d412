import { addCommunes } from '@boussole/commands'
import { findCommunesLeft, listCommuneGroups, listCommunesOfGroup } from '@boussole/db'
import type { CommuneGroup, CommunesLeft, CommunesWhere, TerritoryCommune } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink, ButtonLink, Done, Notice } from '../../components/blocks.tsx'
import { ErrorSummary, Form } from '../../components/form.tsx'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, valueOf } from '../../site/form.ts'
import type { FormState } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import { territoriesPath, territoryOf } from './parts.tsx'
import type { OnTerritory } from './parts.tsx'
import { territoriesFr } from './territories.fr.ts'

const words = territoriesFr.communes

const zoneShape = z.string().regex(/^(E:\d{9}|D:(\d{2,3}|2[AB])|C:(\d{5}|2[AB]\d{3}))$/)

/** The communes that a zone code names. */
export const communesOfZone = (zone: string): CommunesWhere | undefined => {
  if (!zoneShape.safeParse(zone).success) return undefined
  const code = zone.slice(2)
  if (zone.startsWith('E')) return { epci: code }
  return zone.startsWith('D') ? { department: code } : { codes: [code] }
}

const count = z.coerce.number().int().min(0).max(40_000).optional().catch(undefined)

const query = z.object({
  /** Communes just added, and the zone they were asked with. */
  plus: count,
  zone: zoneShape.optional().catch(undefined),
  moins: count,
})

/** What adding and taking out has just done. */
const Told = ({ plus, moins, left }: { plus?: number | undefined; moins?: number | undefined; left: CommunesLeft }) => (
  <>
    {plus !== undefined && <Done words={words.added(plus)} />}
    {moins !== undefined && <Done words={words.removed(moins)} />}
    {(left.elsewhere.length > 0 || left.outside > 0) && (
      <Notice tone="info">
        {left.elsewhere.map(({ territory, communes }) => (
          <p key={territory}>{words.elsewhere(territory, communes)}</p>
        ))}
        {left.outside > 0 && <p>{words.outside(left.outside)}</p>}
      </Notice>
    )}
  </>
)

const Group = ({ visit, base, group }: { visit: Visit; base: string; group: CommuneGroup }) => {
  const name = group.name ?? words.withoutEpci
  return (
    <li class="zone">
      <span class="zone-words">
        <strong>{name}</strong>
        <span class="hint">{words.total(group.communes, group.population)}</span>
        {group.free > 0 && <span class="hint">{words.free(group.free)}</span>}
      </span>
      <span class="row-acts">
        <a href={visit.href(`${base}/communes/groupe?epci=${group.code}`)}>
          {words.see} <span class="unseen">{name}</span>
        </a>
        {group.free > 0 && (
          <button class="button button-quiet button-small" type="submit" name="zone" value={`E:${group.code}`}>
            <span>
              {words.complete} <span class="unseen">{name}</span>
            </span>
          </button>
        )}
        <a href={visit.href(`${base}/communes/retrait?epci=${group.code === '' ? 'aucune' : group.code}`)}>
          {words.takeOut} <span class="unseen">{name}</span>
        </a>
      </span>
    </li>
  )
}

interface Communes extends OnTerritory {
  readonly groups: readonly CommuneGroup[]
  readonly plus: number | undefined
  readonly moins: number | undefined
  readonly left: CommunesLeft
}

const nothingLeft: CommunesLeft = { elsewhere: [], outside: 0 }

const CommunesPage = ({ visit, about, form }: { visit: Visit; about: Communes; form: FormState }) => {
  const { territory, base, groups } = about
  return (
    <>
      <BackLink href={visit.href(base)} label={territory.name} />
      <Told plus={about.plus} moins={about.moins} left={about.left} />
      <ErrorSummary visit={visit} errors={form.errors} />
      <h1>{words.heading(territory.name)}</h1>
      <p class="lead">
        {territory.communes === 0 ? words.none : words.total(territory.communes, territory.population)}
      </p>
      <div class="actions">
        <ButtonLink href={visit.href(`${base}/communes/ajout`)} label={words.add} icon="search" />
        <ButtonLink href={visit.href(`${base}/communes/liste`)} label={words.paste} icon="pencil" quiet />
      </div>
      {groups.length > 0 && (
        <Form visit={visit} form={form} action={`${base}/communes`}>
          <ul class="zones">
            {groups.map((group) => (
              <Group key={group.code} visit={visit} base={base} group={group} />
            ))}
          </ul>
        </Form>
      )}
    </>
  )
}

/** The communes of a territory, by EPCI. */
export const communesRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Communes>(app, parts.visits, {
    path: `${territoriesPath}/:id/communes`,
    load: async (_visit, request) => {
      const about = await territoryOf(request, parts)
      const { plus, zone, moins } = query.parse(request.query)
      const where = zone === undefined ? undefined : communesOfZone(zone)
      const { db } = parts.deps
      const [groups, left] = await Promise.all([
        listCommuneGroups(db, about.territory.id),
        where === undefined ? nothingLeft : findCommunesLeft(db, about.territory.id, where),
      ])
      return { ...about, groups, plus, moins, left }
    },
    initial: () => ({}),
    page: (visit, about, form) => ({
      title: words.title,
      body: <CommunesPage visit={visit} about={about} form={form} />,
    }),
    act: async (_visit, { professional, territory, base }, values) => {
      const zone = valueOf(values, 'zone')
      const where = communesOfZone(zone)
      if (where === undefined) return { errors: [{ field: '', message: words.chooseMissing }] }
      const plus = await addCommunes(territory.id, where, professional, parts.deps)
      return { goTo: `${base}/communes?plus=${plus}&zone=${zone}` }
    },
  })

const groupQuery = z.object({
  epci: z
    .string()
    .regex(/^\d{0,9}$/)
    .catch(''),
})

const Item = ({ commune }: { commune: TerritoryCommune }) => (
  <label class="choice">
    <input type="checkbox" name="commune" value={commune.code} id={`champ-commune-${commune.code}`} />
    <span class="choice-words">
      <span>{commune.name}</span>
      <span class="choice-hint">
        {commune.postalCodes.join(', ')} · {territoriesFr.peopleCounted(commune.population)}
      </span>
    </span>
  </label>
)

/** The communes of one EPCI, of which some may be taken out. */
export const communeGroupRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  app.get(`${territoriesPath}/:id/communes/groupe`, async (request, reply) => {
    const visit = await parts.visits.of(request)
    const { territory, base } = await territoryOf(request, parts)
    const { epci } = groupQuery.parse(request.query)
    const [groups, communes] = await Promise.all([
      listCommuneGroups(parts.deps.db, territory.id),
      listCommunesOfGroup(parts.deps.db, territory.id, epci),
    ])
    const heading = words.group(groups.find(({ code }) => code === epci)?.name ?? null)
    return parts.visits.send(reply, visit, {
      title: heading,
      body: (
        <>
          <BackLink href={visit.href(`${base}/communes`)} label={words.back} />
          <h1>{heading}</h1>
          {communes.length === 0 ? (
            <p class="lead">{words.none}</p>
          ) : (
            <form method="get" action={visit.href(`${base}/communes/retrait`)}>
              <fieldset class="choices commune-choices">
                <legend>{words.choose}</legend>
                {communes.map((commune) => (
                  <Item key={commune.code} commune={commune} />
                ))}
              </fieldset>
              <div class="actions">
                <button class="button button-quiet" type="submit">
                  {words.takeChosenOut}
                </button>
              </div>
            </form>
          )}
        </>
      ),
    })
  })
}
