import { extendReferral, withdrawReferral } from '@boussole/commands'
import { extensionGiven, withdrawalGiven } from '@boussole/contracts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Submit, TextArea, TextField } from '../components/form.tsx'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, valueOf } from '../site/form.ts'
import type { Visit } from '../site/visit.tsx'
import { ActPage, noteIn, read } from './acts.tsx'
import { lostRace } from './lost-race.ts'
import { partnerFr } from './messages.fr.ts'
import { loadToAct, nameOf, pathTo } from './referral.tsx'
import type { Seen } from './referral.tsx'

/** What only the animation does with a referral: more time for its partner, and the end that the young person wishes. */
export const supervisionRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { visits, deps } = parts
  const load = (_visit: Visit, request: FastifyRequest) => loadToAct(request, parts, 'supervision')
  const back = ({ referral }: Seen, done: string) => ({ goTo: `${pathTo(referral.id)}?fait=${done}` })

  formPage<Seen>(app, visits, {
    path: '/mises-en-relation/:id/prolongation',
    load,
    refused: lostRace,
    fieldOf: { 'extension-not-later': 'jour', 'extension-too-long': 'jour' },
    initial: () => ({}),
    page: (visit, seen, form) => {
      const words = partnerFr.extend
      return {
        title: words.title,
        body: (
          <ActPage visit={visit} seen={seen} form={form} heading={words.heading} words={words.words}>
            <TextField form={form} name="jour" type="date" width="short" label={words.day} hint={words.dayHint} />
            <TextArea form={form} name="note" label={words.note} optional={partnerFr.optional} />
            <Submit label={words.send} icon="check" />
          </ActPage>
        ),
      }
    },
    act: async (_visit, seen, values) => {
      const result = read(
        extensionGiven,
        { dueDay: valueOf(values, 'jour'), note: noteIn(values) },
        { dueDay: { field: 'jour', missing: partnerFr.extend.dayMissing }, note: { field: 'note' } },
      )
      if ('errors' in result) return result
      await extendReferral(seen.referral.id, result.value, seen.professional, deps)
      return back(seen, 'prolongation')
    },
  })

  formPage<Seen>(app, visits, {
    path: '/mises-en-relation/:id/arret',
    load,
    refused: lostRace,
    initial: () => ({}),
    page: (visit, seen, form) => {
      const words = partnerFr.withdraw
      return {
        title: words.title,
        body: (
          <ActPage visit={visit} seen={seen} form={form} heading={words.heading(nameOf(seen))} words={words.words}>
            <TextArea form={form} name="note" label={words.note} optional={partnerFr.optional} />
            <Submit label={words.send} icon={null} />
          </ActPage>
        ),
      }
    },
    act: async (_visit, seen, values) => {
      const result = read(withdrawalGiven, { note: noteIn(values) }, { note: { field: 'note' } })
      if ('errors' in result) return result
      await withdrawReferral(seen.referral.id, result.value.note, seen.professional, deps)
      return back(seen, 'arret')
    },
  })
}
