import { type Block, button, paragraph, strong } from './blocks.ts'
import type { InfoJeunes } from './info-jeunes.ts'
import type { NextStep } from './next-step.ts'
import { english } from './words.en.ts'

/** What several mails to a young person say, in English: as next-step.ts, request-page.ts and info-jeunes.ts. */
export const nextStepInEnglish = (next: NextStep): readonly Block[] => {
  switch (next.kind) {
    case 'redirected':
      return [
        paragraph(
          'You had agreed to it, so we passed your request on to another service: ',
          strong(next.partnerName),
          `, for “${next.offerTitle}”.`,
        ),
        paragraph(`${next.partnerName} contacts you by `, strong(english.dayInWords(next.lastDay)), '.'),
      ]
    case 'animator':
      return [
        paragraph(
          `${next.animatorName}, from the Boussole team, takes over your request. You will have news by `,
          strong(english.dayInWords(next.newsDay)),
          '.',
        ),
      ]
    case 'choice':
      return [
        paragraph(
          'The Boussole team is looking for a solution for you. You can also choose another service yourself, on your tracking page.',
        ),
      ]
  }
}

export const requestPageInEnglish = (trackingUrl: string): readonly Block[] => [
  button('Follow my request', trackingUrl),
  paragraph('On this page you can also correct your details or cancel your request.'),
]

export const infoJeunesInEnglish = ({ name, phone, email }: InfoJeunes): Block => {
  const contacts = [phone, email].filter((contact) => contact !== null).join(' or ')
  return paragraph(
    'Need help right now? ',
    strong(name),
    contacts === '' ? ' is there for you.' : ` is there for you: ${contacts}.`,
  )
}
