import { setTimeout as pause } from 'node:timers/promises'
import type { GenericContainer, StartedTestContainer, Wait } from 'testcontainers'

const boundMs = 60_000

// A registry that does not answer is waited for once in a run, not once for each image.
let cameTooLate = false

/**
 * Starts a container when a Docker engine answers and its image can be had within a minute; undefined otherwise, which
 * means "go on to the next way", never an error. After one that came too late, no other is tried.
 */
export const startContainer = async (
  image: string,
  describe: (container: GenericContainer, wait: typeof Wait) => GenericContainer,
): Promise<StartedTestContainer | undefined> => {
  if (cameTooLate) return undefined
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
  const result = await Promise.race([started, pause(boundMs, 'too late' as const, { signal: giveUp.signal })])
  giveUp.abort()
  cameTooLate = result === 'too late'
  return result === 'too late' ? undefined : result
}
