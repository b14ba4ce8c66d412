import { describe, expect, test } from 'vitest'
import { emailFaults, readEmail } from './emails.ts'
import type { EmailFault } from './emails.ts'

describe('a wrong mail address is refused with the sentence of its fault', () => {
  const wrong: readonly (readonly [what: string, given: string, fault: EmailFault])[] = [
    ['nothing', '', 'empty'],
    ['spaces only', '   ', 'empty'],
    ['a NUL', 'cam\u0000ille@exemple.example', 'invisible'],
    ['a header smuggled in', 'camille@exemple.example\r\nBcc: autre@exemple.example', 'invisible'],
    ['a character of no width', 'camille\u200b@exemple.example', 'invisible'],
    ['half of an emoji', 'camille\ud83d@exemple.example', 'invisible'],
    ['a space', 'camille dupont@exemple.example', 'spaces'],
    ['no @', 'camille.exemple.example', 'no-at'],
    ['two @', 'camille@@exemple.example', 'several-at'],
    ['two addresses with a comma', 'camille@exemple.example,autre@exemple.example', 'several-addresses'],
    ['two addresses with a semicolon', 'camille@exemple.example;autre@exemple.example', 'several-addresses'],
    ['a name and angle brackets', 'Camille <camille@exemple.example>', 'brackets'],
    ['quotes', '"camille martin"@exemple.example', 'brackets'],
    ['a comment', 'camille(moi)@exemple.example', 'brackets'],
    ['nothing before the @', '@exemple.example', 'name-missing'],
    ['65 characters before the @', `${'a'.repeat(65)}@exemple.example`, 'name-too-long'],
    ['255 characters', `camille@${'a.'.repeat(120)}example`, 'too-long'],
    ['a dot first', '.camille@exemple.example', 'dots'],
    ['a dot before the @', 'camille.@exemple.example', 'dots'],
    ['two dots', 'cam..ille@exemple.example', 'dots'],
    ['two dots in the domain', 'camille@exemple..example', 'dots'],
    ['an accent', 'préno@exemple.example', 'letters-unusual'],
    ['nothing after the @', 'camille@', 'domain-missing'],
    ['a domain without its end', 'camille@exemple', 'domain-incomplete'],
    ['an address of a machine', 'camille@[127.0.0.1]', 'domain-wrong'],
    ['an IP address', 'camille@127.0.0.1', 'domain-wrong'],
    ['a hyphen first in the domain', 'camille@-exemple.example', 'domain-wrong'],
  ]
  test.each(wrong)('%s', (_, given, fault) => {
    expect(readEmail(given)).toEqual({ fault })
    expect(emailFaults[fault]).toMatch(/^[A-ZÉÀ].*[.]$/)
  })
})

describe('a mail address is kept as written but for the case of its domain', () => {
  test.each([
    ['an ordinary one', 'camille@exemple.example', 'camille@exemple.example'],
    ['capital letters', 'Camille.Martin@EXEMPLE.Example', 'Camille.Martin@exemple.example'],
    ['a label', 'camille+boussole@exemple.example', 'camille+boussole@exemple.example'],
    ['an apostrophe', "o'neil@exemple.example", "o'neil@exemple.example"],
    ['spaces around', '  camille@exemple.example ', 'camille@exemple.example'],
    ['64 characters before the @', `${'a'.repeat(64)}@exemple.example`, `${'a'.repeat(64)}@exemple.example`],
    ['an international domain', 'camille@xn--cole-9oa.example', 'camille@xn--cole-9oa.example'],
  ])('%s', (_, given, kept) => {
    expect(readEmail(given)).toEqual({ email: kept })
  })
})
