import { submitRequest } from '@boussole/commands'
import type { OpenPlace } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import { checkInvariants } from '@boussole/worker'
import { Temporal } from 'temporal-polyfill'
import type { Platform } from '../platform.ts'
import type { Terminal } from '../terminal.ts'
import { createAgenda } from './agenda.ts'
import { createChance } from './chance.ts'
import * as habits from './habits.ts'
import { createPartners } from './partners-act.ts'
import { openPeople } from './people.ts'
import type { Sent } from './people.ts'

export interface YearParts {
  readonly platform: Platform
  readonly terminal: Terminal
  /** When the played time ends; the clock is before it. */
  readonly end: Temporal.Instant
  /** The same seed, the same year. */
  readonly seed: number
}

const names = [
  'Lina',
  'Yanis',
  'Chloé',
  'Noé',
  'Inès',
  'Malo',
  'Jade',
  'Sacha',
  'Aïcha',
  'Tom',
  'Maé',
  'Ilyès',
] as const

const spokenMonth = (at: Temporal.Instant): string =>
  at.toZonedDateTimeISO('Europe/Paris').toLocaleString('en-GB', { month: 'long', year: 'numeric' })

/**
 * Plays requests and answers through the real acts, from the clock's present to `end`: young people ask by the season,
 * partners answer by their habit, the worker reminds, lapses and redirects in between. What is seen afterwards is what
 * the rules made of it. Errors: an invariant of domain.md §9 is broken at the end.
 */
export const playYear = async ({ platform, terminal, end, seed }: YearParts): Promise<{ readonly asked: number }> => {
  const { clock, deps } = platform
  const pool = deps.db.$client
  const chance = createChance(seed)
  const agenda = createAgenda()
  const people = openPeople(deps.db, pool)
  const partners = createPartners({ deps, people, agenda, chance })
  const places = (await people.places()).map((place): [OpenPlace, number] => [place, place.population])
  let asked = 0

  const ask = (place: OpenPlace) => async (): Promise<void> => {
    const theme = chance.oneOf(place.themes.map((each) => [each, 1] as const))
    const number = asked++
    try {
      await submitRequest(
        {
          commune: place.commune,
          theme: theme.code,
          need: chance.oneOf(theme.needs.map((need) => [need, 1] as const)),
          age: chance.happens(habits.pastMostOffers) ? chance.between(31, 34) : chance.between(16, 29),
          answers: {},
          language: 'fr',
          offers: 'best',
          promised: {},
          contact: {
            firstName: names[number % names.length] ?? 'Lina',
            email: `jeune-${number}@jeune.example`,
            phone: null,
            prefers: 'email',
            moments: null,
            message: null,
          },
          consents: { contact: true, redirect: chance.happens(habits.consentsToRedirection) },
        },
        { idempotencyKey: undefined },
        deps,
      )
    } catch (error) {
      // Nobody to ask there: counted for the animation as a need that nobody answers.
      if (!(error instanceof Refusal)) throw error
    }
  }

  const planDay = (day: Temporal.PlainDate): void => {
    const perTenDays = habits.seasons[day.month - 1] ?? 10
    const count = Math.floor(perTenDays / 10 + chance.next() * (day.dayOfWeek > 5 ? 0.5 : 1.2))
    for (let place = 0; place < count; place += 1) {
      const where = chance.oneOf(places)
      const at = day
        .toZonedDateTime({ timeZone: where.timeZone, plainTime: '08:00' })
        .add({ minutes: chance.between(0, 840) })
      agenda.add(at.toInstant(), ask(where))
    }
  }

  const received = new Set<string>()
  const takenOver = new Set<string>()
  const seenFirst =
    (seen: Set<string>) =>
    (sent: Sent): boolean =>
      !seen.has(sent.id) && seen.add(sent.id) !== undefined
  const lookAround = async (now: Temporal.Instant): Promise<void> => {
    const waiting = await people.referralsIn(['sent', 'unresolved'])
    for (const sent of waiting.filter(({ state }) => state === 'sent').filter(seenFirst(received)))
      partners.receive(sent)
    for (const sent of waiting.filter(({ state }) => state === 'unresolved').filter(seenFirst(takenOver)))
      partners.takeOver(sent, now)
  }

  const advanceTo = async (at: Temporal.Instant): Promise<Temporal.Instant> => {
    const now = await clock.read()
    return Temporal.Instant.compare(now, at) < 0 ? clock.advance(now.until(at, { largestUnit: 'hours' })) : now
  }

  let day = (await clock.read()).toZonedDateTimeISO('Europe/Paris').toPlainDate()
  const lastDay = end.toZonedDateTimeISO('Europe/Paris').toPlainDate()
  while (Temporal.PlainDate.compare(day, lastDay) < 0) {
    planDay(day)
    const nextDay = day.add({ days: 1 }).toZonedDateTime('Europe/Paris').toInstant()
    for (
      let next = agenda.next();
      next !== undefined && Temporal.Instant.compare(next, nextDay) < 0;
      next = agenda.next()
    ) {
      const now = await advanceTo(next)
      for (const act of agenda.takeUntil(now)) await act()
      await lookAround(now)
    }
    const now = await advanceTo(nextDay)
    await lookAround(now)
    await partners.lookAtOffers(now)
    const tomorrow = day.add({ days: 1 })
    if (tomorrow.month !== day.month)
      terminal.line(`  ${spokenMonth(nextDay.subtract({ hours: 1 }))}: ${asked} requests so far`)
    day = tomorrow
  }
  await advanceTo(end)
  const broken = await checkInvariants(deps.db)
  if (broken.length > 0) throw new Error(`the year broke an invariant: ${JSON.stringify(broken.slice(0, 5))}`)
  return { asked }
}
