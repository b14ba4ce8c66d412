import { fieldLabel, lineFaults, lineMendings, offerLacks } from '@boussole/contracts'
import type { ImportKind } from '@boussole/contracts'
import type { ReportLine } from '@boussole/db'
import type { Visit } from '../../site/visit.tsx'
import { importsFr, typeset } from './imports.fr.ts'

const words = importsFr.line

/** The partners and offers that lines are, by id. */
type TargetNames = ReadonlyMap<string, { readonly name: string; readonly kind: 'partner' | 'offer' }>

/** Names of the places that lines speak of, by zone code. */
type PlaceNames = ReadonlyMap<string, string>

/** The zone codes that stand in what changes: zones of offers, communes of partners. */
export const placesIn = (lines: readonly ReportLine[]): string[] =>
  lines.flatMap(({ changes }) => [
    ...[changes['zones'] ?? []].flat(2).flatMap((zone) => (typeof zone === 'string' ? [zone] : [])),
    ...(changes['communeCode'] ?? []).flatMap((code) => (typeof code === 'string' ? [`C:${code}`] : [])),
  ])

const valueInWords = (field: string, value: unknown, places: PlaceNames): string => {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((each) => places.get(String(each)) ?? String(each)).join(', ')
  if (typeof value !== 'string') return JSON.stringify(value)
  return field === 'communeCode' ? (places.get(`C:${value}`) ?? value) : value
}

/** What a report is told with, besides its lines. */
export interface Told {
  readonly kind: ImportKind
  readonly targets: TargetNames
  readonly places: PlaceNames
}

const otherLabels: Readonly<Record<string, string>> = {
  communeCode: 'Commune',
  windowDays: 'Délai, en jours',
  partnerId: 'Structure',
}

const labelOf = (kind: ImportKind, field: string): string => otherLabels[field] ?? fieldLabel(kind, field)

const isLack = (lack: string): lack is keyof typeof offerLacks => Object.hasOwn(offerLacks, lack)
const isTwinKey = (by: string): by is keyof typeof words.by => Object.hasOwn(words.by, by)

/** What is to be said of a line, in sentences; the page and the CSV say the same. */
export const lineInWords = (line: ReportLine, { kind, targets, places }: Told) => {
  const lacking = line.lacks.filter(isLack).map((lack) => offerLacks[lack])
  const target = line.targetId === null ? undefined : targets.get(line.targetId)
  const by = line.twin !== null && isTwinKey(line.twin.by) ? ` (${words.by[line.twin.by]})` : ''
  const twin =
    line.outcome !== 'duplicate' || line.twin === null
      ? ''
      : line.twin.line !== null
        ? `${words.twinLine(line.twin.line)}${by}`
        : `${words.twinOf(target?.name ?? words.nameless)}${by}`
  return {
    faults: line.faults.map(({ field, code }) => words.fault(labelOf(kind, field), typeset(lineFaults[code]))),
    mended: line.mended.map(({ code }) => typeset(lineMendings[code])),
    changes:
      line.outcome === 'changed'
        ? Object.entries(line.changes).map(([field, [before, after]]) =>
            words.change(labelOf(kind, field), valueInWords(field, before, places), valueInWords(field, after, places)),
          )
        : [],
    lacks: lacking.length === 0 ? '' : words.lacks(lacking.join(', ')),
    twin,
  }
}

/** One line of the report. */
export const Line = ({ visit, line, told }: { visit: Visit; line: ReportLine; told: Told }) => {
  const said = lineInWords(line, told)
  const target = line.targetId === null ? undefined : told.targets.get(line.targetId)
  return (
    <li class="session">
      <p>
        <strong>{line.name ?? line.cells.find((cell) => cell.trim() !== '')?.slice(0, 80) ?? words.nameless}</strong>{' '}
        {line.outcome !== null && <span class="state">{importsFr.outcomes[line.outcome]}</span>}{' '}
        <span class="hint">{words.place(line.line)}</span>
      </p>
      {said.faults.map((sentence) => (
        <p class="fault" key={sentence}>
          {sentence}
        </p>
      ))}
      {said.twin !== '' && <p>{said.twin}</p>}
      {said.changes.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {said.lacks !== '' && <p>{said.lacks}</p>}
      {said.mended.map((sentence) => (
        <p class="hint" key={sentence}>
          {words.mended(sentence)}
        </p>
      ))}
      {target?.kind === 'offer' && line.targetId !== null && (
        <p>
          <a href={visit.href(`/offres/${line.targetId}`)}>
            {words.see} <span class="unseen">{target.name}</span>
          </a>
        </p>
      )}
    </li>
  )
}
