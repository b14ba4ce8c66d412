import { invitedTogether, inviteReferents } from '@boussole/commands'
import type { LineInvited } from '@boussole/commands'
import { personName, readEmail } from '@boussole/contracts'
import { listPartnersOf } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { BackLink } from '../../components/blocks.tsx'
import { ErrorSummary, Form, SelectField, Submit, TextArea } from '../../components/form.tsx'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, valueOf } from '../../site/form.ts'
import { territoriesPath, territoryOf } from './parts.tsx'
import type { OnTerritory } from './parts.tsx'
import { territoriesFr } from './territories.fr.ts'

const words = territoriesFr.invite

/** A line as it was typed, read as a person or with what is wrong with it. */
type LineRead =
  | { readonly text: string; readonly name: string; readonly email: string }
  | { readonly text: string; readonly fault: 'email' | 'name' }

/** "Camille Perrin <camille@x.example>", "camille@x.example;Camille Perrin": name and address in any order. */
const readLine = (line: string): LineRead => {
  const text = line.trim()
  const pieces = text.split(/[\s;,<>()"]+/).filter((piece) => piece !== '')
  const address = pieces.find((piece) => piece.includes('@'))
  const email = readEmail(address ?? '')
  if ('fault' in email) return { text, fault: 'email' }
  const name = personName()
    .min(2)
    .safeParse(pieces.filter((piece) => piece !== address).join(' '))
  return name.success ? { text, name: name.data, email: email.email.toLowerCase() } : { text, fault: 'name' }
}

const linesIn = (typed: string): string[] => typed.split(/\r\n|[\n\r]/).filter((line) => line.trim() !== '')

interface Inviting extends OnTerritory {
  readonly partners: readonly { readonly id: string; readonly name: string }[]
}

/** What was answered to each line, as the form carries it from the act to the page. */
const answered = (told: readonly LineInvited[]): string[] =>
  told.map(({ name, email, outcome }) => `${name} (${email}) : ${words.outcomes[outcome]}`)

/** Several referents of a partner are invited from a pasted list; each line is answered. */
export const bulkInvitationRoute = (app: FastifyInstance, parts: ProfessionalParts): void =>
  formPage<Inviting>(app, parts.visits, {
    path: `${territoriesPath}/:id/invitations`,
    load: async (_visit, request) => {
      const about = await territoryOf(request, parts)
      return { ...about, partners: await listPartnersOf(parts.deps.db, about.territory.id) }
    },
    initial: () => ({}),
    page: (visit, { base, partners }, form) => {
      const answers = form.values['reponse'] ?? []
      return {
        title: words.title,
        body: (
          <>
            <BackLink href={visit.href(`${base}/avant-d-ouvrir`)} label={territoriesFr.readiness.title} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{words.title}</h1>
            {answers.length > 0 && (
              <div role="status">
                <h2>{words.answers}</h2>
                <ul>
                  {answers.map((answer) => (
                    <li key={answer}>{answer}</li>
                  ))}
                </ul>
                {valueOf(form.values, 'personnes') !== '' && <p>{words.left}</p>}
              </div>
            )}
            {partners.length === 0 ? (
              <p class="lead">{words.noPartner}</p>
            ) : (
              <>
                <p class="lead">{words.lead}</p>
                <Form visit={visit} form={form}>
                  <SelectField
                    form={form}
                    name="structure"
                    label={words.partner}
                    empty={words.choosePartner}
                    choices={partners.map(({ id, name }) => ({ value: id, label: name }))}
                  />
                  <TextArea form={form} name="personnes" label={words.people} hint={words.peopleHint} />
                  <Submit label={words.send} icon="mail" />
                </Form>
              </>
            )}
          </>
        ),
      }
    },
    act: async (_visit, { professional, partners }, values) => {
      const partner = partners.find(({ id }) => id === valueOf(values, 'structure'))
      const lines = linesIn(valueOf(values, 'personnes'))
      const missing = lines.length === 0 ? words.empty : lines.length > invitedTogether ? words.tooMany : undefined
      if (partner === undefined || missing !== undefined) {
        return {
          errors: [
            ...(partner === undefined ? [{ field: 'structure', message: words.partnerMissing }] : []),
            ...(missing === undefined ? [] : [{ field: 'personnes', message: missing }]),
          ],
        }
      }
      const read = lines.map(readLine)
      const people = read.flatMap((line) => ('fault' in line ? [] : [{ name: line.name, email: line.email }]))
      const wrong = read.flatMap((line) => ('fault' in line ? [line] : []))
      const told = await inviteReferents({ partnerId: partner.id, people }, professional, parts.deps)
      return {
        values: {
          structure: [partner.id],
          personnes: [wrong.map(({ text }) => text).join('\n')],
          reponse: [...answered(told), ...wrong.map(({ text, fault }) => `${text} : ${words.outcomes[fault]}`)],
        },
      }
    },
  })
