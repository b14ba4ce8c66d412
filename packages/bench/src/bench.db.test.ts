import { createTestDatabase, useDatabase } from '@boussole/testing'
import { describe, expect, test } from 'vitest'
import { verdictOf } from './figure.ts'
import { groundOn } from './ground.ts'
import { measureIntake } from './intake/intake.ts'
import { measureMatching } from './matching/matching.ts'
import { measureMemory } from './memory.ts'

// Counts and ratios only: how fast this machine is today proves nothing.

const database = useDatabase({ communes: true })

describe('the bench', () => {
  test('takes in as many requests on each side, each whole', async () => {
    const ground = groundOn(database.url, () => Promise.resolve())
    const most = 50
    const { ours, raw, knex } = await measureIntake(ground, {
      offers: 500,
      rounds: 2,
      sliceMs: 60_000,
      most,
      warmUp: 50,
    })
    expect([ours.operations, raw.operations, knex.operations]).toEqual([2 * most, 2 * most, 2 * most])
    const { rows } = await ground.pool.query<Record<string, number>>(
      `select (select count(*)::int from requests) as requests, (select count(*)::int from referrals) as referrals,
         (select count(distinct referral_id)::int from journal) as journalled,
         (select count(distinct referral_id)::int from milestones where kind = 'lapse') as watched,
         (select count(distinct request_id)::int from outbox) as told`,
    )
    await ground.leave()
    // One more, which showed what a request writes.
    const all = 3 * (2 * most + 50) + 1
    expect(rows[0]).toEqual({ requests: all, referrals: all, journalled: all, watched: all, told: all })
  })

  test('matches in one question where others ask one for each offer, and sees an edited offer at once', async () => {
    const { url, drop } = await createTestDatabase({ communes: true })
    const ground = groundOn(url, drop)
    const { questions, seen, found } = await measureMatching(ground, { offers: 2_000, times: 50 })
    await ground.leave()
    expect(seen).toBe(true)
    expect(found).toBeGreaterThan(0)
    expect(questions).toBeGreaterThan(100)
  })

  test('starts every service from what is built', async () => {
    const lines = await measureMemory(
      groundOn(database.url, () => Promise.resolve()),
      0,
    )
    expect(lines.map(({ what }) => /api|web|worker/.exec(what)?.[0])).toEqual(['api', 'web', 'worker'])
  })

  test.each([
    ['a rate below its limit on a quiet machine', { ours: 1, isTime: true }, true, 'MISS'],
    ['a rate on a machine that was not quiet', { ours: 1, isTime: true }, false, 'noisy'],
    ['a count on a machine that was not quiet', { ours: 1, isTime: false }, false, 'MISS'],
    ['a rate that reaches its limit', { ours: 2, isTime: true }, true, 'pass'],
  ])('judges %s', (_, own, isQuiet, verdict) => {
    const figure = { what: '', limit: 2, unit: '/s', good: 'at least' as const, ...own }
    expect(verdictOf(figure, isQuiet)).toBe(verdict)
  })
})
