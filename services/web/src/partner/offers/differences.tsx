import type { OfferVersion } from '@boussole/contracts'
import { listDifferences, wordDifferences } from '@boussole/domain'
import { Facts } from '../../components/blocks.tsx'
import { offersFr as words } from './offers.fr.ts'

type Content = OfferVersion['content']

/** A text with what was taken away and what was added, said as well as shown. */
const Text = ({ before, after }: { before: string; after: string }) => (
  <p class="typed">
    {wordDifferences(before, after).map(({ kind, words: run }, place) => {
      if (kind === 'kept') return <span key={place}>{run}</span>
      const Mark = kind === 'removed' ? 'del' : 'ins'
      return (
        <Mark key={place}>
          <span class="unseen"> {words[kind]} </span>
          {run}
        </Mark>
      )
    })}
  </p>
)

const List = ({ before, after }: { before: readonly string[]; after: readonly string[] }) => {
  const { removed, added } = listDifferences(before, after)
  return (
    <ul>
      {removed.map((each) => (
        <li key={`-${each}`}>
          <del>{each}</del> ({words.removed})
        </li>
      ))}
      {added.map((each) => (
        <li key={`+${each}`}>
          <ins>{each}</ins> ({words.added})
        </li>
      ))}
    </ul>
  )
}

/** What the codes of two versions are called: zones, and answers as « question : réponse ». */
export interface ContentNames {
  readonly zones: ReadonlyMap<string, string>
  readonly answers: ReadonlyMap<string, string>
  readonly needs: ReadonlyMap<string, string>
}

const named = (names: ReadonlyMap<string, string>, codes: readonly string[]): string[] =>
  codes.map((code) => names.get(code) ?? code)

const answersOf = ({ criteria }: Content): string[] =>
  Object.entries(criteria).flatMap(([question, accepted]) => accepted.map((answer) => `${question}/${answer}`))

const needOf = ({ theme, need }: Content, names: ContentNames): string =>
  need === null ? words.facts.missing : (names.needs.get(`${theme}/${need}`) ?? need)

const windowOf = ({ windowDays, counting }: Content): string =>
  windowDays === null ? words.facts.missing : words.window(windowDays, counting)

const Lines = ({ lines }: { lines: readonly string[] }) => (
  <ul>
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
)

/** For whom and where a version is, in words: what young people do not read on the card, and the animation must. */
export const ForWhom = ({ content, names }: { content: Content; names: ContentNames }) => {
  const answers = named(names.answers, answersOf(content))
  return (
    <Facts
      facts={[
        { label: words.fields.need, value: needOf(content, names) },
        { label: words.fields.ages, value: words.facts.agesOf(content.ageMin, content.ageMax) },
        { label: words.fields.zones, value: <Lines lines={named(names.zones, content.zones)} /> },
        { label: words.fields.criteria, value: answers.length === 0 ? words.everyAnswer : <Lines lines={answers} /> },
        { label: words.fields.window, value: windowOf(content) },
      ]}
    />
  )
}

/** What differs between two versions of an offer, field by field, in words. */
export const Differences = ({ before, after, names }: { before: Content; after: Content; names: ContentNames }) => {
  const texts = [
    ['title', before.title, after.title],
    ['description', before.description, after.description],
    ['place', before.place ?? '', after.place ?? ''],
    ['need', needOf(before, names), needOf(after, names)],
    ['window', windowOf(before), windowOf(after)],
    ['ages', words.facts.agesOf(before.ageMin, before.ageMax), words.facts.agesOf(after.ageMin, after.ageMax)],
  ] as const
  const lists = [
    ['criteria', named(names.answers, answersOf(before)), named(names.answers, answersOf(after))],
    ['zones', named(names.zones, before.zones), named(names.zones, after.zones)],
  ] as const
  const textsChanged = texts.filter(([, old, fresh]) => old !== fresh)
  const listsChanged = lists.filter(([, old, fresh]) => old.toSorted().join() !== fresh.toSorted().join())
  if (textsChanged.length + listsChanged.length === 0) return <p>{words.same}</p>
  return (
    <dl class="facts">
      {textsChanged.map(([field, old, fresh]) => (
        <div class="fact" key={field}>
          <dt>{words.fields[field]}</dt>
          <dd>
            <Text before={old} after={fresh} />
          </dd>
        </div>
      ))}
      {listsChanged.map(([field, old, fresh]) => (
        <div class="fact" key={field}>
          <dt>{words.fields[field]}</dt>
          <dd>
            <List before={old} after={fresh} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
