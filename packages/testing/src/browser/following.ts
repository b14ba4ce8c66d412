import { inbox, sessionOpened } from '@boussole/contracts'
import { demoPassword } from '@boussole/local'
import type { Page } from 'playwright-core'
import { fillIn, goOnTo, send } from './asking.ts'

/**
 * Asks one offer of the demo, whose referent signs in with the demo's password. `prefix`: what the addresses of the
 * language begin with.
 */
export const askPremierToit = async (
  page: Page,
  prefix: string,
  { redirect }: { readonly redirect: boolean },
): Promise<void> => {
  await page.goto(`${prefix}/communes/42218/logement`)
  await goOnTo(page, 'offers')
  await page.getByLabel('Chercher ton premier logement avec quelqu’un').check()
  await send(page)
  await fillIn(page, 'contact')
  await page.locator('[name=relance]').setChecked(redirect)
  await send(page)
  await send(page)
}

/** A professional of that partner answers, through the API: the last referral that came in, whose id is returned. */
export const partnerActs = async (page: Page, act: 'acceptance' | 'contacts'): Promise<string> => {
  const home = await page.context().newPage()
  await home.goto('/')
  const communes = (await home.locator('form[data-communes]').getAttribute('data-communes')) ?? ''
  await home.close()
  const api = communes.replace(/\/communes$/, '')
  const { request } = page.context()
  const session = await request.post(`${api}/sessions`, {
    data: { email: 'amelie.garcin@premier-toit.example', password: demoPassword },
  })
  const { accessToken } = sessionOpened.parse(await session.json())
  const headers = { authorization: `Bearer ${accessToken}` }
  const { items } = inbox.parse(await (await request.get(`${api}/referrals?limit=100`, { headers })).json())
  const [last] = items
    .filter(({ state, firstName }) => firstName === 'Lina' && (state === 'sent' || state === 'accepted'))
    .toSorted((a, b) => b.sentAt.epochMilliseconds - a.sentAt.epochMilliseconds)
  if (last === undefined) throw new Error(`${act}: no referral of Lina awaits it`)
  const data = act === 'contacts' ? { reached: true, channel: 'phone' } : {}
  const answer = await request.post(`${api}/referrals/${last.id}/${act}`, { headers, data })
  if (!answer.ok()) throw new Error(`${act}: ${await answer.text()}`)
  return last.id
}
