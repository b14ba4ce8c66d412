import type { Temporal } from 'temporal-polyfill'
import { demoId } from './demo-id.ts'

const said = [
  {
    by: 'theo-rivoire',
    at: 'T08:40:00Z',
    words:
      'Notre numéro de téléphone a changé au 1er du mois, et le texte d’une de nos offres montre encore l’ancien. Où peut-on le corriger\u00A0?',
  },
  {
    by: 'marion-delcasse',
    at: 'T13:15:00Z',
    words:
      'Merci de l’avoir vu. Le texte se corrige depuis la page de l’offre, et je le relirai dans la journée. Dites-moi ici si cela bloque.',
  },
] as const

/** A problem that a partner of the demo reported three days ago, answered the same day and still open. */
export const demoProblem = (today: Temporal.PlainDate) => {
  const day = today.subtract({ days: 3 }).toString()
  const threadId = demoId('problem', 'premier-toit')
  return {
    thread: {
      id: threadId,
      territory_id: demoId('territory', 'loire'),
      partner_id: demoId('partner', 'premier-toit'),
      author_id: demoId('user', said[0].by),
      category: 'offer',
      state: 'open',
      opened_at: `${day}${said[0].at}`,
    },
    messages: said.map(({ by, at, words }) => ({
      id: demoId('problem-message', at),
      thread_id: threadId,
      author_id: demoId('user', by),
      act: 'written',
      words,
      at: `${day}${at}`,
    })),
  }
}
