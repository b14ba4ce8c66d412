import { findOwnAccount } from '@boussole/db'
import type { OwnAccount } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import type { FastifyRequest } from 'fastify'
import { professionalOf, sessionIdOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'

/** Somebody's own account, and the session in which they look at it. */
export interface Own {
  readonly account: OwnAccount
  readonly userId: UserId
  readonly sessionId: string
}

/** The account of whoever asks for this page. */
export const loadOwn = async (request: FastifyRequest, { deps }: Pick<ProfessionalParts, 'deps'>): Promise<Own> => {
  const { userId } = professionalOf(request)
  const account = await findOwnAccount(deps.db, userId)
  if (account === undefined) throw new Refusal('not-found')
  return { account, userId, sessionId: sessionIdOf(request) }
}
