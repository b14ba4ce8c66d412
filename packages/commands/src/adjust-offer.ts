import { offerSettings, readShape } from '@boussole/contracts'
import type { OfferDraftSettings, OfferSettings, OfferView } from '@boussole/contracts'
import { areReferentsOf, keepOfferChange, writeReferents, writeSettings } from '@boussole/db'
import type { LockedOffer, OfferChange } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Professional, UserId } from '@boussole/domain'
import { actOnOffer, offerAfter } from './acting-on-offers.ts'
import type { OfferActing } from './acting-on-offers.ts'
import type { Deps } from './deps.ts'

const changesOf = (offer: LockedOffer, settings: OfferDraftSettings): OfferChange[] => {
  const all: OfferChange[] = [
    { kind: 'contact', oldValue: offer.contactEmail, newValue: settings.contactEmail },
    { kind: 'valid-from', oldValue: offer.validFrom, newValue: settings.validFrom },
    { kind: 'valid-until', oldValue: offer.validUntil, newValue: settings.validUntil },
    {
      kind: 'quota',
      oldValue: offer.monthlyQuota?.toString() ?? null,
      newValue: settings.monthlyQuota?.toString() ?? null,
    },
    { kind: 'referents', oldValue: offer.referents.join(), newValue: settings.referents.toSorted().join() },
  ]
  return all.filter(({ oldValue, newValue }) => oldValue !== newValue)
}

/**
 * Writes what acts at once, and keeps each change with who made it. Only a draft may lack a contact, a first day or
 * people. Refuses: `referents-unsuitable`, `offer-incomplete`.
 */
export const settle = async (
  { tx, place, offer }: OfferActing,
  settings: OfferDraftSettings,
  userId: UserId,
): Promise<void> => {
  const { offerId, partnerId } = place
  if (offer.state !== 'draft' && 'errors' in readShape(offerSettings, settings)) throw new Refusal('offer-incomplete')
  const changes = changesOf(offer, settings)
  if (changes.length === 0) return
  if (changes.some(({ kind }) => kind === 'referents')) {
    if (!(await areReferentsOf(tx, partnerId, settings.referents))) throw new Refusal('referents-unsuitable')
    await writeReferents(tx, offerId, settings.referents)
  }
  await writeSettings(tx, offerId, settings)
  for (const change of changes) await keepOfferChange(tx, { ...change, offerId, userId })
}

/**
 * Dates, monthly number, contact address and people of an offer: they act at once, without the animation's reading.
 * Another contact address is to be proven anew. Refuses: as `actOnOffer`; `referents-unsuitable`.
 */
export const adjustOffer = async (
  offerId: string,
  settings: OfferSettings,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<OfferView> => {
  await actOnOffer({ offerId, professional }, deps, (acting) => settle(acting, settings, professional.userId))
  return offerAfter(offerId, professional, deps)
}
