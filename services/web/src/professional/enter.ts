import { linkIdentityByMail, openSessionOf } from '@boussole/commands'
import type { Proven } from '@boussole/commands'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { browserKindOf } from './browser-kind.ts'
import { keptSeconds } from './kept.ts'
import type { ProfessionalParts } from './parts.ts'
import { leadingTo } from './way-back.ts'

/** Who came from ProConnect and has now entered by the mail sent to that address: next time, ProConnect is enough. */
export const linkWhoWasSeen = async (
  userId: string,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { deps, kept }: ProfessionalParts,
): Promise<void> => {
  const seen = await kept.proConnectSeen.read(request)
  if (seen === undefined || seen.linkTo !== null) return
  const { issuer, subject, email } = seen
  await linkIdentityByMail(userId, { issuer, subject, email }, deps)
  kept.proConnectSeen.clear(reply)
}

/** Somebody who has proven to be an account's owner enters, or is asked for a one-time code first. Where to go on. */
export const enter = async (
  { account, usesCodes }: Proven,
  {
    way,
    goOn,
    carries = false,
  }: {
    readonly way: 'password' | 'link' | 'invitation'
    readonly goOn: string
    /** What somebody typed before their session ended is sent on. */
    readonly carries?: boolean
  },
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  parts: ProfessionalParts,
): Promise<{ readonly goTo: string; readonly resends: boolean }> => {
  const { request, reply } = exchange
  const { deps, signedIn, kept } = parts
  if (usesCodes) {
    await kept.codeAwaited.write(reply, { userId: account.userId, way, goOn }, keptSeconds.codeAwaited)
    return { goTo: carries ? leadingTo('/connexion/code', goOn) : '/connexion/code', resends: carries }
  }
  const opening = { way, browser: browserKindOf(request), isOnSite: true }
  await signedIn.begin(reply, await openSessionOf(account, opening, deps))
  if (way === 'link') await linkWhoWasSeen(account.userId, exchange, parts)
  return { goTo: goOn, resends: carries }
}
