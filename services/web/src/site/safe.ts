import { CompactEncrypt, compactDecrypt } from 'jose'
import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

/** Seals what a browser keeps for us, so that nobody else reads or changes it. */
export interface Safe {
  /** Under the name of its cookie or field, good for so many seconds of real time. */
  seal(name: string, value: unknown, seconds: number): Promise<string>
  /**
   * What was sealed under this name; undefined when it is not ours, was changed or renamed, or is too old: by more than
   * `lateSeconds`, where they are given.
   */
  open(name: string, sealed: string, lateSeconds?: number): Promise<unknown>
}

interface Sealed {
  readonly until: number
  readonly value: unknown
}

const digest = (words: string): Buffer => createHash('sha256').update(words).digest()

const isSealed = (read: unknown): read is Sealed =>
  typeof read === 'object' && read !== null && 'until' in read && typeof read.until === 'number' && 'value' in read

/** AES-256-GCM in a JWE (RFC 7516), small enough for a cookie; its header, and with it the name, is authenticated. The first key seals, every key opens. */
export const createSafe = (keys: readonly string[]): Safe => {
  const ring = keys.map((key) => ({ kid: digest(`kid/${key}`).toString('base64url').slice(0, 8), key: digest(key) }))
  const [sealing] = ring
  if (sealing === undefined) throw new Error('no key to seal cookies with')
  return {
    seal: (name, value, seconds) => {
      const sealed: Sealed = { until: Math.floor(Date.now() / 1000) + seconds, value }
      return new CompactEncrypt(deflateRawSync(JSON.stringify(sealed)))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: sealing.kid, aud: name })
        .encrypt(sealing.key)
    },
    open: async (name, sealed, lateSeconds = 0) => {
      try {
        const { plaintext, protectedHeader } = await compactDecrypt(
          sealed,
          ({ kid }) => (ring.find((known) => known.kid === kid) ?? sealing).key,
          { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
        )
        if (protectedHeader['aud'] !== name) return undefined
        const read: unknown = JSON.parse(inflateRawSync(plaintext).toString())
        return isSealed(read) && read.until + lateSeconds > Date.now() / 1000 ? read.value : undefined
      } catch {
        return undefined // Sealed by somebody else, with a key that is gone, or cut: the same as nothing.
      }
    },
  }
}
