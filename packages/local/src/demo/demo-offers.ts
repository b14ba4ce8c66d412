import { asId } from '@boussole/domain'
import type { OfferId, PartnerId } from '@boussole/domain'
import { demoId } from './demo-id.ts'
import { demoTerritories } from './territories.ts'

/** An offer of the demo, as documentation and tests name it. */
export interface DemoOfferId {
  readonly key: string
  readonly id: OfferId
  readonly title: string
  readonly territory: string
  readonly theme: string
  readonly partner: { readonly key: string; readonly id: PartnerId; readonly name: string }
}

/** Every offer of the demo, with its ids. */
export const demoOffers: readonly DemoOfferId[] = demoTerritories.flatMap(({ slug, partners, offers }) =>
  offers.map(({ key, title, theme, partner }) => ({
    key,
    id: asId<OfferId>(demoId('offer', key)),
    title,
    territory: slug,
    theme,
    partner: {
      key: partner,
      id: asId<PartnerId>(demoId('partner', partner)),
      name: partners.find((candidate) => candidate.key === partner)?.name ?? partner,
    },
  })),
)
