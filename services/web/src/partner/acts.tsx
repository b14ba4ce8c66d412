import { acceptReferral, addNote, closeReferral, declineReferral, recordContact } from '@boussole/commands'
import { contactMade, noteWritten, outcomeGiven, readShape, refusalGiven } from '@boussole/contracts'
import { contactChannels, mayAct, outcomes, referentDeclineReasons } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ComponentChildren } from 'preact'
import type { z } from 'zod'
import { BackLink } from '../components/blocks.tsx'
import { Choices, ErrorSummary, Form, Submit, TextArea } from '../components/form.tsx'
import { formPage, valueOf } from '../site/form.ts'
import type { FormError, FormState, Values } from '../site/form.ts'
import type { Visit } from '../site/visit.tsx'
import type { ProfessionalParts } from '../professional/parts.ts'
import { lostRace } from './lost-race.ts'
import { partnerFr } from './messages.fr.ts'
import { loadToAct, nameOf, pathTo } from './referral.tsx'
import type { Seen } from './referral.tsx'
import { togetherFr } from './together.fr.ts'

/** The frame of a page on which one acts on a referral. */
export const ActPage = ({
  visit,
  seen,
  form,
  heading,
  words,
  before,
  children,
}: {
  visit: Visit
  seen: Seen
  form: FormState
  heading: string
  words?: string
  before?: ComponentChildren
  children: ComponentChildren
}) => (
  <>
    <BackLink href={visit.href(pathTo(seen.referral.id))} label={partnerFr.stay} />
    <ErrorSummary visit={visit} errors={form.errors} />
    <h1>{heading}</h1>
    {words !== undefined && <p class="lead">{words}</p>}
    {before}
    <Form visit={visit} form={form}>
      {children}
    </Form>
  </>
)

const optional = partnerFr.optional

/** What was typed, or null where nothing was. */
export const noteIn = (values: Values): string | null => {
  const typed = valueOf(values, 'note')
  return typed.trim() === '' ? null : typed
}

/** What is wrong, field by field: `fields` says which input a path belongs to, and its sentence when nothing was chosen. */
export const read = <Shape extends z.ZodType>(
  shape: Shape,
  given: unknown,
  fields: Readonly<Record<string, { readonly field: string; readonly missing?: string }>>,
): { readonly value: z.output<Shape> } | { readonly errors: readonly FormError[] } => {
  const result = readShape(shape, given)
  if ('value' in result) return result
  return {
    errors: result.errors.map(({ path, message }) => {
      const { field = '', missing } = fields[path] ?? {}
      return { field, message: missing ?? message }
    }),
  }
}

const choicesOf = <Value extends string>(values: readonly Value[], labels: Readonly<Record<Value, string>>) =>
  values.map((value) => ({ value, label: labels[value] }))

/** The acts of `domain.md` §2 as plain forms; each is confirmed by its own button. */
export const actRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { visits, deps } = parts
  const load = (_visit: Visit, request: FastifyRequest) => loadToAct(request, parts, 'referral')
  const address = (act: string) => `/mises-en-relation/:id/${act}`
  const back = ({ referral }: Seen, done: string) => ({ goTo: `${pathTo(referral.id)}?fait=${done}` })

  formPage<Seen>(app, visits, {
    path: address('prise'),
    load,
    refused: lostRace,
    initial: () => ({}),
    page: (visit, seen, form) => {
      const words = partnerFr.accept
      return {
        title: words.title,
        body: (
          <ActPage visit={visit} seen={seen} form={form} heading={words.heading(nameOf(seen))} words={words.words}>
            <Submit label={words.send} icon="check" />
          </ActPage>
        ),
      }
    },
    act: async (_visit, seen) => {
      await acceptReferral(seen.referral.id, seen.professional, deps)
      return back(seen, 'prise')
    },
  })

  formPage<Seen>(app, visits, {
    path: address('contact'),
    load,
    refused: lostRace,
    initial: () => ({ moyen: ['phone'] }),
    page: (visit, seen, form) => {
      const words = partnerFr.contact
      return {
        title: words.title,
        body: (
          <ActPage visit={visit} seen={seen} form={form} heading={words.heading(nameOf(seen))}>
            <Choices
              form={form}
              name="joint"
              kind="one"
              legend={words.reached}
              choices={[
                { value: 'oui', label: words.yes },
                { value: 'non', label: words.no, hint: words.noHint },
              ]}
            />
            <Choices
              form={form}
              name="moyen"
              kind="one"
              legend={words.channel}
              choices={choicesOf(contactChannels, partnerFr.channels)}
            />
            <TextArea form={form} name="note" label={words.note} hint={words.noteHint} optional={optional} />
            <Submit label={words.send} icon="check" />
          </ActPage>
        ),
      }
    },
    act: async (_visit, seen, values) => {
      const { reachedMissing, channelMissing } = partnerFr.contact
      const joint = valueOf(values, 'joint')
      const result = read(
        contactMade,
        {
          reached: joint === 'oui' ? true : joint === 'non' ? false : undefined,
          channel: valueOf(values, 'moyen'),
          note: noteIn(values),
        },
        {
          reached: { field: 'joint', missing: reachedMissing },
          channel: { field: 'moyen', missing: channelMissing },
          note: { field: 'note' },
        },
      )
      if ('errors' in result) return result
      await recordContact(seen.referral.id, result.value, seen.professional, deps)
      return back(seen, result.value.reached ? 'contact' : 'tentative')
    },
  })

  formPage<Seen>(app, visits, {
    path: address('refus'),
    load,
    refused: lostRace,
    initial: () => ({}),
    page: (visit, seen, form) => {
      const words = partnerFr.decline
      return {
        title: words.title,
        body: (
          <ActPage visit={visit} seen={seen} form={form} heading={words.heading} words={words.words}>
            <Choices
              form={form}
              name="motif"
              kind="one"
              legend={words.reason}
              choices={choicesOf(referentDeclineReasons, partnerFr.reasons)}
            />
            <TextArea form={form} name="note" label={words.note} optional={optional} />
            <Submit label={words.send} icon={null} />
          </ActPage>
        ),
      }
    },
    act: async (_visit, seen, values) => {
      const result = read(
        refusalGiven,
        { reason: valueOf(values, 'motif'), note: noteIn(values) },
        { reason: { field: 'motif', missing: partnerFr.decline.reasonMissing }, note: { field: 'note' } },
      )
      if ('errors' in result) return result
      await declineReferral(seen.referral.id, result.value, seen.professional, deps)
      return back(seen, 'refus')
    },
  })

  formPage<Seen>(app, visits, {
    path: address('fin'),
    // Of what nobody took, the animation says how it ended.
    load: (_visit, request) => loadToAct(request, parts, 'referral', 'supervision'),
    refused: lostRace,
    initial: () => ({}),
    page: (visit, seen, form) => {
      const words = partnerFr.close
      return {
        title: words.title,
        body: (
          <ActPage visit={visit} seen={seen} form={form} heading={words.heading}>
            <Choices
              form={form}
              name="issue"
              kind="one"
              legend={words.outcome}
              choices={choicesOf(outcomes, partnerFr.outcomes)}
            />
            <TextArea form={form} name="note" label={words.note} optional={optional} />
            <Submit label={words.send} icon="check" />
          </ActPage>
        ),
      }
    },
    act: async (_visit, seen, values) => {
      const result = read(
        outcomeGiven,
        { outcome: valueOf(values, 'issue'), note: noteIn(values) },
        { outcome: { field: 'issue', missing: partnerFr.close.outcomeMissing }, note: { field: 'note' } },
      )
      if ('errors' in result) return result
      await closeReferral(seen.referral.id, result.value, seen.professional, deps)
      return back(seen, 'fin')
    },
  })

  formPage<Seen>(app, visits, {
    path: address('note'),
    load: (_visit, request) => loadToAct(request, parts, 'shared-notes'),
    refused: lostRace,
    initial: () => ({ lecteurs: ['shared'] }),
    page: (visit, seen, form) => {
      const words = partnerFr.note
      return {
        title: words.title,
        body: (
          <ActPage visit={visit} seen={seen} form={form} heading={words.heading}>
            <TextArea form={form} name="note" label={words.words} />
            {mayAct('private-notes', seen.standings) && (
              <Choices
                form={form}
                name="lecteurs"
                kind="one"
                legend={togetherFr.note.visibility}
                choices={[
                  { value: 'shared', label: togetherFr.note.shared, hint: togetherFr.note.sharedHint },
                  { value: 'private', label: togetherFr.note.private },
                ]}
              />
            )}
            <Submit label={words.send} icon="check" />
          </ActPage>
        ),
      }
    },
    act: async (_visit, seen, values) => {
      const result = read(
        noteWritten,
        {
          words: valueOf(values, 'note'),
          visibility: valueOf(values, 'lecteurs') === 'private' ? 'private' : 'shared',
        },
        { words: { field: 'note' } },
      )
      if ('errors' in result) return result
      await addNote(seen.referral.id, result.value, seen.professional, deps)
      return back(seen, 'note')
    },
  })
}
