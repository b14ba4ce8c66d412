import { findOffersWithoutReferent, listPartnerChanges, listTeamChanges } from '@boussole/db'
import type { OfferWithoutReferent, PartnerChange, Team, TeamAbsence, TeamChange, TeamMember } from '@boussole/db'
import { overlap } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { Done, Facts, Notice } from '../../components/blocks.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import type { Visit } from '../../site/visit.tsx'
import { loadTeams } from './loading.ts'
import { teamFr } from './messages.fr.ts'

const words = teamFr

const daysOf = ({ fromDay, toDay }: TeamAbsence) => ({
  fromDay: Temporal.PlainDate.from(fromDay),
  toDay: Temporal.PlainDate.from(toDay),
})

const deputyIn = (team: Team, { deputyId }: TeamMember): TeamMember | undefined =>
  team.members.find(({ referentId }) => referentId === deputyId)

/** Who receives during an absence, in words. */
const whoReceives = (team: Team, member: TeamMember, absence: TeamAbsence): string => {
  const deputy = deputyIn(team, member)
  if (deputy === undefined) return words.noReplacement
  const isAwayToo = deputy.absences.some((other) => overlap(daysOf(other), daysOf(absence)))
  return isAwayToo ? words.receivesPartly(deputy.name) : words.receives(deputy.name)
}

/** What is missing, in words: absences during which nobody receives, some of the time at least. */
const missingIn = (team: Team): string[] =>
  team.members.flatMap((member) =>
    member.absences
      .filter((absence) => deputyIn(team, member) === undefined && absence.toDay >= team.today)
      .map(({ fromDay, toDay }) => words.nobodyReceives(member.name, words.days(fromDay, toDay))),
  )

const namesOf = (codes: readonly string[], named: Team['themes'], all: string): string =>
  codes.length === 0 ? all : codes.map((code) => named.find((one) => one.code === code)?.name ?? '').join(' · ')

const Absences = ({ visit, team, member }: { visit: Visit; team: Team; member: TeamMember }) =>
  member.absences.length === 0 ? (
    <>{words.facts.noAbsence}</>
  ) : (
    <ul class="absences">
      {member.absences.map((absence) => (
        <li key={absence.id}>
          {words.days(absence.fromDay, absence.toDay)}
          <p class="hint">{whoReceives(team, member, absence)}</p>
          <p class="row-acts">
            <a href={visit.href(`/equipe/${member.referentId}/absences/${absence.id}`)}>
              {words.links.end} <span class="unseen">{member.name}</span>
            </a>
            <a href={visit.href(`/equipe/${member.referentId}/absences/${absence.id}/annulation`)}>
              {words.links.cancel} <span class="unseen">{member.name}</span>
            </a>
          </p>
        </li>
      ))}
    </ul>
  )

const Member = ({ visit, team, member }: { visit: Visit; team: Team; member: TeamMember }) => (
  <section class="member" aria-labelledby={`personne-${member.referentId}`}>
    <h3 id={`personne-${member.referentId}`}>{member.name}</h3>
    <Facts
      facts={[
        { label: words.facts.themes, value: namesOf(member.themes, team.themes, words.facts.allThemes) },
        { label: words.facts.area, value: namesOf(member.zones, team.zones, words.facts.wholeArea) },
        { label: words.facts.deputy, value: deputyIn(team, member)?.name ?? words.facts.noDeputy },
        {
          label: words.facts.offers,
          value: member.offers.length === 0 ? words.facts.noOffer : member.offers.map(({ title }) => title).join(' · '),
        },
        { label: words.facts.absences, value: <Absences visit={visit} team={team} member={member} /> },
      ]}
    />
    <p class="row-acts">
      <a href={visit.href(`/equipe/${member.referentId}/absence`)}>
        {words.links.plan} <span class="unseen">{member.name}</span>
      </a>
      <a href={visit.href(`/equipe/${member.referentId}/reglages`)}>
        {words.links.edit} <span class="unseen">{member.name}</span>
      </a>
      <a href={visit.href(`/equipe/${member.referentId}/depart`)}>
        {words.links.leave} <span class="unseen">{member.name}</span>
      </a>
    </p>
  </section>
)

const Changes = ({ team, changes }: { team: Team; changes: readonly TeamChange[] }) => (
  <section aria-labelledby={`changements-${team.partnerId}`}>
    <h3 class="changes" id={`changements-${team.partnerId}`}>
      {words.changes.heading}
    </h3>
    {changes.length === 0 ? (
      <p class="hint">{words.changes.none}</p>
    ) : (
      <ol class="timeline">
        {changes.map(({ id, kind, who, by, at, fromDay, toDay }) => (
          <li key={id}>
            <p>
              {words.changes.line(who, words.changes.kinds[kind])}
              {fromDay !== null && toDay !== null && ` ${words.days(fromDay, toDay)}`}
            </p>
            <p class="hint">{words.changes.by(by, at.toString(), team.timeZone)}</p>
          </li>
        ))}
      </ol>
    )}
  </section>
)

/** What changed of the partner itself: its name, address, phone. */
const PartnerChanges = ({ team, changes }: { team: Team; changes: readonly PartnerChange[] }) => {
  const said = words.partnerChanges
  if (changes.length === 0) return null
  return (
    <section aria-labelledby={`fiche-${team.partnerId}`}>
      <h3 class="changes" id={`fiche-${team.partnerId}`}>
        {said.heading}
      </h3>
      <ol class="timeline">
        {changes.map(({ id, field, oldValue, newValue, by, at }) => (
          <li key={id}>
            <p>{said.line(said.fields[field] ?? field, oldValue, newValue)}</p>
            <p class="hint">{said.by(by, at.toString(), team.timeZone)}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Says which offers have paused by themselves today, for want of anybody who answers. */
export const OffersPaused = ({
  offers,
  href,
}: {
  offers: readonly OfferWithoutReferent[]
  /** Where a deputy is named; none on that page itself. */
  href?: string
}) =>
  offers.length === 0 ? null : (
    <Notice tone="alert" title={words.paused.title}>
      <p>{words.paused.words}</p>
      <ul>
        {offers.map(({ offerId, title, backOn }) => (
          <li key={offerId}>{words.paused.offer(title, backOn)}</li>
        ))}
      </ul>
      {href !== undefined && (
        <p>
          <a href={href}>{words.paused.link}</a>
        </p>
      )}
    </Notice>
  )

interface ShownTeam {
  readonly team: Team
  readonly paused: readonly OfferWithoutReferent[]
  readonly changes: readonly TeamChange[]
  readonly partnerChanges: readonly PartnerChange[]
}

const TeamOf = ({ visit, team, paused, changes, partnerChanges }: ShownTeam & { visit: Visit }) => {
  const missing = missingIn(team)
  return (
    <section aria-labelledby={`structure-${team.partnerId}`}>
      <h2 id={`structure-${team.partnerId}`}>{team.name}</h2>
      {team.members.length === 0 && (
        <Notice tone="alert">
          <p>{words.nobody}</p>
        </Notice>
      )}
      <OffersPaused offers={paused} />
      {missing.length > 0 && (
        <Notice tone="info">
          {missing.map((said) => (
            <p key={said}>{said}</p>
          ))}
        </Notice>
      )}
      {team.members.map((member) => (
        <Member key={member.referentId} visit={visit} team={team} member={member} />
      ))}
      <Changes team={team} changes={changes} />
      <PartnerChanges team={team} changes={partnerChanges} />
    </section>
  )
}

const query = z.object({
  structure: z.uuid().optional(),
  fait: z.enum(['absence', 'fin', 'annulation', 'reglages', 'depart']).optional().catch(undefined),
})

/** The people of the partners one answers for, or of one that one watches over. */
export const teamRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits } = parts
  app.get('/equipe', async (request, reply) => {
    const visit = await visits.of(request)
    const asked = query.safeParse(request.query)
    if (!asked.success) return reply.callNotFound()
    const { structure, fait } = asked.data
    const teams = await loadTeams(professionalOf(request), structure, parts)
    const paused = await findOffersWithoutReferent(
      deps.db,
      teams.map(({ partnerId }) => partnerId),
    )
    const shown = await Promise.all(
      teams.map(async (team) => ({
        team,
        paused: paused.filter(({ partnerId }) => partnerId === team.partnerId),
        changes: await listTeamChanges(deps.db, team.partnerId),
        partnerChanges: await listPartnerChanges(deps.db, team.partnerId),
      })),
    )
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          {fait !== undefined && <Done words={words.done[fait]} />}
          <h1>{words.heading}</h1>
          <p class="lead">{teams.length === 0 ? words.none : words.lead}</p>
          {shown.map((each) => (
            <TeamOf key={each.team.partnerId} visit={visit} {...each} />
          ))}
        </>
      ),
    })
  })
}
