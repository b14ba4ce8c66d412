import { deleteSecondFactor, findProofStanding, insertSecondFactor, realNow, transact } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import { checkCode } from './check-code.ts'
import type { Deps } from './deps.ts'
import type { OwnSession } from './end-session.ts'
import { demandFreshProof } from './fresh-proof.ts'
import { hashOfRecoveryCode, newRecoveryCodes, sealCodeSecret, stepOfCode } from './one-time-codes.ts'
import { isPassword } from './passwords.ts'

/**
 * A professional will give a one-time code when signing in: `code` proves that their generator knows the secret. Returns
 * ten recovery codes, which nobody can read again. Refuses: `proof-too-old`; `code-wrong`; `changed-meanwhile` when codes are asked for
 * already.
 */
export const switchOnSecondFactor = async (
  own: OwnSession,
  { secret, code }: { readonly secret: string; readonly code: string },
  { db, trackingKey }: Deps,
): Promise<readonly string[]> => {
  await demandFreshProof(own, { db })
  const { userId } = own
  const step = stepOfCode(secret, { code: code.replaceAll(/\s/g, ''), at: await realNow(db) })
  if (step === undefined) throw new Refusal('code-wrong')
  const codes = newRecoveryCodes()
  const sealedSecret = sealCodeSecret(secret, userId, trackingKey)
  const codeHashes = codes.map(hashOfRecoveryCode)
  const isNew = await transact(db, (tx) => insertSecondFactor(tx, { userId, sealedSecret, step, codeHashes }))
  if (!isNew) throw new Refusal('changed-meanwhile')
  return codes
}

/** Looks like what a generator shows, or like a recovery code. */
const isCode = (proof: string): boolean =>
  /^\d{3} ?\d{3}$/.test(proof.trim()) || /^([A-Z2-7]{4}[- ]?){4}$/i.test(proof.trim())

/**
 * No one-time code is asked for any more; the password proves it, or a code. Refuses: `password-wrong`, and as
 * `checkCode`.
 */
export const switchOffSecondFactor = async (own: OwnSession, proof: string, deps: Deps): Promise<void> => {
  const standing = await findProofStanding(deps.db, own)
  // First: a password of four short words looks like a recovery code, and is no wrong one.
  if (!(await isPassword(proof, standing?.passwordHash ?? null))) {
    if (!isCode(proof)) throw new Refusal('password-wrong')
    await checkCode({ userId: own.userId, code: proof }, deps)
  }
  await transact(deps.db, (tx) => deleteSecondFactor(tx, own.userId))
}
