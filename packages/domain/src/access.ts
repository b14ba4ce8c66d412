import type { PartnerId, TerritoryId, UserId } from './ids.ts'
import type { Referral } from './referral.ts'

export type Role = 'referent' | 'animator' | 'regional' | 'national'

/** Somebody who signs in: their role, the partners they answer for, and what was given them to watch. */
export interface Professional {
  readonly userId: UserId
  readonly name: string
  readonly role: Role
  /** Partners of which they are a referent today. */
  readonly partnerIds: readonly PartnerId[]
  readonly territoryIds: readonly TerritoryId[]
  readonly regionCodes: readonly string[]
  readonly isNational: boolean
}

/** Whose a referral is: the partner that received it, and the territory and region it belongs to. */
export interface ReferralPlace {
  readonly partnerId: PartnerId
  readonly territoryId: TerritoryId
  readonly regionCode: string
}

/** What somebody watches. */
export interface Watched {
  readonly nation: boolean
  readonly territoryIds: readonly TerritoryId[]
  readonly regionCodes: readonly string[]
}

const nothing: Watched = { nation: false, territoryIds: [], regionCodes: [] }

/** What each role watches of the perimeter given to the person: the one table that pages, lists and acts follow. */
const watches: Readonly<Record<Role, (professional: Professional) => Watched>> = {
  referent: () => nothing,
  animator: ({ territoryIds }) => ({ ...nothing, territoryIds }),
  regional: ({ regionCodes }) => ({ ...nothing, regionCodes }),
  national: ({ isNational }) => ({ ...nothing, nation: isNational }),
}

/** What a professional watches, by role and perimeter. Being a referent besides takes nothing away. */
export const watchedBy = (professional: Professional): Watched => watches[professional.role](professional)

/** May this person answer the young person in the partner's name? Its referents may, whatever else they are. */
export const mayAnswer = ({ partnerIds }: Professional, { partnerId }: ReferralPlace): boolean =>
  partnerIds.includes(partnerId)

/** Does this person watch over this referral: its territory, its region, or everything? Charter, "animation territoriale". */
export const mayWatch = (professional: Professional, { territoryId, regionCode }: ReferralPlace): boolean => {
  const { nation, territoryIds, regionCodes } = watchedBy(professional)
  return nation || territoryIds.includes(territoryId) || regionCodes.includes(regionCode)
}

/** May this person see that this referral exists? For anybody else it is not found. */
export const maySeeReferral = (professional: Professional, place: ReferralPlace): boolean =>
  mayAnswer(professional, place) || mayWatch(professional, place)

/**
 * May this person see who the young person is, how to reach them and what they said? Who watches, always; the partner,
 * while the referral is its own to answer: afterwards it keeps a trace without them (domain.md §5 and §8).
 */
export const maySeeContact = (
  professional: Professional,
  place: ReferralPlace,
  { state, endedAt }: Pick<Referral, 'state' | 'endedAt'>,
): boolean =>
  mayWatch(professional, place) || (mayAnswer(professional, place) && endedAt === null && state !== 'unresolved')
