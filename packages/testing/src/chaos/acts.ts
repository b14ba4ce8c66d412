import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { advanceClock } from '@boussole/local'
import { withRedis } from '../redis-server.ts'
import type { Part, ServiceName } from './part.ts'
import { goToNextMorning } from './stage.ts'
import type { Stage } from './stage.ts'

export interface Playing {
  readonly stage: Stage
  readonly chance: () => number
  /** Seconds that a fault lasts. */
  readonly seconds: { readonly away: number; readonly frozen: number; readonly refused: number }
  /** How often workers are killed where it is done again and again. */
  readonly kills: number
  /** Exit codes of processes that were asked to stop and did not end with 0. */
  readonly badEnds: string[]
}

/** One act of chaos: it breaks something, and ends once what it broke was put back. */
interface Act {
  readonly name: string
  readonly what: string
  /** It breaks Redis, so it needs one. */
  readonly ofRedis?: true
  /** The short version plays it. */
  readonly quick?: true
  /** The mails that may come twice, or come and be no longer called for (decision 0009): one for each worker broken off. */
  readonly doubts: (kills: number) => number
  /** A word of what it did, for the table. */
  readonly play: (playing: Playing) => Promise<string | void>
}

type RedisStage = NonNullable<Stage['redis']>

const none = () => 0
const one = () => 1
/** Each of the two workers may be between the mail server's yes and its own note of it. */
const oneEach = () => 2

const ofRedis =
  (play: (redis: RedisStage, playing: Playing) => Promise<string | void>): Act['play'] =>
  async (playing) => {
    if (playing.stage.redis === undefined) throw new Error('there is no Redis to break')
    return play(playing.stage.redis, playing)
  }

const anyOf = (service: ServiceName, { stage, chance }: Playing): Part => {
  const part = stage.of(service)[chance() < 0.5 ? 0 : 1]
  if (part === undefined) throw new Error(`no ${service} runs`)
  return part
}

/** It happens, the next morning comes with all that is due by then, and it lasts. */
const last = async ({ stage }: Playing, seconds: number): Promise<void> => {
  await goToNextMorning(stage.db).catch(() => undefined)
  await pause(seconds * 1000)
}

const endInOrder = async (part: Part, { badEnds }: Playing): Promise<void> => {
  const code = await part.end('SIGTERM')
  if (code !== 0) badEnds.push(`${part.name} (${code})`)
}

const killed = (service: ServiceName): Pick<Act, 'name' | 'what' | 'play'> => ({
  name: `kill-${service}`,
  what: `one ${service} killed (SIGKILL), and begun again`,
  play: async (playing) => {
    const part = anyOf(service, playing)
    await part.end('SIGKILL')
    await last(playing, playing.seconds.away)
    part.start()
  },
})

const stopped = (service: ServiceName): Pick<Act, 'name' | 'what' | 'play'> => ({
  name: `stop-${service}`,
  what: `one ${service} asked to stop (SIGTERM), and begun again`,
  play: async (playing) => {
    const part = anyOf(service, playing)
    await endInOrder(part, playing)
    await last(playing, playing.seconds.away)
    part.start()
  },
})

/** Workers killed at random moments, two hours passing at each; Redis is emptied twice. */
const killWorkers: Act['play'] = async ({ stage, chance, kills }) => {
  const workers = stage.of('worker')
  await goToNextMorning(stage.db)
  let flushes = 0
  for (let kill = 1; kill <= kills; kill += 1) {
    const worker = workers[kill % workers.length]
    if (worker === undefined) break
    await worker.untilWell()
    await pause(150 + chance() * 1_200)
    await worker.end('SIGKILL')
    if (kill === Math.ceil(kills / 3) || kill === Math.ceil((2 * kills) / 3)) {
      await stage.redis?.flush()
      flushes += stage.redis === undefined ? 0 : 1
    }
    worker.start()
    // Reminders and lapses fall due under fire.
    await advanceClock(stage.db.$client, 'PT2H')
  }
  return `${kills} kills, Redis emptied ${flushes} times`
}

const evict = ofRedis(async ({ url }, playing) => {
  const figure = (info: string, name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0)
  return withRedis(url, async (redis) => {
    const evictedBefore = figure(await redis.info('stats'), 'evicted_keys')
    // Less than it holds: each key is gone a moment after it was written, and some writes are refused.
    const used = figure(await redis.info('memory'), 'used_memory')
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru')
    await redis.config('SET', 'maxmemory', String(Math.max(used - 50_000, 1)))
    await last(playing, playing.seconds.away)
    const evicted = figure(await redis.info('stats'), 'evicted_keys') - evictedBefore
    await redis.config('SET', 'maxmemory', '0')
    await redis.config('SET', 'maxmemory-policy', 'noeviction')
    if (evicted === 0) throw new Error('Redis evicted nothing: this act broke nothing')
    return `${evicted} keys evicted`
  })
})

const older = ofRedis(async (redis, playing) => {
  await withRedis(redis.url, (connection) => connection.save())
  await last(playing, playing.seconds.away)
  await redis.kill()
  await redis.restart()
  await rm(join(redis.folder, 'dump.rdb'))
})

/** Every act, in the order in which they are played. */
export const acts: readonly Act[] = [
  { ...killed('api'), doubts: none, quick: true },
  { ...stopped('api'), doubts: none },
  { ...killed('web'), doubts: none },
  { ...stopped('web'), doubts: none },
  { ...killed('worker'), doubts: one, quick: true },
  { ...stopped('worker'), doubts: none },
  {
    name: 'kill-redis',
    what: 'Redis killed, and begun again empty',
    ofRedis: true,
    doubts: none,
    play: ofRedis(async (redis, playing) => {
      await redis.kill()
      await last(playing, playing.seconds.away)
      await redis.restart()
    }),
  },
  {
    name: 'stop-redis',
    what: 'Redis stopped in good order, and begun again empty',
    ofRedis: true,
    doubts: none,
    play: ofRedis(async (redis, playing) => {
      await redis.stop()
      await last(playing, playing.seconds.away)
      await redis.restart()
    }),
  },
  {
    name: 'freeze-redis',
    what: 'the lines to Redis carry nothing, and then go on',
    ofRedis: true,
    doubts: none,
    play: ofRedis(async ({ line }, playing) => {
      line.freeze()
      await last(playing, playing.seconds.frozen)
      line.thaw()
    }),
  },
  {
    name: 'flush-redis',
    what: 'Redis emptied',
    ofRedis: true,
    quick: true,
    doubts: none,
    play: ofRedis(async ({ flush }, playing) => {
      await last(playing, 1)
      await flush()
    }),
  },
  {
    name: 'older-redis',
    what: 'Redis killed, and begun again from an older file',
    ofRedis: true,
    doubts: none,
    play: older,
  },
  { name: 'evict-redis', what: 'Redis without memory, evicting keys', ofRedis: true, doubts: none, play: evict },
  {
    name: 'crash-postgres',
    what: 'PostgreSQL ended at once (immediate), and begun again',
    quick: true,
    doubts: oneEach,
    play: async (playing) => {
      await goToNextMorning(playing.stage.db)
      await playing.stage.postgres.crash()
      await pause(playing.seconds.away * 1000)
      await playing.stage.postgres.start()
    },
  },
  {
    name: 'restart-postgres',
    what: 'PostgreSQL stopped (fast), and begun again',
    doubts: oneEach,
    play: async (playing) => {
      await goToNextMorning(playing.stage.db)
      await playing.stage.postgres.stop()
      await playing.stage.postgres.start()
    },
  },
  {
    name: 'freeze-postgres',
    what: 'the lines to PostgreSQL carry nothing, and then go on',
    doubts: oneEach,
    play: async (playing) => {
      playing.stage.postgres.line.freeze()
      await last(playing, playing.seconds.frozen)
      playing.stage.postgres.line.thaw()
    },
  },
  {
    name: 'mails-later',
    what: 'the mail server answers 451 to every mail',
    doubts: none,
    play: async (playing) => {
      playing.stage.answerMails({ code: 451, message: 'Try again later' })
      await last(playing, playing.seconds.refused)
      playing.stage.answerMails(undefined)
    },
  },
  {
    name: 'mails-never',
    what: 'the mail server answers 550 to every mail',
    doubts: none,
    play: async (playing) => {
      playing.stage.answerMails({ code: 550, message: 'No such mailbox' })
      await last(playing, playing.seconds.refused)
      playing.stage.answerMails(undefined)
    },
  },
  {
    name: 'rolling-deploy',
    what: 'each process replaced in turn, while the other one serves',
    doubts: none,
    play: async (playing) => {
      for (const part of playing.stage.parts) {
        await endInOrder(part, playing)
        part.start()
        await part.untilWell()
      }
    },
  },
  {
    name: 'kill-workers',
    what: 'workers killed again and again, two hours passing each time; Redis emptied twice',
    doubts: (kills) => kills,
    play: killWorkers,
  },
]
