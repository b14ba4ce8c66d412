import { importFailures } from '@boussole/contracts'
import { countExpected, countLines, countTopics, listLines } from '@boussole/db'
import type { Import, LineCounts } from '@boussole/db'
import { importMay, isUnderWay, lineOutcomes } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackLink, ButtonLink, Done, Facts, LinkCards, Notice, StayLink } from '../../components/blocks.tsx'
import { Icon } from '../../components/icon.tsx'
import type { ProfessionalParts } from '../../professional/parts.ts'
import type { Visit } from '../../site/visit.tsx'
import { importOf } from './columns.tsx'
import { importsFr, typeset } from './imports.fr.ts'
import { Line } from './lines.tsx'
import { toldOf } from './told.ts'
import { importsPath } from './list.tsx'

const words = importsFr.one
const linesShown = 50
/** Seconds after which a page that shows work under way asks again. */
const refreshSeconds = 2

const filters = [...lineOutcomes, 'mended'] as const

const query = z.object({
  fait: z.enum(['invitees']).optional().catch(undefined),
  lignes: z.enum(filters).optional().catch(undefined),
  apres: z.coerce.number().int().min(0).max(1_000_000).catch(0),
})

/** How far what is under way has come, in words and drawn. */
const Progress = ({ state, step, done, whole }: Import) => {
  const said =
    state === 'trying'
      ? step === 'comparing'
        ? words.comparing(done, whole)
        : words.reading(whole === 0 ? 0 : Math.floor((done / whole) * 100))
      : state === 'applying'
        ? words.applying(done, whole)
        : words.undoing(done, whole)
  return (
    <div class="progress">
      <p role="status">{said}</p>
      <progress max={Math.max(whole, 1)} value={done} aria-label={said} />
    </div>
  )
}

const Failure = ({ failure, failureLines }: Import) =>
  failure === null ? null : (
    <Notice tone="alert" title={words.failed}>
      <p>{typeset(importFailures[failure])}</p>
      {failureLines.length > 0 && <p>{words.failedLines(failureLines)}</p>}
    </Notice>
  )

const Filters = ({
  visit,
  path,
  counts,
  only,
}: {
  visit: Visit
  path: string
  counts: LineCounts
  only: (typeof filters)[number] | undefined
}) => (
  <nav class="chips" aria-label={words.filters}>
    <a class="chip" href={visit.href(path)} {...(only === undefined ? { 'aria-current': 'true' as const } : {})}>
      {words.all}
    </a>
    {filters
      .filter((filter) => counts[filter] > 0 || filter === only)
      .map((filter) => (
        <a
          class="chip"
          key={filter}
          href={visit.href(`${path}?lignes=${filter}`)}
          {...(filter === only ? { 'aria-current': 'true' as const } : {})}
        >
          {importsFr.filters[filter]} <span class="count">{importsFr.count(counts[filter])}</span>
        </a>
      ))}
  </nav>
)

interface Waiting {
  readonly expected: number
  readonly hasTopics: boolean
}

/** What can be done with the import now. */
const Acts = ({ visit, found, waiting }: { visit: Visit; found: Import; waiting: Waiting }) => {
  const path = `${importsPath}/${found.id}`
  const { state } = found
  const links = [
    ...(state === 'applied' && waiting.expected > 0
      ? [
          {
            href: visit.href(`${path}/invitations`),
            label: words.invite(waiting.expected),
            icon: 'mail' as const,
          },
        ]
      : []),
    ...(state === 'applied' && found.kind === 'offers'
      ? [{ href: visit.href('/offres'), label: words.seeOffers, icon: 'book' as const }]
      : []),
    ...(state === 'applied' && found.kind === 'partners'
      ? [
          { href: visit.href('/animation/conventions'), label: words.seeCharters, icon: 'pencil' as const },
          { href: visit.href('/animation/invitations'), label: words.inviteThem, icon: 'people' as const },
        ]
      : []),
    ...(state === 'tried'
      ? [{ href: visit.href(`${path}/colonnes`), label: words.changeColumns, icon: 'pencil' as const }]
      : []),
    ...(state === 'tried' && waiting.hasTopics
      ? [{ href: visit.href(`${path}/thematiques`), label: words.changeTopics, icon: 'swap' as const }]
      : []),
    ...(importMay('undo', state)
      ? [{ href: visit.href(`${path}/annulation`), label: words.undo, icon: 'arrow-left' as const }]
      : []),
    ...(importMay('drop', state)
      ? [{ href: visit.href(`${path}/abandon`), label: words.drop, icon: 'trash' as const }]
      : []),
  ]
  return (
    <>
      {state === 'received' && (
        <div class="actions">
          <ButtonLink href={visit.href(`${path}/colonnes`)} label={words.setColumns} icon="arrow-right" />
        </div>
      )}
      {importMay('apply', state) && (
        <div class="actions">
          <ButtonLink href={visit.href(`${path}/application`)} label={words.apply} icon="check" />
        </div>
      )}
      {links.length > 0 && <LinkCards links={links} />}
      {state === 'applied' && found.kind === 'offers' && <p class="hint">{words.drafts}</p>}
    </>
  )
}

const FactsOf = ({ found }: { found: Import }) => {
  const said = (name: string | null, moment: { toString: () => string } | null) =>
    name === null || moment === null ? '' : words.by(name, importsFr.moment(moment.toString(), found.timeZone))
  return (
    <Facts
      facts={[
        { label: words.facts.state, value: importsFr.states[found.state] },
        { label: words.facts.kind, value: importsFr.kinds[found.kind] },
        { label: words.facts.territory, value: found.territory.name },
        ...(found.lineCount > 0 ? [{ label: words.facts.lines, value: importsFr.count(found.lineCount) }] : []),
        { label: words.facts.sent, value: said(found.createdBy.name, found.createdAt) },
        ...(found.appliedAt === null
          ? []
          : [{ label: words.facts.applied, value: said(found.appliedBy, found.appliedAt) }]),
        ...(found.undoneAt === null
          ? []
          : [{ label: words.facts.undone, value: said(found.undoneBy, found.undoneAt) }]),
      ]}
    />
  )
}

/** One import: where it stands, what can be done, and its report line by line. */
export const importRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits } = parts
  app.get(`${importsPath}/:id`, async (request, reply) => {
    const found = await importOf(request, parts)
    const visit = await visits.of(request)
    const { fait, lignes: only, apres: after } = query.parse(request.query)
    const path = `${importsPath}/${found.id}`
    if (isUnderWay(found.state)) {
      reply.header('refresh', String(refreshSeconds))
      return visits.send(reply, visit, {
        title: words.title(found.fileName),
        body: (
          <>
            <BackLink href={visit.href(importsPath)} label={words.back} />
            <h1>{found.fileName}</h1>
            <Progress {...found} />
            <p>{words.waiting}</p>
            <StayLink href={visit.href(path)} label={words.reload} />
            <FactsOf found={found} />
          </>
        ),
      })
    }
    const hasReport = found.lineCount > 0 && found.state !== 'received'
    const [counts, lines, expected, topics] = await Promise.all([
      countLines(deps.db, found.id),
      hasReport ? listLines(deps.db, found.id, { only, after, limit: linesShown + 1 }) : [],
      found.kind === 'referents' ? countExpected(deps.db, found.id) : 0,
      found.kind === 'offers' && found.state === 'tried' ? countTopics(deps.db, found.id) : [],
    ])
    const shown = lines.slice(0, linesShown)
    const told = await toldOf(deps.db, found.kind, shown)
    const filter = only === undefined ? '' : `lignes=${only}&`
    return visits.send(reply, visit, {
      title: words.title(found.fileName),
      body: (
        <>
          {fait !== undefined && <Done words={importsFr.done[fait]} />}
          <BackLink href={visit.href(importsPath)} label={words.back} />
          <h1>{found.fileName}</h1>
          <Failure {...found} />
          <FactsOf found={found} />
          <Acts visit={visit} found={found} waiting={{ expected, hasTopics: topics.length > 0 }} />
          {hasReport && (
            <section aria-labelledby="lignes">
              <h2 id="lignes">{words.report}</h2>
              <p class="hint">{words.lineOne}</p>
              <p class="standing-links">
                <a href={visit.href(`${path}/rapport.csv`)}>
                  <Icon name="download" />
                  <span>{words.download}</span>
                </a>
              </p>
              <Filters visit={visit} path={path} counts={counts} only={only} />
              {shown.length === 0 && <p>{words.noLines}</p>}
              <ul class="sessions-open">
                {shown.map((line) => (
                  <Line key={line.line} visit={visit} line={line} told={told} />
                ))}
              </ul>
              {after > 0 && <StayLink href={visit.href(`${path}?${filter}`)} label={words.first} />}
              {lines.length > linesShown && (
                <StayLink
                  href={visit.href(`${path}?${filter}apres=${shown.at(-1)?.line ?? 0}#lignes`)}
                  label={words.more}
                />
              )}
            </section>
          )}
        </>
      ),
    })
  })
}
