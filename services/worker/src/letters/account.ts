import { findAlertedAddresses, findProfessional, signInLinkIsOpen } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
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

/** Whom to tell that an address is wrong. */
const contactsOf = async ({ db, row: { territoryId } }: LetterFacts): Promise<readonly string[]> =>
  territoryId === null ? [] : findAlertedAddresses(db, territoryId)

/** That the address of an account was put right: the link is asked for from there, for one lasts ten minutes only. */
export const addressCorrected = async (facts: LetterFacts): Promise<MailProps<'address-corrected'>> => ({
  contacts: await contactsOf(facts),
  url: `${facts.settings.proUrl}/connexion`,
})

/** To the address before, which need not be told whose it was, and to colleagues, who are. */
export const addressReplaced = async (facts: LetterFacts): Promise<MailProps<'address-replaced'> | undefined> => {
  const { db, row, recipientName } = facts
  const contacts = await contactsOf(facts)
  if (row.recipientKind === 'invited') return { recipientName, colleague: null, contacts }
  const { userId } = row.details
  const colleague = userId === undefined ? undefined : await findProfessional(db, asId<UserId>(userId))
  return colleague && { recipientName, colleague: colleague.name, contacts }
}
