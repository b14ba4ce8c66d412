import { z } from 'zod'
import { privateCookie } from '../site/cookies.ts'
import type { PrivateCookie } from '../site/cookies.ts'
import type { Safe } from '../site/safe.ts'

/** Somebody has proven who they are, and still gives a one-time code: no session yet. */
const awaitedShape = z.object({
  userId: z.uuid(),
  way: z.enum(['password', 'link']),
  goOn: z.string(),
})

/** A code generator that is being set up: nothing is in the database before a code proves it. */
const newGeneratorShape = z.object({ userId: z.uuid(), secret: z.string() })

/** Recovery codes just made, shown until they are said to be noted: nobody can read them again. */
const recoveryShape = z.object({ userId: z.uuid(), codes: z.array(z.string()) })

/** What a professional's browser keeps for a few minutes while a thing is being done, sealed. */
export interface Kept {
  readonly codeAwaited: PrivateCookie<z.output<typeof awaitedShape>>
  readonly newGenerator: PrivateCookie<z.output<typeof newGeneratorShape>>
  readonly recoveryCodes: PrivateCookie<z.output<typeof recoveryShape>>
}

/** How long each is kept, in seconds. */
export const keptSeconds = { codeAwaited: 5 * 60, newGenerator: 30 * 60, recoveryCodes: 10 * 60 } as const

export const createKept = (safe: Safe): Kept => ({
  codeAwaited: privateCookie('code', awaitedShape, safe),
  newGenerator: privateCookie('generateur', newGeneratorShape, safe),
  recoveryCodes: privateCookie('secours', recoveryShape, safe),
})
