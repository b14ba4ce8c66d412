import type { Platform, PlatformParts } from './platform.ts'

export type { Clock } from './advance-clock.ts'
export { startCaughtMail } from './caught-mail.ts'
export type { CaughtMail, CaughtMailbox, MailRefusal } from './caught-mail.ts'
export { demoId } from './demo/demo-id.ts'
export { demoOffers } from './demo/demo-offers.ts'
export type { DemoOfferId } from './demo/demo-offers.ts'
export { loadDemo } from './demo/load-demo.ts'
export { demoPassword, demoSignIns } from './demo/sign-ins.ts'
export type { DemoSignIn } from './demo/sign-ins.ts'
export { startEmbeddedPostgres, stopOrphanPostgres } from './embedded-postgres.ts'
export type { EmbeddedPostgres } from './embedded-postgres.ts'
export { createEnding } from './ending.ts'
export type { Ending } from './ending.ts'
export { freePort } from './free-port.ts'
export { advanceClock, freezeClock, installMovableClock, moveClockTo, readClock } from './movable-clock.ts'
export type { ClockConnection } from './movable-clock.ts'
export type { Platform, PlatformParts }
export { isProcessAlive } from './running-postgres.ts'

/** As in platform.ts; every service is loaded when it is called, because most who load this package start none. */
export const startPlatform = async (parts: PlatformParts): Promise<Platform> => {
  const platform = await import('./platform.ts')
  return platform.startPlatform(parts)
}
