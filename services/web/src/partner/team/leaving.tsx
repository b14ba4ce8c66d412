import { leavePartner, successorsIn } from '@boussole/commands'
import { findRequestsHeldBy } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { BackLink, Facts, Notice, StayLink } from '../../components/blocks.tsx'
import { Choices, ErrorSummary, Form, Submit } from '../../components/form.tsx'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, valueOf } from '../../site/form.ts'
import { loadMember, pathOfTeam } from './loading.ts'
import type { OneOfTeam } from './loading.ts'
import { teamFr } from './messages.fr.ts'

const words = teamFr.leave

interface Leaving extends OneOfTeam {
  /** Running referrals that they follow by name. */
  readonly referrals: number
}

const namesIn = (names: readonly string[]): string => (names.length === 0 ? words.none : names.join(' · '))

const deputyOf = ({ team, member }: Leaving): string[] =>
  team.members.filter(({ deputyId }) => deputyId === member.referentId).map(({ name }) => name)

/** Somebody leaves the partner: what they hold is shown, and a colleague takes over. */
export const leavingRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Leaving>(app, parts.visits, {
    path: '/equipe/:id/depart',
    load: async (_visit, request) => {
      const one = await loadMember(request, parts)
      return { ...one, referrals: (await findRequestsHeldBy(parts.deps.db, one.member.referentId)).length }
    },
    initial: () => ({}),
    page: (visit, one, form) => {
      const successors = successorsIn(one.team, one.member.referentId)
      return {
        title: words.title,
        body: (
          <>
            <BackLink href={visit.href(pathOfTeam(one))} label={teamFr.back} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.heading(one.member.name)}</h1>
            <p class="lead">{words.words}</p>
            <Facts
              facts={[
                { label: words.referrals, value: one.referrals === 0 ? words.none : one.referrals },
                { label: words.offers, value: namesIn(one.member.offers.map(({ title }) => title)) },
                { label: words.deputyOf, value: namesIn(deputyOf(one)) },
              ]}
            />
            {successors.length === 0 && (
              <Notice tone="alert">
                <p>{words.last}</p>
              </Notice>
            )}
            <Form visit={visit} form={form}>
              {successors.length > 0 && (
                <Choices
                  form={form}
                  name="suite"
                  kind="one"
                  legend={words.successor}
                  choices={successors.map(({ referentId, name }) => ({ value: referentId, label: name }))}
                />
              )}
              <Submit label={words.send} icon={null} />
            </Form>
            <StayLink href={visit.href(pathOfTeam(one))} label={words.stay} />
          </>
        ),
      }
    },
    act: async (_visit, one, values) => {
      const chosen = valueOf(values, 'suite')
      const { referentId } = one.member
      if (chosen === '' && successorsIn(one.team, referentId).length > 0) {
        return { errors: [{ field: 'suite', message: words.successorMissing }] }
      }
      await leavePartner({ referentId, successorId: chosen === '' ? null : chosen }, one.professional, parts.deps)
      // Who has left does not see this team any more.
      return { goTo: one.member.userId === one.professional.userId ? '/' : pathOfTeam(one, 'depart') }
    },
  })
