import fc from 'fast-check'
import type { AsyncCommand } from 'fast-check'
import { mayDo, waysOf, waysOfBoth } from './acts.ts'
import type { Act, OnReferral, OnRequest, Way, Who } from './acts.ts'
import type { Platform } from './platform.ts'
import { different, emptyWorld, offers, placesIn, referralAt, sorted } from './world.ts'
import type { Place, Seen, State, World } from './world.ts'

/** What the model knows: every world that agrees with what was seen so far, and how many were asked. */
export interface Model {
  worlds: readonly World[]
  asked: number
}

export const newModel = (): Model => ({ worlds: [emptyWorld], asked: 0 })

type Command = AsyncCommand<Model, Platform>

const seenIn = ({ requests }: World): Awaited<ReturnType<Platform['look']>> =>
  Object.fromEntries(
    Object.entries(requests).map(([request, { erased, referrals }]) => [
      request,
      {
        erased,
        referrals: referrals.map(
          ({
            chain,
            link,
            offer,
            state,
            dueAt,
            graceUntil,
            hasLapsed,
            wasContacted,
            wasLate,
            isAutomatic,
            attempts,
            contactsTold,
            claimsTold,
          }): Seen => ({
            chain,
            link,
            offer,
            state,
            dueAt,
            graceUntil,
            hasLapsed,
            wasContacted,
            wasLate,
            isAutomatic,
            attempts,
            contactsTold,
            claimsTold,
          }),
        ),
      },
    ]),
  )

/** Goes on with the worlds in which this could be answered and seen; none: the platform did what nothing foretells. */
const agree = async (
  model: Model,
  platform: Platform,
  happened: { readonly ways: readonly Way[]; readonly answer: string },
) => {
  await platform.tell()
  const violations = (await platform.violations()).filter((told) => !told.startsWith('7 '))
  if (violations.length > 0) throw new Error(`A promise is broken: ${violations.join('; ')}`)
  const seen = JSON.stringify(sorted(await platform.look()))
  const told = happened.ways.filter(({ answer }) => answer === happened.answer)
  const left = told.filter(({ world }) => JSON.stringify(sorted(seenIn(world))) === seen)
  if (left.length === 0) {
    const foretold = happened.ways.map(({ answer, world }) => `\n  ${answer}: ${JSON.stringify(sorted(seenIn(world)))}`)
    throw new Error(`At hour ${platform.now()}, not foretold:\n  ${happened.answer}: ${seen}\nbut${foretold.join('')}`)
  }
  model.worlds = different(left.map(({ world }) => world))
}

/** What an act is before it is known what there is to act upon. */
type Draft = (model: Model) => Act | undefined

const draftedOn =
  (pick: number, made: (on: Place) => Act, states: readonly State[] = []): Draft =>
  (model) => {
    const [world] = model.worlds
    const all = world === undefined ? [] : placesIn(world)
    const apt = all.filter((place) => world !== undefined && states.includes(referralAt(world, place).state))
    // Mostly where it can be done; now and then where it cannot.
    const places = apt.length === 0 || pick % 4 === 0 ? all : apt
    // The latest are met most often: they are the ones still open.
    const place = places.at(-1 - (pick % Math.max(1, places.length)))
    return place === undefined ? undefined : made(place)
  }

const asking: fc.Arbitrary<Draft> = fc
  .record({
    offers: fc.oneof(
      fc.constant('best' as const),
      fc.uniqueArray(fc.nat(offers.length - 1), { minLength: 1, maxLength: 3 }),
    ),
    consent: fc.boolean(),
  })
  .map((wish) => (model) => ({ by: 'asker', request: `request ${(model.asked += 1)}`, wish }))

/** One more than there are: an offer of nobody's. */
const anyOffer = fc.nat(offers.length)

const onReferral: fc.Arbitrary<OnReferral> = fc.oneof(
  fc.constant({ kind: 'accept' } as const),
  fc.record({ kind: fc.constant('contact' as const), reached: fc.boolean() }),
  fc.record({ kind: fc.constant('decline' as const), reason: fc.constantFrom('no-capacity', 'duplicate') }),
  fc.record({ kind: fc.constant('close' as const), outcome: fc.constantFrom('helped', 'unreachable') }),
  fc.record({ kind: fc.constant('redirect' as const), offer: anyOffer, agreed: fc.boolean() }),
  fc.record({ kind: fc.constant('extend' as const), days: fc.integer({ min: -1, max: 33 }) }),
  fc.constant({ kind: 'withdraw' } as const),
  fc.constant({ kind: 'note' } as const),
)

/** What ends a request comes less often than what goes on with it. */
const onRequest: fc.Arbitrary<OnRequest> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: 'withdraw-all' } as const) },
  { weight: 3, arbitrary: fc.constant({ kind: 'claim' } as const) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('choose' as const), offer: anyOffer }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'rate' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'erase' } as const) },
)

/** In which states of a referral this can be done, where that is not all. */
const aptFor: Readonly<Record<(OnReferral | OnRequest)['kind'], readonly State[]>> = {
  accept: ['sent'],
  contact: [],
  decline: ['sent', 'accepted'],
  close: ['contacted', 'unresolved'],
  redirect: [],
  extend: ['sent', 'accepted'],
  withdraw: [],
  note: [],
  'withdraw-all': [],
  claim: ['contacted', 'closed'],
  choose: ['unresolved'],
  rate: [],
  erase: [],
}

const pick = fc.nat(11)
/** Mostly somebody who may. */
const whoDoes = ({ kind }: OnReferral): fc.Arbitrary<Who> =>
  fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom(...mayDo[kind]) },
    { weight: 1, arbitrary: fc.constantFrom<Who>('referent', 'stranger', 'animator', 'elsewhere') },
  )
const professionals = onReferral
  .chain((act) => fc.tuple(pick, whoDoes(act), fc.constant(act)))
  .map(([at, by, act]) => draftedOn(at, (on) => ({ by, on, act }), aptFor[act.kind]))
const youngPerson = fc
  .tuple(pick, onRequest)
  .map(([at, act]) => draftedOn(at, (on) => ({ by: 'young-person', on, act }), aptFor[act.kind]))
const asksAgain = pick.map((at) => draftedOn(at, ({ request }) => ({ by: 'asker-again', request })))
const worker: fc.Arbitrary<Draft> = fc.constant(() => ({ by: 'worker' }))

const drafts: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 4, arbitrary: asking },
  { weight: 12, arbitrary: professionals },
  { weight: 4, arbitrary: youngPerson },
  { weight: 1, arbitrary: asksAgain },
)

const toldAs = (act: Act | undefined): string => (act === undefined ? 'nothing' : JSON.stringify(act))

/** One act, after which the model knows what came of it. */
const alone = (draft: Draft): Command => {
  let done: Act | undefined
  return {
    check: () => true,
    run: async (model, platform) => {
      const act = draft(model)
      done = act
      if (act === undefined) return
      const answer = await platform.answerTo(act)
      await agree(model, platform, { answer, ways: model.worlds.flatMap((world) => waysOf(world, act)) })
    },
    toString: () => toldAs(done),
  }
}

/** The same again, as who presses a button twice. */
const again = (act: Act): Act => (act.by === 'asker' ? { by: 'asker-again', request: act.request } : act)

/** One act, and the same act once more after it. */
const twice = (draft: Draft): Command => {
  let done: Act | undefined
  return {
    check: () => true,
    run: async (model, platform) => {
      const act = draft(model)
      done = act
      if (act === undefined) return
      for (const pressed of [act, again(act)]) {
        const answer = await platform.answerTo(pressed)
        await agree(model, platform, { answer, ways: model.worlds.flatMap((world) => waysOf(world, pressed)) })
        // Refused, there is no request to be asked again.
        if (pressed.by === 'asker' && answer !== 'done') return
      }
    },
    toString: () => `twice: ${toldAs(done)}`,
  }
}

/** Two acts sent together: what comes of them is what comes of one after the other. */
const together = (one: Draft, other: Draft): Command => {
  let done: readonly (Act | undefined)[] = []
  return {
    check: () => true,
    run: async (model, platform) => {
      const [first, second] = [one(model), other(model)]
      done = [first, second]
      if (first === undefined || second === undefined) return
      const answers = await Promise.all([platform.answerTo(first), platform.answerTo(second)])
      const ways = model.worlds.flatMap((world) => waysOfBoth(world, [first, second]))
      await agree(model, platform, { answer: answers.join(' and '), ways })
    },
    toString: () => `at once: ${done.map(toldAs).join(' | ')}`,
  }
}

/** The day before Christmas Eve: holidays are the business of the rules' own tests. */
const lastHour = 36 * 24

/** Hours pass; the worker is there, or comes later. */
const passing = (hours: number, isWorkerThere: boolean): Command => ({
  check: ({ worlds: [world] }) => world !== undefined && world.now + hours < lastHour,
  run: async (model, platform) => {
    const now = platform.now() + hours
    await platform.moveTo(now)
    model.worlds = model.worlds.map((world) => ({ ...world, now }))
    if (!isWorkerThere) return
    const answer = await platform.answerTo({ by: 'worker' })
    await agree(model, platform, { answer, ways: model.worlds.flatMap((world) => waysOf(world, { by: 'worker' })) })
    const late = await platform.violations()
    if (late.length > 0) throw new Error(`Left undone: ${late.join('; ')}`)
  },
  toString: () => `${hours} h pass${isWorkerThere ? '' : ' without worker'}`,
})

const hours = fc.oneof(
  fc.integer({ min: 1, max: 30 }),
  fc.integer({ min: 1, max: 9 }).map((days) => days * 24),
)

/** Everything that may happen, in any order. */
export const happenings = [
  drafts.map(alone),
  drafts.map(alone),
  drafts.map(twice),
  fc
    .tuple(drafts, fc.oneof({ weight: 4, arbitrary: drafts }, { weight: 1, arbitrary: worker }))
    .map(([one, other]) => together(one, other)),
  fc.tuple(hours, fc.boolean()).map(([count, isThere]) => passing(count, isThere)),
]
