import type { PoolClient } from 'pg'
import type { Database } from './database.ts'

/** The counts of a partner's inbox, and of its territory's, have changed. */
export interface CountsNews {
  readonly partnerId: string
  readonly territoryId: string
}

const channel = 'referrals_counted'

/**
 * Tells of every change of counts, from now on and until `stop`; `onLost` says that the connection broke, and that
 * nothing more will be heard. Takes one connection of the pool. Nothing depends on the news being heard.
 */
export const hearCountsNews = async (
  db: Database,
  { onNews, onLost }: { readonly onNews: (news: CountsNews) => void; readonly onLost: () => void },
): Promise<{ readonly stop: () => void }> => {
  const client: PoolClient = await db.$client.connect()
  let stopped = false
  // The connection goes with it: what listens is not given back to others.
  const stop = (): void => {
    if (stopped) return
    stopped = true
    client.release(true)
  }
  client.on('notification', ({ payload = '' }) => {
    const [partnerId = '', territoryId = ''] = payload.split(' ')
    if (!stopped) onNews({ partnerId, territoryId })
  })
  client.on('error', () => {
    if (stopped) return
    stop()
    onLost()
  })
  try {
    await client.query(`listen ${channel}`)
  } catch (error) {
    stop()
    throw error
  }
  return { stop }
}
