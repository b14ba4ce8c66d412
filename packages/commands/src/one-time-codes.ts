import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Temporal } from 'temporal-polyfill'
import { hashOf } from './tracking-token.ts'

/** Seconds for which a code is shown (RFC 6238). */
const period = 30

const generatorOf = (secret: string, label = ''): TOTP =>
  new TOTP({
    issuer: 'Boussole',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period,
    secret: Secret.fromBase32(secret),
  })

/** A secret for one person's code generator: 160 bits, base32. */
export const newCodeSecret = (): string => new Secret({ size: 20 }).base32

/** What a generator reads, in a QR code or typed in: the secret, for whom, and how codes are made of it. */
export const codeAddressOf = (secret: string, email: string): string => generatorOf(secret, email).toString()

/**
 * The time step of which this is the code, or undefined when it is none of them: the present one, the one before and
 * the one after, for clocks that are not quite right. `at` is real time: a generator knows no other.
 */
export const stepOfCode = (
  secret: string,
  { code, at }: { readonly code: string; readonly at: Temporal.Instant },
): number | undefined => {
  const timestamp = at.epochMilliseconds
  const delta = generatorOf(secret).validate({ token: code, window: 1, timestamp })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / period) + delta
}

/** Made of the services' own secret and of the person: what is sealed for one opens nothing for another. */
const keyFor = (userId: string, trackingKey: string): Buffer =>
  Buffer.from(hkdfSync('sha256', trackingKey, userId, 'boussole/second-factor', 32))

const ivLength = 12
const tagLength = 16

/** Seals a secret for the database, which does not hold the key: AES-256-GCM. */
export const sealCodeSecret = (secret: string, userId: string, trackingKey: string): Buffer => {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', keyFor(userId, trackingKey), iv)
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

/** Opens what was sealed for this person. Throws when it was not, or with another key. */
export const openCodeSecret = (sealed: Buffer, userId: string, trackingKey: string): string => {
  const iv = sealed.subarray(0, ivLength)
  const decipher = createDecipheriv('aes-256-gcm', keyFor(userId, trackingKey), iv, { authTagLength: tagLength })
  decipher.setAuthTag(sealed.subarray(ivLength, ivLength + tagLength))
  return Buffer.concat([decipher.update(sealed.subarray(ivLength + tagLength)), decipher.final()]).toString('utf8')
}

const recoveryCodes = 10

/** Ten codes for the day when the phone is lost: 80 bits each, in four groups of letters and figures. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: recoveryCodes }, () => (new Secret({ size: 10 }).base32.match(/.{4}/g) ?? []).join('-'))

/** What the database knows of a recovery code, however it is typed. */
export const hashOfRecoveryCode = (code: string): Buffer => hashOf(code.replaceAll(/[^A-Za-z2-7]/g, '').toUpperCase())
