import { mark } from './hostile-words.ts'

// What stands in the bytes of a mail, read as the strictest of mail programs would.

interface Part {
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly kind: string
  readonly body: string
  readonly parts: readonly Part[]
}

const readPart = (raw: string): Part => {
  const end = raw.indexOf('\r\n\r\n')
  const head = end === -1 ? raw : raw.slice(0, end)
  const body = end === -1 ? '' : raw.slice(end + 4)
  const headers = head
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((line) => {
      const [, name = line, value = ''] = /^([^:]*): ?(.*)$/s.exec(line) ?? []
      return [name, value] as const
    })
  const type = headers.find(([name]) => /^content-type$/i.test(name))?.[1] ?? ''
  const [, boundary] = /^multipart\/.*boundary="?([^";]+)"?/i.exec(type) ?? []
  const pieces = boundary === undefined ? [] : `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1)
  const parts = pieces.map((piece) => readPart(piece.replace(/^\r\n/, '')))
  return { headers, kind: type.replace(/;.*$/s, ''), body, parts }
}

const partsIn = (part: Part): Part[] => (part.parts.length === 0 ? [part] : part.parts.flatMap(partsIn))

/** Those that the mailbox writes before a mail, then those that we set. */
const headersOfMail = [
  'Auto-Submitted',
  'Content-Type',
  'Date',
  'Delivered-To',
  'From',
  'MIME-Version',
  'Message-ID',
  'Return-Path',
  'Subject',
  'To',
].join()
const headersOfPart = /^Content-(?:Type|Transfer-Encoding|Disposition)$/
const partsOfMail = new Set(['text/plain,text/html', 'text/plain,text/html,text/calendar,application/ics'])

const valueOf = ({ headers }: Part, name: string): string => headers.find(([each]) => each === name)?.[1] ?? ''

/**
 * What is in a caught mail that we did not put there: a header or a second one, another recipient than that of the
 * envelope, a part, a line break that is none in a mail, a mark outside of what is encoded.
 */
export const faultsOfRawMail = (raw: string): string[] => {
  const mail = readPart(raw)
  const leaves = partsIn(mail)
  const faults: string[] = []
  const names = mail.headers.map(([name]) => name).toSorted()
  if (names.join() !== headersOfMail) faults.push(`headers ${names.join()}`)
  const to = valueOf(mail, 'Delivered-To')
  if (valueOf(mail, 'To') !== to) faults.push(`to ${valueOf(mail, 'To')} instead of ${to}`)
  if (/\r(?!\n)|(?<!\r)\n/.test(raw)) faults.push('a line break that is none')
  if (raw.split('\r\n').some((line) => line.length > 998)) faults.push('a line that is too long')
  if (!partsOfMail.has(leaves.map(({ kind }) => kind).join()))
    faults.push(`parts ${leaves.map(({ kind }) => kind).join()}`)
  const ofParts = leaves
    .flatMap(({ headers }) => headers.map(([name]) => name))
    .filter((name) => !headersOfPart.test(name))
  if (ofParts.length > 0) faults.push(`headers of parts ${ofParts.join()}`)
  const others = mail.headers.filter(([name]) => name !== 'Subject' && name !== 'To' && name !== 'Delivered-To')
  if (others.some(([, value]) => value.includes(mark))) faults.push('words in another header')
  return faults
}
