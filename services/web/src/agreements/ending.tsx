import { endAgreement } from '@boussole/commands'
import { findAgreement } from '@boussole/db'
import type { PartnerAgreement } from '@boussole/db'
import { endingKinds, endingsPossible, mayAct, Refusal, standingsOn } from '@boussole/domain'
import type { AgreementSide, EndingKind, Professional } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { BackLink, StayLink } from '../components/blocks.tsx'
import { Choices, ErrorSummary, Form, Submit, TextArea } from '../components/form.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, valueOf } from '../site/form.ts'
import { agreementsFr } from './agreements.fr.ts'

const words = agreementsFr.ending

interface Ending {
  readonly professional: Professional
  readonly agreement: PartnerAgreement
  readonly possible: readonly (readonly [kind: EndingKind, lastDay: string])[]
}

const params = z.object({ partner: z.uuid() })

/** The longest explanation, in characters; SQL holds it too. */
const longestWords = 1000

const possibleIn = ({ year, isInForce, today }: PartnerAgreement): Ending['possible'] => {
  if (year === null || !isInForce) return []
  const last = { toDay: Temporal.PlainDate.from(year.toDay), ends: year.followedBy === 'nothing' }
  const possible = endingsPossible(last, Temporal.PlainDate.from(today))
  return endingKinds.flatMap((kind) => {
    const lastDay = possible[kind]
    return lastDay === undefined ? [] : [[kind, lastDay.toString()] as const]
  })
}

/** The page on which one side ends an agreement: it tells beforehand what that does. */
export const endingRoute = (
  app: FastifyInstance,
  { deps, visits }: ProfessionalParts,
  {
    side,
    path,
    back,
  }: { readonly side: AgreementSide; readonly path: string; readonly back: (partnerId: string) => string },
): void =>
  formPage<Ending>(app, visits, {
    path,
    load: async (_visit, request) => {
      const professional = professionalOf(request)
      const asked = params.safeParse(request.params)
      const agreement = asked.success ? await findAgreement(deps.db, asked.data.partner) : undefined
      const standing = side === 'partner' ? 'partner' : 'watcher'
      const standings =
        agreement === undefined ? [] : standingsOn(professional, agreement.place).filter((one) => one === standing)
      if (agreement === undefined || !mayAct('agreement', standings)) throw new Refusal('not-found')
      return { professional, agreement, possible: possibleIn(agreement) }
    },
    initial: () => ({}),
    page: (visit, { agreement, possible }, form) => {
      const { partnerName, place } = agreement
      return {
        title: words.title,
        body: (
          <>
            <BackLink href={visit.href(back(place.partnerId))} label={agreementsFr.own.title} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.heading(partnerName)}</h1>
            {possible.length === 0 ? (
              <p class="lead">{words.impossible}</p>
            ) : (
              <>
                <p>{words.effects}</p>
                <ul>
                  {words.points.map((point) => (
                    <li key={point}>{point}</li>
                  ))}
                </ul>
                <Form visit={visit} form={form}>
                  <Choices
                    form={form}
                    name="quand"
                    kind="one"
                    legend={words.legend}
                    choices={possible.map(([kind, day]) => ({ value: kind, label: words.kinds[kind](day) }))}
                  />
                  <TextArea form={form} name="mots" label={words.words} hint={words.wordsHint} />
                  <Submit label={words.send} icon={null} />
                </Form>
              </>
            )}
            <StayLink href={visit.href(back(place.partnerId))} label={words.stay} />
          </>
        ),
      }
    },
    act: async (_visit, { professional, agreement, possible }, values) => {
      const [kind] = possible.find(([each]) => each === valueOf(values, 'quand')) ?? []
      const said = valueOf(values, 'mots').replaceAll('\r\n', '\n').trim()
      const errors = [
        ...(kind === undefined ? [{ field: 'quand', message: words.missing }] : []),
        ...(said.length > longestWords ? [{ field: 'mots', message: words.wordsTooLong }] : []),
      ]
      if (kind === undefined || errors.length > 0) return { errors }
      const { partnerId } = agreement.place
      await endAgreement({ partnerId, kind, words: said }, { professional, side }, deps)
      return { goTo: `${back(partnerId)}?fait=fin` }
    },
  })
