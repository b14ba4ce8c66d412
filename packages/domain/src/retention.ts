/** What is personal and kept for a time only. */
export const erasedKinds = [
  'requests',
  'professionals',
  'invitations',
  'imports',
  'charters',
  'signed-charters',
  'corrected-addresses',
  'sign-ins',
] as const
export type ErasedKind = (typeof erasedKinds)[number]

/**
 * For how long each is kept, as an ISO 8601 duration. A request: after the last act of a person on it, not of the clock
 * (domain.md §8). Others, decision 0037: a professional who left, since that day; an invitation, since it was over; the
 * lines of an imported file, since it was applied, undone or last tried; a charter that was not signed by both, since
 * it was proposed or taken back; one that was, online or on paper, since the last day of the agreement that it gave, as
 * long as it may be its proof (Code civil, art. 2224); an address to which a link was sent by mistake, since it was put
 * right; sessions and links for signing in, since they were over.
 */
export const keptFor: Readonly<Record<ErasedKind, string>> = {
  requests: 'P1Y',
  professionals: 'P1Y',
  invitations: 'P1Y',
  imports: 'P1Y',
  charters: 'P1Y',
  'signed-charters': 'P5Y',
  'corrected-addresses': 'P1Y',
  'sign-ins': 'P90D',
}
