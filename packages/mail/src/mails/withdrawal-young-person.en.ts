import { paragraph } from '../blocks.ts'
import type { Wording } from '../mail-definition.ts'
import { infoJeunesInEnglish } from '../parts.en.ts'
import type { WithdrawalYoungPersonProps } from './withdrawal-young-person.ts'

export const withdrawalYoungPersonInEnglish: Wording<WithdrawalYoungPersonProps> = {
  subject: () => 'Your request is cancelled',
  body: ({ firstName, partnerName, infoJeunes }) => [
    paragraph(`Hello ${firstName},`),
    paragraph(
      partnerName === null
        ? 'Your request is cancelled. We tell the services. There is nothing else to do.'
        : `As you wished, the Boussole team cancelled your request to ${partnerName}. There is nothing else to do.`,
    ),
    paragraph('If you need it, you can make a new request whenever you want.'),
    infoJeunesInEnglish(infoJeunes),
  ],
}
