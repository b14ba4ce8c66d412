import { hashPassword, submitRequest } from '@boussole/commands'
import { newRequest } from '@boussole/contracts'
import { demoId, demoPassword, loadDemo } from '@boussole/local'
import { useDatabase } from '@boussole/testing'
import type { TestDatabase } from '@boussole/testing'
import { beforeAll } from 'vitest'
import { startTestWeb, testWebConfig } from './test-web.ts'
import type { TestWeb, Visitor } from './test-web.ts'

/** People of the demo who sign in in tests. */
export const people = {
  amelie: 'amelie.garcin@premier-toit.example',
  theo: 'theo.rivoire@premier-toit.example',
  stranger: 'sonia.marchetti@les-ricochets.example',
  animator: 'marion.delcasse@info-jeunes-loire.example',
  observer: 'claire.fontanel@departement-loire.example',
  otherAnimator: 'melissa.boyardin@info-jeunes-reunion.example',
} as const

/** The site with the demo, spoken to without a network. To be read inside tests and hooks. */
export interface DemoSite {
  readonly database: TestDatabase
  readonly site: TestWeb
  /** A young person asks for "Un premier toit", and this is the referral. */
  readonly ask: (about?: {
    readonly firstName?: string
    readonly redirect?: boolean
    readonly message?: string
  }) => Promise<string>
  /** A visitor who has signed in. */
  readonly signedIn: (email?: string) => Promise<Visitor>
  /** A referent leaves all partners and the platform; what is given back brings them back. */
  readonly leave: (email: string) => Promise<() => Promise<void>>
}

/** Gives a test file the site with the demo on a database of its own. */
export const useDemoSite = (): DemoSite => {
  const database = useDatabase({ communes: true })
  let site: TestWeb | undefined
  const running = (): TestWeb => {
    if (site === undefined) throw new Error('The site is only there inside tests and hooks.')
    return site
  }

  beforeAll(async () => {
    const client = await database.pool.connect()
    await loadDemo(client, { hashPassword })
    client.release()
    const started = await startTestWeb(database.url)
    site = started
    return () => started.stop()
  })

  return {
    database,
    get site() {
      return running()
    },
    ask: async ({ firstName = 'Lina', redirect = true, message = '<b>Oui</b>' } = {}) => {
      const body = newRequest.parse({
        commune: '42218',
        theme: 'logement',
        age: 19,
        offers: [demoId('offer', 'premier-logement')],
        contact: { firstName, email: `${crypto.randomUUID()}@jeune.example`, phone: '06 39 98 00 42', message },
        consents: { contact: true, redirect },
      })
      const { request } = await submitRequest(
        body,
        { idempotencyKey: crypto.randomUUID() },
        { db: running().db, trackingKey: testWebConfig.trackingKey },
      )
      const [referral] = request.referrals
      if (referral === undefined) throw new Error('no referral')
      return referral.id
    },
    signedIn: async (email = people.amelie) => {
      const visitor = running().visitor()
      await visitor.get('/pro/connexion/mot-de-passe')
      await visitor.post('/pro/connexion/mot-de-passe', { email, password: demoPassword })
      return visitor
    },
    leave: async (email) => {
      const set = async (words: string): Promise<void> => {
        await database.pool.query(words, [email])
      }
      await set('update referents set left_at = platform_now() where user_id = (select id from users where email = $1)')
      await set('update users set left_at = platform_now() where email = $1')
      return async () => {
        await set('update users set left_at = null where email = $1')
        await set('update referents set left_at = null where user_id = (select id from users where email = $1)')
      }
    },
  }
}
