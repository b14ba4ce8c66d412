import type { Page } from 'playwright-core'
import { follow, send } from './asking.ts'
import { signIn } from './signing-in.ts'

const list = '/pro/animation/personnes'

/** The regional level looks at who animates, invites somebody, takes the invitation back, and takes an access away. */
export async function* watchers(page: Page): AsyncGenerator<string> {
  await signIn(page, 'sylvie.grangeon@info-jeunes-aura.example')
  await page.goto(list)
  yield 'pro-watchers'
  await page.goto(`${list}/inviter`)
  yield 'pro-watchers-roles'
  await page.goto(`${list}/inviter/animator`)
  yield 'pro-watchers-invite'
  await send(page)
  yield 'pro-watchers-invite-missing'
  await page.locator('[name=nom]').fill('Inès Faure')
  await page.locator('[name=email]').fill('ines.faure@info-jeunes-loire.example')
  await page.locator('[name=lieux]').first().check()
  await send(page)
  yield 'pro-watchers-invited'
  await follow(page, () => page.locator('main a', { hasText: 'Renvoyer' }).first().click())
  yield 'pro-watchers-resend'
  await page.goto(list)
  await follow(page, () => page.locator('main a', { hasText: 'Annuler' }).first().click())
  yield 'pro-watchers-cancel'
  await send(page)
  await follow(page, () => page.locator('main .session', { hasText: 'Marion' }).getByText('Retirer').first().click())
  yield 'pro-watchers-end'
  await page.goto('/pro/deconnexion')
  await send(page)
}
