import type { FastifyInstance } from 'fastify'
import { Icon } from '../../components/icon.tsx'
import { assetPath } from '../../site/assets.ts'
import type { Visit } from '../../site/visit.tsx'
import { CommuneSearch } from './commune-search.tsx'
import { wordsIn } from './parts.ts'
import type { AskingParts } from './parts.ts'

const HomePage = ({ visit, apiUrl }: { visit: Visit; apiUrl: string }) => {
  const { home } = wordsIn(visit.language)
  return (
    <>
      <section class="hero">
        <div class="hero-words">
          <h1>
            {home.heading} <span>{home.headingRest}</span>
          </h1>
          <p class="lead">{home.lead}</p>
          <CommuneSearch visit={visit} apiUrl={apiUrl} />
        </div>
        <img class="hero-compass" src={assetPath('hero.svg')} width="360" height="360" alt="" />
      </section>
      <section class="how">
        <h2>{home.how}</h2>
        <ol>
          {home.steps.map(({ title, words }) => (
            <li key={title}>
              <h3>{title}</h3>
              <p>{words}</p>
            </li>
          ))}
        </ol>
      </section>
      <p class="already">
        {home.already} <a href={visit.href('/suivi')}>{home.alreadyLink}</a> <Icon name="arrow-right" />
      </p>
    </>
  )
}

/** The first page: where do you live? */
export const homeRoute = (app: FastifyInstance, { visits, apiUrl }: AskingParts): void => {
  app.get('/', async (request, reply) => {
    const visit = await visits.of(request)
    return visits.send(reply, visit, {
      title: wordsIn(visit.language).home.title,
      body: <HomePage visit={visit} apiUrl={apiUrl} />,
      isPublic: true,
    })
  })
}
