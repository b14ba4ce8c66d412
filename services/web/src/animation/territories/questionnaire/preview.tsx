import { listOffersFound } from '@boussole/db'
import type { OfferCriteria } from '@boussole/db'
import { excludedBy, questionsIn } from '@boussole/domain'
import type { QuestionnaireQuestion } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { BackLink } from '../../../components/blocks.tsx'
import type { ProfessionalParts } from '../../../professional/parts.ts'
import { askingFr } from '../../../young-person/asking/messages.fr.ts'
import { AskedQuestion } from '../../../young-person/asking/question.tsx'
import { contentShown, questionnaireOf, questionnairePaths } from './place.ts'
import { questionnairesFr } from './questionnaires.fr.ts'

const words = questionnairesFr.preview

const Effects = ({ question, offers }: { question: QuestionnaireQuestion; offers: readonly OfferCriteria[] }) => (
  <ul aria-label={words.effects(question.label)}>
    {question.answers.map(({ code, label }) => {
      const excluded = excludedBy(offers, question.code, code)
      const say = question.kind === 'one' ? words.excludes : words.excludesAlone
      return (
        <li key={code}>
          {excluded.length === 0
            ? words.excludesNothing(label)
            : say(
                label,
                excluded.length,
                offers.length,
                excluded.map(({ title }) => title),
              )}
        </li>
      )
    })}
  </ul>
)

/** A questionnaire as young people are asked it, with what each answer excludes, by the rule of matching. */
export const questionnairePreviewRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const path of questionnairePaths) {
    app.get(`${path}/apercu`, async (request, reply) => {
      const visit = await parts.visits.of(request)
      const { of, view, base } = await questionnaireOf(request, parts)
      const offers = await listOffersFound(parts.deps.db, of)
      const questions = questionsIn(contentShown(view))
      return parts.visits.send(reply, visit, {
        title: words.title,
        body: (
          <>
            <BackLink href={visit.href(base)} label={questionnairesFr.one.title(view.theme.name)} />
            <h1>{words.title}</h1>
            {view.draft !== null && <p>{words.isDraft}</p>}
            <p class="lead">
              {of.territoryId === null ? words.leadNational(offers.length) : words.lead(offers.length)}
            </p>
            {questions.length === 0 && <p>{questionnairesFr.one.empty}</p>}
            {questions.map((question, place) => (
              <section key={question.code} class="asked">
                <p class="hint">{words.step(place + 1, questions.length)}</p>
                <AskedQuestion
                  form={{ values: {}, errors: [] }}
                  name={`question-${place + 1}`}
                  question={{ ...question, answers: [...question.answers] }}
                  words={askingFr}
                />
                {offers.length > 0 && <Effects question={question} offers={offers} />}
              </section>
            ))}
            {questions.length > 0 && <p class="hint">{words.skipped}</p>}
          </>
        ),
      })
    })
  }
}
