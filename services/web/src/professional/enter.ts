import { openSessionOf } from '@boussole/commands'
import type { Proven } from '@boussole/commands'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { browserKindOf } from './browser-kind.ts'
import { keptSeconds } from './kept.ts'
import type { ProfessionalParts } from './parts.ts'

/** Somebody who has proven to be an account's owner enters, or is asked for a one-time code first. Where to go on. */
export const enter = async (
  { account, usesCodes }: Proven,
  { way, goOn }: { readonly way: 'password' | 'link'; readonly goOn: string },
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { deps, signedIn, kept }: ProfessionalParts,
): Promise<{ readonly goTo: string }> => {
  if (usesCodes) {
    await kept.codeAwaited.write(reply, { userId: account.userId, way, goOn }, keptSeconds.codeAwaited)
    return { goTo: '/connexion/code' }
  }
  const opening = { way, browser: browserKindOf(request), isOnSite: true }
  await signedIn.begin(reply, await openSessionOf(account, opening, deps))
  return { goTo: goOn }
}
