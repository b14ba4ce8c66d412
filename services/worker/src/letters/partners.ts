import { findPartner } from '@boussole/db'
import type { MailProps } from '@boussole/mail'
import type { LetterFacts } from '../compose-letter.ts'

/** That a partner has closed; only who watches over it still has a page of it. */
export const partnerClosed = async ({
  db,
  row: { details, recipientKind },
  recipientName,
  settings,
}: LetterFacts): Promise<MailProps<'partner-closed'> | undefined> => {
  const { partnerId, evenIfLeft } = details
  const partner = partnerId === undefined ? undefined : await findPartner(db, partnerId)
  if (partner === undefined || partner.closedAt === null) return undefined
  const { name: partnerName, closedAt, timeZone, place } = partner
  const day = closedAt.toZonedDateTimeISO(timeZone).toPlainDate().toString()
  const isWatcher = recipientKind === 'user' && evenIfLeft === undefined
  const url = isWatcher ? `${settings.proUrl}/animation/structures/${place.partnerId}` : null
  return { recipientName, partnerName, day, url }
}
