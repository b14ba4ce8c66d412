import type { Demand } from '@boussole/db'
import { shareKept } from '@boussole/domain'
import { allColumns, columns } from '../../figures/columns.ts'
import type { Named } from '../../figures/columns.ts'
import { figuresFr } from '../../figures/figures.fr.ts'
import { gapsByTheme } from './demand.tsx'
import { beginDocument, bold, brand, bytesOf, ink, numberPages, text } from '../../site/printing.ts'
import type { Printed } from '../../site/printing.ts'
import { watchedFiguresFr } from './figures.fr.ts'
import { redirectionsOf, timesOf } from './promise.tsx'
import type { PromiseFigures } from './promise.tsx'

const words = watchedFiguresFr.report
const margin = 50
const pale = '#c9cdf0'
const cellPadding = 4

interface Report {
  readonly year: number
  readonly place: string
  /** The day on which it is made, in words. */
  readonly madeOn: string
  /** What is said of a year that is not whole. */
  readonly incomplete: string | undefined
  readonly figures: PromiseFigures
  readonly demand: readonly Demand[]
}

const widthOf = (page: Printed): number => page.page.width - 2 * margin

/** Begins a new page when fewer points than this are left. */
const keepTogether = (page: Printed, height: number): void => {
  if (page.y + height > page.page.height - margin - 20) page.addPage()
}

const heading = (page: Printed, title: string): void => {
  keepTogether(page, 90)
  page.moveDown(0.8)
  page.font(bold).fontSize(14).fillColor(ink).text(title, margin)
  page.moveDown(0.3)
}

const paragraph = (page: Printed, sentence: string): void => {
  page
    .font(text)
    .fontSize(10)
    .fillColor(ink)
    .text(sentence, margin, page.y, { width: widthOf(page) })
}

/** Columns side by side, one a month: kept below, lapsed above in the pale colour, each with its numbers beneath. */
const monthChart = (page: Printed, months: PromiseFigures['byMonth']): void => {
  const tallest = 110
  keepTogether(page, tallest + 50)
  const most = Math.max(1, ...months.map(({ kept, lapsed }) => kept + lapsed))
  const step = widthOf(page) / Math.max(12, months.length)
  const ground = page.y + tallest
  for (const [place, { key, kept, lapsed }] of months.entries()) {
    const x = margin + place * step
    const [full, over] = [(kept / most) * tallest, (lapsed / most) * tallest]
    page.rect(x + 3, ground - full, step - 6, full).fill(brand)
    page.rect(x + 3, ground - full - over, step - 6, over).fillAndStroke(pale, brand)
    const beneath = { width: step, align: 'center', lineBreak: false } as const
    page.font(text).fontSize(8).fillColor(ink)
    page.text(watchedFiguresFr.monthShort(key), x, ground + 4, beneath)
    page.text(`${kept} / ${lapsed}`, x, ground + 14, beneath)
  }
  page
    .moveTo(margin, ground)
    .lineTo(margin + widthOf(page), ground)
    .stroke(ink)
  page.y = ground + 30
  paragraph(page, watchedFiguresFr.promise.legendPrinted)
}

/** Bars one under the other, with their names and numbers. */
const barChart = (page: Printed, rows: readonly { readonly label: string; readonly value: number }[]): void => {
  const most = Math.max(1, ...rows.map(({ value }) => value))
  const [names, longest] = [190, widthOf(page) - 250]
  for (const { label, value } of rows) {
    keepTogether(page, 22)
    const { y } = page
    page.font(text).fontSize(9).fillColor(ink)
    page.text(label, margin, y + 2, { width: names, height: 12, ellipsis: true })
    page.rect(margin + names + 8, y, Math.max(1, (value / most) * longest), 12).fill(brand)
    page.fillColor(ink).text(watchedFiguresFr.number(value), margin + names + 14 + (value / most) * longest, y + 2, {
      lineBreak: false,
    })
    page.y = y + 18
  }
}

const namesWidth = 118

/** How tall a row of a table will be, in points. */
const rowHeight = (page: Printed, cells: readonly string[]): number => {
  const others = (widthOf(page) - namesWidth) / columns.length
  const heights = cells.map((cell, place) =>
    page.heightOfString(cell, { width: (place === 0 ? namesWidth : others) - 2 * cellPadding }),
  )
  return Math.max(...heights) + 2 * cellPadding + 1
}

/** Figures in a table, whose heads stand on each page that it takes. */
const table = (page: Printed, label: string, rows: readonly Named[]): void => {
  const heads = [label, ...columns.map((column) => column.label)]
  let left = rows.map((row) => [row.name, ...columns.map(({ value }) => value(row))])
  const lettering = () => page.font(text).fontSize(7.5).fillColor(ink)
  while (left.length > 0) {
    lettering()
    const room = page.page.height - margin - 20 - page.y
    let height = rowHeight(page, heads)
    let fitting = left.findIndex((cells) => (height += rowHeight(page, cells)) > room)
    if (fitting === -1) fitting = left.length
    if (fitting === 0 && page.y > margin) {
      page.addPage()
      continue
    }
    fitting = Math.max(1, fitting)
    page.x = margin
    page.table({
      columnStyles: [namesWidth, ...columns.map(() => '*' as const)],
      rowStyles: (place) => (place === 0 ? { backgroundColor: '#eceefb' } : {}),
      defaultStyle: {
        padding: cellPadding,
        border: { top: 0, left: 0, right: 0, bottom: 0.5 },
        borderColor: '#9aa0c8',
      },
      data: [heads, ...left.slice(0, fitting)],
    })
    left = left.slice(fitting)
    if (left.length > 0) page.addPage()
  }
  page.moveDown(0.5)
}

const body = (page: Printed, { figures: { whole, byMonth, byPartner, byTheme }, demand }: Report): void => {
  heading(page, words.essential)
  if (whole.received === 0) {
    paragraph(page, words.none)
    return
  }
  paragraph(page, words.sentence(watchedFiguresFr.number(whole.received), figuresFr.percent(shareKept(whole))))
  page.moveDown(0.5)
  for (const { label, value } of allColumns) paragraph(page, figuresFr.fact(label, value(whole)))
  heading(page, watchedFiguresFr.promise.months)
  monthChart(page, byMonth)
  heading(page, watchedFiguresFr.promise.times)
  barChart(page, timesOf(whole))
  const redirected = redirectionsOf(whole).filter(({ value }) => value > 0)
  if (redirected.length > 0) {
    heading(page, watchedFiguresFr.promise.redirections)
    barChart(page, redirected)
  }
  const total = { ...whole, name: figuresFr.whole }
  heading(page, watchedFiguresFr.promise.byPartner.title)
  table(page, watchedFiguresFr.promise.byPartner.label, [...byPartner, total])
  heading(page, figuresFr.byTheme.title)
  table(page, figuresFr.byTheme.label, [...byTheme, total])
  const gaps = gapsByTheme(demand).filter(({ value }) => value > 0)
  if (gaps.length > 0) {
    heading(page, watchedFiguresFr.demand.gaps)
    paragraph(page, watchedFiguresFr.demand.gapsLead)
    page.moveDown(0.3)
    barChart(page, gaps)
  }
  heading(page, figuresFr.definitions.title)
  for (const point of [...figuresFr.definitions.points, ...watchedFiguresFr.demand.definitions.points]) {
    paragraph(page, `•  ${point}`)
  }
}

/** The yearly report of a territory as PDF: figures with their pictures and definitions, nothing of anybody. */
export const printReport = async (report: Report): Promise<Buffer> => {
  const page = await beginDocument({ margin, title: `${words.name(report.year)}, ${report.place}` })
  const whole = bytesOf(page)
  page.font(bold).fontSize(24).fillColor(brand).text(words.name(report.year))
  page.font(text).fontSize(12).fillColor(ink).text(words.of(report.place))
  page.fontSize(9).text(words.madeOn(report.madeOn))
  if (report.incomplete !== undefined) page.font(bold).text(report.incomplete)
  body(page, report)
  numberPages(page, { margin, words: words.page })
  page.end()
  return whole
}
