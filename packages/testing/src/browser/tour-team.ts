import { demoId } from '@boussole/local'
import type { Page } from 'playwright-core'
import { follow, send } from './asking.ts'
import { signIn } from './signing-in.ts'

const amelie = `/pro/equipe/${demoId('referent', 'amelie-garcin')}`
const theo = `/pro/equipe/${demoId('referent', 'theo-rivoire')}`

/** Around New Year: ahead of the day on which a tour is made, and of where it lets time go by. */
const holidays = ['2026-12-21', '2027-01-03'] as const

const plan = async (page: Page, [from, to]: readonly [string, string]): Promise<void> => {
  await page.locator('[name=du]').fill(from)
  await page.locator('[name=au]').fill(to)
  await send(page)
}

/** A team plans its absences, says who answers for what, and somebody leaves. */
async function* ownTeam(page: Page): AsyncGenerator<string> {
  await signIn(page, 'amelie.garcin@premier-toit.example')
  await page.goto('/pro/equipe')
  yield 'pro-team'
  await page.goto(`${amelie}/absence`)
  yield 'pro-absence'
  await send(page)
  yield 'pro-absence-missing'
  await plan(page, [holidays[1], holidays[0]])
  yield 'pro-absence-wrong'
  await plan(page, holidays)
  yield 'pro-absence-planned'
  await page.goto(`${theo}/absence`)
  await plan(page, holidays)
  yield 'pro-absence-pauses'
  await send(page)
  yield 'pro-team-both-away'
  await follow(page, () => page.locator('a[href*="/absences/"]').first().click())
  yield 'pro-absence-end'
  await page.locator('[name=au]').fill('')
  await send(page)
  yield 'pro-absence-end-missing'
  await page.goto('/pro/equipe')
  await follow(page, () => page.locator('a[href$="/annulation"]').first().click())
  yield 'pro-absence-cancel'
  await send(page)
  yield 'pro-absence-cancelled'
  await page.goto(`${theo}/reglages`)
  yield 'pro-member'
  await page.locator('[name=themes]').first().check()
  await page.locator('[name=secteurs]').first().check()
  await send(page)
  yield 'pro-member-changed'
  await page.goto(`${theo}/depart`)
  yield 'pro-leaving'
  await send(page)
  yield 'pro-leaving-missing'
}

/** Teams as their animator sees them: away now, with and without a deputy, and down to one. */
async function* watchedTeams(page: Page): AsyncGenerator<string> {
  await signIn(page, 'marion.delcasse@info-jeunes-loire.example')
  await page.goto(`/pro/equipe?structure=${demoId('partner', 'mission-locale-rives-de-loire')}`)
  yield 'pro-team-paused'
  await page.goto(`/pro/equipe/${demoId('referent', 'helene-jourdanet')}/depart`)
  yield 'pro-leaving-last'
  await send(page)
  yield 'pro-team-empty'
}

export async function* team(page: Page): AsyncGenerator<string> {
  yield* ownTeam(page)
  yield* watchedTeams(page)
}
