import { sumOfFigures } from '@boussole/domain'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { printReport } from './report-pdf.ts'

const some = { ...sumOfFigures([]), received: 10, kept: 8, lapsed: 2, passedOn: 2, passedOnKept: 1 }

const pagesOf = async (partners: number, incomplete?: string): Promise<readonly string[]> => {
  const byPartner = Array.from({ length: partners }, (_, place) => ({
    ...some,
    key: `${place}`,
    name: `Structure numéro ${place + 1}, au nom assez long pour tenir sur deux lignes`,
  }))
  const figures = { whole: some, byMonth: [], byPartner, byTheme: [], byTerritory: [] }
  const pdf = await printReport({
    year: 2026,
    place: 'Loire',
    madeOn: '26 novembre 2026',
    incomplete,
    figures,
    demand: [],
  })
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false })
  return text.map((page) => page.replaceAll(/\s+/gu, ' '))
}

test('a table that takes several pages has its heads on each, and every row once', async () => {
  const pages = await pagesOf(120)
  const withRows = pages.filter((page) => page.includes('Structure numéro'))
  expect(withRows.length).toBeGreaterThan(2)
  for (const page of withRows) expect(page).toContain('Part des promesses tenues')
  const told = pages.flatMap((page) =>
    [...page.matchAll(/Structure numéro (\d+),/g)].map(([, number]) => Number(number)),
  )
  expect(told).toEqual(Array.from({ length: 120 }, (_, place) => place + 1))
})

test('the report shows what became of redirections, and says a year that is not whole', async () => {
  const [whole, incomplete] = [await pagesOf(1), await pagesOf(1, 'Année en cours')]
  expect(whole.join(' ')).toContain('Demandes réorientées et ce qu’elles sont devenues')
  expect(whole.join(' ')).not.toContain('Année en cours')
  expect(incomplete[0]).toContain('Année en cours')
})
