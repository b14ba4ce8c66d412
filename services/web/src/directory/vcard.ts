/** Somebody, or a partner, as an address book keeps them: what is shown on the page, and nothing else. */
export interface Contact {
  readonly kind: 'individual' | 'org'
  /** A UUID: a card that is downloaded again replaces the one before. */
  readonly id: string
  readonly name: string
  readonly organisation: string
  readonly title?: string | undefined
  readonly phone?: string | null
  readonly email?: string | null
  readonly address?: string | null
  readonly website?: string | null
  readonly note?: string | undefined
}

/** A text value: RFC 6350, 3.4. What no line may hold is left out. */
const escaped = (text: string): string =>
  text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/[^\P{Cc}\n]/gu, '')
    .replaceAll(/[\\,;]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)

/** Octets of a line, without its end: RFC 6350, 3.2. */
const longest = 75

/** A line, continued below by a space wherever it would be too long; no character is cut in two. */
const folded = (line: string): string => {
  let written = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > longest) {
      written += '\r\n '
      octets = 1
    }
    written += character
    octets += size
  }
  return written
}

const given = (value: string | null | undefined): value is string =>
  value !== undefined && value !== null && value !== ''

/** A contact as a vCard 4.0, RFC 6350. */
export const vcardOf = (contact: Contact): string => {
  const { kind, id, name, organisation, title, phone, email, address, website, note } = contact
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    'PRODID:-//Boussole//Annuaire//FR',
    `UID:urn:uuid:${id}`,
    `KIND:${kind}`,
    `FN:${escaped(name)}`,
    `ORG:${escaped(organisation)}`,
    ...(given(title) ? [`TITLE:${escaped(title)}`] : []),
    ...(given(phone) ? [`TEL;TYPE=work:${escaped(phone)}`] : []),
    ...(given(email) ? [`EMAIL;TYPE=work:${escaped(email)}`] : []),
    // Written in one piece: the whole of it is the street, as the partner wrote it.
    ...(given(address) ? [`ADR;TYPE=work:;;${escaped(address)};;;;`] : []),
    // A URI is no text: it is not escaped, and one that is none is left out.
    ...(given(website) && URL.canParse(website) ? [`URL:${new URL(website).href}`] : []),
    ...(given(note) ? [`NOTE:${escaped(note)}`] : []),
    'END:VCARD',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** The name of the file: letters and digits that every system takes. */
export const fileNameOf = (name: string): string => {
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '')
  return `${plain === '' ? 'contact' : plain}.vcf`
}
