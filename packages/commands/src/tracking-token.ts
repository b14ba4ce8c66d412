import { createHash, createHmac } from 'node:crypto'
import type { RequestId } from '@boussole/domain'

/**
 * The token of a request's tracking link: derived from a secret, so that mails can carry it again and again while the
 * database holds only its hash. 43 characters, base64url.
 */
export const trackingTokenOf = (requestId: RequestId, trackingKey: string): string =>
  createHmac('sha256', trackingKey).update(`tracking/${requestId}`).digest('base64url')

/** What the database knows of a tracking token. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** The secret of a link that proves that somebody reads an offer's contact address. */
export const contactTokenOf = (testId: string, trackingKey: string): string =>
  createHmac('sha256', trackingKey).update(`contact-test/${testId}`).digest('base64url')

/** The secret of a link to sign in, derived in the same way for the same reason. */
export const signInTokenOf = (linkId: string, trackingKey: string): string =>
  createHmac('sha256', trackingKey).update(`sign-in/${linkId}`).digest('base64url')

/** The secret of one sending of an invitation. */
export const invitationTokenOf = (
  { id, sending }: { readonly id: string; readonly sending: number },
  trackingKey: string,
): string => createHmac('sha256', trackingKey).update(`invitation/${id}/${sending}`).digest('base64url')

/** The secret of one sending of a charter to whom signs it for the partner. */
export const charterTokenOf = (
  { id, sending }: { readonly id: string; readonly sending: number },
  trackingKey: string,
): string => createHmac('sha256', trackingKey).update(`charter/${id}/${sending}`).digest('base64url')
