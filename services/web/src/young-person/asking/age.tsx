import { askingAges } from '@boussole/commands'
import type { FastifyInstance } from 'fastify'
import { BackLink, InfoJeunesCard, Progress } from '../../components/blocks.tsx'
import { ErrorSummary, Form, Submit, TextField } from '../../components/form.tsx'
import { formPage, valueOf } from '../../site/form.ts'
import { goOn, loadJourney, stepsOf } from './journey.ts'
import { wordsIn } from './parts.ts'
import type { AskingParts } from './parts.ts'

/** How old? Too young or too old leads to somebody who can help, and nothing is kept. */
export const ageRoutes = (app: FastifyInstance, { deps, visits, drafts }: AskingParts): void => {
  formPage(app, visits, {
    path: '/communes/:commune/:theme/age',
    load: (visit, request) => loadJourney(visit, request, { deps, drafts }),
    initial: ({ draft }) => ({ age: draft.age === undefined ? [] : [String(draft.age)] }),
    page: (visit, journey, form) => {
      const words = wordsIn(visit.language)
      return {
        title: words.age.question,
        body: (
          <>
            <BackLink
              href={visit.href(journey.theme.needs.length === 0 ? `/communes/${journey.commune.code}` : journey.base)}
              label={words.previous}
            />
            <Progress step={2} steps={stepsOf(journey)} words={words.step(2, stepsOf(journey))} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <Form visit={visit} form={form}>
              <h1 class="question">{words.age.question}</h1>
              <TextField
                form={form}
                name="age"
                label={words.age.label}
                hint={words.age.hint}
                inputMode="numeric"
                autocomplete="off"
                width="short"
              />
              <Submit label={words.next} />
            </Form>
          </>
        ),
      }
    },
    act: async (visit, journey, values, { reply }) => {
      const words = wordsIn(visit.language).age
      const given = valueOf(values, 'age').trim()
      if (given === '') return { errors: [{ field: 'age', message: words.missing }] }
      const age = /^\d{1,3}$/.test(given) ? Number(given) : Number.NaN
      if (!(age >= 1 && age <= 130)) return { errors: [{ field: 'age', message: words.impossible }] }
      const isTooYoung = age < askingAges.youngest
      if (isTooYoung || age > askingAges.oldest) {
        drafts.clear(reply)
        return { goTo: `${journey.base}/${isTooYoung ? 'avant-15-ans' : 'apres-35-ans'}` }
      }
      const draft = { ...journey.draft, age }
      await drafts.save(reply, visit, draft)
      return { goTo: await goOn({ ...journey, draft }, 1, deps) }
    },
  })

  for (const [path, kind] of [
    ['avant-15-ans', 'tooYoung'],
    ['apres-35-ans', 'tooOld'],
  ] as const) {
    app.get(`/communes/:commune/:theme/${path}`, async (request, reply) => {
      const visit = await visits.of(request)
      const { base, infoJeunes } = await loadJourney(visit, request, { deps, drafts })
      const words = wordsIn(visit.language)
      const { title, heading, words: told } = words.age[kind]
      return visits.send(reply, visit, {
        title,
        body: (
          <>
            <BackLink href={visit.href(`${base}/age`)} label={words.previous} />
            <h1>{heading}</h1>
            <p class="lead">{told}</p>
            <InfoJeunesCard visit={visit} near={infoJeunes} />
            <p class="hint">{words.age.nothingKept}</p>
          </>
        ),
      })
    })
  }
}
