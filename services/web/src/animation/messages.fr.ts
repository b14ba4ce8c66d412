import { fr } from '@boussole/mail'

/** What the pages of the animation say. */
export const animationFr = {
  today: {
    title: 'Animation',
    heading: 'Animation du territoire',
    lead: fr`Ce qui attend un geste de votre part.`,
  },
} as const
