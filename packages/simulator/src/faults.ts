import { instantAt } from './conduct.ts'
import { count, day, hour, minute, plan } from './world.ts'
import type { Offer, World } from './world.ts'

// What goes wrong: workers, Redis and mail servers that are away for minutes to days, clocks that jump.

/** Without a sign of life for this long, the platform was down and says so. */
const silence = 10 * minute

const goAway = (world: World): void => {
  const { chance, now: gone } = world
  if (!world.worker.alive) return
  count(world, 'worker outages')
  world.worker = { alive: false, aliveSince: gone }
  const length = chance.happens(0.1) ? chance.between(day, 3 * day) : chance.between(minute, 6 * hour)
  // It comes back: how long it was away is known, and all that came due meanwhile is delivered.
  plan(world, gone + length, () => {
    const { now, outages, missed } = world
    if (now - gone >= silence) outages.push({ from: instantAt(gone), to: instantAt(now) })
    world.worker = { alive: true, aliveSince: now }
    for (const due of missed.splice(0)) plan(world, now + chance.between(0, 20_000), due)
  })
}

const loseRedis = (world: World): void => {
  count(world, 'Redis outages')
  world.redisAlive = false
  plan(world, world.now + world.chance.between(minute, 2 * day), () => {
    world.redisAlive = true
  })
}

const jump = (world: World): void => {
  const { chance } = world
  count(world, 'clock jumps')
  world.now += chance.happens(0.5) ? chance.between(minute, 2 * day) : -chance.between(1_000, 5 * minute)
  // What came due in the leap is late by nobody's fault.
  if (world.worker.alive) world.worker = { alive: true, aliveSince: world.now }
}

/** Plans a year of faults: about one outage of the worker a fortnight, one of Redis or the mail server a month. */
export const planFaults = (world: World, from: number, until: number): void => {
  const { chance } = world
  const again = (every: number, happen: () => void): void => {
    for (let at = from + chance.between(0, 2 * every); at < until; at += chance.between(0, 2 * every))
      plan(world, at, happen)
  }
  again(14 * day, () => goAway(world))
  again(30 * day, () => loseRedis(world))
  again(30 * day, () => {
    count(world, 'mail server outages')
    world.mailServerUntil = world.now + chance.between(minute, 2 * day)
  })
  again(60 * day, () => jump(world))
}

const changes: readonly ((world: World, offer: Offer) => void)[] = [
  ({ chance }, offer) => {
    offer.windowDays = chance.whole(1, offer.counting === 'working' ? 5 : 7)
  },
  ({ chance }, offer) => {
    offer.state = chance.happens(0.3) ? 'paused' : 'active'
  },
  (_world, offer) => {
    offer.toConfirm = !offer.toConfirm
  },
  ({ chance, now }, { partner }) => {
    partner.awayUntil = now + chance.between(day, 21 * day)
  },
  (_world, { partner }) => {
    partner.contactWorks = !partner.contactWorks
  },
]

/** Offers are edited, paused and doubted, people go away, addresses stop working. */
export const planChanges = (world: World, from: number, until: number): void => {
  const { chance } = world
  for (const territory of world.territories) {
    for (const offer of territory.offers) {
      for (let at = from + chance.between(0, 40 * day); at < until; at += chance.between(0, 40 * day)) {
        plan(world, at, () => {
          count(world, 'changes of offers')
          chance.oneOf(changes)(world, offer)
        })
      }
    }
  }
}
