import { endAgreement, mayTakeEndingBack, takeBackEnding } from '@boussole/commands'
import { findAgreement, listSignatoriesFrom } from '@boussole/db'
import type { EarlierEnd, PartnerAgreement } from '@boussole/db'
import { endingKinds, endingsPossible, mayAct, Refusal, standingsOn } from '@boussole/domain'
import type { AgreementSide, EndingKind, Professional } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { BackLink, LinkCards, StayLink } from '../components/blocks.tsx'
import { Agreement, ErrorSummary, Form, Submit, TextArea } from '../components/form.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../site/form.ts'
import type { Visit } from '../site/visit.tsx'
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

/** Where one side acts on an agreement: its path up to the partner's id, and the page of the agreement. */
interface Side {
  readonly side: AgreementSide
  readonly base: string
  readonly back: (partnerId: string) => string
}

const loadFor = async (request: FastifyRequest, { deps }: ProfessionalParts, side: AgreementSide): Promise<Ending> => {
  const professional = professionalOf(request)
  const asked = params.safeParse(request.params)
  const agreement = asked.success ? await findAgreement(deps.db, asked.data.partner) : undefined
  const standing = side === 'partner' ? 'partner' : 'watcher'
  const standings =
    agreement === undefined ? [] : standingsOn(professional, agreement.place).filter((one) => one === standing)
  if (agreement === undefined || !mayAct('agreement', standings)) throw new Refusal('not-found')
  return { professional, agreement, possible: possibleIn(agreement) }
}

/** How each ending is called in the address of its page. */
const pathOfKind = { 'at-term': 'terme', 'with-notice': 'preavis' } as const satisfies Record<EndingKind, string>

const choiceRoute = (app: FastifyInstance, parts: ProfessionalParts, { side, base, back }: Side): void => {
  app.get(`${base}/:partner/fin`, async (request, reply) => {
    const visit = await parts.visits.of(request)
    const { agreement, possible } = await loadFor(request, parts, side)
    const { partnerName, place } = agreement
    return parts.visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href(back(place.partnerId))} label={agreementsFr.own.title} />
          <h1>{words.heading(partnerName)}</h1>
          {possible.length === 0 ? (
            <p class="lead">{words.impossible}</p>
          ) : (
            <>
              <p class="lead">{words.legend}</p>
              <LinkCards
                links={possible.map(([kind, day]) => ({
                  href: visit.href(`${base}/${place.partnerId}/fin/${pathOfKind[kind]}`),
                  label: words.kinds[kind](day),
                  icon: 'calendar',
                }))}
              />
            </>
          )}
          <StayLink href={visit.href(back(place.partnerId))} label={words.stay} />
        </>
      ),
    })
  })
}

const signatoriesFrom = async ({ deps }: ProfessionalParts, partnerId: string, day: string): Promise<string[]> =>
  (await listSignatoriesFrom(deps.db, partnerId, day)).map(({ name }) => name)

interface Confirmed extends Ending {
  readonly lastDay: string
  /** Who signed online for the partner what would be cut short or taken away, by name. */
  readonly signatories: readonly string[]
}

/** An ending of one kind is confirmed on a page that says what follows from it, and from which day. */
const confirmRoute = (
  app: FastifyInstance,
  parts: ProfessionalParts,
  { kind, side: { side, base, back } }: { readonly kind: EndingKind; readonly side: Side },
): void =>
  formPage<Confirmed>(app, parts.visits, {
    path: `${base}/:partner/fin/${pathOfKind[kind]}`,
    load: async (_visit, request) => {
      const ending = await loadFor(request, parts, side)
      const { place } = ending.agreement
      const [, lastDay] = ending.possible.find(([each]) => each === kind) ?? []
      if (lastDay === undefined) throw new GoTo(`${base}/${place.partnerId}/fin`)
      return { ...ending, lastDay, signatories: await signatoriesFrom(parts, place.partnerId, lastDay) }
    },
    initial: () => ({}),
    page: (visit, { agreement, lastDay, signatories }, form) => {
      const { partnerName, place } = agreement
      return {
        title: words.title,
        body: (
          <>
            <BackLink href={visit.href(`${base}/${place.partnerId}/fin`)} label={words.title} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.heading(partnerName)}</h1>
            <p class="lead">{words.kinds[kind](lastDay)}</p>
            <p>{words.effects}</p>
            <ul>
              {words.points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
            <p>{words.told(lastDay, signatories.length)}</p>
            <Form visit={visit} form={form}>
              <TextArea form={form} name="mots" label={words.words} hint={words.wordsHint} />
              {side === 'partner' && <Agreement form={form} name="accord" label={words.agree(signatories)} />}
              <Submit label={words.send} icon={null} />
            </Form>
            <StayLink href={visit.href(back(place.partnerId))} label={words.stay} />
          </>
        ),
      }
    },
    act: async (_visit, { professional, agreement }, values) => {
      const said = valueOf(values, 'mots').replaceAll('\r\n', '\n').trim()
      const errors = [
        ...(said.length > longestWords ? [{ field: 'mots', message: words.wordsTooLong }] : []),
        ...(side === 'partner' && valueOf(values, 'accord') !== 'oui'
          ? [{ field: 'accord', message: words.agreeMissing }]
          : []),
      ]
      if (errors.length > 0) return { errors }
      const { partnerId } = agreement.place
      await endAgreement({ partnerId, kind, words: said }, { professional, side }, parts.deps)
      return { goTo: `${back(partnerId)}?fait=fin` }
    },
  })

interface TakenBack extends Ending {
  /** The ending that may be taken back; undefined once it may not, as after a colleague took it back. */
  readonly stands:
    | { readonly lastDay: string; readonly earlier: EarlierEnd; readonly signatories: readonly string[] }
    | undefined
}

/** An ending that has not taken effect is taken back. */
const takeBackRoute = (app: FastifyInstance, parts: ProfessionalParts, { side, base, back }: Side): void => {
  const said = agreementsFr.takingBack
  formPage<TakenBack>(app, parts.visits, {
    path: `${base}/:partner/reprise`,
    load: async (_visit, request) => {
      const found = await loadFor(request, parts, side)
      const { year, ending, place } = found.agreement
      if (year === null || ending === null || !mayTakeEndingBack(found.agreement, side)) {
        if (request.method === 'GET') throw new GoTo(back(place.partnerId))
        return { ...found, stands: undefined }
      }
      const signatories = await signatoriesFrom(parts, place.partnerId, year.toDay)
      return { ...found, stands: { lastDay: year.toDay, earlier: ending.earlier, signatories } }
    },
    initial: () => ({}),
    page: (visit, { agreement: { partnerName, place }, stands }, form) => ({
      title: said.title,
      body: (
        <>
          <BackLink href={visit.href(back(place.partnerId))} label={agreementsFr.own.title} />
          <ErrorSummary visit={visit} errors={form.errors} />
          {stands === undefined ? (
            <h1>{said.title}</h1>
          ) : (
            <>
              <h1>{said.heading(partnerName, stands.earlier.followedBy)}</h1>
              <p class="lead">{said.words(stands.lastDay)}</p>
              <p>{said.continues[stands.earlier.followedBy](stands.earlier.toDay)}</p>
              <p>{said.told(stands.signatories.length)}</p>
              <Form visit={visit} form={form}>
                <Submit label={said.send(stands.earlier.followedBy)} icon={null} />
              </Form>
              <StayLink href={visit.href(back(place.partnerId))} label={agreementsFr.stay} />
            </>
          )}
        </>
      ),
    }),
    act: async (_visit, { professional, agreement }) => {
      const { partnerId } = agreement.place
      await takeBackEnding(partnerId, { professional, side }, parts.deps)
      return { goTo: `${back(partnerId)}?fait=reprise` }
    },
  })
}

/** The pages on which one side ends an agreement, and takes its ending back. */
export const endingRoutes = (app: FastifyInstance, parts: ProfessionalParts, side: Side): void => {
  choiceRoute(app, parts, side)
  for (const kind of endingKinds) confirmRoute(app, parts, { kind, side })
  takeBackRoute(app, parts, side)
}

/** The way to end an agreement, or to take its ending back, for one side. */
export const EndingActs = ({
  visit,
  agreement,
  side: { side, base },
}: {
  readonly visit: Visit
  readonly agreement: PartnerAgreement
  readonly side: Pick<Side, 'side' | 'base'>
}) => {
  const path = `${base}/${agreement.place.partnerId}`
  if (!agreement.isInForce) return null
  return (
    <p class="row-acts">
      {mayTakeEndingBack(agreement, side) && (
        <a href={visit.href(`${path}/reprise`)}>
          {agreementsFr.takingBack.link} <span class="unseen">{agreement.partnerName}</span>
        </a>
      )}
      <a href={visit.href(`${path}/fin`)}>
        {words.title} <span class="unseen">{agreement.partnerName}</span>
      </a>
    </p>
  )
}
