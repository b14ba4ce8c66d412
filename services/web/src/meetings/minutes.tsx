import { cancelMeeting, recordAttendance, sendMinutes, writeMinutes } from '@boussole/commands'
import { meetingMinutes } from '@boussole/contracts'
import type { Meeting } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { BackLink, StayLink } from '../components/blocks.tsx'
import { Choices, ErrorSummary, Form, Submit, TextArea } from '../components/form.tsx'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../site/form.ts'
import { loadOrganised, organisedBase, pathTo } from './loading.ts'
import { meetingsFr } from './meetings.fr.ts'

interface Organised {
  readonly professional: Professional
  readonly meeting: Meeting
}

/** Before it begins: it does not take place. */
const cancelRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const words = meetingsFr.cancelling
  formPage<Organised>(app, parts.visits, {
    path: `${organisedBase}/:id/annulation`,
    load: (_visit, request) => loadOrganised(request, parts),
    initial: () => ({}),
    page: (visit, { meeting }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(pathTo(meeting.id))} label={meeting.subject} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.words}</p>
          <Form visit={visit} form={form}>
            <Submit label={words.send} icon={null} />
          </Form>
          <StayLink href={visit.href(pathTo(meeting.id))} label={words.stay} />
        </>
      ),
    }),
    act: async (_visit, { professional, meeting }) => {
      await cancelMeeting(meeting.id, professional, parts.deps)
      return { goTo: `${pathTo(meeting.id)}?fait=annulee` }
    },
  })
}

/** A page about a meeting that has begun; before that, and for one that is off, there is only its own page. */
const loadBegun = async (...asked: Parameters<typeof loadOrganised>): Promise<Organised> => {
  const one = await loadOrganised(...asked)
  if (one.meeting.isCancelled || !one.meeting.hasBegun) throw new GoTo(pathTo(one.meeting.id))
  return one
}

const attendanceRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const words = meetingsFr.attendance
  formPage<Organised>(app, parts.visits, {
    path: `${organisedBase}/:id/presences`,
    load: (_visit, request) => loadBegun(request, parts),
    // Who said that they come is ticked already.
    initial: ({ meeting: { members } }) => ({
      present: members
        .filter(({ attended, answer }) => attended ?? answer === 'coming')
        .map(({ referentId }) => referentId),
    }),
    page: (visit, { meeting }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(pathTo(meeting.id))} label={meeting.subject} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <Form visit={visit} form={form}>
            <Choices
              form={form}
              name="present"
              kind="several"
              legend={meetingsFr.members}
              choices={meeting.members.map(({ referentId, name, partnerName, answer }) => ({
                value: referentId,
                label: `${name}, ${partnerName}`,
                hint: answer === null ? meetingsFr.noAnswer : meetingsFr.answers[answer],
              }))}
            />
            <Submit label={words.send} icon="check" />
          </Form>
        </>
      ),
    }),
    act: async (_visit, { professional, meeting }, values) => {
      await recordAttendance(meeting.id, values['present'] ?? [], professional, parts.deps)
      return { goTo: `${pathTo(meeting.id)}?fait=presences` }
    },
  })
}

const writeRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const words = meetingsFr.writing
  formPage<Organised>(app, parts.visits, {
    path: `${organisedBase}/:id/compte-rendu`,
    load: async (_visit, request) => {
      const one = await loadBegun(request, parts)
      if (one.meeting.minutesSentAt !== null) throw new GoTo(pathTo(one.meeting.id))
      return one
    },
    initial: ({ meeting }) => ({ mots: [meeting.minutes ?? ''] }),
    page: (visit, { meeting }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(pathTo(meeting.id))} label={meeting.subject} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <Form visit={visit} form={form}>
            <TextArea form={form} name="mots" label={words.words} />
            <Submit label={words.send} icon="check" />
          </Form>
        </>
      ),
    }),
    act: async (_visit, { professional, meeting }, values) => {
      const read = meetingMinutes.safeParse(valueOf(values, 'mots').replaceAll('\r\n', '\n'))
      if (!read.success) return { errors: [{ field: 'mots', message: words.missing }] }
      await writeMinutes(meeting.id, read.data, professional, parts.deps)
      return { goTo: `${pathTo(meeting.id)}?fait=compte-rendu` }
    },
  })
}

const sendRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const words = meetingsFr.sending
  formPage<Organised>(app, parts.visits, {
    path: `${organisedBase}/:id/envoi`,
    load: async (_visit, request) => {
      const one = await loadBegun(request, parts)
      if (one.meeting.minutes === null) throw new GoTo(pathTo(one.meeting.id))
      return one
    },
    initial: () => ({}),
    page: (visit, { meeting }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(pathTo(meeting.id))} label={meeting.subject} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.words(meeting.members.length)}</p>
          <p class="typed note">{meeting.minutes}</p>
          <Form visit={visit} form={form}>
            <Submit label={words.send} icon="mail" />
          </Form>
          <StayLink href={visit.href(pathTo(meeting.id))} label={words.stay} />
        </>
      ),
    }),
    act: async (_visit, { professional, meeting }) => {
      await sendMinutes(meeting.id, professional, parts.deps)
      return { goTo: `${pathTo(meeting.id)}?fait=envoi` }
    },
  })
}

/** What the animation does with a meeting besides its words: call it off, say who came, write and send what was said. */
export const minutesRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [cancelRoute, attendanceRoute, writeRoute, sendRoute]) route(app, parts)
}
