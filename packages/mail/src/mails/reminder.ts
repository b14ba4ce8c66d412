import { button, link, list, paragraph, strong } from '../blocks.ts'
import type { MailDefinition } from '../mail-definition.ts'
import { dayInWords, fr, remainingInWords } from '../words.ts'

/** `today` and `lastDay`: ISO days. At least one item; `asDeputy`: the reader stands in for the referent. */
export type ReminderProps = {
  readonly recipientName: string
  readonly items: readonly {
    readonly offerTitle: string
    readonly firstName: string
    readonly communeName: string
    readonly lastDay: string
    readonly url: string
  }[]
  readonly asDeputy: boolean
  readonly today: string
  readonly inboxUrl: string
}

/** Young people wait and the window runs out: one mail for all of them, the soonest first. Domain §4, remind-1, remind-2. */
export const reminder: MailDefinition<ReminderProps> = {
  to: 'partner',
  subject: ({ items, today }) => {
    const days = items.map(({ lastDay }) => lastDay).toSorted()
    const first = days[0]
    const who = waiting(items.length)
    if (first === undefined) return who
    const day = first === today ? `aujourd’hui, ${dayInWords(first)}` : `le ${dayInWords(first)}`
    return first === days.at(-1) ? `${who} au plus tard ${day}` : fr`${who}, première date : ${day}`
  },
  body: ({ recipientName, items, asDeputy, today, inboxUrl }) => [
    paragraph(`Bonjour ${recipientName},`),
    paragraph(
      fr`${waiting(items.length)}. Un contact, ou un essai de contact noté dans Boussole, suffit à tenir la promesse.`,
      asDeputy ? ' Vous recevez ce rappel comme suppléant·e de la personne référente.' : '',
    ),
    list(
      items
        .toSorted((a, b) => a.lastDay.localeCompare(b.lastDay))
        .map(({ offerTitle, firstName, communeName, lastDay, url }) => [
          strong(firstName),
          fr`, ${communeName}, pour « ${offerTitle} ». À contacter au plus tard le ${dayInWords(lastDay)} (`,
          strong(remainingInWords(lastDay, today)),
          '). ',
          link('Ouvrir la demande', url),
        ]),
    ),
    button('Voir toutes mes demandes', inboxUrl),
    paragraph(
      fr`Vous ne pouvez pas répondre cette fois ? Indiquez-le sur la page de la demande : une autre structure pourra prendre le relais.`,
    ),
  ],
  sample: {
    recipientName: 'Camille',
    items: [
      {
        offerTitle: 'Trouver un premier logement',
        firstName: 'Inès',
        communeName: 'Saint-Étienne',
        lastDay: '2026-11-24',
        url: 'https://boussole.example/pro/demandes/7d21',
      },
      {
        offerTitle: 'Passer le permis',
        firstName: 'Théo',
        communeName: 'Firminy',
        lastDay: '2026-11-23',
        url: 'https://boussole.example/pro/demandes/8e32',
      },
    ],
    asDeputy: false,
    today: '2026-11-23',
    inboxUrl: 'https://boussole.example/pro/demandes',
  },
}

const waiting = (count: number): string =>
  count === 1 ? '1 jeune attend votre réponse' : `${count} jeunes attendent votre réponse`
