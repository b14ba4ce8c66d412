import type { FastifyInstance } from 'fastify'
import { BackLink, Progress } from '../../components/blocks.tsx'
import { Choices, ErrorSummary, Form, Submit } from '../../components/form.tsx'
import { formPage, GoTo, valueOf } from '../../site/form.ts'
import { loadJourney, stepsOf } from './journey.ts'
import { wordsIn } from './parts.ts'
import type { AskingParts } from './parts.ts'

/** What exactly, within the theme? Somebody who does not know goes on without. */
export const needRoute = (app: FastifyInstance, { deps, visits, drafts }: AskingParts): void =>
  formPage(app, visits, {
    path: '/communes/:commune/:theme',
    load: async (visit, request) => {
      const journey = await loadJourney(visit, request, { deps, drafts })
      if (journey.theme.needs.length === 0) throw new GoTo(`${journey.base}/age`)
      return journey
    },
    initial: ({ draft }) => ({ besoin: draft.need == null ? [] : [draft.need] }),
    page: (visit, journey, form) => {
      const words = wordsIn(visit.language)
      const { theme, commune } = journey
      return {
        title: `${words.need.question} · ${theme.name}`,
        body: (
          <>
            <BackLink href={visit.href(`/communes/${commune.code}`)} label={words.previous} />
            <Progress step={1} steps={stepsOf(journey)} words={words.step(1, stepsOf(journey))} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <Form visit={visit} form={form}>
              <Choices
                form={form}
                name="besoin"
                kind="one"
                title
                legend={words.need.question}
                choices={theme.needs.map(({ code, name }) => ({ value: code, label: name }))}
              />
              <Submit label={words.next} second={{ name: 'passer', value: 'oui', label: words.unsure }} />
            </Form>
          </>
        ),
      }
    },
    act: async (visit, { theme, draft, base }, values, { reply }) => {
      const given = valueOf(values, 'besoin')
      const isKnown = theme.needs.some(({ code }) => code === given)
      if (valueOf(values, 'passer') === '' && !isKnown) {
        return { errors: [{ field: 'besoin', message: wordsIn(visit.language).need.missing }] }
      }
      await drafts.save(reply, visit, { ...draft, need: valueOf(values, 'passer') === '' ? given : null })
      return { goTo: `${base}/age` }
    },
  })
