import { listNationalModels } from '@boussole/db'
import { maySee, Refusal, standingsInNation } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { BackLink } from '../../../components/blocks.tsx'
import { professionalOf } from '../../../professional/parts.ts'
import type { ProfessionalParts } from '../../../professional/parts.ts'
import { territoriesPath } from '../parts.tsx'
import { territoriesFr } from '../territories.fr.ts'
import { modelsPath } from './place.ts'
import { questionnairesFr } from './questionnaires.fr.ts'

const words = questionnairesFr.models

/** The national models, for who writes them. */
export const nationalModelsRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get(modelsPath, async (request, reply) => {
    const visit = await visits.of(request)
    if (!maySee('national-model', standingsInNation(professionalOf(request)))) throw new Refusal('not-found')
    const models = await listNationalModels(deps.db)
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(territoriesPath)} label={territoriesFr.back} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <ul class="referrals">
            {models.map(({ code, name, questions, territories }) => (
              <li key={code}>
                <a class="referral" href={visit.href(`${modelsPath}/${code}`)}>
                  <span class="referral-who">
                    <strong>{name}</strong>
                  </span>
                  <span class="referral-what">
                    {questions === 0 ? words.none : territoriesFr.themes.questions(questions)}
                    <span class="hint">{words.used(territories)}</span>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </>
      ),
    })
  })
}
