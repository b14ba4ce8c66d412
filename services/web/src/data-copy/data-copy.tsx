import type { Language } from '@boussole/contracts'
import type { RequestExport } from '@boussole/db'
import { renderToString } from 'preact-render-to-string'
import type { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { dataCopyEn } from './data-copy.en.ts'
import { dataCopyFr } from './data-copy.fr.ts'
import type { DataCopyWords } from './data-copy.fr.ts'

type Part = keyof RequestExport
type Row = RequestExport['request']

const wordsIn: Readonly<Record<Language, DataCopyWords>> = { fr: dataCopyFr, en: dataCopyEn }

/** Fields that tell a code, and the list that puts it into words, where it is not named as the field. */
const codesOf = (part: Part, field: string): string => {
  if (field === 'to') return part === 'mails' ? 'recipient' : 'state'
  if (field === 'from') return 'state'
  return field === 'endedBy' ? 'by' : field
}

const asked = z.array(z.object({ question: z.string(), answers: z.array(z.string()) }))

/** What a field holds, in words; undefined when it holds nothing. */
type InWords = (part: Part, field: string, value: Row[string] | undefined) => string | undefined

/** The partner of a referral, which is what it is called by. */
const partnerIn = (referrals: readonly Row[], id: string): string | undefined => {
  const partner = referrals.find((referral) => referral['id'] === id)?.['partner']
  return typeof partner === 'string' ? partner : undefined
}

const inWords =
  (words: DataCopyWords, { referrals }: RequestExport): InWords =>
  (part, field, value) => {
    if (value === null || value === undefined || value === '') return undefined
    if (typeof value === 'boolean') return value ? words.yes : words.no
    if (field === 'questionnaire') {
      const told = asked.parse(value).map(({ question, answers }) => `${question} ${answers.join(', ')}`)
      return told.length === 0 ? undefined : told.join('\n')
    }
    if (typeof value !== 'string') return typeof value === 'number' ? String(value) : JSON.stringify(value)
    if (field === 'referralId' || field === 'previousReferralId') return partnerIn(referrals, value)
    if (field === 'at' || field.endsWith('At') || field.endsWith('Until')) {
      const { timeZone } = referrals[0] ?? {}
      return words.moment(value, typeof timeZone === 'string' ? timeZone : 'Europe/Paris')
    }
    const codes = Object.entries(words.codes).find(([name]) => name === codesOf(part, field))?.[1]
    return Object.entries(codes ?? {}).find(([code]) => code === value)?.[1] ?? value
  }

const Fields = ({ words, part, row, said }: { words: DataCopyWords; part: Part; row: Row; said: InWords }) => {
  const { labels } = words.parts[part]
  // A field that has no name yet is told by its own: nothing is left out for want of a word.
  const unnamed = Object.keys(row).filter((field) => !(field in labels))
  const named = Object.entries(labels).flatMap(([field, label]) => (label === null ? [] : [[field, label] as const]))
  return (
    <dl>
      {[...named, ...unnamed.map((field) => [field, field] as const)].map(([field, label]) => {
        const value = said(part, field, row[field])
        return value === undefined ? null : (
          <div key={field}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        )
      })}
    </dl>
  )
}

/** One file that opens by itself, on a phone and on paper: nothing beside it is loaded. */
const style = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;line-height:1.2}h2{font-size:1.2rem;margin-top:2rem;border-bottom:2px solid}
dl{margin:0 0 1rem;padding-bottom:1rem;border-bottom:1px solid #8888}dl div{display:flex;flex-wrap:wrap;gap:0 1rem;padding:.15rem 0}
dt{flex:1 1 13rem;opacity:.8}dd{flex:2 1 16rem;margin:0;font-weight:600;white-space:pre-wrap;overflow-wrap:anywhere}`

/** The rows of an export, part by part, in the order in which they are told. */
export const partsOf = (copy: RequestExport): readonly (readonly [Part, readonly Row[]])[] => [
  ['request', [copy.request]],
  ['referrals', copy.referrals],
  ['journal', copy.journal],
  ['notes', copy.notes],
  ['feedbacks', copy.feedbacks],
  ['accompaniments', copy.accompaniments],
  ['mails', copy.mails],
]

/**
 * A copy of what is kept about a request, for the person it is about to read: every field of the export under a name
 * and in words, dates as they are said there. GDPR art. 12 and 15: intelligible; the raw data besides is for art. 20.
 */
export const renderDataCopy = (
  copy: RequestExport,
  { language, now }: { readonly language: Language; readonly now: Temporal.Instant },
): string => {
  const words = wordsIn[language]
  const said = inWords(words, copy)
  const page = renderToString(
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <title>{words.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <style>{style}</style>
      </head>
      <body>
        <h1>{words.title}</h1>
        <p>{words.lead(said('request', 'at', now.toString()) ?? '')}</p>
        {partsOf(copy).map(([part, rows]) => (
          <section key={part}>
            <h2>{words.parts[part].title}</h2>
            {rows.length === 0 && <p>{words.none}</p>}
            {rows.map((row, place) => (
              <Fields key={place} words={words} part={part} row={row} said={said} />
            ))}
          </section>
        ))}
        <p>{words.raw}</p>
      </body>
    </html>,
  )
  return `<!doctype html>${page}`
}
