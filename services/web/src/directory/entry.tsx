import { phoneInWords } from '@boussole/contracts'
import type { DirectoryEntry } from '@boussole/contracts'
import { findDirectoryEntry, findDirectoryEntryOf } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BackLink, ButtonLink, Facts, mailTo } from '../components/blocks.tsx'
import { Icon } from '../components/icon.tsx'
import type { ProfessionalParts } from '../professional/parts.ts'
import type { Visit } from '../site/visit.tsx'
import { directoryFr } from './messages.fr.ts'
import { fileNameOf, vcardOf } from './vcard.ts'
import type { Contact } from './vcard.ts'

const words = directoryFr.entry

type Person = DirectoryEntry['people'][number]

const callTo = (phone: string): string => `tel:${phone.replaceAll(/[^+\d]/g, '')}`
/** Only what a browser opens as a page. */
const isSite = (website: string): boolean => /^https?:\/\//i.test(website) && URL.canParse(website)

const PersonItem = ({ visit, person }: { visit: Visit; person: Person }) => {
  const { id, name, phone, email } = person
  return (
    <li class="session">
      <h3>{name}</h3>
      {phone === null && email === null && <p class="hint">{words.nameOnly}</p>}
      <div class="ways">
        {phone !== null && (
          <a href={callTo(phone)} aria-label={words.call(phoneInWords(phone), name)}>
            <Icon name="phone" />
            <span>{phoneInWords(phone)}</span>
          </a>
        )}
        {email !== null && (
          <a href={mailTo(email)} aria-label={words.write(email, name)}>
            <Icon name="mail" />
            <span>{email}</span>
          </a>
        )}
        <a href={visit.href(`/annuaire/personnes/${id}/contact.vcf`)}>
          <Icon name="download" />
          <span>
            {words.card} <span class="unseen">{words.cardOf(name)}</span>
          </span>
        </a>
      </div>
    </li>
  )
}

const EntryPage = ({ visit, entry }: { visit: Visit; entry: DirectoryEntry }) => {
  const { id, name, roleInWords, territory, address, phone, email, website, offers, people } = entry
  return (
    <>
      <BackLink href={visit.href('/annuaire')} label={words.back} />
      <h1>{name}</h1>
      {roleInWords !== '' && <p class="lead">{roleInWords}</p>}
      <section>
        <h2>{words.contact}</h2>
        <Facts
          facts={[
            { label: words.address, value: address ?? entry.commune?.name ?? words.none },
            {
              label: words.phone,
              value: phone === null ? words.none : <a href={callTo(phone)}>{phoneInWords(phone)}</a>,
            },
            { label: words.email, value: email === null ? words.none : <a href={mailTo(email)}>{email}</a> },
            {
              label: words.website,
              value: website === null ? words.none : isSite(website) ? <a href={website}>{website}</a> : website,
            },
            { label: words.territory, value: territory },
          ]}
        />
        <div class="actions">
          <ButtonLink
            href={visit.href(`/annuaire/structures/${id}/contact.vcf`)}
            label={words.card}
            icon="download"
            quiet
          />
        </div>
      </section>
      <section>
        <h2>{words.offers}</h2>
        {offers.length === 0 && <p>{words.noOffers}</p>}
        <ul class="sessions-open">
          {offers.map((offer) => (
            <li class="session" key={offer.id}>
              <h3>{offer.title}</h3>
              <p class="hint">
                {offer.theme.name} · {words.answers(offer.windowDays, offer.counting)}
              </p>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{words.team}</h2>
        {people.length === 0 && <p>{words.nobody}</p>}
        <ul class="sessions-open">
          {people.map((person) => (
            <PersonItem key={person.id} visit={visit} person={person} />
          ))}
        </ul>
      </section>
    </>
  )
}

const params = z.object({ id: z.uuid() })

const idIn = (request: FastifyRequest): string => {
  const { data } = params.safeParse(request.params)
  if (data === undefined) throw new Refusal('not-found')
  return data.id
}

const found = <Found,>(thing: Found | undefined): Found => {
  if (thing === undefined) throw new Refusal('not-found')
  return thing
}

const inWords = (phone: string | null): string | null => phone && phoneInWords(phone)

const partnerContact = ({ id, name, roleInWords, address, phone, email, website }: DirectoryEntry): Contact => ({
  kind: 'org',
  id,
  name,
  organisation: name,
  phone: inWords(phone),
  email,
  address,
  website,
  note: roleInWords,
})

const personContact = ({ id, name, phone, email }: Person, organisation: string): Contact => ({
  kind: 'individual',
  id,
  name,
  organisation,
  title: words.role,
  phone: inWords(phone),
  email,
})

const sendCard = (reply: FastifyReply, contact: Contact): FastifyReply =>
  reply
    .header('content-disposition', `attachment; filename="${fileNameOf(contact.name)}"`)
    .header('x-robots-tag', 'noindex')
    .type('text/vcard; charset=utf-8')
    .send(vcardOf(contact))

/** What the directory shows of a partner and its people, on a page and as vCards. */
export const entryRoutes = (app: FastifyInstance, { visits, deps }: ProfessionalParts): void => {
  app.get('/annuaire/structures/:id', async (request, reply) => {
    const visit = await visits.of(request)
    const entry = found(await findDirectoryEntry(deps.db, idIn(request)))
    return visits.send(reply, visit, { title: entry.name, body: <EntryPage visit={visit} entry={entry} /> })
  })

  app.get('/annuaire/structures/:id/contact.vcf', async (request, reply) =>
    sendCard(reply, partnerContact(found(await findDirectoryEntry(deps.db, idIn(request))))),
  )

  app.get('/annuaire/personnes/:id/contact.vcf', async (request, reply) => {
    const id = idIn(request)
    const entry = found(await findDirectoryEntryOf(deps.db, id))
    return sendCard(reply, personContact(found(entry.people.find((person) => person.id === id)), entry.name))
  })
}
