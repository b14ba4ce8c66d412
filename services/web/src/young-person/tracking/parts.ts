import { readTracking } from '@boussole/commands'
import type { TrackingView } from '@boussole/contracts'
import { isOpen, localDay, Refusal } from '@boussole/domain'
import type { FastifyRequest } from 'fastify'
import { GoTo } from '../../site/form.ts'
import type { Language } from '@boussole/contracts'
import type { Visit } from '../../site/visit.tsx'
import type { AskingParts } from '../asking/parts.ts'
import { trackingEn } from './messages.en.ts'
import { trackingFr } from './messages.fr.ts'
import type { TrackingMessages } from './messages.fr.ts'

/** What the tracking pages are made with. */
export type TrackingParts = Pick<AskingParts, 'deps' | 'visits' | 'tracked' | 'limits'>

const messages: Readonly<Record<Language, TrackingMessages>> = { fr: trackingFr, en: trackingEn }

export const trackingWordsIn = (language: Language): TrackingMessages => messages[language]

export type TrackedReferral = TrackingView['referrals'][number]

/** The request followed in this browser, and its token. */
export interface Followed {
  readonly token: string
  readonly view: TrackingView
}

/** The request that a token opens, in the language of a page, or in its own; undefined when there is none, or when it was erased. */
export const findByToken = async (
  token: string,
  { deps }: Pick<TrackingParts, 'deps'>,
  language: Language | null = null,
): Promise<Followed | undefined> => {
  try {
    return { token, view: await readTracking(token, deps, language) }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not-found') return undefined
    throw error
  }
}

/** Undefined when this browser follows no request. */
export const findFollowed = async (
  { language }: Pick<Visit, 'language'>,
  request: FastifyRequest,
  parts: TrackingParts,
): Promise<Followed | undefined> => {
  const token = await parts.tracked.read(request)
  return token === undefined ? undefined : findByToken(token, parts, language)
}

/** Said in the address by a link that has just put the request in a cookie. */
export const justOpened = 'ouvert=oui'

/** Where one is led whose browser did not keep that cookie. */
export const withoutCookies = '/suivi/sans-cookies'

/** Where to go when this browser follows no request. */
export const insteadOf = ({ url }: FastifyRequest): string =>
  url.includes(`?${justOpened}`) ? withoutCookies : '/suivi/lien'

/** The request followed in this browser; leads to the page of lost links when there is none. */
export const loadFollowed = async (
  visit: Pick<Visit, 'language'>,
  request: FastifyRequest,
  parts: TrackingParts,
): Promise<Followed> => {
  const followed = await findFollowed(visit, request, parts)
  if (followed === undefined) throw new GoTo(insteadOf(request))
  return followed
}

/** One referral of it. Refuses: `not-found`. */
export const referralOf = ({ view }: Followed, id: string): TrackedReferral => {
  const referral = view.referrals.find((each) => each.id === id)
  if (referral === undefined) throw new Refusal('not-found')
  return referral
}

type Kind = TrackingView['timeline'][number]['kind']

/** Did this ever happen to it? */
export const hasHappened = ({ timeline }: TrackingView, { id }: TrackedReferral, what: Kind): boolean =>
  timeline.some(({ kind, referralId }) => kind === what && referralId === id)

/** The last of these that happened to it. */
const lastOf = ({ timeline }: TrackingView, { id }: TrackedReferral, kinds: readonly Kind[]): Kind | undefined =>
  timeline.findLast(({ kind, referralId }) => referralId === id && kinds.includes(kind))?.kind

/** Does the partner know of it, by the mail that told it? One that came back told nobody. */
export const isNotified = (view: TrackingView, referral: TrackedReferral): boolean =>
  lastOf(view, referral, ['notified', 'notice-came-back']) === 'notified'

/** Has the young person contradicted the last contact or attempt? One that was recorded since can be contradicted as well. */
export const isClaimed = (view: TrackingView, referral: TrackedReferral): boolean =>
  lastOf(view, referral, ['claimed', 'contact-recorded', 'attempt-recorded']) === 'claimed'

/** The local day of its contact, in ISO; its last day where none was recorded. */
export const contactedDay = ({ timeZone }: TrackingView, { contactedAt, dueDay }: TrackedReferral): string =>
  contactedAt === null ? dueDay : localDay(contactedAt, timeZone).toString()

/** The last link of each chain: where each of the chosen offers has led. */
export const lastLinks = ({ referrals }: TrackingView): TrackedReferral[] =>
  referrals.filter(({ id }) => referrals.every(({ previousReferralId }) => previousReferralId !== id))

/** Somebody still has to act on it. */
export const isRunning = ({ state }: TrackedReferral): boolean => isOpen(state)
