import { list, paragraph, strong } from '../blocks.ts'
import { type InfoJeunes, infoJeunesNearby } from '../info-jeunes.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { requestPage } from '../request-page.ts'
import { dayInWords, fr, promiseInWords } from '../words.ts'

/** `lastDay`: ISO day, the last one the partner promised; `windowDays`: days, counted as `counting` says. */
export type ReceiptProps = {
  readonly firstName: string
  readonly referrals: readonly {
    readonly partnerName: string
    readonly offerTitle: string
    readonly windowDays: number
    readonly counting: 'calendar' | 'working'
    readonly lastDay: string
  }[]
  readonly trackingUrl: string
  readonly infoJeunes: InfoJeunes
  readonly redirectConsent: boolean
}

/** The request has left: the young person reads who contacts them and by when. Charter, "délai qu'elle garantit". */
export const receipt: MailDefinition<ReceiptProps> = {
  to: 'young-person',
  subject: () => 'Ta demande est bien partie',
  body: ({ firstName, referrals, trackingUrl, infoJeunes, redirectConsent }) => [
    paragraph(`Bonjour ${firstName},`),
    paragraph(fr`Ta demande est bien partie. Voici ce qui va se passer :`),
    list(
      referrals.map(({ partnerName, offerTitle, windowDays, counting, lastDay }) => [
        strong(partnerName),
        ' te contacte au plus tard le ',
        strong(dayInWords(lastDay)),
        fr`, pour « ${offerTitle} ». Délai promis : ${promiseInWords(windowDays, counting)}.`,
      ]),
    ),
    paragraph(
      redirectConsent
        ? fr`Personne ne te répond à temps ? On confie ta demande à une autre structure, comme tu l’as accepté, et on te prévient.`
        : fr`Personne ne te répond à temps ? On te prévient, et on cherche une solution avec toi.`,
    ),
    ...requestPage(trackingUrl),
    infoJeunesNearby(infoJeunes),
  ],
  sample: {
    firstName: 'Inès',
    referrals: [
      {
        partnerName: 'Mission locale des Monts',
        offerTitle: 'Trouver un premier logement',
        windowDays: 3,
        counting: 'calendar',
        lastDay: '2026-11-23',
      },
      {
        partnerName: 'Maison de l’habitat du Forez',
        offerTitle: 'Connaître tes aides au logement',
        windowDays: 5,
        counting: 'working',
        lastDay: '2026-11-27',
      },
    ],
    trackingUrl: 'https://boussole.example/suivi/3q8c',
    infoJeunes: { name: 'Info Jeunes Loire', phone: '04 65 71 00 42', email: 'bonjour@infojeunes.example' },
    redirectConsent: true,
  },
}
