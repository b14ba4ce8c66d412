import { button, list, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { dayInWords, fr } from '../words.ts'

type NamedOffer = { readonly title: string; readonly partnerName: string }

export type UpkeepAnimatorProps = {
  readonly recipientName: string
  readonly territoryName: string
  /** ISO day of the run. */
  readonly day: string
  readonly suspended: readonly NamedOffer[]
  /** Paused at their third lapse. */
  readonly held: readonly NamedOffer[]
  /** To be suspended as well, but one run suspends only so many. */
  readonly waiting: readonly NamedOffer[]
  readonly url: string
}

const named = (offers: readonly NamedOffer[]) =>
  list(offers.map(({ title, partnerName }) => [strong(title), `, ${partnerName}`]))

const section = (offers: readonly NamedOffer[], words: string) =>
  offers.length === 0 ? [] : [paragraph(words), named(offers)]

/** What the upkeep of a territory's directory took offline, and what it left waiting. Domain.md §7. */
export const upkeepAnimator: MailDefinition<UpkeepAnimatorProps> = {
  to: 'animation',
  subject: ({ held }) => (held.length > 0 ? 'Une offre en pause attend votre regard' : 'Des offres sont suspendues'),
  body: ({ recipientName, territoryName, day, suspended, held, waiting, url }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      fr`Voici ce que l’entretien de l’annuaire de « ${territoryName} » a fait le `,
      strong(dayInWords(day)),
      '.',
    ),
    ...section(
      held,
      fr`En pause après un troisième délai dépassé en trois mois, jusqu’à ce que vous en ayez parlé avec la structure :`,
    ),
    ...section(suspended, fr`Suspendues, parce que personne ne les a confirmées à temps :`),
    ...section(
      waiting,
      fr`Dans le même cas, mais encore en ligne : un passage ne suspend jamais plus de 2 % des offres. Elles le seront aux passages suivants, si personne ne les confirme :`,
    ),
    paragraph(fr`Vous pouvez appeler la structure, ou annuler le passage s’il s’est trompé.`),
    button('Voir ce passage', url),
  ],
  sample: {
    recipientName: 'Marion Delcasse',
    territoryName: 'Loire',
    day: '2026-11-26',
    suspended: [{ title: 'Trouver un premier logement', partnerName: 'Un premier toit' }],
    held: [{ title: 'Passer le permis', partnerName: 'Les Ricochets' }],
    waiting: [{ title: 'Écrire un CV', partnerName: 'Mission locale du Forez' }],
    url: 'https://boussole.example/pro/animation/entretien/passages/7d21',
  },
}
