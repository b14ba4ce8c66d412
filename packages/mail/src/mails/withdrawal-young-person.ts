import { paragraph } from '../blocks.ts'
import { type InfoJeunes, infoJeunesNearby } from '../info-jeunes.ts'
import type { MailDefinition } from '../mail-definition.ts'

export type WithdrawalYoungPersonProps = { readonly firstName: string; readonly infoJeunes: InfoJeunes }

/** The request was taken back, as asked. Domain §2, withdrawn. */
export const withdrawalYoungPerson: MailDefinition<WithdrawalYoungPersonProps> = {
  to: 'young-person',
  subject: () => 'Ta demande est annulée',
  body: ({ firstName, infoJeunes }) => [
    paragraph(`Bonjour ${firstName},`),
    paragraph('Ta demande est annulée. On prévient les structures. Tu n’as rien d’autre à faire.'),
    paragraph('Si tu en as besoin, tu peux faire une nouvelle demande quand tu veux.'),
    infoJeunesNearby(infoJeunes),
  ],
  sample: {
    firstName: 'Inès',
    infoJeunes: { name: 'Info Jeunes Loire', phone: '04 65 71 00 42', email: 'bonjour@infojeunes.example' },
  },
}
