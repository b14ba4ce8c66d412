import { callMeeting, changeMeeting } from '@boussole/commands'
import { findZones, listWatchedMeetings } from '@boussole/db'
import type { Meeting } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { animationFr } from '../animation/messages.fr.ts'
import { BackLink, ButtonLink, Done, Facts, StayLink } from '../components/blocks.tsx'
import { ErrorSummary, Form, Submit, TextArea, TextField } from '../components/form.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../site/form.ts'
import type { FormState } from '../site/form.ts'
import type { Visit } from '../site/visit.tsx'
import { AudienceFields, ChooseTerritory, loadAddressed, readAudience } from './audience.tsx'
import type { Addressed } from './audience.tsx'
import { loadOrganised, organisedBase, pathTo } from './loading.ts'
import { meetingsFr } from './meetings.fr.ts'
import { memberRoutes } from './members.tsx'
import { minutesRoutes } from './minutes.tsx'
import { factsOf, MeetingList, MeetingState, MeetingTabs } from './parts.tsx'
import { readTyped, typedOf } from './typed-meeting.ts'

const words = meetingsFr.watched

const listQuery = z.object({
  liste: z.enum(['passees']).optional().catch(undefined),
  suite: z.uuid().nullable().catch(null),
})

const listRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get(organisedBase, async (request, reply) => {
    const visit = await visits.of(request)
    const { liste, suite } = listQuery.parse(request.query)
    const past = liste !== undefined
    const { items, next } = await listWatchedMeetings(deps.db, professionalOf(request), { past, after: suite })
    const here = past ? `${organisedBase}?liste=passees` : organisedBase
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={animationFr.today.title} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <div class="actions">
            <ButtonLink href={visit.href(`${organisedBase}/nouvelle`)} label={words.new} icon="calendar" />
          </div>
          <MeetingTabs visit={visit} base={organisedBase} past={past} />
          {items.length === 0 && <p>{past ? words.nonePast : words.noneUpcoming}</p>}
          <MeetingList visit={visit} items={items} base={organisedBase} />
          {suite !== null && <StayLink href={visit.href(here)} label={meetingsFr.first} />}
          {next !== null && (
            <StayLink href={visit.href(`${here}${past ? '&' : '?'}suite=${next}`)} label={meetingsFr.more} />
          )}
        </>
      ),
    })
  })
}

const oneQuery = z.object({
  fait: z
    .enum(['convoquee', 'modifiee', 'membres', 'annulee', 'presences', 'compte-rendu', 'envoi'])
    .optional()
    .catch(undefined),
})

const Members = ({ meeting }: { meeting: Meeting }) => (
  <section aria-labelledby="membres">
    <h2 id="membres">{meetingsFr.members}</h2>
    <ul class="sessions-open">
      {meeting.members.map(({ referentId, name, partnerName, answer, attended }) => (
        <li class="session" key={referentId}>
          <p>
            <strong>{name}</strong>, {partnerName}
          </p>
          <p class="hint">
            {answer === null ? meetingsFr.noAnswer : meetingsFr.answers[answer]}
            {attended !== null && ` · ${attended ? words.came : words.absent}`}
          </p>
        </li>
      ))}
    </ul>
  </section>
)

const Minutes = ({ meeting }: { meeting: Meeting }) => (
  <section aria-labelledby="compte-rendu">
    <h2 id="compte-rendu">{meetingsFr.minutes}</h2>
    <p class="hint">
      {meeting.minutesSentAt !== null
        ? words.sentOn(meetingsFr.moment(meeting.minutesSentAt.toString(), meeting.timeZone))
        : meeting.minutes === null
          ? words.noMinutes
          : words.notSent}
    </p>
    {meeting.minutes !== null && <p class="typed">{meeting.minutes}</p>}
  </section>
)

const Acts = ({ visit, meeting }: { visit: Visit; meeting: Meeting }) => {
  const path = pathTo(meeting.id)
  const isSent = meeting.minutesSentAt !== null
  const acts = meeting.hasBegun
    ? [
        { path: 'presences', label: words.attendance },
        ...(isSent ? [] : [{ path: 'compte-rendu', label: meeting.minutes === null ? words.write : words.rewrite }]),
        ...(isSent || meeting.minutes === null ? [] : [{ path: 'envoi', label: words.send }]),
      ]
    : [
        { path: 'modifier', label: words.edit },
        { path: 'membres', label: words.invite },
        { path: 'annulation', label: words.cancel },
      ]
  if (meeting.isCancelled) return null
  return (
    <p class="row-acts">
      {acts.map((act) => (
        <a key={act.path} href={visit.href(`${path}/${act.path}`)}>
          {act.label}
        </a>
      ))}
    </p>
  )
}

const oneRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { visits } = parts
  app.get(`${organisedBase}/:id`, async (request, reply) => {
    const { meeting } = await loadOrganised(request, parts)
    const visit = await visits.of(request)
    const { fait } = oneQuery.parse(request.query)
    return visits.send(reply, visit, {
      title: meeting.subject,
      body: (
        <>
          <BackLink href={visit.href(organisedBase)} label={words.back} />
          {fait !== undefined && <Done words={words.done[fait]} />}
          <h1>{meeting.subject}</h1>
          <p class="referral-when">
            <MeetingState meeting={meeting} />
          </p>
          <Facts facts={[...factsOf(meeting), { label: meetingsFr.facts.territory, value: meeting.territoryName }]} />
          {meeting.words !== '' && <p class="typed note">{meeting.words}</p>}
          <Acts visit={visit} meeting={meeting} />
          {meeting.hasBegun && !meeting.isCancelled && <Minutes meeting={meeting} />}
          <Members meeting={meeting} />
        </>
      ),
    })
  })
}

/** What is typed of a meeting, called or changed. */
const MeetingFields = ({ form }: { form: FormState }) => {
  const said = meetingsFr.form
  return (
    <>
      <TextField form={form} name="objet" label={said.subject} hint={said.subjectHint} autocomplete="off" />
      <TextField form={form} name="jour" type="date" width="short" label={said.day} />
      <TextField form={form} name="debut" type="time" width="short" label={said.from} hint={said.hoursHint} />
      <TextField form={form} name="fin" type="time" width="short" label={said.to} />
      <TextField form={form} name="lieu" label={said.place} optional={said.optional} autocomplete="off" />
      <TextField
        form={form}
        name="visio"
        label={said.link}
        hint={said.linkHint}
        optional={said.optional}
        autocomplete="off"
      />
      <TextArea form={form} name="mots" label={said.words} optional={said.optional} />
    </>
  )
}

interface Calling {
  readonly professional: Professional
  readonly addressed: Addressed
}

const sending = z.uuid()

const callRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const said = meetingsFr.form
  const path = `${organisedBase}/nouvelle`
  formPage<Calling>(app, parts.visits, {
    path,
    load: async (_visit, request: FastifyRequest) => ({
      professional: professionalOf(request),
      addressed: await loadAddressed(request, parts),
    }),
    // Names the form that is filled in: sent twice, it is one meeting.
    initial: () => ({ envoi: [randomUUID()], pour: ['all'] }),
    page: (visit, { addressed }, form) => ({
      title: said.title,
      body: (
        <>
          <BackLink href={visit.href(organisedBase)} label={words.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{said.heading}</h1>
          {addressed.territory === undefined ? (
            <ChooseTerritory visit={visit} addressed={addressed} path={path} />
          ) : (
            <>
              <p class="lead">{addressed.territory.name}</p>
              <Form visit={visit} form={form}>
                <input type="hidden" name="envoi" value={valueOf(form.values, 'envoi')} />
                <MeetingFields form={form} />
                <AudienceFields form={form} choices={addressed.choices} />
                <Submit label={said.send} icon="mail" />
              </Form>
            </>
          )}
        </>
      ),
    }),
    act: async (_visit, { professional, addressed: { territory, choices } }, values) => {
      if (territory === undefined) throw new GoTo(path)
      const { territoryId } = territory
      const { timeZone } = await findZones(parts.deps.db, territoryId)
      const content = readTyped(values, timeZone)
      const audience = readAudience(values, choices)
      const errors = [...('errors' in content ? content.errors : []), ...('errors' in audience ? audience.errors : [])]
      if ('errors' in content || 'errors' in audience) return { errors }
      const id = sending.safeParse(valueOf(values, 'envoi')).data ?? randomUUID()
      await callMeeting({ id, territoryId, audience: audience.value, content: content.value }, professional, parts.deps)
      return { goTo: `${pathTo(id)}?fait=convoquee` }
    },
  })
}

const changeRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const said = meetingsFr.form
  formPage<{ readonly professional: Professional; readonly meeting: Meeting }>(app, parts.visits, {
    path: `${organisedBase}/:id/modifier`,
    load: async (_visit, request) => {
      const one = await loadOrganised(request, parts)
      if (one.meeting.isCancelled || one.meeting.hasBegun) throw new GoTo(pathTo(one.meeting.id))
      return one
    },
    initial: ({ meeting }) => typedOf(meeting),
    page: (visit, { meeting }, form) => ({
      title: said.editTitle,
      body: (
        <>
          <BackLink href={visit.href(pathTo(meeting.id))} label={meeting.subject} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{said.editHeading}</h1>
          <p class="lead">{said.editLead}</p>
          <Form visit={visit} form={form}>
            <MeetingFields form={form} />
            <Submit label={said.editSend} icon="mail" />
          </Form>
        </>
      ),
    }),
    act: async (_visit, { professional, meeting }, values) => {
      const content = readTyped(values, meeting.timeZone)
      if ('errors' in content) return content
      await changeMeeting(meeting.id, content.value, professional, parts.deps)
      return { goTo: `${pathTo(meeting.id)}?fait=modifiee` }
    },
  })
}

/** Who watches calls working groups, says who came, and sends what was said. */
export const watchedMeetingRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [listRoute, callRoute, oneRoute, changeRoute, memberRoutes, minutesRoutes]) route(app, parts)
}
