import type Pdf from 'pdfkit'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** A document of pdfkit that is being printed. */
export type Printed = InstanceType<typeof Pdf>

/** The names under which a document's fonts are asked for. */
export const text = 'text'
export const bold = 'bold'
export const ink = '#1b1b2f'
export const brand = '#3b4cca'

const require = createRequire(import.meta.url)
/** The standard fonts of PDF have no Ş, ł or ğ: names are printed as they are written, with a font that has them. */
const fonts = {
  [text]: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  [bold]: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
}

/**
 * Begins a document whose fonts are embedded, with the letters that are used only. `madeAt`: when it says it was made;
 * without it, now. What prints is loaded with the first document: most processes of the site never print one.
 */
export const beginDocument = async ({
  margin,
  title,
  madeAt,
}: {
  readonly margin: number
  readonly title: string
  readonly madeAt?: Date
}): Promise<Printed> => {
  const { default: Document } = await import('pdfkit')
  const page = new Document({
    size: 'A4',
    margin,
    bufferPages: true,
    lang: 'fr-FR',
    displayTitle: true,
    info: { Title: title, Author: 'Boussole', ...(madeAt === undefined ? {} : { CreationDate: madeAt }) },
  })
  for (const [name, file] of Object.entries(fonts)) page.registerFont(name, await readFile(file))
  return page.font(text)
}

/** The bytes of a document, once it has ended. Asked for before anything is printed. */
export const bytesOf = (page: Printed): Promise<Buffer> => {
  const pieces: Buffer[] = []
  return new Promise<Buffer>((resolved, rejected) => {
    page.on('data', (piece: Buffer) => pieces.push(piece))
    page.on('end', () => resolved(Buffer.concat(pieces)))
    page.on('error', rejected)
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
    page.font(text).fontSize(8).fillColor(ink)
    page.text(words(place + 1, count), margin, page.page.height - 35, {
      width: page.page.width - 2 * margin,
      align: 'right',
    })
  }
}
