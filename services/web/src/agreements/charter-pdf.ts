import type { SignedCharter } from '@boussole/commands'
import type { CharterClause } from '@boussole/contracts'
import { beginDocument, bold, brand, bytesOf, ink, numberPages, text } from '../site/printing.ts'
import type { Printed } from '../site/printing.ts'
import { agreementsFr } from './agreements.fr.ts'

const words = agreementsFr.pdf
const margin = 56

const paragraph = (page: Printed, sentence: string, size = 10): void => {
  page.font(text).fontSize(size).fillColor(ink).text(sentence, { lineGap: 1.5 })
  page.moveDown(0.5)
}

const heading = (page: Printed, title: string, size: number): void => {
  // With what it stands above: a few lines, and the first of its own headings.
  if (page.y > page.page.height - margin - (size > 12 ? 110 : 60)) page.addPage()
  page.moveDown(0.3)
  page
    .font(bold)
    .fontSize(size)
    .fillColor(size > 12 ? brand : ink)
    .text(title)
  page.moveDown(0.3)
}

const clauses = (page: Printed, title: string, list: readonly CharterClause[]): void => {
  heading(page, title, 14)
  for (const { heading: name, words: sentences } of list) {
    heading(page, name, 11)
    for (const sentence of sentences) paragraph(page, sentence)
  }
}

/** The charter as both have signed it: its whole text, who signed, when, and the SHA-256 of the text. */
export const printCharter = async (signed: SignedCharter): Promise<Buffer> => {
  const { text: charter, charter: proposed, partnerName, territoryName, timeZone, animation, year } = signed
  const { partnerSigned } = proposed
  if (partnerSigned === null) throw new Error('a charter is printed before its partner has signed it')
  const page = await beginDocument({
    margin,
    title: `${charter.title}, ${partnerName}`,
    madeAt: new Date(animation.at.epochMilliseconds),
  })
  const whole = bytesOf(page)
  page.font(bold).fontSize(20).fillColor(brand).text(charter.title)
  page.moveDown(0.4)
  paragraph(page, words.for(partnerName, territoryName), 12)
  for (const sentence of charter.preamble) paragraph(page, sentence)
  clauses(page, agreementsFr.text.partner, charter.partner)
  clauses(page, agreementsFr.text.animation, charter.animation)
  heading(page, agreementsFr.text.closing, 14)
  for (const sentence of charter.closing) paragraph(page, sentence)
  paragraph(page, words.inForce(year.fromDay.toString(), year.toDay.toString()))
  if (page.y > page.page.height - margin - 190) page.addPage()
  heading(page, words.signatures, 14)
  for (const [title, signature] of [
    [words.forPartner, partnerSigned],
    [words.forAnimation, animation],
  ] as const) {
    heading(page, title, 11)
    paragraph(page, words.signed(signature.name, signature.function))
    paragraph(page, words.at(agreementsFr.moment(signature.at.toString(), timeZone)))
  }
  paragraph(page, agreementsFr.text.simple, 8)
  paragraph(page, `${charter.version}. ${words.textHash(proposed.textHash)}`, 8)
  numberPages(page, { margin, words: words.page })
  page.end()
  return whole
}
