import { accessibilityFaults, fillIn, follow, goOnTo, needsChromium, send, signIn, useSite } from '@boussole/testing'
import type { Page } from 'playwright-core'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'

interface Colleague {
  readonly name: string
  readonly email: string
}

/** Two who answer for one offer, and are each other's deputy. */
interface Pair {
  readonly offer: string
  readonly leaving: Colleague
  readonly staying: Colleague
}

const premierToit: Pair = {
  offer: 'Chercher ton premier logement avec quelqu’un',
  leaving: { name: 'Amélie Garcin', email: 'amelie.garcin@premier-toit.example' },
  staying: { name: 'Théo Rivoire', email: 'theo.rivoire@premier-toit.example' },
}

const ricochets: Pair = {
  offer: 'Une chambre en résidence, avec des voisins de ton âge',
  leaving: { name: 'Sonia Marchetti', email: 'sonia.marchetti@les-ricochets.example' },
  staying: { name: 'Yanis Colombet', email: 'yanis.colombet@les-ricochets.example' },
}

describe('The team of a partner, in a browser', needsChromium(), () => {
  const site = useSite()

  /** The words of a page, with plain spaces. */
  const wordsOf = async (page: Page): Promise<string> =>
    ((await page.locator('main').textContent()) ?? '').replaceAll('\u00A0', ' ')

  const today = async (): Promise<Temporal.PlainDate> => {
    const { rows } = await site.pool.query<{ day: string }>(
      `select (platform_now() at time zone 'Europe/Paris')::date::text as day`,
    )
    return Temporal.PlainDate.from(rows[0]?.day ?? '')
  }

  /** Follows a link of the team page that is about this person. */
  const followFor = (page: Page, { name }: Colleague, link: string): Promise<void> =>
    follow(page, () => page.getByRole('region', { name, exact: true }).getByRole('link', { name: link }).click())

  /** Four days from today on. */
  const planAbsence = async (page: Page, who: Colleague): Promise<void> => {
    await page.goto('/pro/equipe')
    await followFor(page, who, 'Prévoir une absence')
    const from = await today()
    await page.locator('[name=du]').fill(from.toString())
    await page.locator('[name=au]').fill(from.add({ days: 3 }).toString())
    await send(page)
  }

  const ask = async (page: Page, offer: string): Promise<void> => {
    await page.goto('/communes/42218/logement')
    await goOnTo(page, 'offers')
    await page.getByLabel(offer).check()
    await send(page)
    await fillIn(page, 'contact')
    await send(page)
    await send(page)
  }

  const remindersTo = async ({ email }: Colleague) =>
    site.mailbox.received(({ to, text }) => to.includes(email) && text.includes('Lina'))

  test.each([
    ['with scripts', true, premierToit],
    ['without scripts', false, ricochets],
  ] as const)(
    'a deputy receives; without one the offer pauses by itself and says so; who leaves hands over, %s',
    async (_, javaScriptEnabled, { offer, leaving, staying }) => {
      // axe is itself a script.
      const look = async (page: Page): Promise<void> => {
        if (javaScriptEnabled) expect(await accessibilityFaults(page, 'all')).toEqual([])
      }
      const one = await site.visit({ javaScriptEnabled })
      await signIn(one, leaving.email)
      await planAbsence(one, leaving)
      expect(await wordsOf(one)).toContain(`${staying.name} reçoit.`)
      await look(one)
      await ask(await site.visit({ javaScriptEnabled }), offer)
      await site.clock.advance(Temporal.Duration.from({ days: 2 }))
      expect((await remindersTo(staying)).length).toBeGreaterThan(0)
      expect(await remindersTo(leaving)).toEqual([])

      const other = await site.visit({ javaScriptEnabled })
      await signIn(other, staying.email)
      await planAbsence(other, staying)
      expect(await wordsOf(other)).toContain(`${offer} : du `)
      await look(other)
      await send(other)
      for (const path of ['/pro/', '/pro/equipe']) {
        await other.goto(path)
        expect(await wordsOf(other)).toContain('En pause d’elles-mêmes aujourd’hui')
        expect(await wordsOf(other)).toContain(`${offer} : jusqu’au retour`)
        await look(other)
      }
      for (const who of [staying, leaving]) {
        await followFor(other, who, 'Annuler l’absence')
        await send(other)
      }
      expect(await wordsOf(other)).not.toContain('En pause d’elles-mêmes')

      await other.goto('/pro/')
      await follow(other, () => other.locator('a.referral').first().click())
      const referral = other.url()
      await other.goto(`${referral}/passage`)
      await other.getByLabel(leaving.name).check()
      await send(other)
      expect(await wordsOf(other)).toContain(`Suivie par${leaving.name}`)
      await signIn(one, leaving.email)
      await other.goto('/pro/equipe')
      await followFor(other, leaving, 'Signaler un départ')
      await other.getByLabel(staying.name).check()
      await look(other)
      await send(other)
      expect(await other.getByRole('region', { name: leaving.name }).count()).toBe(0)
      await other.goto(referral)
      expect(await wordsOf(other)).toContain(`Suivie par${staying.name}`)
      await one.goto('/pro/')
      expect(new URL(one.url()).pathname).toBe('/pro/connexion')
    },
    // Two people go through a whole absence and a departure; on a busy machine this takes longer than others do.
    120_000,
  )
})
