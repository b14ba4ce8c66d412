import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { focusOn } from './looking.ts'

/** Presses Tab until this has the focus. Each stop on the way is marked as having it, and in sight. */
export const tabTo = async (page: Page, selector: string): Promise<void> => {
  for (let stops = 0; stops < 50; stops += 1) {
    await page.keyboard.press('Tab')
    const focus = await focusOn(page, selector)
    expect(focus).toMatchObject({ isMarked: true, isInSight: true })
    if (focus.isMeant) return
  }
  throw new Error(`no Tab leads to ${selector}`)
}
