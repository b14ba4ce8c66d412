import type { IconName } from '../../components/icon.tsx'

const known: Readonly<Record<string, IconName>> = {
  logement: 'home',
  emploi: 'briefcase',
  formation: 'book',
  sante: 'heart',
  mobilite: 'bus',
}

/** A drawing for a theme; themes are data, so one that is new has the compass. */
export const themeIcon = (theme: string): IconName => known[theme] ?? 'compass'
