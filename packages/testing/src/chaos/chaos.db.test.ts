import { describe, expect, test } from 'vitest'
import { needsOwnRedis } from '../test-redis.ts'
import { playChaos } from './play.ts'

describe('chaos', needsOwnRedis(), () => {
  test('every promise holds while parts are killed, Redis is emptied and PostgreSQL crashes under load', async () => {
    const holds = await playChaos({ quick: true, only: undefined, seed: 7, kills: 2 })
    expect(holds).toBe(true)
  }, 900_000)
})
