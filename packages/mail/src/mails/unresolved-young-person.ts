import { type Block, button, link, paragraph, strong } from '../blocks.ts'
import { type InfoJeunes, infoJeunesNearby } from '../info-jeunes.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { requestPage } from '../request-page.ts'
import { dayInWords, fr } from '../words.ts'

/**
 * `lastDay`: ISO day, the last of the animator's own window; `choiceUrl`: where the young person may agree to another
 * partner, null when nothing is asked (they agreed already, or nobody is left).
 */
export type UnresolvedYoungPersonProps = {
  readonly firstName: string
  readonly animatorName: string
  readonly animatorPhone: string | null
  readonly lastDay: string
  readonly choiceUrl: string | null
  readonly trackingUrl: string
  readonly infoJeunes: InfoJeunes
}

/** No partner has the request: a person does, and has a date too. Domain §2, unresolved; §5, consent asked. */
export const unresolvedYoungPerson: MailDefinition<UnresolvedYoungPersonProps> = {
  to: 'young-person',
  subject: () => 'On continue à chercher avec toi',
  body: ({ firstName, animatorName, animatorPhone, lastDay, choiceUrl, trackingUrl, infoJeunes }) => [
    paragraph(`Bonjour ${firstName},`),
    paragraph('Pour l’instant, aucune structure n’a pu répondre à ta demande. On ne te laisse pas sans solution.'),
    paragraph(
      `${animatorName}, de l’équipe Boussole, s’en occupe et te donne des nouvelles au plus tard le `,
      strong(dayInWords(lastDay)),
      '.',
      animatorPhone === null ? '' : fr` Tu peux aussi appeler : ${animatorPhone}.`,
    ),
    ...(choiceUrl === null ? requestPage(trackingUrl) : choice(choiceUrl, trackingUrl)),
    infoJeunesNearby(infoJeunes),
  ],
  sample: {
    firstName: 'Inès',
    animatorName: 'Dominique',
    animatorPhone: '04 65 71 00 43',
    lastDay: '2026-11-25',
    choiceUrl: 'https://boussole.example/suivi/3q8c/choix',
    trackingUrl: 'https://boussole.example/suivi/3q8c',
    infoJeunes: { name: 'Info Jeunes Loire', phone: '04 65 71 00 42', email: 'bonjour@infojeunes.example' },
  },
}

const choice = (choiceUrl: string, trackingUrl: string): readonly Block[] => [
  paragraph(
    strong(fr`Veux-tu qu’on demande à une autre structure ?`),
    ' Il faut ton accord pour lui transmettre ta demande. C’est toi qui décides.',
  ),
  button('Faire mon choix', choiceUrl),
  paragraph(link('Suivre ma demande', trackingUrl)),
]
