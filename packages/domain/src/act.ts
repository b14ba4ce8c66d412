/**
 * Acts of the animation that the journal of acts names. Those on referrals, offers and teams have histories of their
 * own, which that journal reads besides.
 */
export const actKinds = [
  'invitation-sent',
  'invitation-cancelled',
  'watch-offered',
  'watch-offer-cancelled',
  'watch-accepted',
  'watch-ended',
  'import-applied',
  'import-undone',
  'problem-closed',
  'person-link-sent',
  'person-exported',
  'person-erased',
  'upkeep-run-undone',
  'address-cleared',
  'charter-proposed',
  'charter-sent-again',
  'charter-withdrawn',
  'charter-signed',
  'charter-countersigned',
  'agreement-renewed',
  'agreement-ended',
  'territory-created',
  'territory-changed',
  'communes-added',
  'communes-removed',
  'theme-opened',
  'theme-closed',
  'questionnaire-published',
  'opening-chosen',
  'meeting-called',
  'meeting-changed',
  'meeting-cancelled',
  'meeting-attendance',
  'minutes-written',
  'minutes-sent',
  'network-letter-sent',
] as const

export type ActKind = (typeof actKinds)[number]
