import { demoId } from '@boussole/local'
import { follow, needsChromium, send, signIn, useSite } from '@boussole/testing'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { people } from '../../demo-site.ts'

describe('The upkeep of the directory, in a browser', needsChromium(), () => {
  const site = useSite()
  const offer = demoId('offer', 'premier-logement')
  const stateOf = async () =>
    (await site.pool.query<{ state: string }>('select state from offers where id = $1', [offer])).rows[0]?.state

  test.each([
    ['with scripts', true],
    ['without scripts', false],
  ])(
    '%s, the link of the notice leads its referent to one press, and an animator takes a run back',
    async (_, javaScriptEnabled) => {
      await site.pool.query(
        `update offers set state = 'active', confirmed_at = '2026-01-01T09:00:00Z', contact_confirmed_at = null,
         to_confirm_since = '2026-10-01', to_confirm_cause = 'offer', upkeep_rests_until = null where id = $1`,
        [offer],
      )
      await site.clock.advance(Temporal.Duration.from({ hours: 24 }))
      expect(await stateOf()).toBe('suspended')
      const { rows } = await site.pool.query<{ email: string }>(
        `select email from users join referents on user_id = users.id join offer_referents on referent_id = referents.id
       where offer_id = $1 order by email limit 1`,
        [offer],
      )
      const email = rows[0]?.email ?? ''
      const [mail] = await site.mailbox.received(
        ({ to, text }) => to === email && text.includes(`/offres/${offer}/confirmation`),
      )
      const link = new RegExp(`/pro/offres/${offer}/confirmation`).exec(mail?.text ?? '')?.[0] ?? ''
      const page = await site.visit({ javaScriptEnabled })

      // An animator takes back the run that suspended it.
      await signIn(page, people.animator)
      await page.goto('/pro/animation/entretien/passages')
      await follow(page, () => page.locator('main .session a').first().click())
      await page.goto(`${page.url()}/annulation`)
      await send(page)
      await page.getByText('Le passage est annulé').waitFor()
      expect(await stateOf()).toBe('active')

      // Suspended again, its referent follows the link, signs in, and presses once.
      await site.pool.query(`update offers set state = 'suspended' where id = $1`, [offer])
      await page.goto('/pro/deconnexion')
      await send(page)
      await signIn(page, email)
      await page.goto(link)
      await send(page)
      await page.getByText('C’est noté').waitFor()
      expect(await stateOf()).toBe('active')
    },
  )
})
