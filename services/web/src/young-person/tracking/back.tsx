import { BackLink } from '../../components/blocks.tsx'
import type { Visit } from '../../site/visit.tsx'
import { trackingWordsIn } from './parts.ts'

/** The way back to the request that is followed. */
export const Back = ({ visit }: { visit: Visit }) => (
  <BackLink href={visit.href('/suivi')} label={trackingWordsIn(visit.language).back} />
)
