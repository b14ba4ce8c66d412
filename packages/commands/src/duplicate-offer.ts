import type { OfferView } from '@boussole/contracts'
import { findOfferingPartners, findOfferPlace, getOfferView, platformNow } from '@boussole/db'
import { asId, localDay, mayAct, Refusal, standingsOn } from '@boussole/domain'
import type { Professional, ReferentId } from '@boussole/domain'
import { createOffer } from './create-offer.ts'
import type { Deps } from './deps.ts'

const suffix = ' (copie)'

/**
 * A new draft like an offer, valid from today, answered by those of its people who are still there; whoever copies
 * declares it free of charge as the original is. Refuses: `not-found`, `not-allowed`, as `createOffer`.
 */
export const duplicateOffer = async (
  offerId: string,
  professional: Professional,
  deps: Pick<Deps, 'db'>,
): Promise<OfferView> => {
  const { db } = deps
  const [view, place] = await Promise.all([getOfferView(db, professional, offerId), findOfferPlace(db, offerId)])
  if (view === undefined || place === undefined) throw new Refusal('not-found')
  if (!mayAct('offer', standingsOn(professional, place))) throw new Refusal('not-allowed')
  const [partner] = await findOfferingPartners(db, [place.partnerId])
  const there = partner?.referents.map(({ id }) => id) ?? []
  const kept = view.settings.referents.map(({ id }) => id).filter((id) => there.includes(id))
  const named = Array.from(view.content.title).slice(0, 120 - suffix.length)
  const title = named.length === 0 ? '' : `${named.join('')}${suffix}`
  return createOffer(
    {
      partnerId: place.partnerId,
      content: { ...view.content, title },
      settings: {
        contactEmail: view.settings.contactEmail,
        validFrom: localDay(await platformNow(db), view.timeZone).toString(),
        validUntil: null,
        monthlyQuota: view.settings.monthlyQuota,
        referents: (kept.length > 0 ? kept : there).map((id) => asId<ReferentId>(id)),
      },
      ...(view.freeDeclared === null ? {} : { freeOfCharge: true }),
      propose: false,
    },
    professional,
    deps,
  )
}
