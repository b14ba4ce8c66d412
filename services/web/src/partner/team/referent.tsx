import { changeReferent } from '@boussole/commands'
import type { FastifyInstance } from 'fastify'
import { BackLink } from '../../components/blocks.tsx'
import { Choices, ErrorSummary, Form, SelectField, Submit } from '../../components/form.tsx'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, valueOf } from '../../site/form.ts'
import { loadMember, pathOfTeam } from './loading.ts'
import type { OneOfTeam } from './loading.ts'
import { teamFr } from './messages.fr.ts'

const words = teamFr.edit

/** For which themes and areas somebody answers, and who acts for them while they are away. */
export const referentRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<OneOfTeam>(app, parts.visits, {
    path: '/equipe/:id/reglages',
    load: (_visit, request) => loadMember(request, parts),
    initial: ({ member }) => ({
      suppleance: member.deputyId === null ? [] : [member.deputyId],
      themes: member.themes,
      secteurs: member.zones,
    }),
    page: (visit, one, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(pathOfTeam(one))} label={teamFr.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading(one.member.name)}</h1>
          <Form visit={visit} form={form}>
            <SelectField
              form={form}
              name="suppleance"
              label={words.deputy}
              empty={words.noDeputy}
              choices={one.team.members
                .filter(({ referentId }) => referentId !== one.member.referentId)
                .map(({ referentId, name }) => ({ value: referentId, label: name }))}
            />
            <Choices
              form={form}
              name="themes"
              kind="several"
              legend={words.themes}
              hint={words.themesHint}
              choices={one.team.themes.map(({ code, name }) => ({ value: code, label: name }))}
            />
            <Choices
              form={form}
              name="secteurs"
              kind="several"
              legend={words.zones}
              hint={words.zonesHint}
              choices={one.team.zones.map(({ code, name }) => ({ value: code, label: name }))}
            />
            <p class="hint">{words.offers}</p>
            <Submit label={words.send} />
          </Form>
        </>
      ),
    }),
    act: async (_visit, one, values) => {
      const deputy = valueOf(values, 'suppleance')
      const asked = {
        referentId: one.member.referentId,
        deputyId: deputy === '' ? null : deputy,
        themes: [...new Set(values['themes'])],
        zones: [...new Set(values['secteurs'])],
      }
      await changeReferent(asked, one.professional, parts.deps)
      return { goTo: pathOfTeam(one, 'reglages') }
    },
  })
