/** What a problem that a partner reports is about: a mistake in an offer, an account, a young person's request, a fault of the platform. */
export const problemCategories = ['offer', 'access', 'request', 'malfunction', 'other'] as const
export type ProblemCategory = (typeof problemCategories)[number]

/** Who is behind something written in it: the partner that reported it, or the animation. */
export type ProblemSide = 'partner' | 'animation'
