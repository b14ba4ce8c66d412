import type { Part } from '../site/visit.tsx'
import { ProfessionalLayout } from './layout.tsx'
import { professionalSite } from './messages.fr.ts'

/** The pages of professionals: in French, in the formal way. */
export const professionalPart: Part = {
  language: 'fr',
  prefix: '/pro',
  words: professionalSite,
  Layout: ProfessionalLayout,
}
