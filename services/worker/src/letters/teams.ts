import { findAbsence, findGaps, findLeft } from '@boussole/db'
import type { MailProps } from '@boussole/mail'
import type { LetterFacts } from '../compose-letter.ts'

/** To the animators, as long as nobody receives during the absence. */
export const absenceWithoutDeputy = async ({
  db,
  row: { details },
  recipientName,
  settings,
}: LetterFacts): Promise<MailProps<'absence-without-deputy'> | undefined> => {
  const { absenceId } = details
  const absence = absenceId === undefined ? undefined : await findAbsence(db, absenceId)
  if (absence === undefined) return undefined
  const gaps = await findGaps(db, absence)
  if (gaps.length === 0) return undefined
  const { partnerId, partnerName, referentName, fromDay, toDay } = absence
  const offers = new Set(gaps.map(({ offerId }) => offerId)).size
  const url = `${settings.proUrl}/equipe?structure=${partnerId}`
  return { recipientName, partnerName, referentName, fromDay, toDay, offers, url }
}

/** To the animators, as long as the partner has nobody. */
export const nobodyLeft = async ({
  db,
  row: { details },
  recipientName,
  settings,
}: LetterFacts): Promise<MailProps<'nobody-left'> | undefined> => {
  const { referentId } = details
  const left = referentId === undefined ? undefined : await findLeft(db, referentId)
  if (left === undefined || left.hasSomebody) return undefined
  const { partnerName, referentName } = left
  return { recipientName, partnerName, referentName, url: `${settings.proUrl}/animation/invitations/nouvelle` }
}
