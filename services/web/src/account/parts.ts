import { findOwnAccount, findProofStanding } from '@boussole/db'
import type { OwnAccount, ProofStanding } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import type { FastifyRequest } from 'fastify'
import { professionalOf, sessionIdOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { leadingTo } from '../professional/way-back.ts'
import { GoTo } from '../site/form.ts'
import type { Visit } from '../site/visit.tsx'

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

/** What has been proven in this session, for a page that changes a way of signing in. */
export const loadProof = async (
  { userId, sessionId }: Own,
  { deps }: Pick<ProfessionalParts, 'deps'>,
): Promise<ProofStanding> => {
  const standing = await findProofStanding(deps.db, { userId, sessionId })
  if (standing === undefined) throw new Refusal('not-found')
  return standing
}

/** This page is for who has just signed in; others are led to where they do so again, and back. */
export const askToSignInAgain = ({ path }: Visit): never => {
  throw new GoTo(leadingTo('/compte/confirmation', path))
}

/** The account of whoever asks for this page, who has just signed in. */
export const loadFresh = async (
  visit: Visit,
  request: FastifyRequest,
  parts: Pick<ProfessionalParts, 'deps'>,
): Promise<Own> => {
  const own = await loadOwn(request, parts)
  const { isFresh } = await loadProof(own, parts)
  return isFresh ? own : askToSignInAgain(visit)
}
