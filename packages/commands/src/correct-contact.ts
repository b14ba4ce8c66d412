import { contactFault } from '@boussole/contracts'
import type { ContactCorrected } from '@boussole/contracts'
import { updateContact } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Deps } from './deps.ts'
import { limitAddress } from './limit-address.ts'
import { actWithToken } from './tracking.ts'

/**
 * The young person corrects how to be reached, or gives or takes back the consent to be redirected; a field that is
 * absent stays as it is. The partners read it afresh, and the next lapse follows it (GDPR art. 7(3)).
 * Refuses: `not-found`, `contact-missing` (neither mail nor phone left, or the preferred one missing),
 * `asked-too-often` of a new address.
 */
export const correctContact = (token: string, given: ContactCorrected, deps: Pick<Deps, 'db'>): Promise<void> =>
  actWithToken(token, deps, async ({ request, tx, now }) => {
    const contact = {
      firstName: given.firstName ?? request.firstName,
      email: given.email === undefined ? request.email : given.email,
      phone: given.phone === undefined ? request.phone : given.phone,
      prefers: given.prefers === undefined ? request.prefers : given.prefers,
      moments: given.moments === undefined ? request.moments : given.moments,
      message: given.message === undefined ? request.message : given.message,
      consentRedirect: given.redirectConsent ?? request.consentRedirect,
    }
    if (contactFault(contact) !== null) throw new Refusal('contact-missing')
    // Pressed twice, it is corrected once.
    if (Object.entries(contact).every(([field, value]) => Reflect.get(request, field) === value)) return
    if (contact.email !== null && contact.email.toLowerCase() !== request.email?.toLowerCase()) {
      await limitAddress(tx, contact.email)
    }
    const changesConsent = contact.consentRedirect !== request.consentRedirect
    await updateContact(tx, request.id, contact, { now, changesConsent })
  })
