import { lastJournalEntry, readCountsNews } from '@boussole/db'
import type { CountsNews, Database } from '@boussole/db'
import { watchesSomething } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { FastifyBaseLogger, FastifyReply } from 'fastify'

/** Between two looks at what has changed, in milliseconds. */
const lookMs = 1000
/** Entries of the journal looked at again: one may be committed after another with a higher number. */
const overlap = 200
/** Between two signs of life, in milliseconds: what stands between us and the browser closes what is silent. */
const aliveMs = 25_000
/** In milliseconds: a page that is left open is closed at last, whatever its session says. */
const longestMs = 2 * 3600 * 1000
/** Open at once: by one session, and by this process. */
const most = { session: 6, process: 500 } as const

/** One open page. */
interface Listener {
  readonly professional: Professional
  readonly sessionId: string
  readonly reply: FastifyReply
  /** What it is told now; undefined when its session is over, and it is closed. */
  readonly tell: () => Promise<string | undefined>
}

/** Open pages that hear of changes: `open` takes over a reply and says whether there was room. */
export interface LiveCounts {
  readonly open: (listener: Listener) => boolean
  readonly close: () => void
}

const concerns = ({ professional }: Listener, { partnerId, territoryId }: CountsNews): boolean =>
  professional.partnerIds.some((id) => id === partnerId) ||
  (watchesSomething(professional) &&
    (professional.territoryIds.length === 0 || professional.territoryIds.some((id) => id === territoryId)))

/**
 * Tells open pages their counts when they change: one look a second at what the journal has grown by serves all of them,
 * and only while there are some. Where it cannot look, pages stay as they are. Nothing is written.
 */
export const createLiveCounts = (db: Database, log: FastifyBaseLogger): LiveCounts => {
  const listeners = new Map<Listener, { readonly leave: () => void; readonly wake: () => void }>()
  let next: NodeJS.Timeout | undefined
  /** The last entry seen, and those not far before it that were. */
  let last: number | undefined
  let seen: ReadonlySet<number> = new Set()

  /** Nobody waits for it. */
  const inBackground = (work: Promise<unknown> | undefined): void => {
    work?.catch((error: unknown) => log.warn({ err: error }, 'counts could not be told'))
  }
  const look = async (): Promise<void> => {
    last ??= await lastJournalEntry(db)
    const read = await readCountsNews(db, last - overlap)
    const news = read.filter(({ entryId }) => !seen.has(entryId))
    seen = new Set(read.map(({ entryId }) => entryId))
    last = Math.max(last, ...seen)
    for (const [listener, { wake }] of listeners) if (news.some((each) => concerns(listener, each))) wake()
  }
  const leaveAll = (): void => {
    for (const { leave } of listeners.values()) leave()
  }
  const lookOn = async (): Promise<void> => {
    try {
      await look()
    } catch (error) {
      log.warn({ err: error }, 'counts cannot be told live')
      // Their browsers come again.
      leaveAll()
    }
    if (listeners.size > 0) next = setTimeout(() => inBackground(lookOn()), lookMs)
    else [next, last, seen] = [undefined, undefined, new Set()]
  }

  const hasRoom = (sessionId: string): boolean =>
    listeners.size < most.process &&
    [...listeners.keys()].filter((listener) => listener.sessionId === sessionId).length < most.session

  return {
    open: (listener) => {
      if (!hasRoom(listener.sessionId)) return false
      const { raw } = listener.reply
      let told = ''
      const leave = (): void => {
        if (!listeners.delete(listener)) return
        for (const timer of [alive, end]) clearTimeout(timer)
        raw.end()
      }
      const tell = async (isSignOfLife: boolean): Promise<void> => {
        try {
          const words = await listener.tell()
          if (words === undefined || !listeners.has(listener)) leave()
          else if (words !== told) raw.write(`event: comptes\ndata: ${words}\n\n`)
          else if (isSignOfLife) raw.write(': encore la\n\n')
          told = words ?? ''
        } catch (error) {
          log.warn({ err: error }, 'counts could not be told')
          leave()
        }
      }
      const wake = (): void => inBackground(tell(false))
      const alive = setInterval(() => inBackground(tell(true)), aliveMs)
      const end = setTimeout(leave, longestMs)
      for (const timer of [alive, end]) timer.unref()
      listeners.set(listener, { leave, wake })
      raw.on('close', leave)
      wake()
      next ??= setTimeout(() => inBackground(lookOn()), lookMs)
      return true
    },
    close: () => {
      clearTimeout(next)
      leaveAll()
    },
  }
}
