import { createHmac, timingSafeEqual } from 'node:crypto'

/** The local part of an address has 64 characters at most (RFC 5321), and its case may be lost on the way: hexadecimal. */
const signatureLength = 20

const signatureOf = (hexId: string, trackingKey: string): string =>
  createHmac('sha256', trackingKey).update(`bounce/${hexId}`).digest('hex').slice(0, signatureLength)

/**
 * The envelope sender of a mail: where other servers tell that it did not arrive. It names the mail's row and is signed,
 * so that a report about a mail that never left, or an address that was guessed, changes nothing.
 */
export const bounceAddressOf = (outboxId: string, { trackingKey, domain }: { trackingKey: string; domain: string }) => {
  const hexId = outboxId.replaceAll('-', '')
  return `bounces+${hexId}.${signatureOf(hexId, trackingKey)}@${domain}`
}

/** The mail whose envelope sender this address was; undefined when we did not make it. */
export const outboxIdInBounceAddress = (address: string, trackingKey: string): string | undefined => {
  const [, hexId, signature] = /^bounces\+([0-9a-f]{32})\.([0-9a-f]{20})@/.exec(address.toLowerCase()) ?? []
  if (hexId === undefined || signature === undefined) return undefined
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(hexId, trackingKey)))) return undefined
  return hexId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
