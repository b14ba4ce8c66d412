import type { MeetingContent, NetworkAudience } from '@boussole/contracts'
import {
  cancelMeetingRow,
  findMeeting,
  insertMeeting,
  keepAct,
  listNetworkReferents,
  listWatchedTerritories,
  lockMeeting,
  markMinutesSent,
  platformNow,
  queueLetter,
  transact,
  updateAnswer,
  updateAttendance,
  updateMeeting,
  updateMembers,
  updateMinutes,
} from '@boussole/db'
import type { Meeting, NetworkReferent, Reader, Tx } from '@boussole/db'
import { mayAct, maySee, mayTakePlace, Refusal, standingsInMeeting, standingsInTerritory } from '@boussole/domain'
import type { ActKind, MeetingAnswer, Professional, Standing } from '@boussole/domain'
import type { Deps } from '../deps.ts'

type Db = Pick<Deps, 'db'>

const standingsOf = (professional: Professional, { territory, members }: Meeting): Standing[] =>
  standingsInMeeting(professional, {
    ...territory,
    isMember: members.some(({ userId, isThere }) => isThere && userId === professional.userId),
  })

/** A working group that this person may see: who was invited, and who watches. Refuses: `not-found`. */
export const readMeeting = async (id: string, professional: Professional, reader: Reader): Promise<Meeting> => {
  const meeting = await findMeeting(reader, id)
  if (meeting === undefined || !maySee('meeting', standingsOf(professional, meeting))) throw new Refusal('not-found')
  return meeting
}

/** What a letter about a working group tells: that it is called, as it is now, or that one is invited, or is not any more. */
interface Told {
  readonly id: string
  readonly sequence: number
  readonly territoryId: string
  readonly referentIds: readonly string[]
  readonly change?: 'added' | 'removed'
}

/** They read of it by mail, with a file for their calendars. */
const tellMembers = async (tx: Tx, { id, sequence, territoryId, referentIds, change }: Told): Promise<void> => {
  const details = { meetingId: id, sequence: String(sequence), ...(change === undefined ? {} : { change }) }
  const to = { referents: referentIds }
  const now = await platformNow(tx)
  // Somebody may be invited, taken away and invited again while the meeting stays as it is.
  const once = change === undefined ? `${id}/${sequence}` : `${id}/${change}/${now.toString()}`
  await queueLetter(tx, { letter: 'meeting-called', to, once, territoryId, details }, now)
}

/**
 * The animation calls a working group and invites referents of its network. `id` names the form that was filled in: sent
 * twice, it is one meeting. Charter: "groupes de travail animés par…". Refuses: `not-found` (a territory that is not
 * theirs), `meeting-in-the-past`, `nobody-invited`.
 */
export const callMeeting = (
  {
    id,
    territoryId,
    audience,
    content,
  }: {
    readonly id: string
    readonly territoryId: string
    readonly audience: NetworkAudience
    readonly content: MeetingContent
  },
  professional: Professional,
  { db }: Db,
): Promise<void> =>
  transact(db, async (tx) => {
    const place = (await listWatchedTerritories(tx, professional)).find((each) => each.territoryId === territoryId)
    if (place === undefined || !mayAct('meeting-organisation', standingsInTerritory(professional, place)))
      throw new Refusal('not-found')
    if (!mayTakePlace(content, await platformNow(tx))) throw new Refusal('meeting-in-the-past')
    const invited = await listNetworkReferents(tx, { territoryId, audience })
    if (invited.length === 0) throw new Refusal('nobody-invited')
    const referentIds = invited.map(({ referentId }) => referentId)
    const theme = audience.kind === 'theme' ? audience.theme : null
    const { userId } = professional
    if (!(await insertMeeting(tx, { id, territoryId, theme, content, referentIds, userId }))) return
    const about = content.subject
    await keepAct(tx, { kind: 'meeting-called', userId, territoryId, aboutId: id, about })
    await tellMembers(tx, { id, sequence: 0, territoryId, referentIds })
  })

/** One act of the animation on a working group, which is locked. Refuses: `not-found`, what the act refuses. */
const organise = (
  id: string,
  professional: Professional,
  { db }: Db,
  act: (tx: Tx, meeting: Meeting) => Promise<{ readonly kept: ActKind; readonly newValue?: string }>,
): Promise<void> =>
  transact(db, async (tx) => {
    const meeting = await lockMeeting(tx, id)
    if (meeting === undefined || !mayAct('meeting-organisation', standingsOf(professional, meeting)))
      throw new Refusal('not-found')
    const { kept, newValue } = await act(tx, meeting)
    await keepAct(tx, {
      kind: kept,
      userId: professional.userId,
      territoryId: meeting.territory.territoryId,
      aboutId: id,
      about: meeting.subject,
      ...(newValue === undefined ? {} : { newValue }),
    })
  })

const mustBeAhead = ({ isCancelled, hasBegun }: Meeting): void => {
  if (isCancelled || hasBegun) throw new Refusal('meeting-over')
}

const membersOf = ({ id, territory, members }: Meeting, sequence: number) => ({
  id,
  sequence,
  territoryId: territory.territoryId,
  referentIds: members.map(({ referentId }) => referentId),
})

/** A working group changes before it begins; members read of it by mail. Refuses: `not-found`, `meeting-over`, `meeting-in-the-past`. */
export const changeMeeting = (
  id: string,
  content: MeetingContent,
  professional: Professional,
  deps: Db,
): Promise<void> =>
  organise(id, professional, deps, async (tx, meeting) => {
    mustBeAhead(meeting)
    if (!mayTakePlace(content, await platformNow(tx))) throw new Refusal('meeting-in-the-past')
    await tellMembers(tx, membersOf(meeting, await updateMeeting(tx, id, content)))
    return { kept: 'meeting-changed', newValue: content.startsAt.toString() }
  })

/** Who may be invited besides: the network's referents of today, but for those who are invited already. */
export const listInvitable = async (
  { territory, members }: Meeting,
  reader: Reader,
): Promise<readonly NetworkReferent[]> => {
  const network = await listNetworkReferents(reader, {
    territoryId: territory.territoryId,
    audience: { kind: 'all' },
  })
  return network.filter(({ userId }) => !members.some((member) => member.userId === userId))
}

/**
 * Who is invited to a working group changes before it begins: only who was added or taken away, whoever a colleague invited
 * meanwhile. Who is added gets an invitation for their calendar, who is taken away its cancellation (RFC 5546, 3.2.5); the
 * others read nothing. Refuses:
 * `not-found` (also of somebody who is not of the network), `meeting-over`, `nobody-invited`.
 */
export const changeMembers = (
  id: string,
  change: { readonly added: readonly string[]; readonly removed: readonly string[] },
  professional: Professional,
  deps: Db,
): Promise<void> =>
  organise(id, professional, deps, async (tx, meeting) => {
    mustBeAhead(meeting)
    const isMember = new Set(meeting.members.map(({ referentId }) => referentId))
    const invitable = new Set((await listInvitable(meeting, tx)).map(({ referentId }) => referentId))
    const added = [...new Set(change.added)].filter((referentId) => !isMember.has(referentId))
    const removed = [...isMember].filter((referentId) => change.removed.includes(referentId))
    if (isMember.size + added.length === removed.length) throw new Refusal('nobody-invited')
    if (!added.every((referentId) => invitable.has(referentId))) throw new Refusal('not-found')
    await updateMembers(tx, { id, added, removed })
    const { sequence, territory } = meeting
    const told = { id, sequence, territoryId: territory.territoryId }
    await tellMembers(tx, { ...told, referentIds: added, change: 'added' })
    await tellMembers(tx, { ...told, referentIds: removed, change: 'removed' })
    return { kept: 'meeting-members-changed', newValue: `+${added.length} -${removed.length}` }
  })

/** A working group does not take place; members read of it by mail. Refuses: `not-found`, `meeting-over`. */
export const cancelMeeting = (id: string, professional: Professional, deps: Db): Promise<void> =>
  organise(id, professional, deps, async (tx, meeting) => {
    mustBeAhead(meeting)
    await tellMembers(tx, membersOf(meeting, await cancelMeetingRow(tx, id, professional.userId)))
    return { kept: 'meeting-cancelled' }
  })

/** Somebody invited says whether they come, and may say otherwise until it begins. Refuses: `not-found`, `meeting-over`. */
export const answerMeeting = (
  id: string,
  answer: MeetingAnswer,
  professional: Professional,
  { db }: Db,
): Promise<void> =>
  transact(db, async (tx) => {
    const meeting = await lockMeeting(tx, id)
    const { userId } = professional
    const own = meeting === undefined ? [] : standingsOf(professional, meeting).filter((one) => one === 'member')
    if (meeting === undefined || !mayAct('meeting', own)) throw new Refusal('not-found')
    mustBeAhead(meeting)
    await updateAnswer(tx, { id, userId, answer })
  })

const mustHaveBegun = ({ isCancelled, hasBegun }: Meeting): void => {
  if (isCancelled) throw new Refusal('meeting-over')
  if (!hasBegun) throw new Refusal('minutes-too-early')
}

/** Who came is ticked once the meeting has begun; the others did not. Refuses: `not-found`, `meeting-over`, `minutes-too-early`. */
export const recordAttendance = (
  id: string,
  referentIds: readonly string[],
  professional: Professional,
  deps: Db,
): Promise<void> =>
  organise(id, professional, deps, async (tx, meeting) => {
    mustHaveBegun(meeting)
    const came = meeting.members.filter(({ referentId }) => referentIds.includes(referentId))
    await updateAttendance(
      tx,
      id,
      came.map(({ referentId }) => referentId),
    )
    return { kept: 'meeting-attendance', newValue: String(came.length) }
  })

/** The minutes are written, and written again, until they are sent. Refuses: as `recordAttendance`; `minutes-sent`. */
export const writeMinutes = (id: string, words: string, professional: Professional, deps: Db): Promise<void> =>
  organise(id, professional, deps, async (tx, meeting) => {
    mustHaveBegun(meeting)
    if (meeting.minutesSentAt !== null) throw new Refusal('minutes-sent')
    await updateMinutes(tx, { id, words, userId: professional.userId })
    return { kept: 'minutes-written' }
  })

/**
 * The minutes go to the members by mail, once. Charter: "réalise et diffuse les comptes-rendus des temps de rencontre".
 * Refuses: as `recordAttendance`; `minutes-missing`, `minutes-sent`.
 */
export const sendMinutes = (id: string, professional: Professional, deps: Db): Promise<void> =>
  organise(id, professional, deps, async (tx, meeting) => {
    mustHaveBegun(meeting)
    if (meeting.minutesSentAt !== null) throw new Refusal('minutes-sent')
    if (meeting.minutes === null) throw new Refusal('minutes-missing')
    await markMinutesSent(tx, id, professional.userId)
    const { territoryId } = meeting.territory
    const to = { referents: meeting.members.map(({ referentId }) => referentId) }
    const details = { meetingId: id }
    await queueLetter(tx, { letter: 'meeting-minutes', to, once: id, territoryId, details }, await platformNow(tx))
    return { kept: 'minutes-sent', newValue: String(meeting.members.length) }
  })
