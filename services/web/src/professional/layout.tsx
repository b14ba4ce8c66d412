import type { ComponentChildren } from 'preact'
import { Frame } from '../components/layout.tsx'
import type { Visit } from '../site/visit.tsx'
import { professionalFr } from './messages.fr.ts'
import { sectionOf } from './sections.ts'

/** The frame of professionals' pages. */
export const ProfessionalLayout = ({
  visit,
  title,
  children,
}: {
  visit: Visit
  title: string
  children: ComponentChildren
}) => {
  // Nothing to go to, and nothing to leave, before one has signed in.
  const isSignedIn = visit.sections.length > 0
  const here = sectionOf(visit.path)
  return (
    <Frame
      visit={visit}
      title={title}
      sheet="professional.css"
      links={
        isSignedIn && (
          <>
            <a href={visit.href('/compte')}>{professionalFr.account}</a>
            <a href={visit.href('/deconnexion')}>{professionalFr.signOut}</a>
          </>
        )
      }
      banner={
        isSignedIn && (
          <nav class="top-inner sections" aria-label={professionalFr.sections.label}>
            {visit.sections.map(({ path, label }) => (
              <a key={path} href={visit.href(path)} {...(path === here ? { 'aria-current': 'true' as const } : {})}>
                {label}
              </a>
            ))}
          </nav>
        )
      }
      foot={
        <nav aria-label={visit.words.footer.label}>
          <a href="/">{professionalFr.youngPeople}</a>
        </nav>
      }
    >
      {children}
    </Frame>
  )
}
