import type { Language } from '@boussole/contracts'

/** What the addresses of a language begin with: nothing in French. */
export const prefixOf: Readonly<Record<Language, string>> = { fr: '', en: '/en' }
