import { z } from 'zod'
import { fieldFaults } from './field-faults.ts'
import { lengthOf } from './words.ts'

/** The address of an account, as typed. PostgreSQL knows no NUL: control characters are refused before they reach it. */
const address = () =>
  z
    .string()
    .max(254)
    .refine((given) => !/\p{Cc}/u.test(given), fieldFaults.invisible)
    .trim()
    .toLowerCase()

/** POST /sessions. Whether the address is well formed is not said: a wrong one is answered like an unknown one. */
export const signInAsked = z
  .strictObject({
    email: address(),
    password: z.string().min(1).max(200),
    /** For accounts that use one-time codes: one of them, or a recovery code. */
    code: z.string().max(40).optional(),
  })
  .meta({
    id: 'SignInAsked',
    example: { email: 'amelie.garcin@premier-toit.example', password: 'boussole-demo-42' },
  })

/** POST /sessions/links. Whether there is such an account is not said. */
export const signInLinkAsked = z
  .strictObject({ email: address() })
  .meta({ id: 'SignInLinkAsked', example: { email: 'amelie.garcin@premier-toit.example' } })

/** POST /sessions/links/use: the last part of the link's address. */
export const signInLinkGiven = z
  .strictObject({ token: z.string().max(100), code: z.string().max(40).optional() })
  .meta({ id: 'SignInLinkGiven', example: { token: 'kq3nVt0eYlQw1b5uR8sZc2xJ7dG4hPfA9mTiLoE6BvU' } })

/** POST /sessions/refresh */
export const refreshAsked = z
  .strictObject({ refreshToken: z.string().max(100) })
  .meta({ id: 'RefreshAsked', example: { refreshToken: 'kq3nVt0eYlQw1b5uR8sZc2xJ7dG4hPfA9mTiLoE6BvU' } })

export const roles = ['referent', 'animator', 'regional', 'national', 'observer'] as const

export const sessionOpened = z
  .strictObject({
    /** Sent as `Authorization: Bearer …`. */
    accessToken: z.string(),
    /** Seconds before the access token ends. */
    expiresIn: z.int(),
    /** Good for one use; the answer to that use brings the next one. */
    refreshToken: z.string(),
    professional: z.strictObject({ id: z.string(), name: z.string(), role: z.enum(roles) }),
  })
  .meta({ id: 'SessionOpened' })

/** The length of a password is all that is asked of it: long ones are good ones (NIST SP 800-63B). */
export const passwordLength = { min: 12, max: 200 } as const

/** What is wrong with the length of a password that is being chosen; null when nothing is. */
export const passwordFault = (password: string): 'too-short' | 'too-long' | null => {
  const length = lengthOf(password)
  if (length < passwordLength.min) return 'too-short'
  return length > passwordLength.max ? 'too-long' : null
}

export type SignInLinkGiven = z.output<typeof signInLinkGiven>
export type SignInAsked = z.output<typeof signInAsked>
export type RefreshAsked = z.output<typeof refreshAsked>
export type SessionOpened = z.output<typeof sessionOpened>
