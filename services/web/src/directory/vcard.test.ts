import { describe, expect, test } from 'vitest'
import { fileNameOf, vcardOf } from './vcard.ts'
import type { Contact } from './vcard.ts'

const id = '0b6f2a9e-3c41-4d8f-9f1e-5a7c2d8e4b60'
const person: Contact = { kind: 'individual', id, name: 'Amélie Garcin', organisation: 'Un premier toit' }

/** The lines as a reader puts them together again: RFC 6350, 3.2. */
const linesOf = (card: string): string[] => card.replaceAll('\r\n ', '').split('\r\n')

describe('a vCard 4.0', () => {
  test('holds what is shown, and no line for what is not', () => {
    expect(vcardOf({ ...person, phone: '04 65 71 30 01', email: null })).toBe(
      [
        'BEGIN:VCARD',
        'VERSION:4.0',
        'PRODID:-//Boussole//Annuaire//FR',
        `UID:urn:uuid:${id}`,
        'KIND:individual',
        'FN:Amélie Garcin',
        'ORG:Un premier toit',
        'TEL;TYPE=work:04 65 71 30 01',
        'END:VCARD',
        '',
      ].join('\r\n'),
    )
  })

  test('a partner has its address, its site and its words', () => {
    const card = vcardOf({
      kind: 'org',
      id,
      name: 'Un premier toit',
      organisation: 'Un premier toit',
      address: '27 rue du Marché, 42000 Saint-Étienne',
      website: 'https://www.premier-toit.example',
      note: 'Logement',
    })
    expect(linesOf(card)).toEqual(
      expect.arrayContaining([
        'KIND:org',
        String.raw`ADR;TYPE=work:;;27 rue du Marché\, 42000 Saint-Étienne;;;;`,
        'URL:https://www.premier-toit.example/',
        'NOTE:Logement',
      ]),
    )
  })

  test.each([
    ['commas, semicolons and backslashes', String.raw`a, b; c\d`, String.raw`FN:a\, b\; c\\d`],
    ['line breaks of every kind', 'a\nb\r\nc\rd', String.raw`FN:a\nb\nc\nd`],
    ['a line of its own', 'Ève\r\nTEL:0666', String.raw`FN:Ève\nTEL:0666`],
    ['what no line may hold', 'a\u0000b\tc', 'FN:abc'],
  ])('keeps %s inside the value', (_what, name, line) => {
    expect(linesOf(vcardOf({ ...person, name }))).toContain(line)
  })

  test.each(['é'.repeat(200), '🙂'.repeat(90), 'a'.repeat(300), `${'a'.repeat(72)}é`, `x${'ﬀ🙂é'.repeat(60)}`])(
    'no line is longer than 75 octets, none cuts a character, and the reader finds the same words: %#',
    (name) => {
      const card = vcardOf({ ...person, name })
      for (const line of card.split('\r\n')) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        expect(line).not.toMatch(/\p{Surrogate}/u)
      }
      expect(linesOf(card)).toContain(`FN:${name}`)
    },
  )

  test('a line of exactly 75 octets is not folded, one of 76 is', () => {
    expect(vcardOf({ ...person, name: 'a'.repeat(72) })).toContain(`FN:${'a'.repeat(72)}\r\n`)
    expect(vcardOf({ ...person, name: 'a'.repeat(73) })).toContain(`FN:${'a'.repeat(72)}\r\n a\r\n`)
  })

  test('an address of a site that is none is left out', () => {
    expect(vcardOf({ ...person, website: 'voir notre page' })).not.toContain('URL')
    expect(vcardOf({ ...person, website: 'https://a.example/x\r\nNOTE:y' })).not.toMatch(/^NOTE/m)
  })
})

test.each([
  ['Amélie Garcin', 'amelie-garcin.vcf'],
  ['L’Œil & Cie "x"; a/b', 'l-il-cie-x-a-b.vcf'],
  ['…', 'contact.vcf'],
  ['..\r\nSet-Cookie: x', 'set-cookie-x.vcf'],
  ['a'.repeat(200), `${'a'.repeat(60)}.vcf`],
])('the card of %j is kept under a name that every system takes', (name, file) => {
  expect(fileNameOf(name)).toBe(file)
})
