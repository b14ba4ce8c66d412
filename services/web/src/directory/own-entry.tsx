import { chooseWhatIsShown } from '@boussole/commands'
import { phoneInWords, readPhone } from '@boussole/contracts'
import { findOwnEntry } from '@boussole/db'
import type { OwnEntry } from '@boussole/db'
import type { Professional } from '@boussole/domain'
import type { FastifyInstance } from 'fastify'
import { BackLink, Done, Facts } from '../components/blocks.tsx'
import { Agreement, ErrorSummary, Form, Submit, TextField } from '../components/form.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import { formPage, GoTo, valueOf } from '../site/form.ts'
import type { Visit } from '../site/visit.tsx'
import { directoryFr } from './messages.fr.ts'

const words = directoryFr.ownEntry

interface Own {
  readonly professional: Professional
  readonly entry: OwnEntry
}

const Shown = ({ entry: { name, phone, email, phoneSince, emailSince, timeZone } }: { entry: OwnEntry }) => {
  const shown = (value: string, since: OwnEntry['phoneSince']) =>
    since === null ? (
      words.hidden
    ) : (
      <>
        {value}
        <br />
        <span class="hint">{words.since(since.toString(), timeZone)}</span>
      </>
    )
  return (
    <section>
      <h2>{words.shows}</h2>
      <Facts
        facts={[
          { label: words.name, value: name },
          { label: directoryFr.entry.phone, value: shown(phone === null ? '' : phoneInWords(phone), phoneSince) },
          { label: directoryFr.entry.email, value: shown(email, emailSince) },
        ]}
      />
    </section>
  )
}

const isDone = (visit: Visit): boolean => visit.path.endsWith('?fait=enregistree')

/** What somebody shows of themselves in the directory; taken back as easily, even once it is closed to them. */
export const ownEntryRoute = (app: FastifyInstance, { visits, deps }: ProfessionalParts): void =>
  formPage<Own>(app, visits, {
    path: '/annuaire/ma-fiche',
    load: async (_visit, request) => {
      const professional = professionalOf(request)
      const entry = await findOwnEntry(deps.db, professional.userId)
      // Who is a referent of no partner has no entry.
      if (entry === undefined) throw new GoTo('/annuaire')
      return { professional, entry }
    },
    initial: ({ entry: { phone, phoneSince, emailSince } }) => ({
      telephone: [phone === null ? '' : phoneInWords(phone)],
      ...(phoneSince === null ? {} : { 'partage-telephone': ['oui'] }),
      ...(emailSince === null ? {} : { 'partage-mail': ['oui'] }),
    }),
    page: (visit, { entry }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/annuaire')} label={directoryFr.entry.back} />
          <ErrorSummary visit={visit} errors={form.errors} />
          {isDone(visit) && <Done words={words.done} />}
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <Shown entry={entry} />
          <Form visit={visit} form={form} action="/annuaire/ma-fiche">
            <TextField
              form={form}
              name="telephone"
              type="tel"
              label={words.number}
              hint={words.numberHint}
              autocomplete="tel"
            />
            <Agreement form={form} name="partage-telephone" label={words.sharePhone} />
            <Agreement
              form={form}
              name="partage-mail"
              label={words.shareEmail}
              hint={words.shareEmailHint(entry.email)}
            />
            <Submit label={words.send} icon="check" />
          </Form>
        </>
      ),
    }),
    act: async (_visit, { professional, entry }, values) => {
      const typed = valueOf(values, 'telephone').trim()
      const phone = valueOf(values, 'partage-telephone') === 'oui'
      if (typed === '' && phone) return { errors: [{ field: 'telephone', message: words.numberMissing }] }
      const read = typed === '' ? { phone: null } : readOwnPhone(typed, entry)
      if ('fault' in read) return { errors: [{ field: 'telephone', message: words.numberWrong }] }
      const email = valueOf(values, 'partage-mail') === 'oui'
      await chooseWhatIsShown({ phone, email, number: read.phone }, professional, deps)
      return { goTo: '/annuaire/ma-fiche?fait=enregistree' }
    },
  })

/** A number left as it was is not read again. */
const readOwnPhone = (typed: string, { phone, communeCode }: OwnEntry) =>
  phone !== null && typed === phoneInWords(phone) ? { phone } : readPhone(typed, communeCode)
