import { demoId } from '@boussole/local'
import type { Page } from 'playwright-core'
import { follow, send } from './asking.ts'
import { signIn } from './signing-in.ts'

const over = `/pro/animation/conventions/${demoId('partner', 'logis-passerelle')}`
const signedByPartner = `/pro/animation/conventions/${demoId('partner', 'mission-locale-forez')}`
const waiting = `/pro/animation/conventions/${demoId('partner', 'mission-locale-rives-de-loire')}`
/** Of the partner whose agreement is over. */
const signatory = 'joel.bastide@logis-passerelle.example'
const running = demoId('partner', 'premier-toit')

/** Conventions as the animation sees them: proposed, sent again, taken back, signed, ended. */
async function* watchedAgreements(page: Page): AsyncGenerator<string> {
  await signIn(page, 'marion.delcasse@info-jeunes-loire.example')
  await page.goto('/pro/animation/conventions')
  yield 'pro-agreements'
  for (const list of ['to-countersign', 'to-sign', 'soon', 'without']) {
    await page.goto(`/pro/animation/conventions?liste=${list}`)
    yield `pro-agreements-${list}`
  }
  await page.goto(over)
  yield 'pro-agreement-over'
  await page.goto(`${over}/papier`)
  yield 'pro-paper-charter'
  await page.goto(`${over}/proposition`)
  yield 'pro-charter-proposal'
  await send(page)
  yield 'pro-charter-proposal-missing'
  await page.locator('[name=nom]').fill('Joël Bastide')
  await page.locator('[name=fonction]').fill('Président')
  await page.locator('[name=email]').fill(signatory)
  await send(page)
  yield 'pro-charter-proposed'
  await page.goto(`${waiting}/renvoi`)
  yield 'pro-charter-send-again'
  await page.goto(`${waiting}/retrait`)
  yield 'pro-charter-take-back'
  await page.goto(`${signedByPartner}/contresignature`)
  yield 'pro-charter-countersign'
  await send(page)
  yield 'pro-charter-countersign-missing'
  await page.locator('[name=nom]').fill('Danielle Pommier')
  await page.locator('[name=fonction]').fill('Directrice')
  await page.locator('[name=accord]').check()
  await send(page)
  yield 'pro-charter-signed'
  await page.goto(`/pro/animation/conventions/${running}/fin`)
  yield 'pro-agreement-end'
}

/** The link in the mail to the signatory, among the mails that would have left. */
const linkInMail = async (page: Page): Promise<string> => {
  const mail = page.locator('main a.link-card').first()
  // It leaves within the second; a page that does not reload itself is asked again.
  do await page.goto(`/local?pour=${signatory}`)
  while ((await mail.count()) === 0)
  await follow(page, () => mail.click())
  const words = (await page.locator('.mail-text').textContent()) ?? ''
  const [, path = ''] = /(\/pro\/charte\/[\w-]+)/.exec(words) ?? []
  return path
}

/** A charter by its link: read, signed, over. */
async function* charterByLink(page: Page): AsyncGenerator<string> {
  await page.context().clearCookies()
  await page.goto(await linkInMail(page))
  yield 'pro-charter-link'
  await send(page)
  yield 'pro-charter-link-missing'
  await page.locator('[name=nom]').fill('Joël Bastide')
  await page.locator('[name=accord]').check()
  await send(page)
  yield 'pro-charter-link-signed'
  await page.goto('/pro/charte-terminee')
  yield 'pro-charter-link-over'
}

/** What a partner's own people see of it. */
async function* ownAgreement(page: Page): AsyncGenerator<string> {
  await signIn(page, 'nadia.ferrand@mission-locale-forez.example')
  await page.goto('/pro/convention')
  yield 'pro-own-agreement'
  await page.goto('/pro/convention/texte/2026-1')
  yield 'pro-charter-text'
  await signIn(page, 'amelie.garcin@premier-toit.example')
  await page.goto(`/pro/convention/${running}/fin`)
  yield 'pro-own-agreement-end'
  await page.goto(`/pro/convention/${running}/fin/preavis`)
  yield 'pro-own-agreement-end-confirm'
  await send(page)
  yield 'pro-own-agreement-end-missing'
  await page.locator('[name=accord]').check()
  await send(page)
  yield 'pro-own-agreement-ended'
  await page.goto(`/pro/convention/${running}/reprise`)
  yield 'pro-own-agreement-take-back'
  await send(page)
  yield 'pro-own-agreement-kept'
}

/** A working group is called, and its pages while it is to come. */
async function* watchedMeetings(page: Page): AsyncGenerator<string> {
  await signIn(page, 'marion.delcasse@info-jeunes-loire.example')
  await page.goto('/pro/animation/rencontres')
  yield 'pro-meetings'
  await page.goto('/pro/animation/rencontres?liste=passees')
  yield 'pro-meetings-past'
  await page.goto('/pro/animation/rencontres/nouvelle')
  yield 'pro-meeting-call'
  await send(page)
  yield 'pro-meeting-call-missing'
  await page.locator('[name=objet]').fill('Groupe de travail emploi')
  await page.locator('[name=jour]').fill('2026-12-15')
  await page.locator('[name=debut]').fill('14:00')
  await page.locator('[name=fin]').fill('16:00')
  await page.locator('[name=lieu]').fill('Maison des associations, Saint-Étienne')
  await send(page)
  yield 'pro-meeting-called'
  const here = new URL(page.url()).pathname
  await page.goto(`${here}/modifier`)
  yield 'pro-meeting-change'
  await page.goto(`${here}/membres`)
  yield 'pro-meeting-members'
  await page.goto(`${here}/annulation`)
  yield 'pro-meeting-cancel'
  await send(page)
  yield 'pro-meeting-cancelled'
  const past = `/pro/animation/rencontres/${demoId('meeting', 'logement')}`
  for (const [path, name] of [
    ['', 'pro-meeting-held'],
    ['/presences', 'pro-meeting-attendance'],
    ['/envoi', 'pro-meeting-minutes-send'],
  ] as const) {
    await page.goto(`${past}${path}`)
    yield name
  }
}

/** Working groups of who is invited. */
async function* ownMeetings(page: Page): AsyncGenerator<string> {
  await signIn(page, 'sonia.marchetti@les-ricochets.example')
  await page.goto('/pro/rencontres')
  yield 'pro-own-meetings'
  await page.goto(`/pro/rencontres/${demoId('meeting', 'fin-d-annee')}`)
  yield 'pro-own-meeting'
  await page.locator('[name=reponse]').last().check()
  await send(page)
  yield 'pro-own-meeting-answered'
  await page.goto(`/pro/rencontres/${demoId('meeting', 'logement')}`)
  yield 'pro-own-meeting-minutes'
}

/** A mail to the network, from its words to its sending. */
async function* networkLetters(page: Page): AsyncGenerator<string> {
  await signIn(page, 'marion.delcasse@info-jeunes-loire.example')
  await page.goto('/pro/animation/courrier')
  yield 'pro-network-letters'
  await page.goto('/pro/animation/courrier/nouveau')
  yield 'pro-network-letter'
  await page.locator('[name=pour][value=theme]').check()
  await send(page)
  yield 'pro-network-letter-missing'
  await page.locator('[name=theme]').selectOption('logement')
  await page.locator('[name=objet]').fill('Une formation en janvier')
  await page.locator('[name=mots]').fill('Bonjour,\n\nRendez-vous en janvier pour apprendre à bien rédiger son offre.')
  await send(page)
  yield 'pro-network-letter-check'
  await send(page)
  yield 'pro-network-letter-sent'
}

/** Charters from their proposal to their end, working groups and mail to the network. */
export async function* agreements(page: Page): AsyncGenerator<string> {
  yield* watchedAgreements(page)
  yield* charterByLink(page)
  yield* ownAgreement(page)
  yield* watchedMeetings(page)
  yield* ownMeetings(page)
  yield* networkLetters(page)
  await page.goto('/pro/deconnexion')
  await send(page)
}
