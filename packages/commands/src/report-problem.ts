import type { ProblemAnswered, ProblemReported } from '@boussole/contracts'
import {
  findReferralPlace,
  insertProblem,
  insertProblemMessage,
  keepAct,
  lockProblem,
  platformNow,
  queueLetter,
  transact,
  updateProblemState,
} from '@boussole/db'
import type { ProblemThread, Tx } from '@boussole/db'
import { mayAct, Refusal, standingsOn } from '@boussole/domain'
import type { ProblemSide, Professional, Standing } from '@boussole/domain'
import { createHash, randomUUID } from 'node:crypto'
import type { Deps } from './deps.ts'

/** The id of what somebody sends: the same when one form sends the same words twice, another for everything else. */
const sendingId = (sending: string, ...sent: readonly string[]): string => {
  const hash = createHash('sha256')
    .update(JSON.stringify([sending, ...sent]))
    .digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

/** Somebody who writes, with the form that they send. */
interface Writing {
  readonly professional: Professional
  /** Names the form that was filled in: pressed twice, it is one message. */
  readonly sending: string
}

/**
 * A partner's professional tells the animators of the territory that something is wrong; they read of it by mail, in
 * office hours, without its words. Charter: "fait remonter à l'animation les bugs / dysfonctionnements rencontrés".
 * Answers the id of the problem. Refuses: `not-found` (a partner that is not theirs, a referral of another partner).
 */
export const reportProblem = (
  { partnerId, category, words, referralId }: ProblemReported,
  { professional, sending }: Writing,
  { db }: Pick<Deps, 'db'>,
): Promise<string> =>
  transact(db, async (tx) => {
    if (!professional.partnerIds.includes(partnerId)) throw new Refusal('not-found')
    if (referralId !== null && (await findReferralPlace(tx, referralId))?.partnerId !== partnerId)
      throw new Refusal('not-found')
    const authorId = professional.userId
    const id = sendingId(sending, authorId, partnerId, category, referralId ?? '', words)
    const territoryId = await insertProblem(tx, { id, partnerId, authorId, category, referralId })
    if (territoryId === undefined) return id
    await insertProblemMessage(tx, { id, threadId: id, authorId, act: 'written', words })
    const to = { animatorsOf: territoryId }
    const details = { threadId: id, act: 'reported' }
    const now = await platformNow(tx)
    await queueLetter(tx, { letter: 'problem-reported', to, once: id, territoryId, details }, now)
    return id
  })

const standingOf: Readonly<Record<ProblemSide, Standing>> = { partner: 'partner', animation: 'watcher' }

/** Whoever is not of this side of it does not know of it. Refuses: `not-found`. */
export const mustTakePart = (
  thread: ProblemThread | undefined,
  side: ProblemSide,
  professional: Professional,
): ProblemThread => {
  const standing = standingOf[side]
  if (thread === undefined || !standingsOn(professional, thread.place).includes(standing))
    throw new Refusal('not-found')
  if (!mayAct('problem', [standing])) throw new Refusal('not-found')
  return thread
}

/** The other side reads of it by mail: the animators, or whoever reported the problem. */
const tell = async (tx: Tx, thread: ProblemThread, side: ProblemSide, once: string): Promise<void> => {
  const { territoryId } = thread.place
  const to = side === 'partner' ? { animatorsOf: territoryId } : { user: thread.authorId }
  const letter = side === 'partner' ? 'problem-reported' : 'problem-answered'
  const details = { threadId: thread.id, act: 'answered' }
  await queueLetter(tx, { letter, to, once, territoryId, details }, await platformNow(tx))
}

/**
 * Either side writes in a problem, which opens it again when it was closed; the other side reads of it by mail. The
 * animation may close it, with words or without. Refuses: `not-found`; `not-allowed` (a partner closes nothing).
 */
export const answerProblem = (
  threadId: string,
  { words, closes }: ProblemAnswered,
  { professional, sending, side }: Writing & { readonly side: ProblemSide },
  { db }: Pick<Deps, 'db'>,
): Promise<void> =>
  transact(db, async (tx) => {
    const thread = mustTakePart(await lockProblem(tx, threadId), side, professional)
    if (closes && !mayAct('problem-closing', [standingOf[side]])) throw new Refusal('not-allowed')
    const authorId = professional.userId
    const act = (kind: 'closed' | 'reopened') =>
      insertProblemMessage(tx, { id: randomUUID(), threadId, authorId, act: kind, words: null })
    if (words.trim() !== '') {
      const id = sendingId(sending, authorId, threadId, words)
      if (!(await insertProblemMessage(tx, { id, threadId, authorId, act: 'written', words }))) return
      await tell(tx, thread, side, id)
      if (thread.state === 'closed' && !closes) await act('reopened')
    }
    if (closes && thread.state === 'open') {
      await act('closed')
      const { territoryId, partnerId } = thread.place
      await keepAct(tx, { kind: 'problem-closed', userId: authorId, territoryId, partnerId, aboutId: threadId })
    }
    await updateProblemState(tx, threadId, closes ? 'closed' : 'open')
  })
