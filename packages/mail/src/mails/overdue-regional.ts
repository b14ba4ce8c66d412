import { button, details, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { dayInWords, fr, timeInWords } from '../words.ts'

/** ISO days: `since` when it waits for a solution, `ownedSince` when this animator has it; `times`: which weekly notice this is, from 1. */
export type OverdueRegionalProps = {
  readonly regionalName: string
  readonly animatorName: string
  readonly territoryName: string
  readonly communeName: string
  readonly themeName: string
  readonly since: string
  readonly ownedSince: string
  readonly times: number
  readonly url: string
}

/** A request stays too long in an animator's hands: the regional level is told, every week. Domain §4, animator-overdue. */
export const overdueRegional: MailDefinition<OverdueRegionalProps> = {
  to: 'animation',
  subject: ({ territoryName, since }) => fr`Demande sans solution depuis le ${dayInWords(since)} : ${territoryName}`,
  body: ({ regionalName, animatorName, territoryName, communeName, themeName, since, ownedSince, times, url }) => [
    paragraph(`Bonjour ${regionalName},`),
    paragraph(
      'Une demande attend une solution depuis le ',
      strong(dayInWords(since)),
      '. Elle a peut-être besoin de votre appui. ',
      times === 1
        ? 'Ce message revient chaque semaine tant qu’elle attend.'
        : fr`C’est la ${timeInWords(times)} que nous vous en parlons.`,
    ),
    details([
      ['Territoire', territoryName],
      ['Commune', communeName],
      ['Thème', themeName],
      ['Suivie par', since === ownedSince ? animatorName : fr`${animatorName}, depuis le ${dayInWords(ownedSince)}`],
    ]),
    button('Ouvrir la demande', url),
  ],
  sample: {
    regionalName: 'Alix',
    animatorName: 'Dominique',
    territoryName: 'Loire',
    communeName: 'Saint-Étienne',
    themeName: 'Logement',
    since: '2026-11-23',
    ownedSince: '2026-11-23',
    times: 2,
    url: 'https://boussole.example/animation/demandes/7d21',
  },
}
