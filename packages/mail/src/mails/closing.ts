import { paragraph } from '../blocks.ts'
import { type InfoJeunes, infoJeunesNearby } from '../info-jeunes.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { fr } from '../words.ts'

/** `outcome`: the closed list of domain §2, contacted → closed. */
export type ClosingProps = {
  readonly firstName: string
  readonly outcome:
    | 'helped'
    | 'appointment-given'
    | 'already-accompanied'
    | 'unreachable'
    | 'not-interested'
    | 'no-solution'
  readonly infoJeunes: InfoJeunes
}

/** An animator ends a request that nobody had taken: who waited reads how, and what is still possible. Decision 0003. */
export const closing: MailDefinition<ClosingProps> = {
  to: 'young-person',
  subject: () => 'Ta demande est terminée',
  body: ({ firstName, outcome, infoJeunes }) => [
    paragraph(`Bonjour ${firstName},`),
    paragraph(endInWords[outcome]),
    paragraph(
      fr`Ce n’est pas ce que tu as compris, ou tu as encore besoin d’aide ? Tu peux faire une nouvelle demande quand tu veux.`,
    ),
    infoJeunesNearby(infoJeunes),
  ],
  sample: {
    firstName: 'Inès',
    outcome: 'no-solution',
    infoJeunes: { name: 'Info Jeunes Loire', phone: '04 65 71 00 42', email: 'bonjour@infojeunes.example' },
  },
}

const endInWords: Readonly<Record<ClosingProps['outcome'], string>> = {
  helped: fr`L’équipe Boussole a noté que tu as reçu de l’aide : ta demande est terminée.`,
  'appointment-given': fr`L’équipe Boussole a noté que tu as un rendez-vous : ta demande est terminée.`,
  'already-accompanied': fr`L’équipe Boussole a noté que quelqu’un t’accompagne déjà : ta demande est terminée.`,
  unreachable: 'L’équipe Boussole n’a pas réussi à te joindre. Ta demande est terminée pour cette fois.',
  'not-interested': 'L’équipe Boussole a noté que tu n’en as plus besoin. Ta demande est terminée.',
  'no-solution':
    'L’équipe Boussole a cherché, et n’a trouvé aucune structure qui puisse t’aider en ce moment. On est désolés. Ta demande est terminée.',
}
