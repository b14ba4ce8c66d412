import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { demoId } from './demo-id.ts'
import { demoOffers } from './demo-offers.ts'
import { demoRows } from './demo-rows.ts'
import type { DemoOffer, DemoPage, DemoTerritory } from './shapes.ts'
import { demoSignIns } from './sign-ins.ts'
import { demoTerritories, demoThemes } from './territories.ts'

const rowsOn = (today: string) =>
  demoRows({
    themes: demoThemes,
    territories: demoTerritories,
    today: Temporal.PlainDate.from(today),
    passwordHash: 'a hash',
  })

const rowsOf = (table: string, today = '2026-11-20') =>
  rowsOn(today)
    .filter((entry) => entry.table === table)
    .flatMap(({ rows }) => rows)

const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

const allStrings = rowsOn('2026-11-20').flatMap(stringsIn)

const territoryCalled = (slug: string): DemoTerritory => {
  const territory = demoTerritories.find((candidate) => candidate.slug === slug)
  if (territory === undefined) throw new Error(`no demo territory ${slug}`)
  return territory
}

const pagesOf = (territory: DemoTerritory, theme: string): readonly DemoPage[] =>
  territory.themes[theme] ?? demoThemes.find(({ code }) => code === theme)?.pages ?? []

const answersOf = (territory: DemoTerritory, theme: string): string[] =>
  pagesOf(territory, theme)
    .flatMap(({ questions }) => questions)
    .flatMap(({ code, answers }) => Object.keys(answers).map((answer) => `${code}=${answer}`))

const answersAccepted = ({ criteria = {} }: DemoOffer): string[] =>
  Object.entries(criteria).flatMap(([question, accepted]) => accepted.map((answer) => `${question}=${answer}`))

describe('the Loire', () => {
  const loire = territoryCalled('loire')

  test('has five themes, twelve partners and forty offers, eight a theme', () => {
    expect(loire.partners).toHaveLength(12)
    expect(Object.keys(loire.themes)).toEqual(['logement', 'emploi', 'formation', 'sante', 'mobilite'])
    expect(
      Object.keys(loire.themes).map((theme) => loire.offers.filter((offer) => offer.theme === theme).length),
    ).toEqual([8, 8, 8, 8, 8])
  })

  test('promises every window from 1 to 7 days, at every level of zone', () => {
    expect(new Set(loire.offers.map(({ windowDays }) => windowDays))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]))
    expect(new Set(loire.offers.flatMap(({ zones }) => zones.map((zone) => zone.charAt(0))))).toEqual(
      new Set(['C', 'E', 'D', 'R', 'N']),
    )
  })
})

test('La Réunion has two themes, three partners and six offers', () => {
  const laReunion = territoryCalled('la-reunion-nord')
  expect(Object.keys(laReunion.themes)).toHaveLength(2)
  expect(laReunion.partners).toHaveLength(3)
  expect(laReunion.offers).toHaveLength(6)
})

test('every theme has three to five needs and two to four pages', () => {
  for (const { needs, pages } of demoThemes) {
    expect([3, 4, 5]).toContain(Object.keys(needs).length)
    expect([2, 3, 4]).toContain(pages.length)
  }
})

test('a question has one code in a questionnaire, and not knowing is never an answer', () => {
  for (const territory of demoTerritories) {
    for (const theme of Object.keys(territory.themes)) {
      const questions = pagesOf(territory, theme).flatMap((page) => page.questions)
      expect(new Set(questions.map(({ code }) => code)).size).toBe(questions.length)
      expect(stringsIn(questions).filter((words) => /sais pas|ne sait/i.test(words))).toEqual([])
    }
  }
})

describe.each(demoTerritories)('in $name', (territory) => {
  test.each(territory.offers)('$key names only questions and answers of its theme', (offer) => {
    const known = answersOf(territory, offer.theme)
    expect(answersAccepted(offer).filter((answer) => !known.includes(answer))).toEqual([])
  })

  test.each(territory.offers)('$key is answered for by people of its own partner', ({ partner, referents }) => {
    const own = territory.partners.find(({ key }) => key === partner)?.referents.map(({ key }) => key) ?? []
    expect(referents.length).toBeGreaterThan(0)
    expect(referents.filter((referent) => !own.includes(referent))).toEqual([])
  })

  test.each(territory.partners)('$key has one to three referents, whose deputies are colleagues', ({ referents }) => {
    const own = referents.map(({ key }) => key)
    expect([1, 2, 3]).toContain(own.length)
    expect(referents.filter(({ deputy }) => deputy !== undefined && !own.includes(deputy))).toEqual([])
  })
})

test('no mail can leave: every address and every site ends in .example', () => {
  const addresses = allStrings.filter((words) => words.includes('@') || words.includes('http'))
  expect(addresses.length).toBeGreaterThan(100)
  expect(addresses.filter((address) => !/^(https:\/\/www\.|[a-z.]+@)[a-z-]+\.example$/.test(address))).toEqual([])
})

test('no telephone rings: every number is one of those kept for fiction', () => {
  const numbers = allStrings.flatMap((words) => words.match(/(?:0|\+)\d(?:[ .]?\d\d){4}/g) ?? [])
  expect(numbers.length).toBeGreaterThan(30)
  expect(
    numbers.filter((number) => !/^(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98) \d\d \d\d$/.test(number)),
  ).toEqual([])
})

test('every word of the national lists and of the questionnaires has its English', () => {
  const words = ['themes', 'needs', 'questionnaire_pages', 'questions', 'answers'].flatMap((table) => rowsOf(table))
  const untranslated = words.flatMap((row) =>
    Object.entries(row).filter(([column, french]) => {
      const english = row[`${column}_en`]
      return `${column}_en` in row && (french === null) !== (english === null)
    }),
  )
  expect(untranslated).toEqual([])
  expect(words.filter((row) => 'name_en' in row || 'label_en' in row || 'title_en' in row)).toHaveLength(words.length)
})

test('sentences keep their double punctuation on the line', () => {
  expect(allStrings.filter((words) => /\s[?!:;]/.test(words) && !/\u00a0[?!:;]/.test(words))).toEqual([])
})

test('whoever the start screen names can sign in', () => {
  const people = new Set(rowsOf('users').map(({ name, email }) => `${String(name)} ${String(email)}`))
  expect(demoSignIns.filter(({ name, email }) => !people.has(`${name} ${email}`))).toEqual([])
})

test('ids are always the same, and different for every offer', () => {
  expect(demoId('offer', 'premier-logement')).toBe('f4eec299-796f-51b7-a46c-22cac19a1e91')
  expect(new Set(demoOffers.map(({ id }) => id)).size).toBe(48)
})

test.each(['2026-11-20', '2028-02-29', '2026-12-31', '2027-03-28'])(
  'loaded on %s, every partner is under agreement for forty days at least, but for the one whose agreement has ended',
  (today) => {
    const later = Temporal.PlainDate.from(today).add({ days: 40 }).toString()
    // Days written as the database writes them sort as days do.
    const inForce = rowsOf('agreements', today).filter(
      (row) => String(row['from_day']) <= today && later <= String(row['to_day']),
    )
    const partnerIds = new Set(inForce.map((row) => row['partner_id']))
    const partners = demoTerritories.flatMap((territory) => territory.partners)
    expect(partners.map(({ key }) => key).filter((key) => !partnerIds.has(demoId('partner', key)))).toEqual([
      'logis-passerelle',
    ])
  },
)
