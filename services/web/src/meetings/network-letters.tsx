import { draftNetworkLetter, readNetworkLetter, sendNetworkLetter } from '@boussole/commands'
import { networkLetter, readShape } from '@boussole/contracts'
import type { NetworkAudience } from '@boussole/contracts'
import { findNetworkChoices, listNetworkLetters, listNetworkReferents } from '@boussole/db'
import type { KeptNetworkLetter } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { animationFr } from '../animation/messages.fr.ts'
import { BackLink, ButtonLink, Done, Facts, StayLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, Submit, TextArea, TextField } from '../components/form.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../site/form.ts'
import type { Values } from '../site/form.ts'
import { AudienceFields, ChooseTerritory, loadAddressed, readAudience } from './audience.tsx'
import type { Addressed } from './audience.tsx'
import { audienceFr, meetingsFr, networkLettersFr as words } from './meetings.fr.ts'

const base = '/animation/courrier'

const listQuery = z.object({ suite: z.uuid().nullable().catch(null) })

const listRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get(base, async (request, reply) => {
    const visit = await visits.of(request)
    const { suite } = listQuery.parse(request.query)
    const { items, next } = await listNetworkLetters(deps.db, professionalOf(request), suite)
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={animationFr.today.title} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <div class="actions">
            <ButtonLink href={visit.href(`${base}/nouveau`)} label={words.new} icon="mail" />
          </div>
          {items.length === 0 && <p>{words.none}</p>}
          <ul class="referrals">
            {items.map(({ id, subject, territoryName, sentBy, writtenBy, sentAt, writtenAt, recipients, timeZone }) => (
              <li key={id}>
                <a class="referral" href={visit.href(`${base}/${id}`)}>
                  <span class="referral-who">
                    <strong>{subject}</strong>
                    <span class="hint">{territoryName}</span>
                  </span>
                  <span class="referral-what">
                    {words.by(sentBy ?? writtenBy, meetingsFr.moment((sentAt ?? writtenAt).toString(), timeZone))}
                  </span>
                  <span class="referral-when">
                    <span class={`state state-${recipients === null ? 'waiting' : 'good'}`}>
                      {recipients === null ? words.draft : words.sent(recipients)}
                    </span>
                  </span>
                </a>
              </li>
            ))}
          </ul>
          {suite !== null && <StayLink href={visit.href(base)} label={words.first} />}
          {next !== null && <StayLink href={visit.href(`${base}?suite=${next}`)} label={words.more} />}
        </>
      ),
    })
  })
}

interface Writing {
  readonly professional: Professional
  readonly addressed: Addressed
  /** What was written before, and is put right now. */
  readonly earlier: KeptNetworkLetter | undefined
}

const writingQuery = z.object({ texte: z.uuid().optional().catch(undefined) })

/** An earlier text as its form held it. */
const valuesOf = ({ subject, words: message, audience }: KeptNetworkLetter): Values => ({
  pour: [audience.kind],
  theme: audience.kind === 'theme' ? [audience.theme] : [],
  structures: audience.kind === 'partners' ? audience.partnerIds : [],
  objet: [subject],
  mots: [message],
})

const writeRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const path = `${base}/nouveau`
  formPage<Writing>(app, parts.visits, {
    path,
    load: async (_visit, request) => {
      const professional = professionalOf(request)
      const { texte } = writingQuery.parse(request.query)
      return {
        professional,
        addressed: await loadAddressed(request, parts),
        earlier: texte === undefined ? undefined : await readNetworkLetter(texte, professional, parts.deps.db),
      }
    },
    initial: ({ earlier }) => (earlier === undefined ? { pour: ['all'] } : valuesOf(earlier)),
    page: (visit, { addressed }, form) => ({
      title: words.form.title,
      body: (
        <>
          <BackLink href={visit.href(base)} label={words.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.form.heading}</h1>
          {addressed.territory === undefined ? (
            <ChooseTerritory visit={visit} addressed={addressed} path={path} />
          ) : (
            <>
              <p class="lead">{words.form.lead}</p>
              <Form visit={visit} form={form}>
                <AudienceFields form={form} choices={addressed.choices} />
                <TextField form={form} name="objet" label={words.form.subject} autocomplete="off" />
                <TextArea form={form} name="mots" label={words.form.words} />
                <Submit label={words.form.send} />
              </Form>
            </>
          )}
        </>
      ),
    }),
    act: async (_visit, { professional, addressed: { territory, choices } }, values) => {
      if (territory === undefined) throw new GoTo(path)
      const audience = readAudience(values, choices)
      const read = readShape(networkLetter, {
        subject: valueOf(values, 'objet'),
        words: valueOf(values, 'mots').replaceAll('\r\n', '\n'),
        audience: 'value' in audience ? audience.value : { kind: 'all' },
      })
      const errors = [
        ...('errors' in audience ? audience.errors : []),
        ...('errors' in read
          ? read.errors.map(({ path: where }) =>
              where === 'subject'
                ? { field: 'objet', message: words.form.subjectMissing }
                : { field: 'mots', message: words.form.wordsMissing },
            )
          : []),
      ]
      if ('errors' in read || errors.length > 0) return { errors }
      const id = await draftNetworkLetter(
        { territoryId: territory.territoryId, letter: read.value },
        professional,
        parts.deps,
      )
      return { goTo: `${base}/${id}` }
    },
  })
}

interface Looking {
  readonly professional: Professional
  readonly letter: KeptNetworkLetter
  /** Whom it would reach now; null once it has left. */
  readonly recipients: number | null
  readonly forWhom: string
  readonly done: boolean
}

const params = z.object({ id: z.uuid() })
const oneQuery = z.object({ fait: z.enum(['envoi']).optional().catch(undefined) })

const forWhomOf = async (
  { territory, themeName }: KeptNetworkLetter,
  audience: NetworkAudience,
  { deps }: ProfessionalParts,
): Promise<string> => {
  if (audience.kind === 'all') return audienceFr.kinds.all
  if (audience.kind === 'theme') return audienceFr.saidTheme(themeName ?? audience.theme)
  const { partners } = await findNetworkChoices(deps.db, territory.territoryId)
  const names = partners.filter(({ id }) => audience.partnerIds.includes(id)).map(({ name }) => name)
  return audienceFr.saidPartners(names)
}

/** The mail as it leaves, with the number of its recipients: the page on which it is sent, once. */
const oneRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Looking>(app, parts.visits, {
    path: `${base}/:id`,
    load: async (_visit, request) => {
      const professional = professionalOf(request)
      const asked = params.safeParse(request.params)
      if (!asked.success) throw new Refusal('not-found')
      const letter = await readNetworkLetter(asked.data.id, professional, parts.deps.db)
      const { territory, audience } = letter
      const reached =
        letter.sentAt === null
          ? await listNetworkReferents(parts.deps.db, { territoryId: territory.territoryId, audience })
          : null
      return {
        professional,
        letter,
        recipients: reached?.length ?? null,
        forWhom: await forWhomOf(letter, audience, parts),
        done: oneQuery.parse(request.query).fait !== undefined,
      }
    },
    initial: () => ({}),
    page: (visit, { letter, recipients, forWhom, done }, form) => ({
      title: letter.subject,
      body: (
        <>
          <BackLink href={visit.href(base)} label={words.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          {done && <Done words={words.one.done} />}
          <h1>{recipients === null ? letter.subject : words.one.check}</h1>
          <Facts
            facts={[
              { label: words.one.who, value: forWhom },
              { label: words.one.to, value: words.one.recipients(recipients ?? letter.recipients ?? 0) },
              ...(letter.sentBy === null || letter.sentAt === null
                ? []
                : [
                    {
                      label: words.one.sent,
                      value: words.by(letter.sentBy, meetingsFr.moment(letter.sentAt.toString(), letter.timeZone)),
                    },
                  ]),
              { label: words.one.subject, value: letter.subject },
            ]}
          />
          <h2>{words.one.message}</h2>
          <p class="typed note">{letter.words}</p>
          {recipients !== null && (
            <>
              <Form visit={visit} form={form} action={`${base}/${letter.id}`}>
                <Submit label={words.one.send(recipients)} icon="mail" />
              </Form>
              <StayLink
                href={visit.href(`${base}/nouveau?territoire=${letter.territory.territoryId}&texte=${letter.id}`)}
                label={words.one.correct}
              />
            </>
          )}
        </>
      ),
    }),
    act: async (_visit, { professional, letter }) => {
      await sendNetworkLetter(letter.id, professional, parts.deps)
      return { goTo: `${base}/${letter.id}?fait=envoi` }
    },
  })

/** Who watches writes to the referents of its network. */
export const networkLetterRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [listRoute, writeRoute, oneRoute]) route(app, parts)
}
