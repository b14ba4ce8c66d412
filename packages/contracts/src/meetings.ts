import { z } from 'zod'
import { instant } from './times.ts'
import { freeWords, id, line } from './words.ts'

/** For whom: everybody in the network of the territory, a theme, or these partners. */
export const networkAudience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('theme'), theme: z.string().regex(/^[a-z0-9-]{1,60}$/) }),
  z.strictObject({ kind: z.literal('partners'), partnerIds: z.array(id()).min(1).max(200) }),
])
export type NetworkAudience = z.output<typeof networkAudience>

const isThere = (words: string): boolean => words.trim() !== ''

/** Where one joins from afar: an address of the web. */
const webAddress = z
  .string()
  .trim()
  .max(300)
  .refine((given) => given === '' || (/^https:\/\/[^\s"'<>\\]+$/.test(given) && URL.canParse(given)), {
    error: 'Un lien de visio commence par https:// et ne contient pas d’espace.',
  })

/** A working group that is called, or changed. */
export const meetingContent = z
  .strictObject({
    subject: line(120, 3),
    words: freeWords(2000),
    startsAt: instant,
    endsAt: instant,
    place: line(300, 0),
    link: webAddress,
  })
  .refine(({ place, link }) => place !== '' || link !== '', {
    path: ['place'],
    error: 'Indiquez un lieu, un lien de visio, ou les deux.',
  })
export type MeetingContent = z.output<typeof meetingContent>

/** What was said in a meeting. */
export const meetingMinutes = freeWords(20_000).refine(isThere, 'Écrivez le compte rendu.')

/** A mail to the network: plain words. */
export const networkLetter = z.strictObject({
  subject: line(100, 3),
  words: freeWords(5000).refine(isThere, 'Écrivez votre message.'),
  audience: networkAudience,
})
export type NetworkLetter = z.output<typeof networkLetter>
