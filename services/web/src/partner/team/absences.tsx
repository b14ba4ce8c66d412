import { cancelAbsence, changeAbsenceEnd, planAbsence } from '@boussole/commands'
import { findGaps } from '@boussole/db'
import type { OfferGap, TeamAbsence } from '@boussole/db'
import { absenceFault, checkAbsence, Refusal } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { BackLink, ButtonLink, StayLink } from '../../components/blocks.tsx'
import { ErrorSummary, Form, Submit, TextField } from '../../components/form.tsx'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, valueOf } from '../../site/form.ts'
import type { FormError, Values } from '../../site/form.ts'
import { loadMember, pathOfTeam } from './loading.ts'
import type { OneOfTeam } from './loading.ts'
import { teamFr } from './messages.fr.ts'

const words = teamFr

const day = z.iso.date()

const readDays = (
  values: Values,
): { readonly value: { readonly fromDay: string; readonly toDay: string } } | { readonly errors: FormError[] } => {
  const from = day.safeParse(valueOf(values, 'du'))
  const to = day.safeParse(valueOf(values, 'au'))
  if (from.success && to.success) return { value: { fromDay: from.data, toDay: to.data } }
  return {
    errors: [
      ...(from.success ? [] : [{ field: 'du', message: words.plan.fromMissing }]),
      ...(to.success ? [] : [{ field: 'au', message: words.plan.toMissing }]),
    ],
  }
}

const daysOf = ({ fromDay, toDay }: { readonly fromDay: string; readonly toDay: string }) => ({
  fromDay: Temporal.PlainDate.from(fromDay),
  toDay: Temporal.PlainDate.from(toDay),
})

/** What is wrong with these days, beside the field where it is put right. */
const faultOf = (
  { team, member }: OneOfTeam,
  days: { readonly fromDay: string; readonly toDay: string },
  but?: string,
): FormError[] => {
  const others = member.absences.filter(({ id }) => id !== but).map(daysOf)
  const fault = absenceFault(daysOf(days), { today: Temporal.PlainDate.from(team.today), others })
  return fault === null ? [] : [{ field: 'au', message: words.plan.faults[fault] }]
}

const deputyOf = ({ team, member }: OneOfTeam) => team.members.find(({ referentId }) => referentId === member.deputyId)

const pathOf = ({ member }: OneOfTeam): string => `/equipe/${member.referentId}`

/** Two days are asked; where offers would pause by themselves, the next page says so before anything is written. */
const planRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<OneOfTeam>(app, parts.visits, {
    path: '/equipe/:id/absence',
    load: (_visit, request) => loadMember(request, parts),
    initial: () => ({}),
    page: (visit, one, form) => {
      const deputy = deputyOf(one)
      return {
        title: words.plan.title,
        body: (
          <>
            <BackLink href={visit.href(pathOfTeam(one))} label={words.back} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.plan.heading(one.member.name)}</h1>
            <p class="lead">{deputy === undefined ? words.plan.noDeputy : words.plan.deputy(deputy.name)}</p>
            {deputy === undefined && (
              <div class="actions">
                <ButtonLink href={visit.href(`${pathOf(one)}/reglages`)} label={words.plan.chooseDeputy} quiet />
              </div>
            )}
            <Form visit={visit} form={form}>
              <TextField form={form} name="du" type="date" width="short" label={words.plan.from} />
              <TextField form={form} name="au" type="date" width="short" label={words.plan.to} hint={words.plan.hint} />
              <Submit label={words.plan.send} />
            </Form>
          </>
        ),
      }
    },
    act: async (_visit, one, values) => {
      const read = readDays(values)
      if ('errors' in read) return read
      const { member, professional } = one
      const errors = faultOf(one, read.value)
      if (errors.length > 0) return { errors }
      const asked = { referentId: member.referentId, ...read.value }
      if ((await findGaps(parts.deps.db, asked)).length > 0) {
        return { goTo: `${pathOf(one)}/absence/confirmation?du=${asked.fromDay}&au=${asked.toDay}` }
      }
      await planAbsence(asked, professional, parts.deps)
      return { goTo: pathOfTeam(one, 'absence') }
    },
  })

interface Thought extends OneOfTeam {
  readonly fromDay: string
  readonly toDay: string
  readonly gaps: readonly OfferGap[]
}

const query = z.object({ du: day, au: day })

const loadThought = async (request: FastifyRequest, parts: ProfessionalParts): Promise<Thought> => {
  const one = await loadMember(request, parts)
  const asked = query.safeParse(request.query)
  if (!asked.success) throw new Refusal('not-found')
  const { du: fromDay, au: toDay } = asked.data
  const today = Temporal.PlainDate.from(one.team.today)
  checkAbsence(daysOf({ fromDay, toDay }), { today, others: one.member.absences.map(daysOf) })
  return {
    ...one,
    fromDay,
    toDay,
    gaps: await findGaps(parts.deps.db, { referentId: one.member.referentId, fromDay, toDay }),
  }
}

const confirmRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Thought>(app, parts.visits, {
    path: '/equipe/:id/absence/confirmation',
    load: (_visit, request) => loadThought(request, parts),
    initial: () => ({}),
    page: (visit, thought, form) => ({
      title: words.confirm.title,
      body: (
        <>
          <BackLink href={visit.href(pathOfTeam(thought))} label={words.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.confirm.heading}</h1>
          <p class="lead">{words.confirm.words(thought.member.name, words.days(thought.fromDay, thought.toDay))}</p>
          <ul>
            {thought.gaps.map(({ offerId, title, fromDay, toDay }) => (
              <li key={`${offerId}/${fromDay}`}>{words.confirm.offer(title, words.days(fromDay, toDay))}</li>
            ))}
          </ul>
          <div class="actions">
            <ButtonLink href={visit.href(`${pathOf(thought)}/reglages`)} label={words.confirm.deputy} quiet />
          </div>
          <Form visit={visit} form={form}>
            <Submit label={words.confirm.send} icon="check" />
          </Form>
          <StayLink href={visit.href(`${pathOf(thought)}/absence`)} label={words.confirm.stay} />
        </>
      ),
    }),
    act: async (_visit, { fromDay, toDay, ...one }) => {
      await planAbsence({ referentId: one.member.referentId, fromDay, toDay }, one.professional, parts.deps)
      return { goTo: pathOfTeam(one, 'absence') }
    },
  })

interface OnAbsence extends OneOfTeam {
  readonly absence: TeamAbsence
}

const params = z.object({ absence: z.string().max(18) })

const loadAbsence = async (request: FastifyRequest, parts: ProfessionalParts): Promise<OnAbsence> => {
  const one = await loadMember(request, parts)
  const asked = params.safeParse(request.params)
  const absence = one.member.absences.find(({ id }) => id === asked.data?.absence)
  if (absence === undefined) throw new Refusal('not-found')
  return { ...one, absence }
}

const endRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<OnAbsence>(app, parts.visits, {
    path: '/equipe/:id/absences/:absence',
    load: (_visit, request) => loadAbsence(request, parts),
    initial: ({ absence }) => ({ au: [absence.toDay] }),
    page: (visit, one, form) => ({
      title: words.end.title,
      body: (
        <>
          <BackLink href={visit.href(pathOfTeam(one))} label={words.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.end.heading(one.member.name)}</h1>
          <p class="lead">{words.end.words(one.absence.fromDay)}</p>
          <Form visit={visit} form={form}>
            <TextField form={form} name="au" type="date" width="short" label={words.end.to} hint={words.plan.hint} />
            <Submit label={words.end.send} />
          </Form>
        </>
      ),
    }),
    act: async (_visit, one, values) => {
      const to = day.safeParse(valueOf(values, 'au'))
      if (!to.success) return { errors: [{ field: 'au', message: words.plan.toMissing }] }
      const { fromDay, id } = one.absence
      const errors = faultOf(one, { fromDay, toDay: to.data }, id)
      if (errors.length > 0) return { errors }
      const asked = { referentId: one.member.referentId, absenceId: id, toDay: to.data }
      await changeAbsenceEnd(asked, one.professional, parts.deps)
      return { goTo: pathOfTeam(one, 'fin') }
    },
  })

const cancelRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<OnAbsence>(app, parts.visits, {
    path: '/equipe/:id/absences/:absence/annulation',
    load: (_visit, request) => loadAbsence(request, parts),
    initial: () => ({}),
    page: (visit, one, form) => ({
      title: words.cancel.title,
      body: (
        <>
          <BackLink href={visit.href(pathOfTeam(one))} label={words.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.cancel.heading(one.member.name)}</h1>
          <p class="lead">{words.cancel.words(words.days(one.absence.fromDay, one.absence.toDay))}</p>
          <Form visit={visit} form={form}>
            <Submit label={words.cancel.send} icon={null} />
          </Form>
          <StayLink href={visit.href(pathOfTeam(one))} label={words.cancel.stay} />
        </>
      ),
    }),
    act: async (_visit, one) => {
      await cancelAbsence(
        { referentId: one.member.referentId, absenceId: one.absence.id },
        one.professional,
        parts.deps,
      )
      return { goTo: pathOfTeam(one, 'annulation') }
    },
  })

/** Absences are planned, moved and cancelled, for oneself or a colleague. */
export const absenceRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [planRoute, confirmRoute, endRoute, cancelRoute]) route(app, parts)
}
