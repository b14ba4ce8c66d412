import { ButtonLink, InfoJeunesCard } from '../components/blocks.tsx'
import { Icon } from '../components/icon.tsx'
import type { Visit } from './visit.tsx'

/** Nothing can be asked for without cookies: what they are for, how to allow them, whom to turn to instead. */
export const cookiesRefused = (visit: Visit) => {
  const { title, lead, points, retry } = visit.words.cookiesRefused
  return {
    title,
    body: (
      <>
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        <ul class="points">
          {points.map((point) => (
            <li key={point}>
              <Icon name="info" />
              <span>{point}</span>
            </li>
          ))}
        </ul>
        <div class="actions">
          <ButtonLink href={visit.href(visit.path)} label={retry} icon="arrow-right" />
        </div>
        <InfoJeunesCard visit={visit} near={null} />
      </>
    ),
  }
}
