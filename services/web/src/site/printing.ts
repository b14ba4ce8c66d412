import type Pdf from 'pdfkit'

/** A document of pdfkit that is being printed. */
export type Printed = InstanceType<typeof Pdf>

/** The standard fonts have no narrow no-break space; the wide one says the same. */
export const printable = (sentence: string): string => sentence.replaceAll('\u202F', '\u00A0')

/** The bytes of a document, once it has ended. Asked for before anything is printed. */
export const bytesOf = (page: Printed): Promise<Buffer> => {
  const pieces: Buffer[] = []
  return new Promise<Buffer>((resolve, reject) => {
    page.on('data', (piece: Buffer) => pieces.push(piece))
    page.on('end', () => resolve(Buffer.concat(pieces)))
    page.on('error', reject)
  })
}

/** Says at the foot of each page which one it is. The pages are buffered. */
export const numberPages = (
  page: Printed,
  { margin, words }: { readonly margin: number; readonly words: (place: number, count: number) => string },
): void => {
  const { count } = page.bufferedPageRange()
  for (let place = 0; place < count; place += 1) {
    page.switchToPage(place)
    // Below the margin, where pdfkit would begin another page.
    page.page.margins.bottom = 0
    page.font('Helvetica').fontSize(8).fillColor('#1b1b2f')
    page.text(words(place + 1, count), margin, page.page.height - 35, {
      width: page.page.width - 2 * margin,
      align: 'right',
    })
  }
}
