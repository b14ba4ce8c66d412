import { paragraph } from '../blocks.ts'
import type { Wording } from '../mail-definition.ts'
import { infoJeunesInEnglish } from '../parts.en.ts'
import type { ClosingProps } from './closing.ts'

const endInWords: Readonly<Record<ClosingProps['outcome'], string>> = {
  helped: 'The Boussole team noted that you received help: your request is finished.',
  'appointment-given': 'The Boussole team noted that you have an appointment: your request is finished.',
  'already-accompanied': 'The Boussole team noted that someone is already supporting you: your request is finished.',
  unreachable: 'The Boussole team could not reach you. Your request is finished for this time.',
  'not-interested': 'The Boussole team noted that you no longer need it. Your request is finished.',
  'no-solution':
    'The Boussole team looked, and found no service that can help you at the moment. We are sorry. Your request is finished.',
}

export const closingInEnglish: Wording<ClosingProps> = {
  subject: () => 'Your request is finished',
  body: ({ firstName, outcome, infoJeunes }) => [
    paragraph(`Hello ${firstName},`),
    paragraph(endInWords[outcome]),
    paragraph(
      'Is this not what you understood, or do you still need help? You can make a new request whenever you want.',
    ),
    infoJeunesInEnglish(infoJeunes),
  ],
}
