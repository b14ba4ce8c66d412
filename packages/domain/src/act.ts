/**
 * Acts of the animation that the journal of acts names. Those on referrals, offers and teams have histories of their
 * own, which that journal reads besides.
 */
export const actKinds = [
  'invitation-sent',
  'invitation-cancelled',
  'import-applied',
  'import-undone',
  'problem-closed',
  'upkeep-run-undone',
  'charter-proposed',
  'charter-sent-again',
  'charter-withdrawn',
  'charter-signed',
  'charter-countersigned',
  'agreement-renewed',
  'agreement-ended',
] as const

export type ActKind = (typeof actKinds)[number]
