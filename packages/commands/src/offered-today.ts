import { asId, localDay, matchOffers, Refusal } from '@boussole/domain'
import type { Match, NeedId } from '@boussole/domain'
import { countMiss, findCandidates, findPlace } from '@boussole/db'
import type { Candidate, Place, Reach, Reader, Tx } from '@boussole/db'
import type { MatchesAsked } from '@boussole/contracts'

/** The youngest and the oldest whom a platform offer may address, in years (domain.md §1: 15-30; OFQJ programmes: to 35). */
export const askingAges = { youngest: 15, oldest: 35 } as const

type OpenPlace = Place & { readonly territory: NonNullable<Place['territory']>; readonly themeId: string }

/** What is offered today to someone who asks this, here, in matching order. */
export interface OfferedToday {
  readonly place: OpenPlace
  readonly reach: Reach
  readonly matches: readonly Match<Candidate>[]
}

const checkAge = (age: number, place: Place): void => {
  const phone = place.territory?.infoJeunes.phone
  const about = phone == null ? {} : { infoJeunesPhone: phone }
  if (age < askingAges.youngest) throw new Refusal('under-age', about)
  if (age > askingAges.oldest) throw new Refusal('over-age', about)
}

const checkAnswers = (answers: MatchesAsked['answers'], place: Place): void => {
  for (const [question, given] of Object.entries(answers)) {
    const known = Object.hasOwn(place.questions, question) ? place.questions[question] : undefined
    if (known === undefined || given.some((answer) => !known.includes(answer))) {
      throw new Refusal('answer-unknown', { question })
    }
  }
}

const openPlace = (place: Place, need: string | null): OpenPlace => {
  const { territory, themeId, now } = place
  if (territory === null) throw new Refusal('territory-closed')
  if (localDay(now, territory.timeZone).toString() < territory.opensOn) throw new Refusal('territory-closed')
  if (themeId === null) throw new Refusal('theme-not-open-here')
  if (need !== null && place.needId === null) throw new Refusal('need-unknown')
  return { ...place, territory, themeId }
}

/**
 * Finds what can be offered today to a young person who asks this (domain.md §6).
 * Refuses: `commune-unknown`, `under-age`, `over-age`, `territory-closed`, `theme-not-open-here`, `need-unknown`,
 * `answer-unknown`.
 */
export const findOfferedToday = async (reader: Reader, asked: MatchesAsked): Promise<OfferedToday> => {
  const found = await findPlace(reader, asked)
  if (found === undefined) throw new Refusal('commune-unknown')
  checkAge(asked.age, found)
  const place = openPlace(found, asked.need)
  checkAnswers(asked.answers, place)
  const reach: Reach = {
    themeId: place.themeId,
    zoneCodes: place.zoneCodes,
    age: asked.age,
    day: localDay(place.now, place.territory.timeZone),
    timeZone: place.territory.timeZone,
  }
  const need = place.needId === null ? null : asId<NeedId>(place.needId)
  const candidates = await findCandidates(reader, reach)
  return { place, reach, matches: matchOffers({ need, age: asked.age, answers: asked.answers }, candidates, reach.day) }
}

/** Nobody can help with this, here, today: the animator will see how often, without anything about the person. */
export const countMissOf = (tx: Tx, { place, reach }: OfferedToday): Promise<void> =>
  countMiss(tx, {
    territoryId: place.territory.id,
    day: reach.day,
    communeCode: place.communeCode,
    themeId: place.themeId,
  })
