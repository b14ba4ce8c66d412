import { paragraph, strong } from '../blocks.ts'
import type { Wording } from '../mail-definition.ts'
import { infoJeunesInEnglish, requestPageInEnglish } from '../parts.en.ts'
import { english } from '../words.en.ts'
import type { StillLookingProps } from './still-looking.ts'

export const stillLookingInEnglish: Wording<StillLookingProps> = {
  subject: () => 'We are still looking for a solution for you',
  body: ({ firstName, animatorName, newsDay, trackingUrl, infoJeunes }) => [
    paragraph(`Hello ${firstName},`),
    paragraph('We had promised you news: nobody has been able to answer your request yet. It is not forgotten.'),
    paragraph(
      `${animatorName}, from the Boussole team, is still taking care of it, and the regional team has been told. Next news by `,
      strong(english.dayInWords(newsDay)),
      '.',
    ),
    paragraph('You can also look for yourself on your tracking page: if there is a service to choose, it is there.'),
    ...requestPageInEnglish(trackingUrl),
    infoJeunesInEnglish(infoJeunes),
  ],
}
