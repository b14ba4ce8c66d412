import { createHash } from 'node:crypto'
import { splitAddress } from '@boussole/contracts'
import type { ExportedOffer } from '@boussole/db'

/** An id for a part that has none of its own: always the same for the same part of the same thing. */
const partId = (id: string, part: string): string => {
  const hash = createHash('sha256').update(`${part}/${id}`).digest('hex')
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-')
}

const said = <Value>(name: string, value: Value | null | undefined | ''): Record<string, Value> =>
  value === null || value === undefined || value === '' ? {} : { [name]: value }

const uri = (address: string | null): string | null =>
  address !== null && /^https?:\/\//.test(address) && URL.canParse(address) ? new URL(address).href : null

const locationOf = ({ partner }: ExportedOffer) => {
  const split = splitAddress(partner.address ?? '')
  if (partner.address === null || partner.communeName === null) return []
  const id = partId(partner.id, 'location')
  const address = {
    id: partId(partner.id, 'address'),
    location_id: id,
    address_1: split === undefined || split.street === '' ? partner.address : split.street,
    city: partner.communeName,
    state_province: partner.communeCode?.slice(0, 2) ?? '',
    postal_code: split?.postalCode ?? '',
    country: 'FR',
    address_type: 'physical',
  }
  const location = {
    id,
    location_type: 'physical',
    name: partner.name,
    ...said('latitude', partner.latitude),
    ...said('longitude', partner.longitude),
    addresses: [address],
  }
  return [location]
}

/** An offer as a `service` of HSDS 3.0 (Open Referral), with its organization, phone, places and areas inside. */
export const toHsdsService = (offer: ExportedOffer) => {
  const { partner } = offer
  const locations = locationOf(offer)
  return {
    id: offer.id,
    organization_id: partner.id,
    name: offer.title,
    description: offer.description,
    ...said('url', uri(partner.website)),
    ...said('email', partner.email),
    status: 'active',
    fees_description: 'Gratuit pour les jeunes',
    ...said('minimum_age', offer.ageMin),
    ...said('maximum_age', offer.ageMax),
    assured_date: offer.confirmedOn,
    last_modified: offer.updatedAt,
    organization: {
      id: partner.id,
      name: partner.name,
      description: partner.roleInWords === '' ? partner.name : partner.roleInWords,
      ...said('email', partner.email),
      ...said('website', uri(partner.website)),
    },
    phones:
      partner.phone === null
        ? []
        : [{ id: partId(offer.id, 'phone'), service_id: offer.id, number: partner.phone, type: 'voice' }],
    service_areas: offer.zones.map((zone) => ({
      id: partId(offer.id, zone),
      service_id: offer.id,
      name: zone,
      extent: zone,
      extent_type: 'text',
    })),
    service_at_locations: locations.map((location) => ({
      id: partId(offer.id, 'service-at-location'),
      service_id: offer.id,
      location_id: location.id,
      location,
    })),
  }
}
