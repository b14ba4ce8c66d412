import { setTimeout as pause } from 'node:timers/promises'
import type { GenericContainer, StartedTestContainer, Wait } from 'testcontainers'

const boundMs = 60_000

/**
 * Starts a container when a Docker engine answers and its image can be had within a minute; undefined otherwise, which
 * means "go on to the next way", never an error.
 */
export const startContainer = async (
  image: string,
  describe: (container: GenericContainer, wait: typeof Wait) => GenericContainer,
): Promise<StartedTestContainer | undefined> => {
  const giveUp = new AbortController()
  const start = async (): Promise<StartedTestContainer | undefined> => {
    const { GenericContainer, getContainerRuntimeClient, Wait } = await import('testcontainers')
    await getContainerRuntimeClient()
    const started = await describe(new GenericContainer(image), Wait).start()
    if (!giveUp.signal.aborted) return started
    await started.stop()
    return undefined
  }
  const started = start().catch(() => undefined)
  const result = await Promise.race([started, pause(boundMs, undefined, { signal: giveUp.signal })])
  giveUp.abort()
  return result
}
