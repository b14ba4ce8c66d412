import { demoPassword } from '@boussole/local'
import type { Page } from 'playwright-core'
import { send } from './asking.ts'

/** A professional of the demo signs in on this page, whoever was signed in before; ends on the inbox. */
export const signIn = async (page: Page, email: string): Promise<void> => {
  await page.context().clearCookies()
  await page.goto('/pro/connexion/mot-de-passe')
  await page.locator('[name=email]').fill(email)
  await page.locator('[name=password]').fill(demoPassword)
  await send(page)
}
