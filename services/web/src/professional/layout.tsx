import type { ComponentChildren } from 'preact'
import { Frame } from '../components/layout.tsx'
import type { Visit } from '../site/visit.tsx'
import { professionalFr } from './messages.fr.ts'

/** The frame of professionals' pages. */
export const ProfessionalLayout = ({
  visit,
  title,
  children,
}: {
  visit: Visit
  title: string
  children: ComponentChildren
}) => (
  <Frame
    visit={visit}
    title={title}
    links={
      // Nothing to go to before one has signed in.
      !visit.path.startsWith('/connexion') && (
        <>
          <a href={visit.href('/')}>{professionalFr.referrals}</a>
          <a href={visit.href('/deconnexion')}>{professionalFr.signOut}</a>
        </>
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
