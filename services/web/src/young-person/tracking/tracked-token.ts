import { z } from 'zod'
import { privateCookie } from '../../site/cookies.ts'
import type { PrivateCookie } from '../../site/cookies.ts'
import type { Safe } from '../../site/safe.ts'

/** The tracking token of the request followed in this browser: it stands in no address after its first page. */
export type TrackedToken = PrivateCookie<string>

/** As long as the browser stays open, a month at most. */
export const trackedSeconds = 30 * 24 * 3600

export const createTrackedToken = (safe: Safe): TrackedToken =>
  privateCookie('suivi', z.string().regex(/^[\w-]{20,100}$/), safe)
