import { answerMeeting, readMeeting } from '@boussole/commands'
import { listOwnMeetings } from '@boussole/db'
import type { Meeting } from '@boussole/db'
import { meetingAnswers, Refusal } from '@boussole/domain'
import type { Professional } from '@boussole/domain'
import { calendarFile } from '@boussole/mail'
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BackLink, Done, Facts, Notice, StayLink } from '../components/blocks.tsx'
import { Choices, ErrorSummary, Form, Submit } from '../components/form.tsx'
import { forSignedIn, professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, valueOf } from '../site/form.ts'
import { meetingsFr } from './meetings.fr.ts'
import { factsOf, MeetingList, MeetingState, MeetingTabs } from './parts.tsx'

const words = meetingsFr.own
const base = '/rencontres'

const listQuery = z.object({
  liste: z.enum(['passees']).optional().catch(undefined),
  suite: z.uuid().nullable().catch(null),
})

const listRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get(base, async (request, reply) => {
    const visit = await visits.of(request)
    const { liste, suite } = listQuery.parse(request.query)
    const past = liste !== undefined
    const { items, next } = await listOwnMeetings(deps.db, professionalOf(request), { past, after: suite })
    const here = past ? `${base}?liste=passees` : base
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <MeetingTabs visit={visit} base={base} past={past} />
          {items.length === 0 && <p>{past ? words.nonePast : words.noneUpcoming}</p>}
          <MeetingList visit={visit} items={items} base={base} />
          {suite !== null && <StayLink href={visit.href(here)} label={meetingsFr.first} />}
          {next !== null && (
            <StayLink href={visit.href(`${here}${past ? '&' : '?'}suite=${next}`)} label={meetingsFr.more} />
          )}
        </>
      ),
    })
  })
}

const params = z.object({ id: z.uuid() })
const oneQuery = z.object({ fait: z.enum(['reponse']).optional().catch(undefined) })

interface Invited {
  readonly professional: Professional
  readonly meeting: Meeting
  readonly isMember: boolean
  readonly done: boolean
}

const load = async (request: FastifyRequest, { deps }: ProfessionalParts): Promise<Invited> => {
  const professional = professionalOf(request)
  const asked = params.safeParse(request.params)
  if (!asked.success) throw new Refusal('not-found')
  const meeting = await readMeeting(asked.data.id, professional, deps.db)
  const isMember = meeting.members.some(({ userId, isThere }) => isThere && userId === professional.userId)
  return { professional, meeting, isMember, done: oneQuery.parse(request.query).fait !== undefined }
}

const answerOf = ({ meeting, professional }: Invited) =>
  meeting.members.find(({ userId }) => userId === professional.userId)?.answer ?? null

const oneRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Invited>(app, parts.visits, {
    path: `${base}/:id`,
    load: (_visit, request) => load(request, parts),
    initial: (invited) => {
      const answer = answerOf(invited)
      return answer === null ? {} : { reponse: [answer] }
    },
    page: (visit, invited, form) => {
      const { meeting, isMember, done } = invited
      const mayAnswer = isMember && !meeting.isCancelled && !meeting.hasBegun
      const answer = answerOf(invited)
      return {
        title: meeting.subject,
        body: (
          <>
            <BackLink href={visit.href(base)} label={words.back} />
            <ErrorSummary visit={visit} errors={form.errors} />
            {done && <Done words={words.done} />}
            <h1>{meeting.subject}</h1>
            <p class="referral-when">
              <MeetingState meeting={meeting} />
            </p>
            {meeting.isCancelled && (
              <Notice tone="alert">
                <p>{words.cancelled}</p>
              </Notice>
            )}
            <Facts
              facts={[
                ...factsOf(meeting),
                ...(isMember && !mayAnswer
                  ? [
                      {
                        label: meetingsFr.facts.answer,
                        value: answer === null ? meetingsFr.noAnswer : meetingsFr.answers[answer],
                      },
                    ]
                  : []),
              ]}
            />
            {meeting.words !== '' && <p class="typed note">{meeting.words}</p>}
            {!meeting.isCancelled && !meeting.hasBegun && (
              <p>
                <a href={visit.href(`${base}/${meeting.id}/rencontre.ics`)}>{meetingsFr.calendar}</a>
              </p>
            )}
            {mayAnswer && (
              <Form visit={visit} form={form} action={`${base}/${meeting.id}`}>
                <Choices
                  form={form}
                  name="reponse"
                  kind="one"
                  legend={words.legend}
                  choices={meetingAnswers.map((each) => ({ value: each, label: words.options[each] }))}
                />
                <Submit label={words.send} icon="check" />
              </Form>
            )}
            {meeting.hasBegun && !meeting.isCancelled && (
              <section aria-labelledby="compte-rendu">
                <h2 id="compte-rendu">{meetingsFr.minutes}</h2>
                {meeting.minutesSentAt === null || meeting.minutes === null ? (
                  <p>{words.noMinutes}</p>
                ) : (
                  <p class="typed">{meeting.minutes}</p>
                )}
              </section>
            )}
          </>
        ),
      }
    },
    act: async (_visit, { professional, meeting }, values) => {
      const answer = meetingAnswers.find((each) => each === valueOf(values, 'reponse'))
      if (answer === undefined) return { errors: [{ field: 'reponse', message: words.missing }] }
      await answerMeeting(meeting.id, answer, professional, parts.deps)
      return { goTo: `${base}/${meeting.id}?fait=reponse` }
    },
  })

/** The meeting as a file, for whoever's mail program made nothing of the invitation. */
const calendarRoute = (app: FastifyInstance, parts: ProfessionalParts, siteUrl: string): void => {
  app.get(`${base}/:id/rencontre.ics`, async (request, reply) => {
    const { meeting } = await load(request, parts)
    const { content } = calendarFile({
      uid: `${siteUrl}/rencontres/${meeting.id}`,
      sequence: meeting.sequence,
      method: 'PUBLISH',
      writtenAt: meeting.calledAt.toString(),
      startsAt: meeting.startsAt.toString(),
      endsAt: meeting.endsAt.toString(),
      subject: meeting.subject,
      words: [meeting.words, meeting.link].filter((said) => said !== '').join('\n\n'),
      place: meeting.place === '' ? meeting.link : meeting.place,
      url: `${siteUrl}/pro${base}/${meeting.id}`,
      organizer: meeting.calledBy,
    })
    reply.header('content-disposition', 'attachment; filename="rencontre.ics"')
    return reply.type('text/calendar; charset=utf-8').send(content)
  })
}

/** Who is invited to working groups sees them, answers, and reads what was said. */
export const meetingRoutes =
  (siteUrl: string) =>
  (parts: ProfessionalParts): FastifyPluginAsync =>
  async (pages) => {
    forSignedIn(pages, parts)
    for (const route of [listRoute, oneRoute]) route(pages, parts)
    calendarRoute(pages, parts, siteUrl)
  }
