import { addCommunes, readCommuneList } from '@boussole/commands'
import type { CommuneMeant, LineRead } from '@boussole/db'
import { bareCodeMeanings, communeLinesAllowed } from '@boussole/domain'
import type { BareCodeMeaning } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { BackLink, Done } from '../../components/blocks.tsx'
import { Choices, ErrorSummary, Form, Submit, TextArea } from '../../components/form.tsx'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, valueOf } from '../../site/form.ts'
import type { Values } from '../../site/form.ts'
import { territoriesPath, territoryOf } from './parts.tsx'
import type { OnTerritory } from './parts.tsx'
import { territoriesFr } from './territories.fr.ts'

const words = territoriesFr.pasted

/** What becomes of a line: added by itself, chosen by somebody, or left. */
type Outcome =
  | { readonly kind: 'free' | 'here' | 'elsewhere' | 'outside'; readonly commune: CommuneMeant }
  | { readonly kind: 'choose' }
  | { readonly kind: 'unknown' }

/** May it be in this territory? */
const isInside = ({ where }: CommuneMeant): boolean => where === 'free' || where === 'here'

/** What the line would mean if its number could be read in one way only. */
const plainOutcomeOf = ({ communes, disagrees }: LineRead): Outcome => {
  const inside = communes.filter(isInside)
  const [first] = communes
  if (first === undefined) return { kind: 'unknown' }
  if (disagrees) return { kind: 'choose' }
  const only = communes.length === 1 ? first : inside.length === 1 ? inside[0] : undefined
  if (only !== undefined) return { kind: only.where, commune: only }
  return inside.length === 0 ? { kind: first.where, commune: first } : { kind: 'choose' }
}

const outcomeOf = (line: LineRead): Outcome => {
  const outcome = plainOutcomeOf(line)
  const isFree = [...line.communes, ...line.also].some(({ where }) => where === 'free')
  return line.also.length > 0 && isFree ? { kind: 'choose' } : outcome
}

/** What may be chosen for a line. */
const choicesOf = ({ communes, also }: LineRead): CommuneMeant[] => [...communes, ...also].filter(isInside)

/** What is chosen for a line; before anybody has: what its number means, if that is one commune. */
const chosenOf = (line: LineRead, values: Values): readonly string[] => {
  const choices = new Set(choicesOf(line).map(({ code }) => code))
  const chosen = (values[`ligne-${line.line}`] ?? []).filter((code) => choices.has(code))
  if (chosen.length > 0 || line.also.length === 0) return chosen
  const outcome = plainOutcomeOf(line)
  return 'commune' in outcome && isInside(outcome.commune) ? [outcome.commune.code] : []
}

/** Lines to be looked at that are shown together. */
const mostShown = 100

const meaningOf = (values: Values): BareCodeMeaning =>
  bareCodeMeanings.find((meaning) => meaning === valueOf(values, 'chiffres')) ?? 'insee'

const communeWords = ({ name, code, postalCodes }: CommuneMeant): string => `${name} (${postalCodes[0] ?? code})`

/** The names of communes by their department. */
const byDepartment = (communes: readonly CommuneMeant[]): ReadonlyMap<string, readonly string[]> => {
  const names = new Map<string, string[]>()
  for (const { department, name } of communes) {
    const label = words.department(department)
    const some = names.get(label)
    if (some === undefined) names.set(label, [name])
    else some.push(name)
  }
  return names
}

interface Pasted extends OnTerritory {
  readonly lines: readonly LineRead[]
}

interface LineTold {
  readonly line: LineRead
  readonly outcome: Outcome
  readonly values: Values
}

const Meaning = ({ line, outcome, values }: LineTold) => {
  if (outcome.kind === 'unknown') return <>{words.outcomes.unknown}</>
  if (outcome.kind === 'choose') {
    const chosen = chosenOf(line, values)
    const others = line.also.map(({ name }) => name)
    return (
      <>
        {others.length > 0 && words.outcomes.also[meaningOf(values)](line.text, others)}{' '}
        {line.disagrees ? words.outcomes.disagrees : words.outcomes.several}
        {choicesOf(line).map((commune) => (
          <label class="choice" key={commune.code}>
            <input
              type="checkbox"
              name={`ligne-${line.line}`}
              value={commune.code}
              checked={chosen.includes(commune.code)}
            />
            <span class="choice-words">{communeWords(commune)}</span>
          </label>
        ))}
      </>
    )
  }
  const { commune, kind } = outcome
  if (kind === 'elsewhere') return <>{words.outcomes.elsewhere(communeWords(commune), commune.territory ?? '')}</>
  return <>{words.outcomes[kind](communeWords(commune))}</>
}

const Understood = ({ lines, values }: { lines: readonly LineRead[]; values: Values }) => {
  const told = lines.map((line) => ({ line, outcome: outcomeOf(line) }))
  const of = (...kinds: readonly Outcome['kind'][]) => told.filter(({ outcome }) => kinds.includes(outcome.kind))
  const toLookAt = of('choose', 'unknown', 'elsewhere', 'outside')
  const free = new Map(
    of('free').flatMap(({ outcome }) => ('commune' in outcome ? [[outcome.commune.code, outcome.commune]] : [])),
  )
  const counts = [
    [free.size, words.counts.free],
    [of('here').length, words.counts.here],
    [of('choose').length, words.counts.toChoose],
    [of('elsewhere', 'outside').length, words.counts.elsewhere],
    [of('unknown').length, words.counts.unknown],
  ] as const
  return (
    <section aria-labelledby="compris">
      <h2 id="compris">{words.read}</h2>
      <ul>
        {counts
          .filter(([count]) => count > 0)
          .map(([count, say]) => (
            <li key={say(count)}>{say(count)}</li>
          ))}
      </ul>
      {free.size > 0 && (
        <>
          <h3>{words.toAdd}</h3>
          <ul>
            {[...byDepartment([...free.values()])].map(([department, names]) => (
              <li key={department}>{words.named(department, names)}</li>
            ))}
          </ul>
        </>
      )}
      {toLookAt.length > 0 && <h3>{words.toLookAt}</h3>}
      {toLookAt.length > 0 && (
        <ol class="understood">
          {toLookAt.slice(0, mostShown).map(({ line, outcome }) => (
            <li key={line.line} value={line.line}>
              <strong class="typed">{line.text}</strong>
              <div>
                <Meaning line={line} outcome={outcome} values={values} />
              </div>
            </li>
          ))}
        </ol>
      )}
      {toLookAt.length > mostShown && <p class="hint">{words.shown(mostShown)}</p>}
      {(free.size > 0 || of('choose').length > 0) && (
        <div class="actions">
          <button class="button" type="submit" name="faire" value="ajouter">
            <span>{words.add(free.size)}</span>
          </button>
        </div>
      )}
    </section>
  )
}

/** What is added, and the lines that are left. */
const sortedOut = (lines: readonly LineRead[], values: Values) => {
  const codes: string[] = []
  const left: string[] = []
  for (const line of lines) {
    const outcome = outcomeOf(line)
    const inside = new Set(choicesOf(line).map(({ code }) => code))
    const chosen = (values[`ligne-${line.line}`] ?? []).filter((code) => inside.has(code))
    if (outcome.kind === 'free') codes.push(outcome.commune.code)
    else if (chosen.length > 0) codes.push(...chosen)
    else if (outcome.kind !== 'here') left.push(line.text)
  }
  return { codes: [...new Set(codes)], left }
}

const faultOf = (pasted: string): string | null => {
  if (pasted.trim() === '') return words.empty
  return pasted.split(/\r\n|[\n\r]/).length > communeLinesAllowed ? words.tooLong : null
}

/** A pasted list is read line by line, told, and added once somebody has seen it; nothing of it is lost. */
export const pastedListRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Pasted>(app, parts.visits, {
    path: `${territoriesPath}/:id/communes/liste`,
    load: async (_visit, request) => ({ ...(await territoryOf(request, parts)), lines: [] }),
    initial: () => ({ chiffres: ['insee'] }),
    lookUp: async (about, values) => {
      const pasted = valueOf(values, 'liste')
      if (faultOf(pasted) !== null) return about
      const asked = { territoryId: about.territory.id, pasted, bare: meaningOf(values) }
      return { ...about, lines: await readCommuneList(asked, about.professional, parts.deps) }
    },
    page: (visit, { base, lines }, form) => {
      const added = valueOf(form.values, 'ajoutees')
      return {
        title: words.title,
        body: (
          <>
            <BackLink href={visit.href(`${base}/communes`)} label={territoriesFr.communes.back} />
            {added !== '' && <Done words={territoriesFr.communes.added(Number(added))} />}
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.heading}</h1>
            <p class="lead">{added === '' ? words.lead : words.left}</p>
            <Form visit={visit} form={form}>
              <TextArea form={form} name="liste" label={words.field} hint={words.fieldHint} />
              <Choices
                form={form}
                name="chiffres"
                kind="one"
                legend={words.bare}
                choices={bareCodeMeanings.map((value) => ({ value, label: words.meanings[value] }))}
              />
              <Submit label={words.check} icon="search" />
              {lines.length > 0 && <Understood lines={lines} values={form.values} />}
            </Form>
          </>
        ),
      }
    },
    act: async (_visit, { professional, territory, base }, values) => {
      const pasted = valueOf(values, 'liste')
      const fault = faultOf(pasted)
      if (fault !== null) return { errors: [{ field: 'liste', message: fault }] }
      const { ajoutees: _, ...kept } = values
      if (valueOf(values, 'faire') !== 'ajouter') return { values: kept }
      const asked = { territoryId: territory.id, pasted, bare: meaningOf(values) }
      const { codes, left } = sortedOut(await readCommuneList(asked, professional, parts.deps), values)
      const count = await addCommunes(territory.id, { codes }, professional, parts.deps)
      if (left.length === 0) return { goTo: `${base}/communes?plus=${count}` }
      return { values: { liste: [left.join('\n')], chiffres: [meaningOf(values)], ajoutees: [String(count)] } }
    },
  })
