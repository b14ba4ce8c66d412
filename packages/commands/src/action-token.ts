import { createHmac, timingSafeEqual } from 'node:crypto'

const idLength = 22

const signatureOf = (outboxId: string, trackingKey: string): Buffer =>
  createHmac('sha256', trackingKey).update(`action/${outboxId}`).digest()

/**
 * The token of the link in a professional's mail: which mail it stood in, signed. What it opens, and to whom it was sent,
 * follows from the mail's own row; nothing secret is stored. 65 characters, base64url.
 */
export const actionTokenOf = (outboxId: string, trackingKey: string): string =>
  Buffer.from(outboxId.replaceAll('-', ''), 'hex').toString('base64url') +
  signatureOf(outboxId, trackingKey).toString('base64url')

/** The mail in which this token stood; undefined when we did not make it. */
export const outboxIdIn = (token: string, trackingKey: string): string | undefined => {
  if (!/^[\w-]{65}$/.test(token)) return undefined
  const hex = Buffer.from(token.slice(0, idLength), 'base64url').toString('hex')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const signature = Buffer.from(token.slice(idLength), 'base64url')
  const right = signatureOf(id, trackingKey)
  return signature.length === right.length && timingSafeEqual(signature, right) ? id : undefined
}
