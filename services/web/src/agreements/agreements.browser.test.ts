import { demoId } from '@boussole/local'
import { accessibilityFaults, follow, goOnTo, needsChromium, send, signIn, until, useSite } from '@boussole/testing'
import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'

const animator = 'marion.delcasse@info-jeunes-loire.example'

/** A partner without charter, with an offer that nobody is shown. */
interface Unsigned {
  readonly partner: string
  readonly commune: string
  readonly offer: string
  readonly referent: string
  readonly signatory: string
}

const passerelle: Unsigned = {
  partner: 'logis-passerelle',
  commune: '42186',
  offer: 'Un appartement meublé à sous-louer',
  referent: 'odile.barlerin@logis-passerelle.example',
  signatory: 'joel.bastide@logis-passerelle.example',
}

const ricochets: Unsigned = {
  partner: 'les-ricochets',
  commune: '42218',
  offer: 'Une chambre en résidence, avec des voisins de ton âge',
  referent: 'sonia.marchetti@les-ricochets.example',
  signatory: 'laurent.chomienne@les-ricochets.example',
}

describe('A charter and a working group, in a browser', needsChromium(), () => {
  const site = useSite()

  const wordsOf = async (page: Page): Promise<string> =>
    ((await page.locator('main').textContent()) ?? '').replaceAll('\u00A0', ' ')

  const isShown = async (page: Page, { commune, offer }: Unsigned): Promise<boolean> => {
    await page.goto(`/communes/${commune}/logement`)
    await goOnTo(page, 'offers')
    return (await page.getByLabel(offer).count()) > 0
  }

  const sign = async (page: Page, name: string, role: string): Promise<void> => {
    await page.locator('[name=nom]').fill(name)
    await page.locator('[name=fonction]').fill(role)
    await page.locator('[name=accord]').check()
    await send(page)
  }

  const linkIn = (words: string, path: string): string =>
    new RegExp(String.raw`https?://\S+(/pro/${path}/[\w-]+)`).exec(words)?.[1] ?? ''

  /** The path that a mail to this address leads to. */
  const mailedLink = (to: string, path: string): Promise<string> =>
    until(async () => {
      const mails = await site.mailbox.received((mail) => mail.to === to)
      const link = mails.map(({ text }) => linkIn(text, path)).find((each) => each !== '')
      expect(link).toBeDefined()
      return link ?? ''
    })

  test.each([
    ['with scripts', true, passerelle],
    ['without scripts', false, ricochets],
  ] as const)(
    'a charter is proposed, signed by its link, countersigned, taken along, and its offers appear; a meeting is called, answered and written up, %s',
    async (_, javaScriptEnabled, unsigned) => {
      const partnerId = demoId('partner', unsigned.partner)
      await site.pool.query(
        `update agreements set from_day = '2025-01-01', to_day = '2025-12-31', followed_by = 'nothing' where partner_id = $1`,
        [partnerId],
      )
      // axe is itself a script.
      const look = async (page: Page): Promise<void> => {
        if (javaScriptEnabled) expect(await accessibilityFaults(page, 'all')).toEqual([])
      }
      const young = await site.visit({ javaScriptEnabled })
      expect(await isShown(young, unsigned)).toBe(false)
      const watcher = await site.visit({ javaScriptEnabled })
      await signIn(watcher, animator)
      await watcher.goto(`/pro/animation/conventions/${partnerId}`)
      await follow(watcher, () => watcher.getByRole('link', { name: 'Proposer la charte' }).click())
      await watcher.locator('[name=nom]').fill('Dominique Martin')
      await watcher.locator('[name=fonction]').fill('Direction')
      await watcher.locator('[name=email]').fill(unsigned.signatory)
      await send(watcher)
      expect(await wordsOf(watcher)).toContain('La charte part par mail')

      const signer = await site.visit({ javaScriptEnabled })
      await signer.goto(await mailedLink(unsigned.signatory, 'charte'))
      await look(signer)
      await sign(signer, 'Dominique Martin', 'Direction')
      expect(await wordsOf(signer)).toContain('votre signature est enregistrée')
      expect(await isShown(young, unsigned)).toBe(false)

      await watcher.goto(`/pro/animation/conventions/${partnerId}`)
      await follow(watcher, () => watcher.getByRole('link', { name: 'Lire et contresigner' }).click())
      await look(watcher)
      await sign(watcher, 'Danielle Pommier', 'Directrice')
      expect(await isShown(young, unsigned)).toBe(true)

      const referent = await site.visit({ javaScriptEnabled })
      await signIn(referent, unsigned.referent)
      await referent.goto('/pro/convention')
      await look(referent)
      const pdf = referent.getByRole('link', { name: 'Télécharger la charte signée' })
      const bytes = await (await referent.request.get((await pdf.getAttribute('href')) ?? '')).body()
      expect(await wordsOf(referent)).toContain(createHash('sha256').update(bytes).digest('hex'))

      await watcher.goto('/pro/animation/rencontres/nouvelle')
      const { rows } = await site.pool.query<{ day: string }>(
        `select ((platform_now() at time zone 'Europe/Paris')::date + 1)::text as day`,
      )
      await watcher.locator('[name=objet]').fill(`Point avec ${unsigned.partner}`)
      await watcher.locator('[name=jour]').fill(rows[0]?.day ?? '')
      await watcher.locator('[name=debut]').fill('08:30')
      await watcher.locator('[name=fin]').fill('09:30')
      await watcher.locator('[name=lieu]').fill('Info Jeunes Loire')
      await watcher.locator('[name=pour][value=partners]').check()
      await watcher.locator(`[name=structures][value="${partnerId}"]`).check()
      await send(watcher)
      const meeting = new URL(watcher.url()).pathname
      await referent.goto(await mailedLink(unsigned.referent, 'rencontres'))
      await referent.getByLabel('Oui, je viens').check()
      await send(referent)
      await look(referent)
      expect(await wordsOf(referent)).toContain('Votre réponse est enregistrée')

      await site.clock.advance(Temporal.Duration.from({ days: 1 }))
      await watcher.goto(`${meeting}/presences`)
      await send(watcher)
      await follow(watcher, () => watcher.getByRole('link', { name: 'Écrire le compte rendu' }).click())
      await watcher.locator('[name=mots]').fill('Nous avons fait le point.')
      await send(watcher)
      await follow(watcher, () => watcher.getByRole('link', { name: 'Envoyer le compte rendu' }).click())
      await send(watcher)
      await look(watcher)
      await referent.goto(meeting.replace('/animation', ''))
      expect(await wordsOf(referent)).toContain('Nous avons fait le point.')
      await until(async () =>
        expect(
          await site.mailbox.received(({ to, text }) => to === unsigned.referent && text.includes('fait le point')),
        ).toHaveLength(1),
      )
    },
    // Three people sign, meet and write; on a busy machine this takes longer than others do.
    180_000,
  )
})
