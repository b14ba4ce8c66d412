import { chooseOpening, readBeforeOpening } from '@boussole/commands'
import type { BeforeOpening } from '@boussole/commands'
import { day } from '@boussole/contracts'
import type { FastifyInstance } from 'fastify'
import { BackLink, Notice, StayLink } from '../../components/blocks.tsx'
import { Agreement, ErrorSummary, Form, Submit, TextField } from '../../components/form.tsx'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../../site/form.ts'
import { territoriesPath, territoryOf } from './parts.tsx'
import type { OnTerritory } from './parts.tsx'
import { Gaps } from './readiness.tsx'
import { territoriesFr } from './territories.fr.ts'

const words = territoriesFr.opening

interface Opening extends OnTerritory {
  readonly before: BeforeOpening
}

/** The day from which young people are shown a territory; what is lacking is named, and confirmed. */
export const openingRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Opening>(app, parts.visits, {
    path: `${territoriesPath}/:id/ouverture`,
    load: async (_visit, request) => {
      const about = await territoryOf(request, parts)
      if (about.territory.isOpen) throw new GoTo(`${about.base}/avant-d-ouvrir`)
      return { ...about, before: await readBeforeOpening(about.territory.id, about.professional, parts.deps) }
    },
    initial: ({ territory }) => ({ jour: territory.opensOn === null ? [] : [territory.opensOn] }),
    page: (visit, { territory, base, before }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(`${base}/avant-d-ouvrir`)} label={territoriesFr.readiness.title} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading(territory.name)}</h1>
          <p class="lead">{words.lead}</p>
          {before.isReady ? (
            <Form visit={visit} form={form}>
              <input type="hidden" name="manques" value={before.fingerprint} />
              <TextField
                form={form}
                name="jour"
                type="date"
                width="short"
                label={words.day}
                hint={words.dayHint(territory.today)}
              />
              {before.gaps.length > 0 && (
                <>
                  <Notice tone="alert" title={words.gaps}>
                    <Gaps gaps={before.gaps} />
                  </Notice>
                  <Agreement form={form} name="malgre" label={words.confirm} />
                </>
              )}
              <Submit
                label={words.send}
                icon="check"
                {...(territory.opensOn === null
                  ? {}
                  : { second: { name: 'faire', value: 'retirer', label: words.cancel } })}
              />
            </Form>
          ) : (
            <Notice tone="alert" title={words.notReady}>
              <p>{words.notReadyWords}</p>
            </Notice>
          )}
          <StayLink href={visit.href(`${base}/avant-d-ouvrir`)} label={words.stay} />
        </>
      ),
    }),
    act: async (_visit, { professional, territory, base, before }, values) => {
      const territoryId = territory.id
      if (valueOf(values, 'faire') === 'retirer') {
        await chooseOpening({ territoryId, opensOn: null, gapsSeen: '' }, professional, parts.deps)
        return { goTo: `${base}/avant-d-ouvrir?fait=retire` }
      }
      const read = day.safeParse(valueOf(values, 'jour'))
      const isConfirmed = before.gaps.length === 0 || valueOf(values, 'malgre') !== ''
      if (!read.success || !isConfirmed) {
        return {
          errors: [
            ...(read.success ? [] : [{ field: 'jour', message: words.dayMissing }]),
            ...(isConfirmed ? [] : [{ field: 'malgre', message: words.confirmMissing }]),
          ],
        }
      }
      const chosen = { territoryId, opensOn: read.data, gapsSeen: valueOf(values, 'manques') }
      await chooseOpening(chosen, professional, parts.deps)
      return { goTo: `${base}/avant-d-ouvrir?fait=date` }
    },
  })
