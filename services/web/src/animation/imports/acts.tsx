import { applyImport, dropImport, invitedAtOnce, inviteImported, undoImport } from '@boussole/commands'
import { countExpected, countLines } from '@boussole/db'
import type { Import, LineCounts } from '@boussole/db'
import { importMay } from '@boussole/domain'
import type { ImportAct } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { BackLink, Facts, StayLink } from '../../components/blocks.tsx'
import { Agreement, ErrorSummary, Form, Submit } from '../../components/form.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../../site/form.ts'
import { importOf } from './columns.tsx'
import { importsFr } from './imports.fr.ts'
import { importsPath } from './list.tsx'

const pathOf = ({ id }: Import): string => `${importsPath}/${id}`

/** Its own page says where it stands, when an act is no longer to be done. */
const mustStill = (act: ImportAct, found: Import): void => {
  if (!importMay(act, found.state)) throw new GoTo(pathOf(found))
}

interface Applying {
  readonly found: Import
  readonly counts: LineCounts
}

const applyRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Applying>(app, parts.visits, {
    path: `${importsPath}/:id/application`,
    load: async (_visit, request) => {
      const found = await importOf(request, parts)
      mustStill('apply', found)
      return { found, counts: await countLines(parts.deps.db, found.id) }
    },
    initial: () => ({}),
    page: (visit, { found, counts }, form) => {
      const words = importsFr.apply
      const told = (['new', 'changed', 'incomplete', 'refused', 'duplicate'] as const).filter(
        (each) => counts[each] > 0,
      )
      const isNothing = counts.new + counts.changed + counts.incomplete + counts.mailTwins === 0
      return {
        title: words.title,
        body: (
          <>
            <BackLink href={visit.href(pathOf(found))} label={found.fileName} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.heading(found.fileName)}</h1>
            <p class="lead">{isNothing ? words.nothing : words.whole}</p>
            <Facts facts={told.map((each) => ({ label: words.counts[each], value: importsFr.count(counts[each]) }))} />
            {!isNothing && (
              <Form visit={visit} form={form}>
                {counts.refused > 0 && (
                  <Agreement form={form} name="sans-refus" label={words.withoutRefused(counts.refused)} />
                )}
                {counts.mailTwins > 0 && (
                  <Agreement form={form} name="meme-mail" label={words.withMailTwins(counts.mailTwins)} />
                )}
                <Submit label={words.send} icon="check" />
              </Form>
            )}
            <StayLink href={visit.href(pathOf(found))} label={words.stay} />
          </>
        ),
      }
    },
    act: async (_visit, { found, counts }, values, { request }) => {
      const withoutRefused = valueOf(values, 'sans-refus') === 'oui'
      if (counts.refused > 0 && !withoutRefused) {
        return { errors: [{ field: 'sans-refus', message: importsFr.apply.refusedMissing }] }
      }
      const chosen = { withoutRefused, withMailTwins: valueOf(values, 'meme-mail') === 'oui' }
      await applyImport(found.id, chosen, professionalOf(request), parts.deps)
      return { goTo: pathOf(found) }
    },
  })

const confirmRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const { act, path, words, run, goTo } of [
    { act: 'undo', path: 'annulation', words: importsFr.undo, run: undoImport, goTo: pathOf },
    {
      act: 'drop',
      path: 'abandon',
      words: importsFr.drop,
      run: dropImport,
      goTo: () => `${importsPath}?fait=abandonne`,
    },
  ] as const) {
    formPage<Import>(app, parts.visits, {
      path: `${importsPath}/:id/${path}`,
      load: async (_visit, request) => {
        const found = await importOf(request, parts)
        mustStill(act, found)
        return found
      },
      initial: () => ({}),
      page: (visit, found, form) => ({
        title: words.title,
        body: (
          <>
            <BackLink href={visit.href(pathOf(found))} label={found.fileName} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.heading(found.fileName)}</h1>
            <p class="lead">{words.words}</p>
            <Form visit={visit} form={form}>
              <Submit label={words.send} icon={null} />
            </Form>
            <StayLink href={visit.href(pathOf(found))} label={words.stay} />
          </>
        ),
      }),
      act: async (_visit, found, _values, { request }) => {
        await run(found.id, professionalOf(request), parts.deps)
        return { goTo: goTo(found) }
      },
    })
  }
}

interface Inviting {
  readonly found: Import
  readonly expected: number
}

const inviteRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Inviting>(app, parts.visits, {
    path: `${importsPath}/:id/invitations`,
    load: async (_visit, request) => {
      const found = await importOf(request, parts)
      if (found.state !== 'applied') throw new GoTo(pathOf(found))
      return { found, expected: await countExpected(parts.deps.db, found.id) }
    },
    initial: () => ({}),
    page: (visit, { found, expected }, form) => {
      const words = importsFr.invite
      return {
        title: words.title,
        body: (
          <>
            <BackLink href={visit.href(pathOf(found))} label={found.fileName} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{expected === 0 ? words.title : words.heading(Math.min(expected, invitedAtOnce))}</h1>
            <p class="lead">{expected === 0 ? words.nobody : words.words(invitedAtOnce)}</p>
            {expected > 0 && (
              <Form visit={visit} form={form}>
                <Submit label={words.send} icon="mail" />
              </Form>
            )}
            <StayLink href={visit.href(pathOf(found))} label={words.stay} />
          </>
        ),
      }
    },
    act: async (_visit, { found }, _values, { request }) => {
      await inviteImported(found.id, professionalOf(request), parts.deps)
      return { goTo: `${pathOf(found)}?fait=invitees` }
    },
  })

/** Applying a file, taking it back, dropping it, inviting whom it names: each on a page that asks first. */
export const importActRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [applyRoute, confirmRoutes, inviteRoute]) route(app, parts)
}
