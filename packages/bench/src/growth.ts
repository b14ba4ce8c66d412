import { readMatches } from '@boussole/commands'
import { closeDatabase, listReferrals, openDatabase } from '@boussole/db'
import type { Database } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { PartnerId, UserId } from '@boussole/domain'
import { givenManyReferrals } from '@boussole/testing'
import { askingPlaces, fillDirectory } from './directory.ts'
import type { Line } from './figure.ts'
import { openAsking } from './intake/asking.ts'
import { startApi } from './intake/intake.ts'
import type { Ground } from './ground.ts'
import { cpuOfTree, postgresOf } from './machine.ts'
import { inTurns } from './slices.ts'
import type { Side } from './slices.ts'

/** The inbox of one partner with 2,000 referrals, among as many of others as the directory has offers. */
const openInbox = async (ground: Ground, db: Database, referrals: number): Promise<() => Promise<void>> => {
  const { rows } = await ground.pool.query<{
    id: string
    partner: string
    user: string
    referent: string
    territory: string
  }>(
    `select offers.id, offers.partner_id as partner, referents.user_id as user, referents.id as referent,
       offers.territory_id as territory
     from offers join referents using (partner_id) order by offers.title limit 20`,
  )
  const [own, ...others] = rows
  if (own === undefined) throw new Error('no offer')
  // The commune of these referrals, which the made directory holds.
  await givenManyReferrals(ground.pool, { offerId: own.id, referentId: own.referent, count: 2000 })
  const each = Math.floor(referrals / Math.max(1, others.length))
  for (const other of others) {
    if (each > 0) await givenManyReferrals(ground.pool, { offerId: other.id, referentId: other.referent, count: each })
  }
  const reader = {
    userId: asId<UserId>(own.user),
    name: '',
    role: 'referent' as const,
    partnerIds: [asId<PartnerId>(own.partner)],
    territoryIds: [],
    regionCodes: [],
    isNational: false,
    isUnderAgreement: true,
  }
  return async () => {
    const { items } = await listReferrals(db, reader, { state: ['sent', 'accepted'], limit: 50 })
    if (items.length !== 50) throw new Error(`${items.length} referrals in the inbox`)
  }
}

export interface GrowthSizes {
  readonly offers: number
  readonly referrals: number
  readonly factors: readonly number[]
  readonly most: number
  readonly rounds: number
}

/** Intake, match and inbox on databases that differ only in how much they hold, in turns. */
export const measureGrowth = async (
  grounds: readonly Ground[],
  { offers, referrals, factors, most, rounds }: GrowthSizes,
): Promise<Line[]> => {
  const sides = new Map<string, Side>()
  const ends: (() => Promise<unknown>)[] = []
  try {
    for (const [place, factor] of factors.entries()) {
      const ground = grounds[place]
      if (ground === undefined) throw new Error('no database for this size')
      await fillDirectory(ground.pool, offers * factor)
      const db = openDatabase({ url: ground.url, connections: 1, applicationName: 'bench', onError: () => undefined })
      ends.push(() => closeDatabase(db))
      const inbox = await openInbox(ground, db, referrals * factor)
      const places = await askingPlaces(ground.pool, 100)
      const api = await startApi(ground.url)
      ends.push(api.stop)
      const asking = await openAsking(api.port, { path: '/api/v1/requests', places, lanes: 1 })
      ends.push(async () => asking.close())
      const postgres = await postgresOf(ground.pool)
      const ofPostgres = () => (postgres === null ? null : cpuOfTree(postgres))
      const here = async () => {
        const { user, system } = process.cpuUsage()
        return { node: user + system, postgres: ofPostgres() }
      }
      let searched = 0
      const match = async () => {
        const asked = places[(searched += 1) % places.length]
        if (asked === undefined) throw new Error('nobody can ask')
        await readMatches({ ...asked, need: null, age: 19, answers: {}, language: 'fr' }, { db })
      }
      sides.set(`intake ×${factor}`, {
        operate: asking.ask,
        cpu: async () => ({ node: await api.cpu(), postgres: ofPostgres() }),
      })
      sides.set(`match ×${factor}`, { operate: match, cpu: here })
      sides.set(`inbox page ×${factor}`, { operate: inbox, cpu: here })
    }
    const measured = await inTurns(Object.fromEntries(sides), { sliceMs: 60_000, most, rounds, lanes: 1, warmUp: most })
    const [smallest, ...larger] = factors
    return ['intake', 'match', 'inbox page'].flatMap((what) =>
      larger.map((factor): Line => {
        const before = measured(`${what} ×${smallest}`).cpuMicros
        const after = measured(`${what} ×${factor}`).cpuMicros
        return {
          what: `processor of one ${what} when data grows × ${factor}`,
          ours: after / before,
          limit: 1.2,
          unit: 'times',
          good: 'at most',
          isTime: false,
          told: `${Math.round(before)} and ${Math.round(after)} µs`,
        }
      }),
    )
  } finally {
    for (const end of ends.toReversed()) await end()
  }
}
