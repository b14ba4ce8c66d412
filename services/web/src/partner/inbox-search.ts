import { z } from 'zod'
import type { Safe } from '../site/safe.ts'

/** What may be looked for: a first name, its beginning, or a reference. */
export const searchedWords = z
  .string()
  .trim()
  .max(80)
  .regex(/[\p{L}\d]/u)
  .regex(/^\P{Cc}*$/u)

const sealedShape = z.object({ userId: z.string(), words: searchedWords })

/** Seconds for which an address with words is good: a working day, as a session. */
const goodSeconds = 12 * 3600

/** Words looked for in the inbox, sealed for who looks: no address, history or log holds the name of a young person. */
export interface InboxSearch {
  seal(userId: string, words: string): Promise<string>
  /** Undefined when somebody else sealed them, or when they are too old. */
  open(userId: string, sealed: string): Promise<string | undefined>
}

export const createInboxSearch = (safe: Safe): InboxSearch => ({
  seal: (userId, words) => safe.seal('recherche', { userId, words }, goodSeconds),
  open: async (userId, sealed) => {
    const read = sealedShape.safeParse(await safe.open('recherche', sealed))
    return read.data?.userId === userId ? read.data.words : undefined
  },
})
