import { problemCategories } from '@boussole/domain'
import type { PartnerId, ReferralId } from '@boussole/domain'
import { z } from 'zod'
import { freeWords, id } from './words.ts'

/** The longest message, in characters; SQL holds it too. */
const longestMessage = 2000

const words = () =>
  freeWords(longestMessage).refine((given) => given.trim() !== '', 'Dites en quelques mots ce qui se passe.')

/** A problem that a partner's professional reports to the animation; the referral is one of the partner's. */
export const problemReported = z.strictObject({
  partnerId: id<PartnerId>(),
  category: z.enum(problemCategories, 'Choisissez de quoi il s’agit.'),
  words: words(),
  referralId: id<ReferralId>().nullable().default(null),
})

/** What is written in it afterwards; whoever closes it need not add a word. */
export const problemAnswered = z
  .strictObject({ words: freeWords(longestMessage), closes: z.boolean() })
  .refine(({ words: said, closes }) => closes || said.trim() !== '', {
    path: ['words'],
    error: 'Écrivez votre réponse.',
  })

export type ProblemReported = z.output<typeof problemReported>
export type ProblemAnswered = z.output<typeof problemAnswered>
