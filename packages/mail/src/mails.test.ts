import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInEnglish, type MailName, type MailProps, mails, renderMail } from './mails.ts'

const names = Object.keys(mails).filter((name): name is MailName => name in mails)

type Case = { [N in MailName]: readonly [title: string, name: N, props: MailProps<N>] }[MailName]

const samples: { readonly [N in MailName]: { readonly sample: MailProps<N> } } = mails
const sample = <N extends MailName>(name: N): MailProps<N> => samples[name].sample

/** Mails that say something else in another situation. */
const variants: readonly Case[] = [
  ['receipt without consent', 'receipt', { ...sample('receipt'), redirectConsent: false }],
  [
    'accompaniment-ended that will not begin',
    'accompaniment-ended',
    { ...sample('accompaniment-ended'), hadBegun: false },
  ],
  [
    'receipt with an Info Jeunes that has no contact',
    'receipt',
    { ...sample('receipt'), infoJeunes: { name: 'Info Jeunes Loire', phone: null, email: null } },
  ],
  [
    'referral-request redirected, with the least said',
    'referral-request',
    {
      ...sample('referral-request'),
      needName: null,
      answers: [],
      message: null,
      moments: null,
      prefers: null,
      redirectedFrom: { partnerName: 'Mission locale des Monts', reason: 'Cherche un logement adapté au fauteuil.' },
    },
  ],
  [
    'reminder to a deputy for one young person',
    'reminder',
    { ...sample('reminder'), items: sample('reminder').items.slice(0, 1), asDeputy: true },
  ],
  [
    'lapse-young-person with an animator',
    'lapse-young-person',
    {
      ...sample('lapse-young-person'),
      next: { kind: 'animator', animatorName: 'Dominique', lastDay: '2026-11-25', newsDay: '2026-11-26' },
    },
  ],
  [
    'lapse-young-person with a choice',
    'lapse-young-person',
    { ...sample('lapse-young-person'), next: { kind: 'choice' } },
  ],
  [
    'address-replaced, to that address',
    'address-replaced',
    { ...sample('address-replaced'), colleague: null, contacts: [] },
  ],
  ['lapse-partner with an animator', 'lapse-partner', { ...sample('lapse-partner'), next: 'animator' }],
  [
    'lapse-animator with an animator',
    'lapse-animator',
    {
      ...sample('lapse-animator'),
      next: { kind: 'animator', animatorName: 'Dominique', lastDay: '2026-11-25', newsDay: '2026-11-26' },
    },
  ],
  ['lapse-animator with a choice', 'lapse-animator', { ...sample('lapse-animator'), next: { kind: 'choice' } }],
  ...(['automatic', 'animator', 'young-person'] as const).map(
    (byWhom) => [`redirection, ${byWhom}`, 'redirection', { ...sample('redirection'), byWhom }] as const,
  ),
  ...(['not-eligible', 'out-of-area', 'not-our-field', 'duplicate', 'other'] as const).map(
    (reason) => [`refusal, ${reason}`, 'refusal', { ...sample('refusal'), reason }] as const,
  ),
  ...(['nobody-left', 'no-consent', 'declined'] as const).map(
    (cause) =>
      [`unresolved-animator, ${cause}`, 'unresolved-animator', { ...sample('unresolved-animator'), cause }] as const,
  ),
  [
    'unresolved-animator, limit-reached',
    'unresolved-animator',
    { ...sample('unresolved-animator'), cause: 'limit-reached', history: [] },
  ],
  ['overdue-regional, first time', 'overdue-regional', { ...sample('overdue-regional'), times: 1 }],
  ...(['helped', 'appointment-given', 'already-accompanied', 'unreachable', 'not-interested'] as const).map(
    (outcome) => [`closing, ${outcome}`, 'closing', { ...sample('closing'), outcome }] as const,
  ),
  [
    'withdrawal-young-person of one referral',
    'withdrawal-young-person',
    { ...sample('withdrawal-young-person'), partnerName: 'Mission locale des Monts' },
  ],
  ['offer-to-review, a new one', 'offer-to-review', { ...sample('offer-to-review'), isRunning: false }],
  ['offer-reviewed, a new one', 'offer-reviewed', { ...sample('offer-reviewed'), isRunning: false }],
  ['offer-reviewed, accepted', 'offer-reviewed', { ...sample('offer-reviewed'), accepted: true, reviewWords: null }],
  [
    'agreement-notice to its signatory, of a new text',
    'agreement-notice',
    { ...sample('agreement-notice'), hasNewText: true, url: null },
  ],
  [
    'meeting-called that has changed, from afar',
    'meeting-called',
    { ...sample('meeting-called'), change: 'changed', place: '', words: '' },
  ],
  ['meeting-called from which one is taken away', 'meeting-called', { ...sample('meeting-called'), change: 'removed' }],
  [
    'meeting-called that is called off',
    'meeting-called',
    { ...sample('meeting-called'), change: 'cancelled', link: '' },
  ],
  ['agreement-ended by the partner', 'agreement-ended', { ...sample('agreement-ended'), side: 'partner', url: null }],
  ['agreement-kept to an ending declared before', 'agreement-kept', { ...sample('agreement-kept'), renews: false }],
  ['agreement-ended, which one may take back', 'agreement-ended', { ...sample('agreement-ended'), mayTakeBack: true }],
  ...(['platform', 'bounce'] as const).map(
    (cause) => [`extension, ${cause}`, 'extension', { ...sample('extension'), cause }] as const,
  ),
]

const render = <N extends MailName>(
  [, name, props]: readonly [string, N, MailProps<N>],
  language: 'fr' | 'en' = 'fr',
) => renderMail(name, props, language)

describe('every mail reads as it was written', () => {
  test.each(names)('%s', async (name) => {
    const { subject, html, text } = renderMail(name, sample(name))
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(`__snapshots__/${name}.txt`)
    await expect(html.replaceAll('><', '>\n<')).toMatchFileSnapshot(`__snapshots__/${name}.html`)
  })

  test.each(names.filter(isInEnglish))('%s, in English', async (name) => {
    const { subject, html, text } = renderMail(name, sample(name), 'en')
    expect(html).toContain('<html lang="en">')
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(`__snapshots__/english/${name}.txt`)
  })

  test.each(variants.filter(([, name]) => isInEnglish(name)))('%s, in English', async (...mail) => {
    const { subject, text } = render(mail, 'en')
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(`__snapshots__/english/${mail[0]}.txt`)
  })

  test('every mail to a young person is there in English, and no other', () => {
    expect(names.filter(isInEnglish)).toEqual(names.filter((name) => mails[name].to === 'young-person'))
  })

  test.each(variants)('%s', async (...mail) => {
    const { subject, text } = render(mail)
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(`__snapshots__/variants/${mail[0]}.txt`)
  })
})

/** What the rules are made of: addresses, days, instants, time zones, codes. Every other string is somebody's words. */
const structural = /^(https?:.*|\d{4}-\d\d-\d\d.*|[A-Z][a-z]+\/[A-Z][a-z]+|[a-z]+(-[a-z]+)*)$/

/** The sample of a mail, the words of some keys (all by default) replaced by others. */
const sampleWith = <N extends MailName>(name: N, words: string, isReplaced = (_key: string) => true): MailProps<N> => {
  const replaced: MailProps<N> = JSON.parse(JSON.stringify(sample(name)), (key, value: unknown) =>
    typeof value === 'string' && !structural.test(value) && isReplaced(key) ? words : value,
  )
  return replaced
}

const hostileWords = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        '<script>',
        '</td>',
        '<!--',
        ']]>',
        '"',
        "'",
        '&amp;',
        '&',
        '\r\nBcc: ',
        '\n',
        '\u0000',
        '\u202e',
        '{{',
        'x',
      ),
      { minLength: 1, maxLength: 12 },
    )
    .map((parts) => parts.join('')),
)

const tags = (html: string) => html.match(/<[^>]*>/g)

const read = (html: string) =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

describe.each(names)('hostile words in %s', (name) => {
  test('never become markup, a second header line, or anything but themselves', () => {
    const harmless = (language: 'fr' | 'en') => tags(renderMail(name, sampleWith(name, 'x'), language).html)
    fc.assert(
      fc.property(hostileWords, fc.constantFrom('fr', 'en'), (words, language) => {
        const { subject, html, text } = renderMail(name, sampleWith(name, words), language)
        expect(tags(html)).toEqual(harmless(language))
        expect(subject).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}]{1,120}$/u)
        expect(subject.length).toBeLessThanOrEqual(120)
        if (name === 'tracking-link') return
        expect(read(html)).toContain(words)
        for (const line of words.split(/\r\n?|\n/)) expect(text).toContain(line)
      }),
      { numRuns: 40 },
    )
  })

  test('never put a word of the young person in the subject', () => {
    const theirs = new Set(['firstName', 'message', 'moments', 'question', 'answers'])
    const isTheirs = (key: string) => theirs.has(key) || /^\d+$/.test(key)
    expect(renderMail(name, sampleWith(name, 'Zébulon', isTheirs)).subject).not.toContain('Zébulon')
  })
})

test.each(names.filter((name) => mails[name].to === 'young-person'))(
  'the subject of %s tells a bystander neither partner nor theme',
  (name) => {
    for (const language of ['fr', 'en'] as const) {
      expect(renderMail(name, sampleWith(name, 'Planning familial'), language).subject).not.toContain('Planning')
    }
  },
)

test('a message keeps its spaces and its lines, and is never mistaken for ours', () => {
  const message = '  Je cherche  un studio.\r\n\n -- \nBoussole : clique ici'
  const { html, text } = renderMail('referral-request', { ...sample('referral-request'), message })
  expect(text).toContain('\n>   Je cherche  un studio.\n> \n>  -- \n> Boussole : clique ici\n')
  expect(html).toContain(`>${message}</blockquote>`)
})

test('no mail fetches anything: no image, no script, no style sheet or font from elsewhere', () => {
  for (const name of names) {
    expect(renderMail(name, sample(name)).html).not.toMatch(/<(img|script|link|iframe)|url\(|@import|src=/)
  }
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  '/suivi',
  'https://',
  'https://a.example/"onx=',
  'https://a.example/\n',
])('a mail with the link %j is not written', (trackingUrl) => {
  expect(() => renderMail('tracking-link', { trackingUrl })).toThrow('http or https')
})

test.each([
  [['2026-11-24'], '1 jeune attend votre réponse au plus tard le mardi 24 novembre'],
  [['2026-11-24', '2026-11-24', '2026-11-24'], '3 jeunes attendent votre réponse au plus tard le mardi 24 novembre'],
  [['2026-11-25', '2026-11-24'], '2 jeunes attendent votre réponse, première date\u00a0: le mardi 24 novembre'],
  [['2026-11-23'], '1 jeune attend votre réponse au plus tard aujourd’hui, lundi 23 novembre'],
])('on Monday 23 a reminder about windows that end on %j says « %s »', (lastDays, subject) => {
  const items = lastDays.map((lastDay) => ({
    offerTitle: 'Passer le permis',
    firstName: 'Théo',
    communeName: 'Firminy',
    lastDay,
    url: 'https://boussole.example/pro/demandes/8e32',
  }))
  expect(renderMail('reminder', { ...sample('reminder'), items }).subject).toBe(subject)
})
