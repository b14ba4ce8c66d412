import { findMailFacts } from '@boussole/db'
import type { Database, MailFacts, OutboxRow, RequestMailRow } from '@boussole/db'
import { asId, isCalledFor } from '@boussole/domain'
import type { MailName, RequestId } from '@boussole/domain'
import { dayInWords, renderMail } from '@boussole/mail'
import type { MailProps, RenderedMail } from '@boussole/mail'
import type { Temporal } from 'temporal-polyfill'
import {
  bounceAnimator,
  claimAnimator,
  lapseAnimator,
  lateAcceptedAnimator,
  outcomeAnimator,
  overdueRegional,
  unresolvedAnimator,
} from './mail-facts/animation.ts'
import {
  handedOver,
  lapsePartner,
  outcome,
  referralRequest,
  reminder,
  withdrawalPartner,
} from './mail-facts/partner.ts'
import { dayOf, lastLinkOf } from './mail-facts/told.ts'
import type { Told } from './mail-facts/told.ts'
import {
  accompaniment,
  closing,
  dueAtTold,
  extension,
  feedback,
  lapseYoungPerson,
  receipt,
  redirection,
  refusal,
  stillLooking,
  trackingLink,
  withdrawalYoungPerson,
} from './mail-facts/young-person.ts'

/** Where the links of mails lead. Addresses have no slash at the end. */
export interface MailSettings {
  /** The young people's site. */
  readonly publicUrl: string
  /** The professionals' site. */
  readonly proUrl: string
  readonly trackingTokenOf: (requestId: RequestId) => string
  readonly contactTokenOf: (testId: string) => string
  readonly signInTokenOf: (linkId: string) => string
  /** Of the link that this mail carries. */
  readonly actionTokenOf: (row: Pick<OutboxRow, 'id' | 'referralId'>) => string
  readonly invitationTokenOf: (about: { readonly id: string; readonly sending: number }) => string
  readonly charterTokenOf: (about: { readonly id: string; readonly sending: number }) => string
}

/** A mail ready to leave. Ids are those of outbox rows, in the order given. */
export interface ComposedMail {
  readonly to: string
  readonly mail: RenderedMail
  /** The rows it tells of. */
  readonly rowsInMail: string[]
  /** The rows that are no longer called for, or whose recipient has no address any more. */
  readonly needless: string[]
}

/** What each mail says; undefined when its moment has passed in a way the rules do not know of. */
type PropsOf = { readonly [N in MailName]: (told: Told, group: readonly Told[]) => MailProps<N> | undefined }

const propsOf: PropsOf = {
  receipt,
  'referral-request': referralRequest,
  reminder,
  'lapse-young-person': lapseYoungPerson,
  'lapse-partner': lapsePartner,
  'lapse-animator': lapseAnimator,
  'late-accepted-animator': lateAcceptedAnimator,
  redirection,
  refusal,
  'unresolved-animator': unresolvedAnimator,
  'overdue-regional': overdueRegional,
  'still-looking': stillLooking,
  closing,
  extension,
  'withdrawal-partner': withdrawalPartner,
  'withdrawal-young-person': withdrawalYoungPerson,
  outcome,
  'outcome-animator': outcomeAnimator,
  'handed-over': handedOver,
  feedback,
  'claim-animator': claimAnimator,
  'bounce-animator': bounceAnimator,
  'tracking-link': trackingLink,
  accompaniment,
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- N ties a mail's name to its own words
const render = <N extends MailName>(name: N, told: Told, group: readonly Told[]): RenderedMail | undefined => {
  const props = propsOf[name](told, group)
  return props && renderMail(name, props, told.language)
}

/** The person behind a row, if there is still one to write to. */
const recipientOf = (
  { recipientKind }: RequestMailRow,
  facts: MailFacts,
): { name: string; email: string } | undefined => {
  const { request, about, person } = facts
  switch (recipientKind) {
    case 'young-person':
      return request.email === null ? undefined : { name: firstNameIn(facts), email: request.email }
    case 'offer-contact':
      return { name: about.partnerName, email: about.contactEmail }
    case 'referent':
    case 'user':
      return person ?? undefined
    case 'invited':
      return undefined
  }
}

/** An erased request has no name left: the day it came helps a partner to know which one it was. */
const firstNameIn = ({ request, about: { referral } }: MailFacts): string =>
  request.firstName ?? `un·e jeune (demande du ${dayInWords(dayOf(referral, request.submittedAt))})`

const isWithdrawn = (row: RequestMailRow, facts: MailFacts): boolean =>
  row.mail === 'receipt' || row.mail === 'tracking-link'
    ? facts.referrals.every((about) => lastLinkOf({ ...facts, about }).referral.state === 'withdrawn')
    : lastLinkOf(facts).referral.state === 'withdrawn'

const isStillCalledFor = (row: RequestMailRow, facts: MailFacts): boolean =>
  isCalledFor(row.mail, facts.about.referral, {
    requestErased: facts.request.erasedAt !== null,
    requestWithdrawn: isWithdrawn(row, facts),
    dueAtTold: dueAtTold(row),
    firstReminder: row.details['milestone'] === 'remind-1',
  })

interface ToldRow {
  readonly row: RequestMailRow
  readonly to: string
  readonly told: Told
}

/**
 * Puts a mail into words just before it leaves, from the facts as they stand now; `rows` is one outbox row, or several
 * reminders of one recipient, which make one mail. Rows that the facts no longer call for are named as needless, and no
 * mail comes out when all of them are (domain.md §4: no mail is ever sent for a referral whose state no longer calls
 * for it).
 */
export const composeMail = async (
  db: Database,
  rows: readonly RequestMailRow[],
  { publicUrl, proUrl, trackingTokenOf, actionTokenOf }: MailSettings,
  now: Temporal.Instant,
): Promise<ComposedMail | Pick<ComposedMail, 'needless'>> => {
  const factsOfRows = await findMailFacts(
    db,
    rows.map(({ id }) => id),
  )
  const toldRows = rows.flatMap((row): ToldRow[] => {
    const facts = factsOfRows.get(row.id)
    if (facts === undefined) throw new Error(`outbox row ${row.id} is about a request without referrals`)
    const recipient = recipientOf(row, facts)
    if (recipient === undefined || !isStillCalledFor(row, facts)) return []
    const language = row.recipientKind === 'young-person' ? facts.request.language : 'fr'
    const urls = {
      tracking: `${publicUrl}${language === 'en' ? '/en' : ''}/suivi/${trackingTokenOf(asId<RequestId>(row.requestId))}`,
      referral: `${proUrl}/lien/${actionTokenOf(row)}`,
      inbox: proUrl,
    }
    const told = {
      facts,
      details: row.details,
      recipientName: recipient.name,
      firstName: firstNameIn(facts),
      language,
      now,
      urls,
    }
    return [{ row, to: recipient.email, told }]
  })
  const [first] = toldRows
  const mail =
    first &&
    render(
      first.row.mail,
      first.told,
      toldRows.map(({ told }) => told),
    )
  const rowsInMail = mail === undefined ? [] : toldRows.map(({ row }) => row.id)
  const needless = rows.map(({ id }) => id).filter((id) => !rowsInMail.includes(id))
  return first === undefined || mail === undefined ? { needless } : { to: first.to, mail, rowsInMail, needless }
}
