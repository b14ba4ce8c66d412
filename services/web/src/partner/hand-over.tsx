import { handOverReferral } from '@boussole/commands'
import { handoverAsked } from '@boussole/contracts'
import { listColleagues, platformNow } from '@boussole/db'
import type { Colleague } from '@boussole/db'
import { localDay } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { Choices, Submit, TextArea } from '../components/form.tsx'
import { formPage, valueOf } from '../site/form.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { ActPage, noteIn, read } from './acts.tsx'
import { lostRace } from './lost-race.ts'
import { partnerFr } from './messages.fr.ts'
import { loadToAct, nameOf, pathTo } from './referral.tsx'
import type { Seen } from './referral.tsx'

const words = partnerFr.handOver

/** What the form says for the whole team. */
const wholeTeam = 'equipe'

/** To a colleague of the same partner who is there today, or back to the whole team. */
export const handOverRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Seen & { readonly colleagues: readonly Colleague[] }>(app, parts.visits, {
    path: '/mises-en-relation/:id/passage',
    load: async (_visit, request) => {
      const seen = await loadToAct(request, parts, 'referral')
      const { db } = parts.deps
      const day = localDay(await platformNow(db), seen.referral.timeZone)
      const asking = { partnerId: seen.referral.partner.id, userId: seen.professional.userId, day }
      return { ...seen, colleagues: await listColleagues(db, asking) }
    },
    refused: lostRace,
    initial: () => ({}),
    page: (visit, data, form) => ({
      title: words.title,
      body: (
        <ActPage
          visit={visit}
          seen={data}
          form={form}
          heading={words.heading(nameOf(data))}
          words={data.colleagues.length === 0 ? words.none : words.words}
        >
          {(data.colleagues.length > 0 || data.referral.referent !== null) && (
            <>
              <Choices
                form={form}
                name="collegue"
                kind="one"
                legend={words.colleague}
                choices={[
                  ...data.colleagues
                    .filter(({ referentId }) => referentId !== data.referral.referent?.id)
                    .map(({ referentId, name }) => ({ value: referentId, label: name })),
                  ...(data.referral.referent === null
                    ? []
                    : [{ value: wholeTeam, label: words.team, hint: words.teamHint }]),
                ]}
              />
              <TextArea form={form} name="note" label={words.note} optional={partnerFr.optional} />
              <Submit label={words.send} />
            </>
          )}
        </ActPage>
      ),
    }),
    act: async (_visit, data, values) => {
      const asked = valueOf(values, 'collegue')
      const result = read(
        handoverAsked,
        { referentId: asked === wholeTeam ? null : asked, note: noteIn(values) },
        { referentId: { field: 'collegue', missing: words.colleagueMissing }, note: { field: 'note' } },
      )
      if ('errors' in result) return result
      await handOverReferral(data.referral.id, result.value, data.professional, parts.deps)
      return { goTo: `${pathTo(data.referral.id)}?fait=${asked === wholeTeam ? 'equipe' : 'passage'}` }
    },
  })
