import { contactCorrected, newRequest, trackingLinkAsked } from '@boussole/contracts'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { faultInEnglish } from './faults.en.ts'

const contact = { firstName: 'Lina', email: 'lina@jeune.example' }
const good = {
  commune: '42218',
  theme: 'logement',
  age: 19,
  offers: 'best',
  contact,
  consents: { contact: true, redirect: true },
}
const id = '0b6f2a9e-3c41-4d8f-9f1e-5a7c2d8e4b60'

const wrongContacts = [
  ...['', ' ', '42', 'a\nb', 'a\0b', 'a\u202eb', 'www.exemple.example', 'x'.repeat(81)].map((firstName) => ({
    firstName,
  })),
  ...['', 'lina', 'a b@c.example', 'a@@b.example', 'a@b', '.a@b.example', '@b.example', 'a@', 'é@b.example'].map(
    (email) => ({
      email,
    }),
  ),
  ...['', 'zéro six', '06', '0612345678901', '3615', '+0612345678', '06 12+34', '06 12 34 56 78, 06 12 34 56 79'].map(
    (phone) => ({ phone }),
  ),
  { moments: 'x'.repeat(301) },
  { moments: 'a\nb' },
  { message: 'x'.repeat(1001) },
  { message: 'a\0b' },
  { email: null, phone: null },
  { prefers: 'phone' },
  { email: null, phone: '06 39 98 00 42', prefers: 'email' },
  { prefers: 'pigeon' },
]

const cases: readonly { readonly shape: z.ZodType; readonly wrong: object }[] = [
  ...wrongContacts.map((wrong) => ({ shape: newRequest, wrong: { ...good, contact: { ...contact, ...wrong } } })),
  ...[{ age: 19.5 }, { age: -1 }, { age: 200 }, { offers: [] }, { offers: [id, id] }].map((wrong) => ({
    shape: newRequest,
    wrong: { ...good, ...wrong },
  })),
  { shape: newRequest, wrong: { ...good, consents: { contact: false, redirect: true } } },
  { shape: newRequest, wrong: { ...good, consents: { contact: true, redirect: 'peut-être' } } },
  { shape: contactCorrected, wrong: {} },
  { shape: trackingLinkAsked, wrong: {} },
  { shape: trackingLinkAsked, wrong: { phone: '06' } },
]

test.each(cases)('what is wrong is told in English: %#', ({ shape, wrong }) => {
  const messages = shape.safeParse(wrong).error?.issues.map(({ message }) => message) ?? []
  expect(messages.length).toBeGreaterThan(0)
  for (const message of messages) expect(faultInEnglish(message)).not.toBe(message)
})
