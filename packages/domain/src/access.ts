import type { PartnerId, TerritoryId, UserId } from './ids.ts'
import type { Referral } from './referral.ts'

/** `observer`: reads the figures of what was given to them to watch, and changes nothing. */
export type Role = 'referent' | 'animator' | 'regional' | 'national' | 'observer'

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
  /** A referent of at least one partner whose agreement is in force today. */
  readonly isUnderAgreement: boolean
}

const isSomething = ({ nation, territoryIds, regionCodes }: Watched): boolean =>
  nation || territoryIds.length > 0 || regionCodes.length > 0

/** Does this person watch something: are the pages of the animation theirs? */
export const watchesSomething = (professional: Professional): boolean => isSomething(watchedBy(professional))

/** Does this person observe something: are the figures of the animation theirs to read? Who watches does. */
export const observesSomething = (professional: Professional): boolean => isSomething(observedBy(professional))

/** Does this person only read figures, and answers for no partner? */
export const onlyObserves = ({ role, partnerIds }: Professional): boolean =>
  role === 'observer' && partnerIds.length === 0

/** A territory, and the region it lies in. */
export interface TerritoryPlace {
  readonly territoryId: TerritoryId
  readonly regionCode: string
}

/** Where a thing lies: the partner it belongs to, and that partner's territory and region. */
export interface PartnerPlace extends TerritoryPlace {
  readonly partnerId: PartnerId
}

/** The place of a referral, with the partners that accompany the young person besides its own, today. */
export interface ReferralPlace extends PartnerPlace {
  readonly companionIds: readonly PartnerId[]
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
  observer: () => nothing,
}

/** What a professional watches, by role and perimeter. Being a referent besides takes nothing away. */
export const watchedBy = (professional: Professional): Watched => watches[professional.role](professional)

/** What a professional may read about without acting: what an observer was given, and what others watch. */
export const observedBy = (professional: Professional): Watched =>
  professional.role === 'observer'
    ? { ...nothing, territoryIds: professional.territoryIds, regionCodes: professional.regionCodes }
    : watchedBy(professional)

/**
 * What somebody is to a thing, by role and perimeter. One person may be several of them.
 * - `partner`: a referent of the partner it belongs to
 * - `former-partner`: the same, once the referral is no longer that partner's to answer
 * - `companion`: a referent of the partner that accompanies the young person too, while it does
 * - `watcher`: its territory, its region or the nation is theirs to watch
 * - `observer`: its territory or region was given to them to observe
 * - `member`: invited to it in person, as a referent
 * - `colleague`: a professional under agreement, or who watches something, wherever they are
 */
export type Standing = 'partner' | 'former-partner' | 'companion' | 'watcher' | 'observer' | 'member' | 'colleague'

/** `see` it, or `act` on it, which includes seeing it. */
type Right = 'see' | 'act'

/**
 * Who may do what: the one table that every page, route, list and act follows. What is not written is not allowed, and
 * for whoever sees nothing of a thing it does not exist. Need to know: domain.md §8; Rouen convention, article 3.
 */
export const rights = {
  /** A referral: its offer, state, dates and timeline; to act is to answer in the partner's name. */
  referral: { partner: 'act', 'former-partner': 'act', companion: 'see', watcher: 'see' },
  /** The same referral, in the animation's name: extend, take over, redirect, close what nobody took. */
  supervision: { watcher: 'act' },
  /** Who the young person is, how to reach them, what they said and answered. */
  'young-person': { partner: 'see', companion: 'see', watcher: 'see' },
  /** Notes for everybody who follows the referral; a companion's begin with the accompaniment. */
  'shared-notes': { partner: 'act', companion: 'act', watcher: 'act' },
  /** Notes that one partner keeps to itself: those of one's own. */
  'private-notes': { partner: 'act', companion: 'act' },
  /** Asking a second partner to accompany. */
  accompaniment: { partner: 'act', companion: 'see', watcher: 'see' },
  /** Naming the pathway referent of an accompaniment, and ending it. */
  'accompaniment-course': { partner: 'act', companion: 'act', watcher: 'act' },
  /** Inviting somebody to become a referent of a partner. */
  invitation: { watcher: 'act' },
  /** The people of a partner: for what they answer, who acts for them, when they are away, that they leave. */
  team: { partner: 'act', watcher: 'act' },
  /** A partner's offer: its versions, its dates, its contact; who watches may help with it. */
  offer: { partner: 'act', watcher: 'act' },
  /** Reading what is proposed for an offer, and accepting or refusing it: the editorial line is the animation's. */
  'offer-review': { watcher: 'act' },
  /** What the upkeep of the directory did: its runs, taking one back, an offer that paused at its third lapse. */
  upkeep: { watcher: 'act' },
  /** The address of somebody's account, once mails to it come back. */
  'person-address': { watcher: 'act' },
  /** The directory of all partners under agreement: charter, "uniquement transmissible aux professionnels partenaires". */
  directory: { colleague: 'see' },
  /** A problem that a partner reports: reading it and writing in it. */
  problem: { partner: 'act', watcher: 'act' },
  /** Reporting one, in the partner's name; about a referral, also once that has ended. */
  'problem-reporting': { partner: 'act', 'former-partner': 'act' },
  /** Saying that a problem is settled. */
  'problem-closing': { watcher: 'act' },
  /** Figures of a whole territory: they tell of nobody. */
  figures: { watcher: 'see', observer: 'see' },
  /** Who did what in a territory. */
  acts: { watcher: 'see' },
  /** A partner's agreement: reading it, and ending it in the name of one's own side. */
  agreement: { partner: 'act', watcher: 'act' },
  /** Proposing a charter to a partner, and signing it for the animation. */
  'charter-proposal': { watcher: 'act' },
  /** A working group: reading of it, and answering for oneself. */
  meeting: { member: 'act', watcher: 'see' },
  /** Calling a working group, saying who came, writing its minutes. */
  'meeting-organisation': { watcher: 'act' },
  /** Writing to the referents of a territory. */
  'network-letter': { watcher: 'act' },
  /** What somebody asks of their own data, of who holds it: a copy, or that it goes (GDPR art. 15 and 17). */
  'person-rights': { watcher: 'act' },
  /** A file that is taken over for a territory: all its lines, whomever they name. */
  import: { watcher: 'act' },
  /** Taking a territory's partners and offers away as a file. */
  export: { watcher: 'see' },
  /** A territory: its communes, themes, questionnaires, Info Jeunes structure and day of opening. */
  territory: { watcher: 'act' },
  /** What is decided above territories: that there is one more, and who animates it. */
  region: { watcher: 'act' },
  /** The partners of a territory: that there is one more, what it is called and where, that it has closed. */
  partner: { watcher: 'act' },
  /** Who watches a territory, and what else. Who only observes does not see it. */
  watchers: { watcher: 'see' },
  /** What is decided above regions: who watches one, and who watches the nation. */
  levels: { watcher: 'act' },
  /** The national questionnaires, which territories use or copy. */
  'national-model': { watcher: 'act' },
} as const satisfies Readonly<Record<string, Readonly<Partial<Record<Standing, Right>>>>>

export type Thing = keyof typeof rights

const rightOf = (thing: Thing, standing: Standing): Right | undefined =>
  (rights[thing] as Readonly<Partial<Record<Standing, Right>>>)[standing]

/** May somebody with these standings see this thing? */
export const maySee = (thing: Thing, standings: readonly Standing[]): boolean =>
  standings.some((standing) => rightOf(thing, standing) !== undefined)

/** May somebody with these standings act on this thing? */
export const mayAct = (thing: Thing, standings: readonly Standing[]): boolean =>
  standings.some((standing) => rightOf(thing, standing) === 'act')

const holds = ({ nation, territoryIds, regionCodes }: Watched, { territoryId, regionCode }: TerritoryPlace): boolean =>
  nation || territoryIds.includes(territoryId) || regionCodes.includes(regionCode)

const watchesOver = (professional: Professional, place: TerritoryPlace): boolean =>
  holds(watchedBy(professional), place)

/** What this professional is to what belongs to a partner. */
export const standingsOn = (professional: Professional, place: PartnerPlace): Standing[] => [
  ...(professional.partnerIds.includes(place.partnerId) ? (['partner'] as const) : []),
  ...(watchesOver(professional, place) ? (['watcher'] as const) : []),
]

/** What this professional is to what belongs to a whole territory. */
export const standingsInTerritory = (professional: Professional, place: TerritoryPlace): Standing[] => {
  if (watchesOver(professional, place)) return ['watcher']
  return holds(observedBy(professional), place) ? ['observer'] : []
}

/** What this professional is to a working group of a territory. */
export const standingsInMeeting = (
  professional: Professional,
  { isMember, ...place }: TerritoryPlace & { readonly isMember: boolean },
): Standing[] => [...standingsInTerritory(professional, place), ...(isMember ? (['member'] as const) : [])]

/**
 * What this professional is to the account of somebody, who may answer for partners of several territories: who watches
 * over all of them, so that nobody opens what lies elsewhere. Of who watches or observes too, the national level alone.
 */
export const standingsOnAccount = (
  professional: Professional,
  { role, places }: { readonly role: Role; readonly places: readonly TerritoryPlace[] },
): Standing[] => {
  if (role !== 'referent') return standingsInNation(professional)
  return places.length > 0 && places.every((place) => watchesOver(professional, place)) ? ['watcher'] : []
}

/** What this professional is to a whole region: those who watch one territory of it are nothing to it. */
export const standingsInRegion = (professional: Professional, regionCode: string): Standing[] => {
  const { nation, regionCodes } = watchedBy(professional)
  return nation || regionCodes.includes(regionCode) ? ['watcher'] : []
}

/** What this professional is to what belongs to the whole nation. */
export const standingsInNation = (professional: Professional): Standing[] =>
  watchedBy(professional).nation ? ['watcher'] : []

/** What this professional is to all others: what is shared between them belongs to no place. */
export const standingsAmongColleagues = (professional: Professional): Standing[] =>
  professional.isUnderAgreement || watchesSomething(professional) ? ['colleague'] : []

/** What somebody is to a referral, whose companions come besides. */
const standingsAround = (professional: Professional, place: ReferralPlace): Standing[] => [
  ...standingsOn(professional, place),
  ...(professional.partnerIds.some((id) => place.companionIds.includes(id)) ? (['companion'] as const) : []),
]

/** Somebody's standings on a referral, which stops being its partner's once it has ended or is in the animation's hands. */
export const standingsOnReferral = (
  professional: Professional,
  place: ReferralPlace,
  { state, endedAt }: Pick<Referral, 'state' | 'endedAt'>,
): Standing[] =>
  standingsAround(professional, place).map((standing) =>
    standing === 'partner' && (endedAt !== null || state === 'unresolved') ? 'former-partner' : standing,
  )

/** May this person answer the young person in the partner's name? Its referents may, whatever else they are. */
export const mayAnswer = (professional: Professional, place: PartnerPlace): boolean =>
  mayAct('referral', standingsOn(professional, place))

/** Does this person watch over what lies here? Charter, "animation territoriale". */
export const mayWatch = (professional: Professional, place: PartnerPlace): boolean =>
  mayAct('supervision', standingsOn(professional, place))

/** May this person see that this referral exists? For anybody else it is not found. */
export const maySeeReferral = (professional: Professional, place: ReferralPlace): boolean =>
  maySee('referral', standingsAround(professional, place))

/**
 * May this person see who the young person is, how to reach them and what they said? Who watches, always; the partner,
 * while the referral is its own to answer, and who accompanies with it: afterwards it keeps a trace without them
 * (domain.md §5 and §8).
 */
export const maySeeContact = (
  professional: Professional,
  place: ReferralPlace,
  referral: Pick<Referral, 'state' | 'endedAt'>,
): boolean => maySee('young-person', standingsOnReferral(professional, place, referral))
