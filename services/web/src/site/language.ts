/** French first; English is the second language of young people. */
export const languages = ['fr', 'en'] as const
export type Language = (typeof languages)[number]

/** What the addresses of a language begin with: nothing in French. */
export const prefixOf: Readonly<Record<Language, string>> = { fr: '', en: '/en' }
