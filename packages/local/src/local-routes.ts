import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Clock } from './advance-clock.ts'
import type { CaughtMailbox } from './caught-mail.ts'

const longest = Temporal.Duration.from({ days: 400 })
/** Years and months are as long as from here on. */
const anyDay = Temporal.PlainDate.from('2026-01-01')

const readDuration = (words: string): Temporal.Duration | undefined => {
  try {
    const duration = Temporal.Duration.from(words)
    const isTooLong = Temporal.Duration.compare(duration, longest, { relativeTo: anyDay }) > 0
    return duration.sign === 1 && !isTooLong ? duration : undefined
  } catch {
    return undefined // no duration at all, or one beyond every calendar
  }
}

const duration = z
  .string()
  .max(60)
  .meta({ description: 'Durée ISO 8601 vers l’avenir, de 400 jours au plus.', examples: ['P3DT2H'] })
  .transform((words, context) => {
    const read = readDuration(words)
    if (read !== undefined) return read
    const message = 'Écrivez une durée ISO 8601 vers l’avenir, de 400 jours au plus, comme P3DT2H.'
    context.addIssue({ code: 'custom', message, input: words })
    return z.NEVER
  })

const clockMoved = z.strictObject({ advance: duration }).meta({ id: 'ClockMoved', example: { advance: 'P3DT2H' } })
const clockRead = z.strictObject({ now: z.string() })
const mailsQuery = z.strictObject({ to: z.string().max(254).trim().toLowerCase().optional() })
const mailsCaught = z.strictObject({
  items: z.array(
    z.strictObject({
      to: z.string(),
      subject: z.string(),
      date: z.string(),
      messageId: z.string(),
      text: z.string(),
    }),
  ),
})

/** Mails told at once. */
const mailsTold = 500

/**
 * What only a local machine offers, under /local: the platform's clock, read and moved forward, and the mails that
 * would have left. Production never registers it.
 */
export const localRoutes =
  ({ clock, mailbox }: { clock: Clock; mailbox: Pick<CaughtMailbox, 'received'> }): FastifyPluginAsyncZod =>
  async (app) => {
    const described = { tags: ['Machine locale'] }
    app.get(
      '/local/clock',
      { schema: { ...described, summary: 'L’heure de la plateforme', response: { 200: clockRead } } },
      async () => ({ now: (await clock.read()).toString() }),
    )
    app.post(
      '/local/clock',
      {
        schema: {
          ...described,
          summary: 'Avancer l’heure de la plateforme',
          description: 'Répond quand tout ce qui est arrivé à échéance entre-temps a été fait.',
          body: clockMoved,
          response: { 200: clockRead },
        },
      },
      async (request) => {
        // Weeks of reminders take a while: the server's limit for silent connections does not hold here.
        request.raw.socket.setTimeout(0)
        return { now: (await clock.advance(request.body.advance)).toString() }
      },
    )
    app.get(
      '/local/mails',
      {
        schema: {
          ...described,
          summary: 'Les mails qui seraient partis, du plus récent au plus ancien',
          querystring: mailsQuery,
          response: { 200: mailsCaught },
        },
      },
      async ({ query: { to } }) => {
        const mails = await mailbox.received((mail) => to === undefined || mail.to.toLowerCase() === to)
        return {
          items: mails.slice(0, mailsTold).map(({ to: recipient, subject, date, messageId, text }) => ({
            to: recipient,
            subject,
            date,
            messageId,
            text,
          })),
        }
      },
    )
  }
