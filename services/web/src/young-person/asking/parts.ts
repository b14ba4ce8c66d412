import type { Deps } from '@boussole/commands'
import type { Language } from '@boussole/contracts'
import type { Limit } from '@boussole/http'
import type { SignedIn } from '../../professional/signed-in.ts'
import type { Visits } from '../../site/visit.tsx'
import type { TrackedToken } from '../tracking/tracked-token.ts'
import type { Drafts } from './draft.ts'
import { askingEn } from './messages.en.ts'
import { askingFr } from './messages.fr.ts'
import type { AskingMessages } from './messages.fr.ts'

/** How often one client address may send, whatever the language of the page. */
interface SendingLimits {
  /** A class of 30 behind one address may ask at once, twice a minute. */
  readonly asking: Limit
  /** A class of 30, twice in five minutes; one request is sent a link once a quarter of an hour, whoever asks. */
  readonly links: Limit
}

/** What the pages of a request are made with. */
export interface AskingParts {
  readonly deps: Deps
  readonly visits: Visits
  readonly drafts: Drafts
  readonly tracked: TrackedToken
  readonly signedIn: SignedIn
  readonly limits: SendingLimits
  /** Where browsers find the API. */
  readonly apiUrl: string
  /** The site's own address, as written in links that leave it. */
  readonly siteUrl: string
}

const messages: Readonly<Record<Language, AskingMessages>> = { fr: askingFr, en: askingEn }

export const wordsIn = (language: Language): AskingMessages => messages[language]
