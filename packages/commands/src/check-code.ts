import { getSecondFactor, noteWrongCode, realNow, takeRecoveryCode, takeStep, transact } from '@boussole/db'
import type { Tx } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Deps } from './deps.ts'
import { hashOfRecoveryCode, openCodeSecret, stepOfCode } from './one-time-codes.ts'

const isRight = async (
  tx: Tx,
  { userId, code, secret }: { readonly userId: string; readonly code: string; readonly secret: string },
): Promise<boolean> => {
  const typed = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(typed)) return takeRecoveryCode(tx, userId, hashOfRecoveryCode(typed))
  const step = stepOfCode(secret, { code: typed, at: await realNow(tx) })
  return step !== undefined && (await takeStep(tx, userId, step))
}

/**
 * Takes a one-time code, or a recovery code in its place; each is good once. Refuses: `code-wrong`; `codes-locked` for a
 * quarter of an hour after ten wrong ones in a row.
 */
export const checkCode = async (
  { userId, code }: { readonly userId: string; readonly code: string },
  { db, trackingKey }: Deps,
): Promise<void> => {
  // The count of wrong codes is kept although the code is refused.
  const refused = await transact(db, async (tx) => {
    const factor = await getSecondFactor(tx, userId)
    if (factor === undefined) return 'code-wrong' as const
    if (factor.isLocked) return 'codes-locked' as const
    const secret = openCodeSecret(factor.sealedSecret, userId, trackingKey)
    if (await isRight(tx, { userId, code, secret })) return null
    await noteWrongCode(tx, userId)
    return 'code-wrong' as const
  })
  if (refused !== null) throw new Refusal(refused)
}
