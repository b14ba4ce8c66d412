import {
  communesFound,
  inbox,
  matchesFound,
  referralView,
  requestSubmitted,
  sessionOpened,
  trackingView,
} from '@boussole/contracts'
import type { TrackingView } from '@boussole/contracts'
import { isWorkingDay } from '@boussole/domain'
import { checkInvariants } from '@boussole/worker'
import type { Pool } from 'pg'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { CaughtMail } from './caught-mail.ts'
import { demoPassword } from './demo/sign-ins.ts'
import { frenchTime } from './french-time.ts'
import { moveClockTo } from './movable-clock.ts'
import type { Platform } from './platform.ts'
import { openStoryApi, StoryBroken } from './story-api.ts'
import type { Terminal } from './terminal.ts'

const zone = 'Europe/Paris'
const api = '/api/v1'
const clockRead = z.strictObject({ now: z.string() })

/** The first Monday at 10:02 whose five days are all worked: reminders go to professionals on those only. */
const storyStart = (now: Temporal.Instant): Temporal.Instant => {
  for (let day = now.toZonedDateTimeISO(zone).toPlainDate().add({ days: 1 }); ; day = day.add({ days: 1 })) {
    const week = [0, 1, 2, 3, 4].map((days) => day.add({ days }))
    if (day.dayOfWeek !== 1 || !week.every((each) => isWorkingDay(each, 'metropole'))) continue
    return day.toZonedDateTime({ timeZone: zone, plainTime: '10:02' }).toInstant()
  }
}

const frenchDay = (day: string): string =>
  Temporal.PlainDate.from(day).toLocaleString('fr-FR', { weekday: 'long', day: 'numeric', month: 'long' })

const promised = (kept: boolean, promise: string): void => {
  if (!kept) throw new StoryBroken(promise)
}

const found = <Value>(value: Value | undefined, promise: string): Value => {
  if (value === undefined) throw new StoryBroken(promise)
  return value
}

export interface StoryParts {
  readonly platform: Platform
  readonly terminal: Terminal
  /** The instant to which the platform's clock was last moved. */
  readonly movedTo: () => Temporal.Instant | undefined
}

/** Who answers for an offer: any of its referents may. */
const referentOf = async (pool: Pool, offerId: string): Promise<string> => {
  const { rows } = await pool.query<{ email: string }>(
    `select users.email from offer_referents
       join referents on referents.id = offer_referents.referent_id join users on users.id = referents.user_id
     where offer_id = $1 order by users.email limit 1`,
    [offerId],
  )
  return found(rows[0], `the offer ${offerId} has a referent`).email
}

/**
 * Is this mail about a request? The demo's offers are to be confirmed and its agreements renewed meanwhile: those mails are
 * no part of the story.
 */
const isAboutRequest = async (pool: Pool, { messageId }: CaughtMail): Promise<boolean> => {
  const { rows } = await pool.query('select from outbox where id::text = $1 and request_id is not null', [
    /[0-9a-f-]{36}/.exec(messageId)?.[0] ?? '',
  ])
  return rows.length > 0
}

const showTimeline = ({ line, bold }: Terminal, { timeline, referrals }: TrackingView): void => {
  const partnerOf = new Map(referrals.map(({ id, partner }) => [id, partner.name]))
  line('')
  line(bold('The timeline, as the young person reads it (GET /tracking)'))
  for (const { at, referralId, kind, by } of timeline) {
    const partner = referralId === null ? '' : (partnerOf.get(referralId) ?? '')
    line(`  ${frenchTime(at, zone).padEnd(30)}${kind.padEnd(20)}${by.padEnd(14)}${partner}`)
  }
}

/**
 * Plays one request through the real API: asked, sent, not answered, reminded, lapsed at midnight, redirected, accepted,
 * contacted, closed, asked how it went. Prints each mail as it comes. Errors: StoryBroken, naming the promise not kept.
 */
export const playStory = async ({ platform, terminal, movedTo }: StoryParts): Promise<void> => {
  const { get, post } = openStoryApi(platform.apiUrl)
  const { line, bold, dim } = terminal
  const pool = platform.deps.db.$client
  const start = storyStart(await platform.clock.read())
  await moveClockTo(pool, start.toString())
  const now = (): Temporal.Instant => movedTo() ?? start
  const tell = (words: string): void => line(`${dim(frenchTime(now(), zone))} — ${words}`)

  const email = 'lina@jeune.example'
  const mails: CaughtMail[] = []
  const arrivals: Promise<void>[] = []
  const receive = async (mail: CaughtMail, at: Temporal.Instant): Promise<void> => {
    if (!(await isAboutRequest(pool, mail))) return
    mails.push(mail)
    line(`${dim(frenchTime(at, zone))} — mail to ${mail.to}: ${bold(mail.subject)}`)
    const lines = mail.text.split('\n').filter((words) => !['', 'Boussole'].includes(words.trim()))
    for (const words of lines.slice(0, 3)) line(dim(`      ${words}`))
  }
  platform.mailbox.onMail((mail) => {
    arrivals.push(receive(mail, now()))
  })
  /** Lets time pass; the mails that came meanwhile. */
  const pass = async (duration: string): Promise<CaughtMail[]> => {
    const before = mails.length
    await post('/local/clock', { advance: duration }, clockRead)
    await Promise.all(arrivals.splice(0))
    return mails.slice(before)
  }
  const until = (instant: Temporal.Instant): string => now().until(instant).toString()

  const { items: communes } = await get(`${api}/communes?q=saint+etienne`, communesFound)
  const commune = found(
    communes.find(({ code }) => code === '42218'),
    'Saint-Étienne is found by its name',
  )
  const asked = { commune: commune.code, theme: 'logement', need: 'trouver-un-logement', age: 19 }
  tell(`Lina, 19, looks for a place to live in ${commune.name}. She is offered:`)
  const { items: offers } = await post(`${api}/matches`, asked, matchesFound)
  for (const { title, partner, windowDays, dueDay, available } of offers) {
    const window = `within ${windowDays} day${windowDays === 1 ? '' : 's'}, by ${frenchDay(dueDay)}`
    line(`      ${title} (${partner.name}): ${window}${available ? '' : ', not now'}`)
  }
  const chosen = found(
    offers.find(({ available, windowDays, counting }) => available && windowDays === 3 && counting === 'calendar'),
    'an offer promises an answer within three calendar days',
  )

  tell(`she asks ${chosen.partner.name}, and agrees to be redirected if nobody answers`)
  const request = await post(
    `${api}/requests`,
    {
      ...asked,
      offers: [chosen.id],
      contact: { firstName: 'Lina', email, message: 'Je commence un travail à Saint-Étienne dans un mois.' },
      consents: { contact: true, redirect: true },
    },
    requestSubmitted,
  )
  const [first] = request.referrals
  const dueAt = found(first, 'a referral is sent').dueAt
  promised(first?.state === 'sent', 'the referral is sent')
  promised(dueAt.equals(chosen.dueAt), 'the date promised with the offer is the date kept')
  const firstMails = await pass('PT1M')
  const receipt = found(
    firstMails.find(({ to }) => to === email),
    'Lina gets a receipt at once',
  )
  promised(receipt.text.includes(request.trackingToken), 'the link in the receipt opens her request')
  const contacts = firstMails.filter(({ to }) => to !== email).map(({ to }) => to)
  promised(contacts.length === 1, 'the contact of the offer gets the request, and nobody else')

  tell('nobody answers; the clock goes on')
  const reminders = await pass(until(dueAt.subtract({ minutes: 1 })))
  promised(
    reminders.length >= 2 && !reminders.some(({ to }) => to === email),
    'the partner is reminded, at least twice',
  )
  await pass('PT1M1S')
  const tracked = await get(`${api}/tracking`, trackingView, request.trackingToken)
  const [lapsed, next] = tracked.referrals
  const lapsedAt = tracked.timeline.find(({ kind }) => kind === 'lapsed')?.at
  promised(
    lapsedAt !== undefined && lapsedAt.since(dueAt).total('seconds') >= 0 && lapsedAt.since(dueAt).total('seconds') < 1,
    'the window closes at midnight, within one second',
  )
  promised(lapsed?.state === 'redirected', 'the request leaves the partner that did not answer')
  const second = found(next, 'the request goes to another partner by itself')
  promised(second.state === 'sent' && second.partner.id !== chosen.partner.id, 'another partner has it now')
  tell(`the window is over: ${chosen.partner.name} lapsed, the request goes to ${second.partner.name}`)

  const morning = await pass('PT9H12M')
  promised(
    morning.some(({ to }) => to === email),
    'Lina is told',
  )
  promised(
    morning.some(({ to }) => contacts[0] !== undefined && to.endsWith(domainOf(contacts[0]))),
    'the partner that lapsed is told',
  )
  promised(
    morning.filter(({ to }) => to !== email && !to.endsWith(domainOf(contacts[0] ?? ''))).length >= 2,
    'the new partner gets the request, the animator an alert',
  )

  const referent = await referentOf(pool, second.offerId)
  const { accessToken, professional } = await post(
    `${api}/sessions`,
    { email: referent, password: demoPassword },
    sessionOpened,
  )
  tell(`${professional.name} (${second.partner.name}) signs in, reads the request and takes it`)
  const { items } = await get(`${api}/referrals`, inbox, accessToken)
  promised(
    items.some(({ id }) => id === second.id),
    'the referral is in the inbox of its referent',
  )
  const act = `${api}/referrals/${second.id}`
  const accepted = await post(`${act}/acceptance`, {}, referralView, accessToken)
  promised(accepted.state === 'accepted', 'the referral is accepted')
  await pass('PT1H30M')
  const contact = { reached: true, channel: 'phone', note: 'Rendez-vous lundi à 14 h.' }
  const contacted = await post(`${act}/contacts`, contact, referralView, accessToken)
  promised(contacted.state === 'contacted', 'the contact is recorded: this is what keeps the promise')
  tell(`${professional.name} has spoken to Lina on the phone: the promise is kept`)

  const quiet = await pass('P3D')
  promised(quiet.length === 0, 'once contacted, nobody gets a reminder any more')
  const closed = await post(`${act}/closure`, { outcome: 'helped' }, referralView, accessToken)
  promised(closed.state === 'closed', 'the referral is closed with its outcome')
  tell('Lina has a room: the referral is closed as "helped"')
  const feedback = await pass('P10D')
  promised(
    feedback.length === 1 && feedback[0]?.to === email,
    'ten days later Lina, and only she, is asked how it went',
  )
  await post(
    `${api}/tracking/feedback`,
    { referralId: second.id, contacted: true, useful: true },
    trackingView,
    request.trackingToken,
  )
  tell('she says that she was contacted, and that it helped')
  promised((await checkInvariants(platform.deps.db)).length === 0, 'every invariant of the platform holds')
  showTimeline(terminal, await get(`${api}/tracking`, trackingView, request.trackingToken))
}

const domainOf = (address: string): string => address.slice(address.indexOf('@'))
