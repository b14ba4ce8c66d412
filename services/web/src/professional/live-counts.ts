import { hearCountsNews } from '@boussole/db'
import type { CountsNews, Database } from '@boussole/db'
import { watchesSomething } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { FastifyBaseLogger, FastifyReply } from 'fastify'

/** News that come close together are told together, in milliseconds. */
const gatheringMs = 300
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

/** What listens for all pages; undefined where it cannot. */
type Hearing = Promise<{ readonly stop: () => void } | undefined>

const concerns = ({ professional }: Listener, { partnerId, territoryId }: CountsNews): boolean =>
  professional.partnerIds.some((id) => id === partnerId) ||
  (watchesSomething(professional) &&
    (professional.territoryIds.length === 0 || professional.territoryIds.some((id) => id === territoryId)))

/**
 * Tells open pages their counts when they change: one connection to the database listens for all of them, and only
 * while there are some. Where it cannot listen, pages stay as they are. Nothing is written.
 */
export const createLiveCounts = (db: Database, log: FastifyBaseLogger): LiveCounts => {
  const listeners = new Map<Listener, { readonly leave: () => void; readonly wake: () => void }>()
  let hearing: Hearing | undefined

  /** Nobody waits for it. */
  const inBackground = (work: Promise<unknown> | undefined): void => {
    work?.catch((error: unknown) => log.warn({ err: error }, 'counts could not be told'))
  }
  const stopHearing = (): void => {
    const stopping = hearing
    hearing = undefined
    inBackground(stopping?.then((heard) => heard?.stop()))
  }
  const hear = (): void => {
    if (hearing !== undefined) return
    const asked: Hearing = hearCountsNews(db, {
      onNews: (news) => {
        for (const [listener, { wake }] of listeners) if (concerns(listener, news)) wake()
      },
      onLost: () => {
        hearing = undefined
        // Their browsers come again, and with them a new connection.
        for (const { leave } of listeners.values()) leave()
      },
    }).catch((error: unknown) => {
      log.warn({ err: error }, 'counts cannot be told live')
      // The next page that opens tries again.
      if (hearing === asked) hearing = undefined
      return undefined
    })
    hearing = asked
  }

  const hasRoom = (sessionId: string): boolean =>
    listeners.size < most.process &&
    [...listeners.keys()].filter((listener) => listener.sessionId === sessionId).length < most.session

  return {
    open: (listener) => {
      if (!hasRoom(listener.sessionId)) return false
      const { raw } = listener.reply
      let told = ''
      let gathering: NodeJS.Timeout | undefined
      const leave = (): void => {
        if (!listeners.delete(listener)) return
        for (const timer of [gathering, alive, end]) clearTimeout(timer)
        raw.end()
        if (listeners.size === 0) stopHearing()
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
      const wake = (): void => {
        gathering ??= setTimeout(() => {
          gathering = undefined
          inBackground(tell(false))
        }, gatheringMs)
      }
      const alive = setInterval(() => inBackground(tell(true)), aliveMs)
      const end = setTimeout(leave, longestMs)
      for (const timer of [alive, end]) timer.unref()
      listeners.set(listener, { leave, wake })
      raw.on('close', leave)
      hear()
      // Once it listens: nothing that changes meanwhile is missed.
      inBackground(hearing?.then(() => tell(false)))
      return true
    },
    close: () => {
      for (const { leave } of listeners.values()) leave()
    },
  }
}
