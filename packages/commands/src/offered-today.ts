import { asId, localDay, matchOffers, Refusal } from '@boussole/domain'
import type { Match, NeedId, RefusalCode } from '@boussole/domain'
import { countMiss, findCandidates, findInfoJeunes, findPlace } from '@boussole/db'
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

/** Whom to turn to instead, told with a refusal that ends the search. */
export const infoJeunesNear = async (reader: Reader, communeCode: string): Promise<Refusal['about']> => {
  const { name, phone, email } = (await findInfoJeunes(reader, communeCode)) ?? { name: null, phone: null, email: null }
  return {
    ...(name === null ? {} : { infoJeunesName: name }),
    ...(phone === null ? {} : { infoJeunesPhone: phone }),
    ...(email === null ? {} : { infoJeunesEmail: email }),
  }
}

const ageFault = (age: number): RefusalCode | null => {
  if (age < askingAges.youngest) return 'under-age'
  return age > askingAges.oldest ? 'over-age' : null
}

const checkAnswers = (answers: MatchesAsked['answers'], place: Place): void => {
  for (const [question, given] of Object.entries(answers)) {
    const known = Object.hasOwn(place.questions, question) ? place.questions[question] : undefined
    if (known === undefined || given.some((answer) => !known.answers.includes(answer))) {
      throw new Refusal('answer-unknown', { question })
    }
    if (known.kind === 'one' && new Set(given).size > 1) throw new Refusal('one-answer-only', { question })
  }
}

const openPlace = (place: Place): OpenPlace | 'territory-closed' | 'theme-not-open-here' => {
  const { territory, themeId, now } = place
  const opensOn = territory?.opensOn ?? null
  if (territory === null || opensOn === null) return 'territory-closed'
  if (localDay(now, territory.timeZone).toString() < opensOn) return 'territory-closed'
  return themeId === null ? 'theme-not-open-here' : { ...place, territory, themeId }
}

/**
 * Finds what can be offered today to a young person who asks this (domain.md §6).
 * Refuses: `commune-unknown`, `under-age`, `over-age`, `territory-closed`, `theme-not-open-here`, `need-unknown`,
 * `answer-unknown`, `one-answer-only`.
 */
export const findOfferedToday = async (
  reader: Reader,
  asked: Omit<MatchesAsked, 'language'>,
): Promise<OfferedToday> => {
  const found = await findPlace(reader, asked)
  if (found === undefined) throw new Refusal('commune-unknown')
  const place = ageFault(asked.age) ?? openPlace(found)
  if (typeof place === 'string') throw new Refusal(place, await infoJeunesNear(reader, asked.commune))
  if (asked.need !== null && place.needId === null) throw new Refusal('need-unknown')
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
