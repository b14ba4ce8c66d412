import { directoryCursor, directoryQuery } from '@boussole/contracts'
import type { DirectoryEntry } from '@boussole/contracts'
import { getCommune, listDirectory, listThemeNames, searchCommunes } from '@boussole/db'
import type { FoundCommune, Reader } from '@boussole/db'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ButtonLink, LinkCards, StayLink } from '../components/blocks.tsx'
import { SelectField, TextField } from '../components/form.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import type { Visit } from '../site/visit.tsx'
import { directoryFr } from './messages.fr.ts'

const words = directoryFr.search

const typed = z.string().trim().max(100).catch('')

/** What the address narrows the directory to; what cannot be read narrows nothing. */
const query = z.object({
  q: typed.default(''),
  theme: directoryQuery.shape.theme.catch(undefined),
  /** A commune as it was typed; `commune` is the one that was picked for it. */
  ou: typed.optional(),
  commune: directoryQuery.shape.commune.catch(undefined),
  suite: directoryQuery.shape.cursor.catch(undefined),
})
type Asked = z.output<typeof query>

const addressOf = ({ q, theme, ou, commune, suite }: Asked): string => {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries({
    q,
    theme,
    ou,
    commune,
    suite: suite && directoryCursor.encode(suite),
  })) {
    if (value !== undefined && value !== '') given.set(name, value)
  }
  return given.size === 0 ? '/annuaire' : `/annuaire?${given.toString()}`
}

/** Accents, case and hyphens do not count. */
const isSame = (one: string, other: string): boolean =>
  one.localeCompare(other, 'fr', { sensitivity: 'base', ignorePunctuation: true }) === 0

/** The commune that is meant, or those that may be; none of either where nothing was typed. */
interface Place {
  readonly commune: FoundCommune | undefined
  readonly choices: readonly FoundCommune[]
}

const readPlace = async (reader: Reader, { ou, commune }: Asked): Promise<Place> => {
  const picked = commune === undefined ? undefined : await getCommune(reader, commune)
  if (picked !== undefined && (ou === undefined || isSame(ou, picked.name))) return { commune: picked, choices: [] }
  if (ou === undefined || ou === '') return { commune: undefined, choices: [] }
  const found = await searchCommunes(reader, { words: ou, limit: 12 })
  const exact = found.filter(({ name }) => isSame(name, ou))
  const [meant, other] = exact.length > 0 ? exact : found
  if (meant !== undefined && other === undefined) return { commune: meant, choices: [] }
  return { commune: undefined, choices: found }
}

const SearchForm = ({
  visit,
  asked,
  place,
  themes,
}: {
  visit: Visit
  asked: Asked
  place: Place
  themes: readonly { readonly code: string; readonly name: string }[]
}) => {
  const ou = place.commune?.name ?? asked.ou ?? ''
  const isUnknown = ou !== '' && place.commune === undefined && place.choices.length === 0
  const form = {
    values: { q: [asked.q], theme: [asked.theme ?? ''], ou: [ou] },
    errors: isUnknown ? [{ field: 'ou', message: words.unknown(ou) }] : [],
  }
  return (
    <form class="search" method="get" action={visit.href('/annuaire')} role="search" aria-label={words.label}>
      <TextField form={form} name="q" type="search" label={words.words} autocomplete="off" />
      <div class="fields-row">
        <SelectField
          form={form}
          name="theme"
          label={words.theme}
          empty={words.everyTheme}
          choices={themes.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <TextField form={form} name="ou" label={words.commune} hint={words.communeHint} autocomplete="off" />
      </div>
      {place.commune !== undefined && <input type="hidden" name="commune" value={place.commune.code} />}
      <div class="actions">
        <button class="button" type="submit">
          <span>{words.send}</span>
        </button>
        {addressOf(asked) !== '/annuaire' && <a href={visit.href('/annuaire')}>{words.everything}</a>}
      </div>
    </form>
  )
}

const Row = ({ visit, entry }: { visit: Visit; entry: DirectoryEntry }) => {
  const themes = [...new Set(entry.offers.map(({ theme }) => theme.name))]
  return (
    <li>
      <a class="referral" href={visit.href(`/annuaire/structures/${entry.id}`)}>
        <span class="referral-who">
          <strong>{entry.name}</strong>
          <span class="hint">
            {entry.commune === null ? entry.territory : `${entry.commune.name} · ${entry.territory}`}
          </span>
        </span>
        <span class="referral-what">
          {themes.length > 0 && themes.join(' · ')}
          {entry.people.length > 0 && (
            <span class="hint">{directoryFr.people(entry.people.map(({ name }) => name))}</span>
          )}
        </span>
      </a>
    </li>
  )
}

/** The directory, searched by words, theme and commune. */
export const searchRoute = (app: FastifyInstance, { visits, deps }: ProfessionalParts): void => {
  app.get('/annuaire', async (request, reply) => {
    const visit = await visits.of(request)
    const asked = query.parse(request.query)
    const [place, themes] = await Promise.all([readPlace(deps.db, asked), listThemeNames(deps.db)])
    const isPlaceOpen = asked.ou !== undefined && asked.ou !== '' && place.commune === undefined
    const { items, nextCursor } = isPlaceOpen
      ? { items: [], nextCursor: null }
      : await listDirectory(deps.db, {
          q: asked.q === '' ? undefined : asked.q,
          theme: asked.theme,
          commune: place.commune?.code,
          cursor: asked.suite,
        })
    const first = { ...asked, suite: undefined }
    return visits.send(reply, visit, {
      title: directoryFr.title,
      body: (
        <>
          <h1>{directoryFr.heading}</h1>
          <p class="lead">{directoryFr.lead}</p>
          <SearchForm visit={visit} asked={asked} place={place} themes={themes} />
          {place.choices.length > 0 && (
            <>
              <h2>{words.which}</h2>
              <LinkCards
                links={place.choices.map(({ code, name, postalCodes, department }) => ({
                  href: visit.href(addressOf({ ...first, ou: name, commune: code })),
                  label: `${name}, ${department.name}${postalCodes[0] === undefined ? '' : ` (${postalCodes[0]})`}`,
                  icon: 'pin' as const,
                }))}
              />
            </>
          )}
          {!isPlaceOpen && items.length === 0 && (
            <p>{addressOf(asked) === '/annuaire' ? directoryFr.nobodyYet : directoryFr.none}</p>
          )}
          <ul class="referrals">
            {items.map((entry) => (
              <Row key={entry.id} visit={visit} entry={entry} />
            ))}
          </ul>
          {asked.suite !== undefined && <StayLink href={visit.href(addressOf(first))} label={directoryFr.latest} />}
          {nextCursor !== null && (
            <StayLink href={visit.href(addressOf({ ...asked, suite: nextCursor }))} label={directoryFr.more} />
          )}
          {professionalOf(request).partnerIds.length > 0 && (
            <div class="actions">
              <ButtonLink href={visit.href('/annuaire/ma-fiche')} label={directoryFr.own} icon="pencil" quiet />
            </div>
          )}
        </>
      ),
    })
  })
}
