import {
  eraseRequestRow,
  exportRequest as readExport,
  findPersonRequest,
  keepAct,
  keepErasure,
  openRequests,
  platformNow,
  queueMails,
  transact,
} from '@boussole/db'
import type { PersonRequest, Reader, RequestExport, Tx } from '@boussole/db'
import { asId, mayAct, Refusal, standingsInTerritory } from '@boussole/domain'
import type { ActKind, Professional, RequestId } from '@boussole/domain'
import { actOn } from './act-on.ts'
import type { Deps } from './deps.ts'
import { withdrawAll } from './withdraw-request.ts'

/**
 * A request of a person who asks for their data, for who watches the territory. Refuses: `not-found`, also when it is
 * another territory's or was erased.
 */
export const readPersonRequest = async (
  requestId: string,
  professional: Professional,
  reader: Reader,
): Promise<PersonRequest> => {
  const found = await findPersonRequest(reader, requestId)
  if (found === undefined || !mayAct('person-rights', standingsInTerritory(professional, found.place)))
    throw new Refusal('not-found')
  return found
}

const keep = (tx: Tx, kind: ActKind, { reference, place }: PersonRequest, { userId }: Professional): Promise<void> =>
  keepAct(tx, { kind, userId, territoryId: place.territoryId, about: reference })

/**
 * The person is sent the link to their own page, where they see, export, correct and erase everything themselves: once
 * every quarter of an hour. Refuses: `not-found`; `no-address` (only a phone was left).
 */
export const sendPersonLink = (
  requestId: string,
  professional: Professional,
  { db }: Pick<Deps, 'db'>,
): Promise<void> =>
  transact(db, async (tx) => {
    const found = await readPersonRequest(requestId, professional, tx)
    if (found.email === null) throw new Refusal('no-address')
    const request = (await openRequests(tx, [requestId])).get(requestId)?.request
    if (request === undefined || request.erasedAt !== null) throw new Refusal('not-found')
    const now = await platformNow(tx)
    const once = String(Math.floor(now.epochMilliseconds / 900_000))
    const mail = { mail: 'tracking-link', to: 'young-person', once, referral: null } as const
    await queueMails(tx, { request, mails: [mail], now })
    await keep(tx, 'person-link-sent', found, professional)
  })

/** Notes that a copy of the data is handed over; what is read afterwards is the copy. Refuses: `not-found`. */
export const handOverCopy = (requestId: string, professional: Professional, { db }: Pick<Deps, 'db'>): Promise<void> =>
  transact(db, async (tx) => {
    await keep(tx, 'person-exported', await readPersonRequest(requestId, professional, tx), professional)
  })

/** Everything kept about the request. GDPR art. 15 and 20. Refuses: `not-found`. */
export const readPersonCopy = async (
  requestId: string,
  professional: Professional,
  { db }: Pick<Deps, 'db'>,
): Promise<RequestExport> => {
  await readPersonRequest(requestId, professional, db)
  const copy = await readExport(db, { requestId })
  if (copy === undefined) throw new Refusal('not-found')
  return copy
}

/**
 * The person's data goes, as when they erase it themselves: what is open ends and its partners are told, then every
 * personal field and note goes. GDPR art. 17. Refuses: `not-found`.
 */
export const erasePerson = (requestId: string, professional: Professional, deps: Pick<Deps, 'db'>): Promise<void> =>
  actOn({ requestId, catchingUp: true }, deps, async (acting) => {
    const { tx, now } = acting
    const found = await readPersonRequest(requestId, professional, tx)
    const by = { kind: 'animator', userId: professional.userId } as const
    await withdrawAll(acting, by)
    await eraseRequestRow(tx, asId<RequestId>(requestId), { by, now })
    await keepErasure(tx, { kind: 'requests', territoryId: found.place.territoryId, count: 1 })
    await keep(tx, 'person-erased', found, professional)
  })
