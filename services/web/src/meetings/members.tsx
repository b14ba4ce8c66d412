import { changeMembers, listInvitable } from '@boussole/commands'
import type { Meeting, NetworkReferent } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { BackLink, StayLink } from '../components/blocks.tsx'
import { Choices, ErrorSummary, Form, Submit } from '../components/form.tsx'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, GoTo } from '../site/form.ts'
import { loadOrganised, organisedBase, pathTo } from './loading.ts'
import { meetingsFr } from './meetings.fr.ts'

const words = meetingsFr.inviting

interface Inviting {
  readonly professional: Professional
  readonly meeting: Meeting
  readonly invitable: readonly NetworkReferent[]
}

/** Who is invited to a meeting that is to come: people of the network are added, and taken away. */
export const memberRoutes = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Inviting>(app, parts.visits, {
    path: `${organisedBase}/:id/membres`,
    load: async (_visit, request) => {
      const one = await loadOrganised(request, parts)
      if (one.meeting.isCancelled || one.meeting.hasBegun) throw new GoTo(pathTo(one.meeting.id))
      return { ...one, invitable: await listInvitable(one.meeting, parts.deps.db) }
    },
    // Who was shown as invited: only they can be unticked, not who a colleague invites meanwhile.
    initial: ({ meeting }) => {
      const members = meeting.members.map(({ referentId }) => referentId)
      return { invite: members, montre: members }
    },
    page: (visit, { meeting, invitable }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(pathTo(meeting.id))} label={meeting.subject} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <Form visit={visit} form={form}>
            {(form.values['montre'] ?? []).map((shown) => (
              <input key={shown} type="hidden" name="montre" value={shown} />
            ))}
            <Choices
              form={form}
              name="invite"
              kind="several"
              legend={words.members}
              choices={meeting.members.map(({ referentId, name, partnerName, answer }) => ({
                value: referentId,
                label: `${name}, ${partnerName}`,
                hint: answer === null ? meetingsFr.noAnswer : meetingsFr.answers[answer],
              }))}
            />
            {invitable.length > 0 && (
              <Choices
                form={form}
                name="ajoute"
                kind="several"
                legend={words.others}
                choices={invitable.map(({ referentId, name, partnerName }) => ({
                  value: referentId,
                  label: `${name}, ${partnerName}`,
                }))}
              />
            )}
            <Submit label={words.send} icon="mail" />
          </Form>
          <StayLink href={visit.href(pathTo(meeting.id))} label={words.stay} />
        </>
      ),
    }),
    act: async (_visit, { professional, meeting }, values) => {
      const { invite = [], ajoute: added = [], montre = [] } = values
      if (invite.length + added.length === 0) return { errors: [{ field: 'invite', message: words.nobody }] }
      const removed = montre.filter((shown) => !invite.includes(shown))
      await changeMembers(meeting.id, { added, removed }, professional, parts.deps)
      return { goTo: `${pathTo(meeting.id)}?fait=membres` }
    },
  })
