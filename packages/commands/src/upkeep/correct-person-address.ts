import {
  closeSignInLinks,
  endSessionsOf,
  findColleagues,
  keepCorrectedAddress,
  lockAccount,
  platformNow,
  queueLetter,
  transact,
  updatePersonAddress,
} from '@boussole/db'
import type { PersonInDoubt } from '@boussole/db'
import { mayAct, Refusal, standingsOnAccount } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { Deps } from '../deps.ts'
import { placeOfDoubt, readPersonInDoubt } from './clear-person-doubt.ts'

/** May this professional put this person's address right? Who watches over all that the person answers for. */
export const mayCorrectAddress = (professional: Professional, person: PersonInDoubt): boolean =>
  mayAct('person-address', standingsOnAccount(professional, person))

/**
 * A referent whose mails come back gets the address at which they are reached: they cannot sign in to change it. Their
 * sessions end, links sent before open nothing, and a mail to the new address tells them. The address before and their
 * colleagues are told too, so that somebody may say that it is wrong. Refuses: `not-found`, also when the address is in
 * doubt no more; `not-allowed` when the person acts where the professional does not watch, or watches too;
 * `same-address`; `address-taken` by another account.
 */
export const correctPersonAddress = (
  { userId, email }: { readonly userId: string; readonly email: string },
  professional: Professional,
  { db }: Pick<Deps, 'db'>,
): Promise<void> =>
  transact(db, async (tx) => {
    await lockAccount(tx, userId)
    const person = await readPersonInDoubt(userId, professional, tx)
    if (!mayCorrectAddress(professional, person)) throw new Refusal('not-allowed')
    const { email: oldEmail } = person
    if (email === oldEmail) throw new Refusal('same-address')
    const now = await platformNow(tx)
    if (!(await updatePersonAddress(tx, { userId, oldEmail, email }))) throw new Refusal('address-taken')
    await closeSignInLinks(tx, userId)
    await endSessionsOf(tx, userId, 'all')
    const territoryId = placeOfDoubt(professional, person)?.territoryId ?? null
    const addressBefore = await keepCorrectedAddress(tx, {
      of: { accountId: userId },
      oldEmail,
      newEmail: email,
      userId: professional.userId,
      territoryId,
    })
    const once = `${userId}/${now.toString()}`
    await queueLetter(tx, { letter: 'address-corrected', to: { user: userId }, once, territoryId }, now)
    const replaced = { letter: 'address-replaced', once, territoryId, details: { userId } } as const
    if (addressBefore !== undefined) await queueLetter(tx, { ...replaced, to: { addressBefore } }, now)
    await queueLetter(tx, { ...replaced, to: { referents: await findColleagues(tx, userId) } }, now)
  })
