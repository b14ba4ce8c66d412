/** Ids are strings that cannot be taken for one another. */
type Branded<Name extends string> = string & { readonly __brand: Name }

export type RequestId = Branded<'RequestId'>
export type ReferralId = Branded<'ReferralId'>
export type OfferId = Branded<'OfferId'>
export type PartnerId = Branded<'PartnerId'>
export type ReferentId = Branded<'ReferentId'>
export type UserId = Branded<'UserId'>
export type TerritoryId = Branded<'TerritoryId'>
export type NeedId = Branded<'NeedId'>
export type ThemeId = Branded<'ThemeId'>

/** Says of a string from a trusted place (the database, a validated body) which kind of id it is. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters, typescript/no-unsafe-type-assertion -- a brand can only be given by saying so; this is the one place
export const asId = <Id extends Branded<string>>(value: string): Id => value as Id
