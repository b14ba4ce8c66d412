import { z } from 'zod'
import { privateCookie } from '../site/cookies.ts'
import type { PrivateCookie } from '../site/cookies.ts'
import type { Safe } from '../site/safe.ts'

/** Somebody has proven who they are, and still gives a one-time code: no session yet. */
const awaitedShape = z.object({
  userId: z.uuid(),
  way: z.enum(['password', 'link', 'invitation']),
  goOn: z.string(),
})

/** A code generator that is being set up: nothing is in the database before a code proves it. */
const newGeneratorShape = z.object({ userId: z.uuid(), secret: z.string() })

/** Recovery codes just made, shown until they are said to be noted: nobody can read them again. */
const recoveryShape = z.object({ userId: z.uuid(), codes: z.array(z.string()) })

/** What went to ProConnect and must come back the same; `linkTo` is who links it to their account. */
const proConnectAskedShape = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  goOn: z.string(),
  linkTo: z.uuid().nullable(),
})

/** Who came back from ProConnect, until that is linked to an account. */
const proConnectSeenShape = z.object({
  issuer: z.string(),
  subject: z.string(),
  email: z.string().nullable(),
  linkTo: z.uuid().nullable(),
  goOn: z.string(),
})

/** What a professional's browser keeps for a few minutes while a thing is being done, sealed. */
export interface Kept {
  readonly codeAwaited: PrivateCookie<z.output<typeof awaitedShape>>
  readonly newGenerator: PrivateCookie<z.output<typeof newGeneratorShape>>
  readonly recoveryCodes: PrivateCookie<z.output<typeof recoveryShape>>
  readonly proConnectAsked: PrivateCookie<z.output<typeof proConnectAskedShape>>
  readonly proConnectSeen: PrivateCookie<z.output<typeof proConnectSeenShape>>
  /** The id token with which the session at ProConnect is ended. */
  readonly proConnectToEnd: PrivateCookie<string>
}

/** How long each is kept, in seconds. */
export const keptSeconds = {
  codeAwaited: 5 * 60,
  newGenerator: 30 * 60,
  recoveryCodes: 10 * 60,
  proConnectAsked: 15 * 60,
  proConnectSeen: 20 * 60,
  proConnectToEnd: 12 * 3600,
} as const

export const createKept = (safe: Safe): Kept => ({
  codeAwaited: privateCookie('code', awaitedShape, safe),
  newGenerator: privateCookie('generateur', newGeneratorShape, safe),
  recoveryCodes: privateCookie('secours', recoveryShape, safe),
  proConnectAsked: privateCookie('proconnect', proConnectAskedShape, safe),
  proConnectSeen: privateCookie('identite', proConnectSeenShape, safe),
  proConnectToEnd: privateCookie('proconnect-fin', z.string(), safe),
})
