export {
  givenOffer,
  givenPartner,
  givenProfessional,
  givenReferral,
  givenRequest,
  givenSession,
  givenTerritory,
  givenTheme,
} from './builders.ts'
export type { GivenOffer, GivenPartner, GivenRequest, GivenTerritory, GivenTheme } from './builders.ts'
export { fillIn, follow, goOnTo, mainButton, pathOf, send, stepOn } from './browser/asking.ts'
export type { AskingStep } from './browser/asking.ts'
export { needsChromium } from './browser/chromium.ts'
export { askPremierToit, partnerActs } from './browser/following.ts'
export { faultsOnEach } from './browser/faults-on-each.ts'
export { accessibilityFaults, focusOn, formValues, languageFaults, layoutFaults } from './browser/looking.ts'
export { signIn } from './browser/signing-in.ts'
export { tabTo } from './browser/tab-to.ts'
export { tourOf, tourOfProfessionals } from './browser/tour.ts'
export { useSite } from './browser/use-site.ts'
export type { TestSite } from './browser/use-site.ts'
export { useClock } from './clock.ts'
export type { TestClock } from './clock.ts'
export { databaseOn, runStatement } from './database-server.ts'
export { createTestDatabase, useDatabase } from './database.ts'
export { loadCommunes } from './load-communes.ts'
export type { TestDatabase } from './database.ts'
export { headerWords, hostileSample, hostileWords, mark } from './hostile-words.ts'
export { givenManyReferrals } from './many-referrals.ts'
export { mondayMorning } from './monday-morning.ts'
export { siretOf, useTakingOver } from './taking-over.ts'
export { needsPublicSchemas, publicSchema } from './public-schemas.ts'
export { createDemoDatabase } from './demo-database.ts'
export { startSite } from './browser/site.ts'
export { useMailbox } from './mailbox.ts'
export type { TestMailbox } from './mailbox.ts'
export { faultsOfRawMail } from './raw-mail.ts'
export { findPostgres } from './postgres.ts'
export { redisProgram, startOwnRedis } from './redis-server.ts'
export type { OwnRedis } from './redis-server.ts'
export { needsOwnRedis, needsRedis, useRedis } from './test-redis.ts'
export { breakRows } from './break-rows.ts'
export { toldDatabase } from './told-database.ts'
export { until, useGround } from './worker-ground.ts'
export type { AskedRequest, Ground, GroundPartner, RunningWorker } from './worker-ground.ts'
