import { observesSomething, onlyObserves } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { FastifyRequest } from 'fastify'
import type { Section } from '../site/visit.tsx'
import { professionalFr } from './messages.fr.ts'
import { professionalIn } from './parts.ts'

const words = professionalFr.sections

const answersOrWatches = (professional: Professional): boolean => !onlyObserves(professional)

/** The sections of the professionals' pages, in order; those of the animation are for who watches something. */
const sections: readonly (Section & { readonly isFor: (professional: Professional) => boolean })[] = [
  { path: '/', label: words.referrals, isFor: answersOrWatches },
  { path: '/offres', label: words.offers, isFor: answersOrWatches },
  { path: '/chiffres', label: words.figures, isFor: ({ partnerIds }) => partnerIds.length > 0 },
  { path: '/annuaire', label: words.directory, isFor: answersOrWatches },
  { path: '/signalements', label: words.problems, isFor: ({ partnerIds }) => partnerIds.length > 0 },
  { path: '/equipe', label: words.team, isFor: ({ partnerIds }) => partnerIds.length > 0 },
  { path: '/rencontres', label: words.meetings, isFor: ({ partnerIds }) => partnerIds.length > 0 },
  { path: '/convention', label: words.agreement, isFor: ({ partnerIds }) => partnerIds.length > 0 },
  { path: '/animation', label: words.animation, isFor: observesSomething },
]

/** The sections that the person who asks for a page may go to; none before signing in. */
export const sectionsOf = (request: FastifyRequest): readonly Section[] => {
  const professional = professionalIn(request)
  return professional === null ? [] : sections.filter(({ isFor }) => isFor(professional))
}

const beginsWith = (path: string, section: string): boolean =>
  path === section || path.startsWith(`${section}/`) || path.startsWith(`${section}?`)

/** The section in which a page lies: the inbox is where none of the others begins; one's own account lies in none. */
export const sectionOf = (path: string): string =>
  beginsWith(path, '/compte')
    ? ''
    : (sections.find((section) => section.path !== '/' && beginsWith(path, section.path))?.path ?? '/')
