import type { Language, MatchesAsked, MatchesFound } from '@boussole/contracts'
import { transact } from '@boussole/db'
import { lastDayOf, promisedDueAt } from '@boussole/domain'
import type { Deps } from './deps.ts'
import { countMissOf, findOfferedToday } from './offered-today.ts'
import type { OfferedToday } from './offered-today.ts'

const shownOf = ({ place, matches }: OfferedToday, language: Language): MatchesFound => {
  const { territory, now } = place
  return {
    items: matches.map(({ offer, unavailable, needAsked }) => {
      const due = promisedDueAt({
        ...territory,
        receivedAt: now,
        windowDays: offer.windowDays,
        counting: offer.counting,
      })
      return {
        id: offer.id,
        title: offer.title,
        description: offer.description,
        place: offer.place,
        partner: { id: offer.partnerId, name: offer.partnerName },
        need: { code: offer.needCode, name: offer.needNames[language] },
        windowDays: offer.windowDays,
        counting: offer.counting,
        dueAt: due,
        dueDay: lastDayOf(due, territory.timeZone).toString(),
        available: unavailable === null,
        unavailable,
        needAsked,
      }
    }),
    infoJeunes: territory.infoJeunes,
  }
}

/**
 * The offers for someone who asks this, best first, each with the date it promises, and always the nearest Info Jeunes.
 * Writes nothing: a page may be loaded again and again. Refuses: as `findOfferedToday`.
 */
export const readMatches = async (asked: MatchesAsked, { db }: Pick<Deps, 'db'>): Promise<MatchesFound> =>
  shownOf(await findOfferedToday(db, asked), asked.language)

/**
 * As `readMatches`; a search that nobody can answer is counted for the animator, without anything about the person.
 * Refuses: as `findOfferedToday`.
 */
export const findMatches = async (asked: MatchesAsked, { db }: Pick<Deps, 'db'>): Promise<MatchesFound> => {
  const today = await findOfferedToday(db, asked)
  if (today.matches.every(({ unavailable }) => unavailable !== null)) {
    await transact(db, (tx) => countMissOf(tx, today))
  }
  return shownOf(today, asked.language)
}
