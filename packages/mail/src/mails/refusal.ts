import { paragraph } from '../blocks.ts'
import { type InfoJeunes, infoJeunesNearby } from '../info-jeunes.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { type NextStep, nextStepForYoungPerson } from '../next-step.ts'
import { requestPage } from '../request-page.ts'

/** `reason`: the closed list of domain §2, sent → declined. */
export type RefusalProps = {
  readonly firstName: string
  readonly partnerName: string
  readonly reason:
    | 'not-eligible'
    | 'out-of-area'
    | 'no-capacity'
    | 'not-our-field'
    | 'duplicate'
    | 'other'
    | 'partner-closed'
  readonly next: NextStep
  readonly trackingUrl: string
  readonly infoJeunes: InfoJeunes
}

/** A partner cannot help: the young person is told kindly why, and what happens now. Domain §2, declined. */
export const refusal: MailDefinition<RefusalProps> = {
  to: 'young-person',
  subject: () => 'Des nouvelles de ta demande',
  body: ({ firstName, partnerName, reason, next, trackingUrl, infoJeunes }) => [
    paragraph(`Bonjour ${firstName},`),
    paragraph(reasonInWords(reason, partnerName)),
    ...nextStepForYoungPerson(next),
    ...requestPage(trackingUrl),
    infoJeunesNearby(infoJeunes),
  ],
  sample: {
    firstName: 'Inès',
    partnerName: 'Mission locale des Monts',
    reason: 'no-capacity',
    next: { kind: 'animator', animatorName: 'Dominique', lastDay: '2026-11-25', newsDay: '2026-11-26' },
    trackingUrl: 'https://boussole.example/suivi/3q8c',
    infoJeunes: { name: 'Info Jeunes Loire', phone: '04 65 71 00 42', email: 'bonjour@infojeunes.example' },
  },
}

const reasonInWords = (reason: RefusalProps['reason'], partnerName: string): string => {
  switch (reason) {
    case 'not-eligible':
      return `${partnerName} a lu ta demande, mais cette aide n’est pas prévue pour ta situation. Il en existe d’autres.`
    case 'out-of-area':
      return `${partnerName} a lu ta demande, mais ne peut pas aider là où tu habites. D’autres le peuvent.`
    case 'no-capacity':
      return `${partnerName} a lu ta demande, mais n’a plus de place en ce moment.`
    case 'not-our-field':
      return `${partnerName} a lu ta demande, mais ce n’est pas son domaine. D’autres pourront mieux t’aider.`
    case 'duplicate':
      return `${partnerName} te connaît déjà, ou a déjà reçu ta demande par un autre chemin. Cette demande-ci s’arrête donc là pour cette structure.`
    case 'other':
      return `${partnerName} a lu ta demande, mais ne peut pas t’aider cette fois-ci.`
    case 'partner-closed':
      return `${partnerName} a fermé et ne pourra pas suivre ta demande.`
  }
}
