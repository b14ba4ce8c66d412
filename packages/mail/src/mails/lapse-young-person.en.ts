import { paragraph } from '../blocks.ts'
import type { Wording } from '../mail-definition.ts'
import { infoJeunesInEnglish, nextStepInEnglish, requestPageInEnglish } from '../parts.en.ts'
import type { LapseYoungPersonProps } from './lapse-young-person.ts'

export const lapseYoungPersonInEnglish: Wording<LapseYoungPersonProps> = {
  subject: () => 'No answer in time: here is what comes next',
  body: ({ firstName, partnerName, next, trackingUrl, infoJeunes }) => [
    paragraph(`Hello ${firstName},`),
    paragraph(
      `${partnerName} was to contact you. The time has run out, and no contact is recorded. It is not your fault.`,
    ),
    ...nextStepInEnglish(next),
    ...requestPageInEnglish(trackingUrl),
    infoJeunesInEnglish(infoJeunes),
  ],
}
