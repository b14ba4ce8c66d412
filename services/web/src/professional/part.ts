import type { Part } from '../site/visit.tsx'
import { ProfessionalLayout } from './layout.tsx'
import { professionalSite } from './messages.fr.ts'
import { sectionsOf } from './sections.ts'

/** The pages of professionals: in French, in the formal way. */
export const professionalPart: Part = {
  language: 'fr',
  prefix: '/pro',
  words: professionalSite,
  sectionsOf,
  Layout: ProfessionalLayout,
}
