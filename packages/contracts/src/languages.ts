import { z } from 'zod'

/** The languages of young people: French first, English second. Professionals read French. */
export const languages = ['fr', 'en'] as const
export type Language = (typeof languages)[number]

/** In which words are wanted. */
export const language = () => z.enum(languages)

/** Words in every language. */
export type InEachLanguage = Readonly<Record<Language, string>>
