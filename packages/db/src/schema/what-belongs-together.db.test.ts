import {
  givenOffer,
  givenPartner,
  givenReferral,
  givenRequest,
  givenTerritory,
  givenTheme,
  useDatabase,
} from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'

const database = useDatabase()
let ids: Record<
  'referral' | 'request' | 'referent' | 'account' | 'otherReferent' | 'otherPartner' | 'otherNeed',
  string
>

beforeAll(async () => {
  const { pool } = database
  const territory = await givenTerritory(pool)
  const theme = await givenTheme(pool, territory)
  const partner = await givenPartner(pool, territory)
  const other = await givenPartner(pool, territory, 'Foyer')
  const offer = await givenOffer(pool, { territory, theme, partner })
  const request = await givenRequest(pool, { territory, theme })
  ids = {
    referral: await givenReferral(pool, { request, offer }),
    request: request.id,
    referent: partner.referentId,
    account: partner.userId,
    otherReferent: other.referentId,
    otherPartner: other.id,
    otherNeed: (await givenTheme(pool, territory, 'sante')).needId,
  }
})

const wrong: readonly [string, () => [string, ...string[]]][] = [
  [
    'a referral to another partner than the one whose offer it is',
    () => ['update referrals set partner_id = $2 where id = $1', ids.referral, ids.otherPartner],
  ],
  [
    'a deputy of another partner',
    () => ['update referents set deputy_id = $2 where id = $1', ids.referent, ids.otherReferent],
  ],
  [
    'a need of another theme than the one asked',
    () => ['update requests set need_id = $2 where id = $1', ids.request, ids.otherNeed],
  ],
  [
    'a window of more than 5 working days',
    () => [`update referrals set counting = 'working', window_days = 6 where id = $1`, ids.referral],
  ],
  ['an acceptance without its moment', () => [`update referrals set state = 'accepted' where id = $1`, ids.referral]],
  [
    'an extra day that ends with the window',
    () => ['update referrals set grace_until = due_at where id = $1', ids.referral],
  ],
]

test.each(wrong)('SQL refuses %s', async (_, statement) => {
  const [words, ...values] = statement()
  await expect(database.pool.query(words, values)).rejects.toThrow(/violates (foreign key|check) constraint/)
})

test('SQL ends no account that answers for somebody, and lets nobody answer whose account has ended', async () => {
  const { pool } = database
  const end = () => pool.query('update users set left_at = now() where id = $1', [ids.account])
  const leave = (at: string) => pool.query(`update referents set left_at = ${at} where id = $1`, [ids.referent])
  await expect(end()).rejects.toThrow('an account that has ended answers for nobody')
  await leave('now()')
  await end()
  await expect(leave('null')).rejects.toThrow('an account that has ended answers for nobody')
})
