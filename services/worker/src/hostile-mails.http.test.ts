import { createMailer, isInEnglish, mails, messageIdOf, renderMail } from '@boussole/mail'
import type { MailName, MailProps, RenderedMail } from '@boussole/mail'
import { letterNames, mailNames } from '@boussole/domain'
import { faultsOfRawMail, headerWords, hostileSample, mark, useMailbox } from '@boussole/testing'
import { Temporal } from 'temporal-polyfill'
import { afterAll, expect, test } from 'vitest'

// Every mail, with each of its words that come from people made hostile, through a real mail server: what arrives has
// the headers and the parts that we make, and no others.

const mailbox = useMailbox()
const words = [...headerWords, ...hostileSample(20)]
const date = Temporal.Instant.from('2026-11-26T09:00:00Z')

const mailer = () => (open ??= createMailer({ smtpUrl: mailbox.smtpUrl, from: 'Boussole <bonjour@boussole.example>' }))
let open: ReturnType<typeof createMailer> | undefined
afterAll(async () => (await open)?.close())

/** Every text in these props, by the object and the key that hold it. */
const textsIn = (props: object): { readonly holder: object; readonly key: string; readonly text: string }[] =>
  Object.entries(props).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'string') return [{ holder: props, key, text: value }]
    return typeof value === 'object' && value !== null ? textsIn(value) : []
  })

const samples: { readonly [N in MailName]: { readonly sample: MailProps<N> } } = mails

/** A day, an instant or a kind refuses even this one. */
const harmless = 'Un mot'

interface Wanted<N extends MailName> {
  readonly name: N
  readonly language: 'fr' | 'en'
}

/** The mail with this word at these places among its texts. Throws what keeps it from being a mail. */
const mailWith = <N extends MailName>(
  word: string,
  places: ReadonlySet<number>,
  { name, language }: Wanted<N>,
): RenderedMail => {
  const props = structuredClone(samples[name].sample)
  for (const [place, { holder, key }] of textsIn(props).entries()) if (places.has(place)) Reflect.set(holder, key, word)
  return renderMail(name, props, language)
}

/** Where this mail takes words: an address of ours does not, nor does what a harmless word breaks. */
const placesOfWords = (wanted: Wanted<MailName>): ReadonlySet<number> => {
  const places = [...textsIn(samples[wanted.name].sample).entries()].filter(([place, { key }]) => {
    if (/url|Url/.test(key)) return false
    try {
      mailWith(harmless, new Set([place]), wanted)
      return true
    } catch {
      return false
    }
  })
  return new Set(places.map(([place]) => place))
}

const showsAsMarkup = ({ html }: RenderedMail): boolean =>
  new RegExp(`<[^<>]*${mark}[^<>]*>`).test(html.replaceAll(/"[^"]*"/g, '""'))

test('every mail with hostile words in it arrives with our headers and parts alone, its subject in one line', async () => {
  const faults: string[] = []
  const subjects = new Map<string, string>()
  const withoutWords: string[] = []
  let hostile = 0
  for (const name of [...mailNames, ...letterNames]) {
    for (const language of isInEnglish(name) ? (['fr', 'en'] as const) : (['fr'] as const)) {
      const wanted = { name, language }
      const places = placesOfWords(wanted)
      if (!mailWith(harmless, places, wanted).text.includes(harmless)) withoutWords.push(`${name} (${language})`)
      for (const word of words) {
        let rendered: RenderedMail
        try {
          rendered = mailWith(word, places, wanted)
        } catch (cause) {
          throw new Error(`${name} (${language}) is no mail with ${JSON.stringify(word)}`, { cause })
        }
        hostile += places.size
        if (showsAsMarkup(rendered)) faults.push(`${name}: ${JSON.stringify(word)} as markup`)
        const id = crypto.randomUUID()
        subjects.set(messageIdOf(id, 'boussole.example'), rendered.subject)
        await (
          await mailer()
        ).send({
          to: 'ines@jeune.example',
          messageId: messageIdOf(id, 'boussole.example'),
          date,
          mail: rendered,
        })
      }
    }
  }
  for (const raw of await mailbox.raw()) {
    faults.push(...faultsOfRawMail(raw).map((fault) => `${/^Subject: .*$/m.exec(raw)?.[0]}: ${fault}`))
  }
  const received = await mailbox.received()
  for (const { messageId, subject, to } of received) {
    if (subject !== subjects.get(messageId))
      faults.push(`subject ${JSON.stringify(subjects.get(messageId))} reads ${JSON.stringify(subject)}`)
    if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(subject) || subject.length > 120) faults.push(`subject ${JSON.stringify(subject)}`)
    if (to !== 'ines@jeune.example') faults.push(`to ${to}`)
  }
  console.log(`Hostile mails: ${received.length} taken, ${hostile} hostile words in them.`)
  expect([...new Set(faults)]).toEqual([])
  expect(withoutWords).toEqual(['tracking-link (fr)', 'tracking-link (en)'])
  expect(received.length).toBe(subjects.size)
}, 300_000)
