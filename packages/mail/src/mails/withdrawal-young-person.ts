import { paragraph } from '../blocks.ts'
import { type InfoJeunes, infoJeunesNearby } from '../info-jeunes.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { toPlace } from '../words.ts'

/** `partnerName`: the one partner that an animator told, at the young person's wish; null for the whole request. */
export type WithdrawalYoungPersonProps = {
  readonly firstName: string
  readonly partnerName: string | null
  readonly infoJeunes: InfoJeunes
}

/** The request was taken back, as asked. Domain §2, withdrawn. */
export const withdrawalYoungPerson: MailDefinition<WithdrawalYoungPersonProps> = {
  to: 'young-person',
  subject: () => 'Ta demande est annulée',
  body: ({ firstName, partnerName, infoJeunes }) => [
    paragraph(`Bonjour ${firstName},`),
    paragraph(
      partnerName === null
        ? 'Ta demande est annulée. On prévient les structures. Tu n’as rien d’autre à faire.'
        : `Comme tu l’as souhaité, l’équipe Boussole a annulé ta demande ${toPlace(partnerName)}. Tu n’as rien d’autre à faire.`,
    ),
    paragraph('Si tu en as besoin, tu peux faire une nouvelle demande quand tu veux.'),
    infoJeunesNearby(infoJeunes),
  ],
  sample: {
    firstName: 'Inès',
    partnerName: null,
    infoJeunes: { name: 'Info Jeunes Loire', phone: '04 65 71 00 42', email: 'bonjour@infojeunes.example' },
  },
}
