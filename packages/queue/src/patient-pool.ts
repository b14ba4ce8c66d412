import { setTimeout } from 'node:timers/promises'
import { Pool } from 'pg'
import type { PoolClient } from 'pg'

/** Between two tries to connect, in milliseconds. */
const pauseMs = 500

type OnConnect = (
  error: Error | undefined,
  client: PoolClient | undefined,
  release: (release?: unknown) => void,
) => void

/**
 * A pool that waits for its server: a connection that cannot be made is tried again until the pool ends. BullMQ keeps a
 * first connection that failed for ever, and asks for it again without a pause: one slow answer at start, and the whole
 * process would stand still.
 */
export class PatientPool extends Pool {
  /** Told of each try that failed. */
  onFailure: (error: Error) => void = () => undefined

  override connect(): Promise<PoolClient>
  override connect(onConnect: OnConnect): void
  override connect(onConnect?: OnConnect): Promise<PoolClient> | void {
    const connected = this.#connectAtLast()
    if (onConnect === undefined) return connected
    connected.then(
      (client) =>
        onConnect(undefined, client, (destroy) => client.release(destroy === true || destroy instanceof Error)),
      (error: unknown) =>
        onConnect(error instanceof Error ? error : new Error(String(error)), undefined, () => undefined),
    )
  }

  async #connectAtLast(): Promise<PoolClient> {
    for (;;) {
      try {
        return await super.connect()
      } catch (error) {
        if (this.ending || !(error instanceof Error)) throw error
        this.onFailure(error)
        await setTimeout(pauseMs)
      }
    }
  }
}
