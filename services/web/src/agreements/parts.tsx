import { charterTextOf } from '@boussole/contracts'
import type { AgreementYearView, Charter, CharterSignature, PartnerAgreement } from '@boussole/db'
import { Temporal } from 'temporal-polyfill'
import type { Visit } from '../site/visit.tsx'
import { agreementsFr } from './agreements.fr.ts'

const { facts: words, states } = agreementsFr

type Tone = 'good' | 'waiting' | 'alert' | 'over'

interface Said {
  readonly tone: Tone
  readonly words: string
}

/** From this many days before its end a convention says that it renews. */
const soonDays = 90

const yearState = ({ year, isInForce, today }: PartnerAgreement): Said => {
  if (year === null) return { tone: 'alert', words: states.none }
  if (!isInForce)
    return year.fromDay > today
      ? { tone: 'waiting', words: states.comes(year.fromDay) }
      : { tone: 'alert', words: states.over(year.toDay) }
  if (year.followedBy === 'nothing') return { tone: 'alert', words: states.ends(year.toDay) }
  const days = Temporal.PlainDate.from(today).until(year.toDay, { largestUnit: 'days' }).days
  return days > soonDays ? { tone: 'good', words: states.inForce } : { tone: 'good', words: states.renews(year.toDay) }
}

/** What an agreement is, and what it waits for, in words. */
const statesOf = (agreement: PartnerAgreement): readonly Said[] => {
  const { waiting } = agreement
  if (waiting === null) return [yearState(agreement)]
  const isSent = waiting.partnerSigned === null
  const waits: readonly Said[] = [
    { tone: 'waiting', words: isSent ? states.toSign : states.toCountersign },
    ...(isSent && waiting.hasBounced ? [{ tone: 'alert', words: states.cameBack } as const] : []),
    ...(isSent && !waiting.hasBounced && waiting.isExpired ? [{ tone: 'alert', words: states.expired } as const] : []),
  ]
  return agreement.isInForce ? [yearState(agreement), ...waits] : waits
}

export const AgreementStates = ({ agreement }: { agreement: PartnerAgreement }) => (
  <>
    {statesOf(agreement).map(({ tone, words: said }) => (
      <span key={said} class={`state state-${tone}`}>
        {said}
      </span>
    ))}
  </>
)

const signatureInWords = (signed: CharterSignature | null, timeZone: string): string =>
  signed === null
    ? words.notYet
    : words.signedBy(signed.name, signed.function, agreementsFr.moment(signed.at.toString(), timeZone))

/** Who signed a charter, and what proves which text it was. */
export const signatureFacts = (charter: Charter, timeZone: string) => [
  { label: words.partnerSigned, value: signatureInWords(charter.partnerSigned, timeZone) },
  { label: words.animationSigned, value: signatureInWords(charter.animationSigned, timeZone) },
  { label: words.textHash, value: <span class="hash">{charter.textHash}</span> },
]

const periodLabel = ({ year, isInForce, today }: PartnerAgreement): string => {
  if (isInForce && (year === null || year.fromDay <= today)) return words.period
  return year !== null && year.fromDay > today ? words.nextPeriod : words.lastPeriod
}

/** For how long an agreement holds, what comes then, and which text it is. `years`: those there were, the newest first. */
export const yearFacts = (visit: Visit, agreement: PartnerAgreement, years: readonly AgreementYearView[]) => {
  const { year, isInForce, today } = agreement
  if (year === null) return []
  const isOver = !isInForce && year.fromDay <= today
  const text = charterTextOf(year.version)
  const version = year.isSignedOnline ? year.version : words.onPaper(year.version)
  const after = year.followedBy === 'nothing' ? words.endsThen : words.renews
  // The one that runs, when the last is yet to come.
  const running = years.find(({ id, fromDay, toDay }) => id !== year.id && fromDay <= today && today <= toDay)
  return [
    ...(running === undefined ? [] : [{ label: words.period, value: words.from(running.fromDay, running.toDay) }]),
    { label: periodLabel(agreement), value: words.from(year.fromDay, year.toDay) },
    ...(isOver ? [] : [{ label: words.after, value: after }]),
    {
      label: words.version,
      value:
        text === undefined ? (
          version
        ) : (
          <>
            {version} <a href={visit.href(`/convention/texte/${year.version}`)}>{words.read}</a>
          </>
        ),
    },
  ]
}

/** The signed document, to be taken along, with what proves that it is the one that was kept. */
export const pdfFacts = (visit: Visit, charter: Pick<Charter, 'id' | 'pdfHash'>) =>
  charter.pdfHash === null
    ? []
    : [
        {
          label: words.pdf,
          value: <a href={visit.href(`/convention/charte/${charter.id}`)}>{words.download}</a>,
        },
        { label: words.pdfHash, value: <span class="hash">{charter.pdfHash}</span> },
      ]

/** The scan of a charter on paper, with what proves that it is the one that was kept. */
export const scanFacts = (visit: Visit, { year }: PartnerAgreement) =>
  year === null || year.scan === null
    ? []
    : [
        {
          label: words.scan,
          value: <a href={visit.href(`/convention/papier/${year.scan.id}`)}>{words.scanDownload}</a>,
        },
        { label: words.pdfHash, value: <span class="hash">{year.scan.hash}</span> },
      ]

/** In how many of the working groups of the last year somebody of the partner was. Charter: "participer aux temps d'échanges". */
export const participationFact = ({ held, attended }: { readonly held: number; readonly attended: number }) => ({
  label: words.participation,
  value: words.participated(attended, held),
})
