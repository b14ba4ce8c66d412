import { describe, expect, test } from 'vitest'
import { readShape } from './read-shape.ts'
import { newRequest } from './requests.ts'

const offer = 'a3bb189e-8bf9-5888-9912-ace4e6543002'
const otherOffer = 'b3bb189e-8bf9-5888-9912-ace4e6543002'

const body = {
  commune: '42218',
  theme: 'logement',
  age: 19,
  answers: {},
  offers: [offer],
  contact: { firstName: 'Camille', email: 'camille@exemple.example' },
  consents: { contact: true, redirect: false },
}
const withContact = (contact: object) => ({ ...body, contact: { ...body.contact, ...contact } })

const errorsOf = (input: unknown): Record<string, string> => {
  const read = readShape(newRequest, input)
  if ('value' in read) throw new Error('this body was accepted')
  return Object.fromEntries(read.errors.map(({ path, message }) => [path, message]))
}

const valueOf = (input: unknown) => {
  const read = readShape(newRequest, input)
  if ('errors' in read) throw new Error(JSON.stringify(read.errors))
  return read.value
}

describe('a request in its shape is read', () => {
  test('with what was left out said to be absent', () => {
    expect(valueOf(body)).toEqual({
      ...body,
      need: null,
      contact: { ...body.contact, phone: null, prefers: null, moments: null, message: null },
      language: 'fr',
      promised: {},
    })
  })

  test('with its phone number as dialled from its commune', () => {
    expect(valueOf({ ...withContact({ phone: '41 23 45' }), commune: '97502' }).contact.phone).toBe('+508412345')
    expect(valueOf(withContact({ phone: '06 12 34 56 78' })).contact.phone).toBe('+33612345678')
  })

  test('with its free text exactly as written', () => {
    const message = '  Je cherche\n\n un logement e\u0301tudiant 🏠 <b>"vite"</b> — « merci » ? \n'
    expect(valueOf(withContact({ message })).contact.message).toBe(message)
  })

  test('with a text of 1,000 characters, an emoji counting for one', () => {
    expect(valueOf(withContact({ message: '🏠'.repeat(1000) })).contact.message).toHaveLength(2000)
  })

  test('with the name trimmed, whatever its alphabet', () => {
    expect(valueOf(withContact({ firstName: '  Jean-Éloi d’Arc ' })).contact.firstName).toBe('Jean-Éloi d’Arc')
    expect(valueOf(withContact({ firstName: 'Нина' })).contact.firstName).toBe('Нина')
    expect(valueOf(withContact({ firstName: '李' })).contact.firstName).toBe('李')
  })

  test.each(['J. P.', 'Anne-Lise M.', 'D’Arc', 'Zoé (Zo)', 'Jean / Jo', 'Awwwa'])('with the name %s', (firstName) => {
    expect(valueOf(withContact({ firstName })).contact.firstName).toBe(firstName)
  })

  test('with the ids of its offers in lower case', () => {
    expect(valueOf({ ...body, offers: [offer.toUpperCase()] }).offers).toEqual([offer])
  })

  test('with « best » in the place of offers', () => {
    expect(valueOf({ ...body, offers: 'best' }).offers).toBe('best')
  })
})

describe('a wrong field is told in French beside its path', () => {
  const cases: readonly (readonly [what: string, input: unknown, path: string, message: RegExp])[] = [
    ['no body at all', null, '', /objet/],
    ['a list', [], '', /objet/],
    ['a field that does not exist', { ...body, role: 'admin' }, 'role', /n’existe pas/],
    ['a field that does not exist, deeper', withContact({ lastName: 'X' }), 'contact.lastName', /n’existe pas/],
    ['no commune', { ...body, commune: undefined }, 'commune', /obligatoire/],
    ['a postal code that cannot be a commune', { ...body, commune: '4200' }, 'commune', /commune/],
    ['an age in words', { ...body, age: 'dix-neuf' }, 'age', /nombre entier/],
    ['an age with a decimal', { ...body, age: 19.5 }, 'age', /nombre entier/],
    ['a negative age', { ...body, age: -1 }, 'age', /possible/],
    ['no offer', { ...body, offers: [] }, 'offers', /Choisis/],
    ['four offers', { ...body, offers: [offer, otherOffer, offer, otherOffer] }, 'offers', /Choisis/],
    ['the same offer twice', { ...body, offers: [offer, offer.toUpperCase()] }, 'offers', /deux fois/],
    ['an id that is none', { ...body, offers: ['1'] }, 'offers.0', /identifiant/],
    ['answers that are not lists', { ...body, answers: { revenus: 'oui' } }, 'answers.revenus', /liste/],
    ['a question that cannot exist', { ...body, answers: { 'a b': ['x'] } }, 'answers.a?b', /n’existe pas/],
    [
      'too many answers',
      {
        ...body,
        answers: Object.fromEntries(
          Array.from({ length: 60 }, (_, n) => [`q${n}`, Array.from({ length: 30 }, () => 'a'.repeat(60))]),
        ),
      },
      'answers',
      /trop/,
    ],
    ['no consent', { ...body, consents: { contact: false, redirect: true } }, 'consents.contact', /accord/],
    ['a consent in words', { ...body, consents: { contact: true, redirect: 'oui' } }, 'consents.redirect', /true/],
    ['no way to be reached', withContact({ email: null }), 'contact.email', /un des deux/],
    ['a wrong mail', withContact({ email: 'camille' }), 'contact.email', /@/],
    ['a wrong phone', withContact({ phone: '06 12' }), 'contact.phone', /Il manque des chiffres/],
    ['to be called without a number', withContact({ prefers: 'phone' }), 'contact.prefers', /numéro/],
    ['a name on two lines', withContact({ firstName: 'Cam\r\nBcc: x' }), 'contact.firstName', /une seule ligne/],
    [
      'a name on two lines of Unicode',
      withContact({ firstName: 'Cam\u2028ille' }),
      'contact.firstName',
      /une seule ligne/,
    ],
    ['a name with a NUL', withContact({ firstName: 'Cam\u0000ille' }), 'contact.firstName', /invisible/],
    ['a name with half an emoji', withContact({ firstName: 'Cam\ud83dille' }), 'contact.firstName', /invisible/],
    ['a name read backwards', withContact({ firstName: 'Cam\u202Eille' }), 'contact.firstName', /sens de lecture/],
    ['an empty name', withContact({ firstName: '   ' }), 'contact.firstName', /vide/],
    ['a name without a letter', withContact({ firstName: '---' }), 'contact.firstName', /lettre/],
    ['a name of 81 characters', withContact({ firstName: 'a'.repeat(81) }), 'contact.firstName', /80 caractères/],
    ['a message with a NUL', withContact({ message: 'a\u0000b' }), 'contact.message', /invisible/],
    ['a message with half an emoji', withContact({ message: 'a\udc00' }), 'contact.message', /invisible/],
    ['a message of 1,001 characters', withContact({ message: 'a'.repeat(1001) }), 'contact.message', /1000 caractères/],
    ['a window of 8 days', { ...body, promised: { [offer]: 8 } }, `promised.${offer}`, /7/],
  ]
  test.each(cases)('%s', (_, input, path, message) => {
    const errors = errorsOf(input)
    expect(Object.keys(errors)).toEqual([path])
    expect(errors[path]).toMatch(message)
  })

  test('all at once when several are wrong', () => {
    const errors = errorsOf({ ...withContact({ firstName: '', email: 'x' }), age: 'x', commune: 3 })
    expect(Object.keys(errors).toSorted()).toEqual(['age', 'commune', 'contact.email', 'contact.firstName'])
  })

  test('but not thousands of them', () => {
    const unknown = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`x${n}`, n]))
    expect(Object.keys(errorsOf({ ...body, ...unknown }))).toHaveLength(20)
  })

  test('never in English', () => {
    for (const [, input] of cases) {
      expect(Object.values(errorsOf(input)).join(' ')).not.toMatch(
        /\b(invalid|expected|required|received|unrecognized)\b/i,
      )
    }
  })
})

describe('a name that reads as a link is refused, for our receipt would carry it to anybody', () => {
  test.each([
    'https://gain.example',
    'ftp://x',
    'www.gain',
    'WWW. gain',
    'gagne sur gain.example/x',
    'gain.\u200bexample',
    'gain。example',
    'gain．example',
    'gain․example',
    'moi@gain.example',
    'moi＠gain',
    'J.P.',
  ])('%s', (firstName) => {
    expect(errorsOf(withContact({ firstName }))['contact.firstName']).toMatch(/^Un nom n’est ni un lien ni une adresse/)
  })
})

test('everything wrong with a contact is told at once', () => {
  const faultsOf = (contact: object, consent = false) =>
    newRequest
      .safeParse({
        commune: '42218',
        theme: 'logement',
        age: 19,
        offers: 'best',
        contact,
        consents: { contact: consent, redirect: true },
      })
      .error?.issues.map(({ path }) => path.join('.'))
      .toSorted((a, b) => (a < b ? -1 : 1))
  expect(faultsOf({ firstName: '' })).toEqual(['consents.contact', 'contact.email', 'contact.firstName'])
  expect(faultsOf({ firstName: '', phone: '06' })).toEqual(['consents.contact', 'contact.firstName', 'contact.phone'])
  expect(faultsOf({ firstName: 'Lina', email: 'lina', prefers: 'phone' }, true)).toEqual([
    'contact.email',
    'contact.prefers',
  ])
})
