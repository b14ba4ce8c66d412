import { charterTextOn, charterWords } from '@boussole/contracts'
import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import { demoId } from './demo-id.ts'

/** Two partners whose year ends soon were sent the charter to be signed online: one has signed, the other not yet. */
const proposed = [
  {
    partner: 'mission-locale-forez',
    name: 'Brigitte Salvan',
    function: 'Directrice',
    email: 'brigitte.salvan@mission-locale-forez.example',
    daysAgo: 6,
    signedDaysAgo: 2,
  },
  {
    partner: 'mission-locale-rives-de-loire',
    name: 'Michel Auroux',
    function: 'Directeur',
    email: 'michel.auroux@ml-rives-de-loire.example',
    daysAgo: 3,
    signedDaysAgo: null,
  },
] as const

const sha256 = (words: string): string => `\\x${createHash('sha256').update(words).digest('hex')}`

/** Charters of the demo that wait for signatures. Their links left in no mail: sent again, they have one. */
export const demoCharters = (today: Temporal.PlainDate) => {
  const text = charterTextOn(today)
  return proposed.map(({ partner, name, function: role, email, daysAgo, signedDaysAgo }) => {
    const hasSigned = signedDaysAgo !== null
    return {
      id: demoId('charter', partner),
      territory_id: demoId('territory', 'loire'),
      partner_id: demoId('partner', partner),
      version: text.version,
      text_hash: sha256(charterWords(text)),
      signatory_name: name,
      signatory_function: role,
      signatory_email: email,
      proposed_by: demoId('user', 'marion-delcasse'),
      proposed_at: `${today.subtract({ days: daysAgo }).toString()}T09:00:00Z`,
      sendings: 1,
      token_hash: sha256(demoId('charter', partner)),
      expires_at: `${today.add({ days: 30 - daysAgo }).toString()}T09:00:00Z`,
      partner_signed_at: hasSigned ? `${today.subtract({ days: signedDaysAgo }).toString()}T14:20:00Z` : null,
      partner_signed_name: hasSigned ? name : null,
      partner_signed_function: hasSigned ? role : null,
      partner_signed_sending: hasSigned ? 1 : null,
    }
  })
}
