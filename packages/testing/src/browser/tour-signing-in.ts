import type { Page } from 'playwright-core'
import { send } from './asking.ts'
import { signIn } from './signing-in.ts'

/** An animator looks after her own account, and invites somebody. */
export async function* signingIn(page: Page): AsyncGenerator<string> {
  await page.context().clearCookies()
  await page.goto('/pro/connexion/lien/a-link-that-never-was')
  yield 'pro-unknown-link'
  await page.goto('/pro/invitation/a-link-that-never-was')
  yield 'pro-invitation-over'
  await signIn(page, 'marion.delcasse@info-jeunes-loire.example')
  for (const [path, name] of [
    ['/pro/compte', 'account'],
    ['/pro/compte/mot-de-passe', 'new-password'],
    ['/pro/compte/code', 'codes-on'],
    ['/pro/animation/invitations', 'invitations'],
    ['/pro/animation/invitations/nouvelle', 'invitation'],
  ] as const) {
    await page.goto(path)
    yield `pro-${name}`
  }
  await send(page)
  yield 'pro-invitation-missing'
  await page.locator('[name=structure]').selectOption({ index: 1 })
  await page.locator('[name=nom]').fill('Manon Faure')
  await page.locator('[name=email]').fill('manon.faure@premier-toit.example')
  await send(page)
  yield 'pro-invitation-sent'
  for (const act of ['renvoi', 'annulation']) {
    await page.goto('/pro/animation/invitations')
    const path = await page.locator(`a[href$="/${act}"]`).first().getAttribute('href')
    await page.goto(path ?? '')
    yield `pro-invitation-${act}`
  }
  await page.goto('/pro/deconnexion')
  await send(page)
}
