import type { Audience } from './quiet-hours.ts'

/**
 * Every letter that the platform sends: a mail to professionals that is about no request, such as a link to sign in.
 * What it tells is read when it leaves, from the ids kept with it.
 */
export const letterNames = [
  'sign-in-link',
  'address-corrected',
  'address-replaced',
  'invitation',
  'watch-invitation',
  'action-link',
  'accompaniment-begun',
  'accompaniment-ended',
  'contact-test',
  'offer-to-review',
  'offer-reviewed',
  'problem-reported',
  'problem-answered',
  'absence-without-deputy',
  'nobody-left',
  'partner-closed',
  'upkeep-partner',
  'upkeep-animator',
  'charter-to-sign',
  'charter-to-countersign',
  'charter-signed',
  'paper-charter-recorded',
  'agreement-notice',
  'agreement-ended',
  'agreement-kept',
  'meeting-called',
  'meeting-minutes',
  'network-letter',
] as const
export type LetterName = (typeof letterNames)[number]

/** To whom quiet hours apply, by letter; what somebody has just asked for leaves at once. */
export const letterAudience: Readonly<Record<LetterName, Audience | 'at-once'>> = {
  'sign-in-link': 'at-once',
  'address-corrected': 'at-once',
  'address-replaced': 'at-once',
  invitation: 'professional',
  'watch-invitation': 'at-once',
  'action-link': 'at-once',
  'accompaniment-begun': 'professional',
  'accompaniment-ended': 'professional',
  'contact-test': 'at-once',
  'offer-to-review': 'professional',
  'offer-reviewed': 'professional',
  'problem-reported': 'professional',
  'problem-answered': 'professional',
  'absence-without-deputy': 'professional',
  'nobody-left': 'professional',
  'partner-closed': 'professional',
  'upkeep-partner': 'professional',
  'upkeep-animator': 'professional',
  'charter-to-sign': 'professional',
  'charter-to-countersign': 'professional',
  'charter-signed': 'professional',
  'paper-charter-recorded': 'professional',
  'agreement-notice': 'professional',
  'agreement-ended': 'professional',
  'agreement-kept': 'professional',
  'meeting-called': 'professional',
  'meeting-minutes': 'professional',
  'network-letter': 'professional',
}
