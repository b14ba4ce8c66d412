import { momentInWords } from '@boussole/mail'
import { Refusal } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { BackLink, Facts } from '../components/blocks.tsx'
import { ErrorSummary, Form, TextField } from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'
import { formPage, valueOf } from '../site/form.ts'
import type { FormState } from '../site/form.ts'
import type { Visit, Visits } from '../site/visit.tsx'
import type { LocalMachine, LocalMail } from './machine.ts'
import { localFr as words } from './messages.fr.ts'

const zone = 'Europe/Paris'
const mailsShown = 100

const mailPath = ({ messageId }: LocalMail): string => `/local/mails/${encodeURIComponent(messageId)}`
const timeOf = ({ date }: LocalMail): string => momentInWords(new Date(date).toISOString(), zone)

interface Shown {
  readonly now: Temporal.Instant
  readonly mails: readonly LocalMail[]
  readonly to: string
}

const Clock = ({ visit, now, form }: { visit: Visit; now: Temporal.Instant; form: FormState }) => (
  <section class="checked">
    <h2>{words.clock.heading}</h2>
    <p>
      {words.clock.now} <strong>{momentInWords(now.toString(), zone)}</strong>.
    </p>
    <Form visit={visit} form={form}>
      <fieldset class="group">
        <legend>{words.clock.advance}</legend>
        <div class="actions actions-tight">
          {words.clock.steps.map(({ duration, label }) => (
            <button class="button button-quiet" type="submit" name="duree" value={duration} key={duration}>
              {label}
            </button>
          ))}
        </div>
      </fieldset>
    </Form>
    <p class="hint">{words.clock.hint}</p>
  </section>
)

const Mails = ({ visit, mails, to }: { visit: Visit; mails: readonly LocalMail[]; to: string }) => (
  <section>
    <h2>{words.mails.heading}</h2>
    <form method="get" action={visit.href('/local')}>
      <TextField
        form={{ values: { pour: [to] }, errors: [] }}
        name="pour"
        type="search"
        label={words.mails.filter}
        hint={words.mails.filterHint}
      />
      <button class="button button-quiet" type="submit">
        {words.mails.show}
      </button>
    </form>
    {mails.length === 0 ? (
      <p class="lead">{to === '' ? words.mails.empty : words.mails.emptyFor(to)}</p>
    ) : (
      <ul class="links links-below">
        {mails.map((mail) => (
          <li key={mail.messageId}>
            <a class="link-card" href={visit.href(mailPath(mail))}>
              <Icon name="mail" />
              <span>
                <strong>{mail.subject}</strong>
                <small>
                  {mail.to} · {timeOf(mail)}
                </small>
              </span>
              <Icon name="arrow-right" />
            </a>
          </li>
        ))}
      </ul>
    )}
    {mails.length === mailsShown && <p class="hint">{words.mails.more(mailsShown)}</p>}
  </section>
)

const query = z.object({ pour: z.string().trim().toLowerCase().max(254).catch('') })
const params = z.object({ id: z.string() })

/** The platform's clock, and the mails that would have left. */
export const clockAndMailsRoutes = (app: FastifyInstance, visits: Visits, { clock, received }: LocalMachine): void => {
  formPage<Shown>(app, visits, {
    path: '/local',
    load: async (_visit, request) => {
      const { pour: to } = query.parse(request.query)
      const mails = await received((mail) => to === '' || mail.to.toLowerCase() === to)
      return { now: await clock.read(), mails: mails.slice(0, mailsShown), to }
    },
    initial: () => ({}),
    page: (visit, { now, mails, to }, form) => ({
      title: words.title,
      body: (
        <>
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <Clock visit={visit} now={now} form={form} />
          <Mails visit={visit} mails={mails} to={to} />
          <p>
            <a href={visit.href('/local/components')}>{words.components.link}</a>
          </p>
        </>
      ),
    }),
    act: async (_visit, _data, values, { request }) => {
      const step = words.clock.steps.find(({ duration }) => duration === valueOf(values, 'duree'))
      if (step === undefined) return { errors: [{ field: '', message: words.clock.wrong }] }
      // Weeks of reminders take a while: the server's limit for silent connections does not hold here.
      request.raw.socket.setTimeout(0)
      await clock.advance(Temporal.Duration.from(step.duration))
      return { goTo: '/local' }
    },
  })

  const find = async (id: string): Promise<LocalMail> => {
    const [mail] = await received(({ messageId }) => messageId === id)
    if (mail === undefined) throw new Refusal('not-found')
    return mail
  }

  app.get('/local/mails/:id', async (request, reply) => {
    const visit = await visits.of(request)
    const mail = await find(params.parse(request.params).id)
    reply.header(
      'content-security-policy',
      String(reply.getHeader('content-security-policy')).replace(
        "default-src 'none'",
        "default-src 'none';frame-src 'self'",
      ),
    )
    return visits.send(reply, visit, {
      title: mail.subject,
      body: (
        <>
          <BackLink href={visit.href('/local')} label={words.mails.back} />
          <h1>{mail.subject}</h1>
          <Facts
            facts={[
              { label: words.mails.to, value: mail.to },
              { label: words.mails.at, value: timeOf(mail) },
              { label: words.mails.id, value: mail.messageId },
            ]}
          />
          <h2>{words.mails.html}</h2>
          <iframe class="mail-frame" src={`${mailPath(mail)}/html`} title={words.mails.html} />
          <h2>{words.mails.text}</h2>
          <pre class="mail-text">{mail.text}</pre>
        </>
      ),
    })
  })

  // The mail's own page, in a box: it may style itself, and lead on when somebody presses a link.
  app.get('/local/mails/:id/html', async (request, reply) => {
    const { html } = await find(params.parse(request.params).id)
    // Its box has no origin that could have a process of its own; browsers warn of it.
    return reply
      .removeHeader('origin-agent-cluster')
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups allow-top-navigation-by-user-activation",
      )
      .type('text/html; charset=utf-8')
      .send(html.replace(/<head>/, '<head><base target="_top">'))
  })
}
