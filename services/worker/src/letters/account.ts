import { signInLinkIsOpen } from '@boussole/db'
import type { MailProps } from '@boussole/mail'
import type { LetterFacts } from '../compose-letter.ts'

/** The link with which a professional signs in, unless it is used or too old by now. */
export const signInLink = async ({
  db,
  row: { details },
  recipientName,
  settings: { proUrl, signInTokenOf },
}: LetterFacts): Promise<MailProps<'sign-in-link'> | undefined> => {
  const { linkId } = details
  if (linkId === undefined || !(await signInLinkIsOpen(db, linkId))) return undefined
  return { recipientName, url: `${proUrl}/connexion/lien/${signInTokenOf(linkId)}` }
}

/** That the address of an account was put right: the link is asked for from there, for one lasts ten minutes only. */
export const addressCorrected = ({
  recipientName,
  settings: { proUrl },
}: LetterFacts): Promise<MailProps<'address-corrected'>> =>
  Promise.resolve({ recipientName, url: `${proUrl}/connexion` })
