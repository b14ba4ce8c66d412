import { Notice } from '../../components/blocks.tsx'
import type { FormError } from '../../site/form.ts'
import { writingFr } from './writing.fr.ts'

/** What an offer lacks before it can be proposed; each line leads to its field, in the form of this address. */
export const Missing = ({ missing, form = '' }: { missing: readonly FormError[]; form?: string }) =>
  missing.length === 0 ? null : (
    <Notice tone="info" title={writingFr.missing.title}>
      <ul>
        {missing.map(({ field, message }) => (
          <li key={field}>
            <a href={`${form}#champ-${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </Notice>
  )
