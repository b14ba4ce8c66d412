/** What a young person reads, in both languages. */
export type InFrenchAndEnglish = readonly [french: string, english: string]

/** A question of the form. Leaving it unanswered is always allowed: "I don't know" is not an answer. */
interface DemoQuestion {
  readonly code: string
  readonly label: InFrenchAndEnglish
  readonly help?: InFrenchAndEnglish
  readonly kind: 'one' | 'several'
  /** By answer code, in order. */
  readonly answers: Readonly<Record<string, InFrenchAndEnglish>>
}

export interface DemoPage {
  readonly title: InFrenchAndEnglish
  readonly questions: readonly DemoQuestion[]
}

export interface DemoTheme {
  readonly code: string
  readonly name: InFrenchAndEnglish
  /** By need code, in order. */
  readonly needs: Readonly<Record<string, InFrenchAndEnglish>>
  /** The national questionnaire, which territories may copy and edit. */
  readonly pages: readonly DemoPage[]
}

interface DemoReferent {
  readonly key: string
  readonly name: string
  readonly phone?: string
  /** What the directory shows besides the name. */
  readonly shares?: readonly ('phone' | 'email')[]
  /** Key of the colleague who receives during absences. */
  readonly deputy?: string
  /** Days from today, both counted. */
  readonly absence?: { readonly fromDays: number; readonly toDays: number }
}

export interface DemoPartner {
  readonly key: string
  readonly name: string
  /** Its addresses end so; under `.example`, where no mail can be delivered. */
  readonly mailDomain: string
  readonly roleInWords: string
  readonly communeCode: string
  readonly address: string
  readonly phone: string
  readonly director: string
  /** Its year under agreement began this many days ago; it renews itself, unless it is over. */
  readonly agreement: { readonly beganDaysAgo: number; readonly isOver?: true }
  readonly referents: readonly DemoReferent[]
}

export interface DemoOffer {
  readonly key: string
  readonly partner: string
  readonly theme: string
  readonly need: string
  readonly title: string
  readonly description: string
  readonly place: string
  readonly windowDays: number
  readonly counting?: 'working'
  readonly ages: readonly [min: number, max: number]
  /** Question code → accepted answer codes. */
  readonly criteria?: Readonly<Record<string, readonly string[]>>
  readonly zones: readonly string[]
  readonly referents: readonly string[]
  /** Days from today; without it the offer has been valid for half a year, and has no end. */
  readonly valid?: { readonly fromDays: number; readonly untilDays?: number }
  readonly monthlyQuota?: number
  readonly state?: 'paused'
}

/** Somebody of the animation: of a territory, a region, or the whole country. */
export interface DemoAnimator {
  readonly key: string
  readonly name: string
  readonly email: string
  readonly watches:
    | { readonly territory: string; readonly also?: readonly string[] }
    | { readonly region: string }
    | 'nation'
  /** Reads the figures, and changes nothing. */
  readonly onlyObserves?: true
}

export interface DemoTerritory {
  readonly slug: string
  readonly name: string
  readonly timeZone: string
  readonly holidayZone: string
  readonly counting: 'calendar' | 'working'
  readonly regionCode: string
  readonly communesOf: { readonly department: string } | { readonly epci: string }
  /** Days from today; without it the territory has been open for a year. */
  readonly opensInDays?: number
  readonly infoJeunes: {
    readonly name: string
    readonly phone: string
    readonly email: string
    readonly address: string
    readonly director: string
  }
  /** Theme code → its own questionnaire, or null to use the national one. */
  readonly themes: Readonly<Record<string, readonly DemoPage[] | null>>
  readonly animators: readonly DemoAnimator[]
  readonly partners: readonly DemoPartner[]
  readonly offers: readonly DemoOffer[]
}
