import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import { demoId } from './demo-id.ts'

/** Who was invited, so many days ago, and has not answered: one still may, the other's seven days are over. */
const invited = [
  { name: 'Inès Faure', email: 'ines.faure@premier-toit.example', daysAgo: 2 },
  { name: 'Bastien Roux', email: 'bastien.roux@premier-toit.example', daysAgo: 12 },
] as const

/** Invitations of the demo. Their first link left in no mail: sent again, they have one. */
export const demoInvitations = (today: Temporal.PlainDate) =>
  invited.map(({ name, email, daysAgo }) => {
    const sent = `${today.subtract({ days: daysAgo }).toString()}T09:00:00Z`
    return {
      id: demoId('invitation', email),
      territory_id: demoId('territory', 'loire'),
      partner_id: demoId('partner', 'premier-toit'),
      email,
      name,
      invited_by: demoId('user', 'marion-delcasse'),
      created_at: sent,
      sendings: 1,
      sent_at: sent,
      token_hash: `\\x${createHash('sha256').update(demoId('invitation', email)).digest('hex')}`,
      expires_at: `${today.subtract({ days: daysAgo - 7 }).toString()}T09:00:00Z`,
    }
  })
