import type { Temporal } from 'temporal-polyfill'
import { demoId } from './demo-id.ts'
import type { DemoOffer, DemoTerritory } from './shapes.ts'

/** What a partner wrote some days ago to change an offer, and what the animation said of it. */
interface DemoChange {
  readonly offer: string
  readonly author: string
  readonly changed: Readonly<Record<string, unknown>>
  readonly daysAgo: number
  /** Null: it awaits its reading. */
  readonly refusal: { readonly by: string; readonly words: string } | null
}

const changes: readonly DemoChange[] = [
  {
    offer: 'aides-au-logement',
    author: 'theo-rivoire',
    changed: {
      description:
        'Aide au loyer, garant, avance de la caution, factures en retard : on calcule avec toi ce à quoi tu as droit, et on remplit les dossiers ensemble. Apporte ta dernière quittance si tu en as une.',
      windowDays: 3,
    },
    daysAgo: 2,
    refusal: null,
  },
  {
    offer: 'chambre-en-residence',
    author: 'sonia-marchetti',
    changed: { title: 'FJT : chambre conventionnée ALS' },
    daysAgo: 4,
    refusal: {
      by: 'marion-delcasse',
      words:
        'Le titre est fait de sigles : un jeune ne saura pas ce qui l’attend. Pouvez-vous revenir à des mots simples ?',
    },
  },
]

const contentOf = ({
  theme,
  need,
  title,
  description,
  place,
  windowDays,
  counting,
  ages,
  criteria,
  zones,
}: DemoOffer) => ({
  theme,
  need,
  title,
  description,
  place,
  windowDays,
  counting: counting ?? 'calendar',
  ageMin: ages[0],
  ageMax: ages[1],
  criteria: criteria ?? {},
  zones: zones.toSorted(),
})

/** The versions of those offers that somebody has changed: as they run, and as they are proposed or to be corrected. */
export const demoOfferVersions = (territories: readonly DemoTerritory[], today: Temporal.PlainDate) =>
  changes.flatMap(({ offer: key, author, changed, daysAgo, refusal }) => {
    const offer = territories.flatMap(({ offers }) => offers).find((each) => each.key === key)
    if (offer === undefined) throw new Error(`the demo changes an offer ${key} that it does not have`)
    const at = (days: number): string => `${today.subtract({ days }).toString()}T09:00:00Z`
    const running = {
      offer_id: demoId('offer', key),
      number: 1,
      content: contentOf(offer),
      state: 'accepted',
      author_id: demoId('user', author),
      written_at: at(180),
      proposed_at: at(180),
      reviewed_by: null as string | null,
      reviewed_at: null as string | null,
      review_words: null as string | null,
    }
    const change = { ...running, number: 2, written_at: at(daysAgo), proposed_at: at(daysAgo) }
    const content = { ...running.content, ...changed }
    return [
      running,
      refusal === null
        ? { ...change, content, state: 'proposed' }
        : {
            ...change,
            content,
            state: 'refused',
            reviewed_by: demoId('user', refusal.by),
            reviewed_at: at(daysAgo - 1),
            review_words: refusal.words,
          },
    ]
  })
