import type { Block } from './blocks.ts'
import type { CalendarFile } from './calendar.ts'
import { fr } from './words.ts'

/** Who reads a mail; decides its footer. */
export type Audience = 'young-person' | 'partner' | 'animation' | 'account' | 'address' | 'invited'

/**
 * One mail: whom it is for, its subject, its body, and sample props to preview and test it. Props are plain data. A
 * subject never holds a name or a word of the young person; one to a young person names neither theme nor partner, as
 * others may see their screen.
 */
export type MailDefinition<Props> = Wording<Props> & {
  readonly to: Audience
  readonly sample: Props
  /** What it carries for calendars. */
  readonly calendar?: (props: Props) => CalendarFile
}

/** The words of a mail in one language. */
export type Wording<Props> = {
  readonly subject: (props: Props) => string
  readonly body: (props: Props) => readonly Block[]
}

/** Professionals read French; young people the language in which they asked. */
export type MailLanguage = 'fr' | 'en'

/** Why this person receives the mail, told at its foot. */
export const whyReceived: Record<Audience, string> = {
  'young-person': fr`Tu reçois ce mail parce qu’une demande a été faite sur Boussole avec ton adresse. Ce n’est pas toi ? Tu peux ignorer ce mail.`,
  partner: fr`Vous recevez ce mail parce que votre structure est partenaire de Boussole. Ce mail contient des données personnelles : merci de ne pas le transférer.`,
  animation: fr`Vous recevez ce mail parce que vous suivez un territoire Boussole.`,
  invited: fr`Vous recevez ce mail parce que l’animation d’un territoire Boussole a donné votre adresse. Ce n’est pas pour vous ? Vous pouvez l’ignorer.`,
  account: fr`Vous recevez ce mail parce que vous avez un compte professionnel sur Boussole.`,
  address: fr`Vous recevez ce mail parce que cette adresse reçoit des mails professionnels de Boussole.`,
}

/** The same for who reads English. */
export const whyReceivedInEnglish =
  'You receive this mail because a request was made on Boussole with your address. It was not you? You can ignore this mail.'
