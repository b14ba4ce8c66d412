import { setTimeout as pause } from 'node:timers/promises'
import { countDueWork } from '@boussole/db'
import { demoPassword } from '@boussole/local'
import { chanceFrom } from '@boussole/simulator'
import { sql } from 'drizzle-orm'
import { placesOf } from '../proofs/young-people.ts'
import { askUntilAnswered, count } from './ask-until-answered.ts'
import type { Answer, Tally } from './ask-until-answered.ts'
import type { Stage } from './stage.ts'

/** What one young person was answered. */
interface Phone {
  readonly email: string
  /** The ids of the request that answers told: one, however often it was asked. */
  readonly ids: ReadonlySet<string>
}

/** An act of a referent that was answered with a yes: the journal must hold it. */
interface ActDone {
  readonly referralId: string
  readonly kind: string
}

export interface Load {
  readonly phones: readonly Phone[]
  readonly acts: readonly ActDone[]
  /** Every answer that was no yes, by code, and the tries that nobody answered. */
  readonly tally: Tally
  /** How many asked, acted, read. */
  readonly totals: { asked: number; acted: number; read: number; gaveUp: number }
  /** Lets nobody begin anything new, and waits for those who wait. */
  readonly stop: () => Promise<void>
}

/** Those who wait for an answer at once, and the pause between two who begin, in milliseconds. */
const phonesAtOnce = 25
const paces = { phones: 250, referents: 500, readers: 500 } as const
/** Nobody else asks while so many mails wait: what is measured is how faults heal, not what this machine carries. */
const mailsWaiting = 40

const fieldOf = (body: unknown, field: string): string => {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, field) : undefined
  return typeof value === 'string' ? value : ''
}

const addressOf = (number: number) => `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`

interface Awaited extends Record<string, unknown> {
  id: string
  state: string
  email: string
}

/** Referrals that somebody could act on, and an address of who may. */
const awaited = async ({ db }: Stage): Promise<Awaited[]> => {
  const { rows } = await db.execute<Awaited>(sql`
    select distinct on (referrals.id) referrals.id, state, users.email
    from referrals
      join offer_referents on offer_referents.offer_id = referrals.offer_id
      join referents on referents.id = offer_referents.referent_id and referents.left_at is null
      join users on users.id = referents.user_id and users.password_hash is not null
    where state in ('sent', 'accepted', 'contacted')
    order by referrals.id, referents.id
    limit 2000`)
  return rows
}

const isBehind = async ({ db }: Stage): Promise<boolean> => {
  // While PostgreSQL is away people ask all the same.
  const { mails } = await countDueWork(db).catch(() => ({ mails: 0 }))
  return mails > mailsWaiting
}

/** What a referent does with a referral in this state: many are left alone, so that windows end. */
const nextAct = (state: string, chance: () => number) => {
  if (state === 'contacted') return { path: 'closure', kind: 'closed', body: { outcome: 'helped' } }
  const luck = chance()
  if (state === 'sent' && luck < 0.35) return { path: 'acceptance', kind: 'accepted', body: {} }
  if (luck < 0.5) return { path: 'refusal', kind: 'declined', body: { reason: 'no-capacity' } }
  return { path: 'contacts', kind: 'contact-recorded', body: { reached: chance() < 0.8, channel: 'phone' } }
}

/** Young people who ask, referents who answer, and people who read pages: over HTTP, until they are stopped. */
export const startLoad = async (stage: Stage, seed: number): Promise<Load> => {
  const places = await placesOf(stage.db)
  const apis = stage.of('api').map(({ url }) => url)
  const webs = stage.of('web').map(({ url }) => url)
  const phones: { email: string; ids: Set<string> }[] = []
  const acts: ActDone[] = []
  const tokens: string[] = []
  const tally: Tally = new Map()
  const totals = { asked: 0, acted: 0, read: 0, gaveUp: 0 }
  const sessions = new Map<string, string>()
  const stopping = new AbortController()
  const isOver = (answer: Answer | undefined): answer is undefined => {
    if (answer === undefined) totals.gaveUp += 1
    return answer === undefined
  }

  const ask = async (number: number, chance: () => number): Promise<void> => {
    totals.asked += 1
    const phone = { email: `camille-${number}@telephone.example`, ids: new Set<string>() }
    phones.push(phone)
    const place = places[Math.floor(chance() * places.length)]
    const submit = async (first: number): Promise<void> => {
      const answer = await askUntilAnswered({
        urls: apis,
        first,
        path: '/api/v1/requests',
        method: 'POST',
        headers: { 'idempotency-key': `telephone-${seed}-${number}`, 'x-forwarded-for': addressOf(number) },
        body: {
          ...place,
          age: 16 + (number % 12),
          offers: 'best',
          contact: { firstName: `Camille ${number}`, email: phone.email },
          consents: { contact: true, redirect: number % 7 !== 0 },
        },
        tally,
        chance,
      })
      if (isOver(answer) || answer.status !== 201) return
      phone.ids.add(fieldOf(answer.body, 'id'))
      tokens.push(fieldOf(answer.body, 'trackingToken'))
    }
    // One in eight presses twice at once; one in eight comes back and sends the same again.
    if (number % 8 === 0) await Promise.all([submit(0), submit(1)])
    else await submit(number)
    if (number % 8 === 4) await submit(number + 1)
  }

  const act = async (chance: () => number): Promise<void> => {
    const open = await awaited(stage).catch(() => {
      count(tally, 'no list of referrals')
      return []
    })
    const referral = open[Math.floor(chance() * open.length)]
    if (referral === undefined) return
    const { id, state, email } = referral
    const common = { urls: apis, first: Math.floor(chance() * 2), method: 'POST', tally, chance } as const
    const headers = { 'x-forwarded-for': addressOf(sessions.size) }
    let token = sessions.get(email)
    if (token === undefined) {
      const body = { email, password: demoPassword }
      const opened = await askUntilAnswered({ ...common, path: '/api/v1/sessions', headers, body })
      if (isOver(opened) || opened.status !== 201) return
      token = fieldOf(opened.body, 'accessToken')
      sessions.set(email, token)
    }
    const { path, kind, body } = nextAct(state, chance)
    const answer = await askUntilAnswered({
      ...common,
      path: `/api/v1/referrals/${id}/${path}`,
      headers: { ...headers, authorization: `Bearer ${token}` },
      body,
    })
    if (isOver(answer)) return
    totals.acted += 1
    if (answer.status === 401) sessions.delete(email)
    if (answer.status === 200) acts.push({ referralId: id, kind })
  }

  const readPages = async (chance: () => number): Promise<void> => {
    const common = { urls: webs, first: Math.floor(chance() * 2), tally, chance }
    const headers = { 'x-forwarded-for': addressOf(Math.floor(chance() * 60_000)) }
    const token = tokens[Math.floor(chance() * tokens.length)]
    const place = places[Math.floor(chance() * places.length)]
    const plain = place === undefined || chance() < 0.4 ? '/' : `/communes/${place.commune}`
    totals.read += 1
    if (token === undefined || chance() < 0.5) {
      isOver(await askUntilAnswered({ ...common, path: plain, headers }))
      return
    }
    const opened = await askUntilAnswered({ ...common, path: `/suivi/${token}`, headers })
    if (isOver(opened)) return
    const cookie = opened.cookies.map((one) => one.split(';')[0]).join('; ')
    const page = await askUntilAnswered({ ...common, path: '/suivi', headers: { ...headers, cookie } })
    if (!isOver(page) && page.status !== 200) count(tally, 'page of a request not shown')
  }

  const failures: unknown[] = []
  /** Begins one after the other, at most so many at once. */
  const keepOn = async (
    { everyMs, atOnce }: { readonly everyMs: number; readonly atOnce: number },
    begin: () => Promise<void>,
  ): Promise<void> => {
    const under = new Set<Promise<void>>()
    while (!stopping.signal.aborted) {
      if (under.size < atOnce) {
        const one = begin().catch((error: unknown) => void failures.push(error))
        under.add(one)
        one.finally(() => under.delete(one)).catch(() => undefined)
      }
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
    await Promise.all(under)
  }

  const ofPhones = chanceFrom(seed * 3)
  const ofReferents = chanceFrom(seed * 3 + 1)
  const ofReaders = chanceFrom(seed * 3 + 2)
  const running = Promise.all([
    keepOn({ everyMs: paces.phones, atOnce: phonesAtOnce }, async () => {
      if (!(await isBehind(stage))) await ask(totals.asked, ofPhones)
    }),
    keepOn({ everyMs: paces.referents, atOnce: 3 }, () => act(ofReferents)),
    keepOn({ everyMs: paces.readers, atOnce: 4 }, () => readPages(ofReaders)),
  ])
  return {
    phones,
    acts,
    tally,
    totals,
    stop: async () => {
      stopping.abort()
      await running
      if (failures.length > 0) throw new AggregateError(failures, 'those who ask, answer and read stumbled')
    },
  }
}
