import { confirmOffer, duplicateOffer, pauseOffer, testOfferContact, withdrawOffer } from '@boussole/commands'
import type { OfferView, ThemeOpen } from '@boussole/contracts'
import { findTerritoryThemes, findZoneNames, getOfferView, listOffers } from '@boussole/db'
import { asId, onlyObserves, Refusal } from '@boussole/domain'
import type { OfferId } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BackLink, ButtonLink, Done, Facts, LinkCards, Notice, StayLink } from '../../components/blocks.tsx'
import { ErrorSummary, Form, Submit } from '../../components/form.tsx'
import type { IconName } from '../../components/icon.tsx'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import { Differences } from './differences.tsx'
import type { ContentNames } from './differences.tsx'
import { offersFr as words } from './offers.fr.ts'
import { Missing } from './missing.tsx'
import { AsRead, partnerOf } from './preview.tsx'
import { missingIn, valuesOfOffer } from './typed-offer.ts'
import { writingFr } from './writing.fr.ts'

const perPage = 50
const params = z.object({ id: z.string() })
const listQuery = z.object({ suite: z.uuid().optional().catch(undefined) })
const doneQuery = z.object({ fait: z.string().catch('') })

const pathTo = (id: string, act?: string): string => (act === undefined ? `/offres/${id}` : `/offres/${id}/${act}`)

/** The offer of this address; somebody else's does not exist. */
export const loadOffer = async (request: FastifyRequest, { deps }: ProfessionalParts): Promise<OfferView> => {
  const view = await getOfferView(deps.db, professionalOf(request), params.parse(request.params).id)
  if (view === undefined) throw new Refusal('not-found')
  return view
}

/** What the codes of all versions of an offer are called, and those of other zones. */
export const namesOf = async (
  { territory, content, versions }: OfferView,
  { deps }: ProfessionalParts,
  otherZones: readonly string[] = [],
): Promise<ContentNames> => {
  const kept = [content, ...versions.map(({ content: each }) => each)].flatMap(({ zones: each }) => each)
  const zones = [...kept, ...otherZones]
  const [zoneNames, themes] = await Promise.all([
    findZoneNames(deps.db, [...new Set(zones)]),
    findTerritoryThemes(deps.db, territory.id),
  ])
  const questions = themes.flatMap(({ questionnaire }) => questionnaire.pages).flatMap(({ questions: each }) => each)
  return {
    zones: zoneNames,
    answers: new Map(
      questions.flatMap(({ code, label, answers }) =>
        answers.map((answer) => [`${code}/${answer.code}`, `${label} ${answer.label}`] as const),
      ),
    ),
    needs: new Map(
      themes.flatMap(({ code, name, needs }) =>
        needs.map((need) => [`${code}/${need.code}`, `${name}, ${need.name}`] as const),
      ),
    ),
  }
}

/** Where an offer stands, in words; the colour only repeats it. */
const States = ({ offer }: { offer: Pick<OfferView, 'standing' | 'change' | 'isToConfirm'> }) => (
  <span class="referral-when">
    <span class="state">{words.standings[offer.standing]}</span>
    {offer.change !== null && <span class="due due-soon">{words.changes[offer.change]}</span>}
    {offer.isToConfirm && <span class="due due-soon">{words.toConfirm}</span>}
  </span>
)

const validityOf = ({ validFrom, validUntil }: OfferView['settings']): string => {
  if (validFrom === null) return words.facts.missing
  return validUntil === null ? words.facts.from(validFrom) : words.facts.between(validFrom, validUntil)
}

/** What an offer is called on its pages: a draft may have no title yet. */
export const nameOf = ({ title }: { readonly title: string }): string => (title === '' ? words.untitled : title)

/** Who declared the offer free of charge, as the charter asks, and when. */
export const gratuityOf = ({ freeDeclared, timeZone }: Pick<OfferView, 'freeDeclared' | 'timeZone'>) => ({
  label: words.facts.gratuity,
  value:
    freeDeclared === null
      ? words.facts.undeclared
      : words.facts.declared(freeDeclared.by, words.moment(freeDeclared.at.toString(), timeZone)),
})

const OfferFacts = ({ offer, names }: { offer: OfferView; names: ContentNames }) => {
  const { facts } = words
  const { content, settings, contact, figures } = offer
  const proven = contact.confirmBy === null ? facts.contactUnproven : facts.contactProven(contact.confirmBy)
  return (
    <Facts
      facts={[
        { label: facts.ages, value: facts.agesOf(content.ageMin, content.ageMax) },
        {
          label: facts.zones,
          value: content.zones.map((zone) => names.zones.get(zone) ?? zone).join(', ') || facts.missing,
        },
        {
          label: facts.validity,
          value: validityOf(settings),
        },
        { label: facts.quota, value: settings.monthlyQuota ?? facts.noQuota },
        {
          label: facts.contact,
          value: settings.contactEmail === null ? facts.missing : `${settings.contactEmail} (${proven})`,
        },
        {
          label: facts.referents,
          value: settings.referents.map(({ name }) => name).join(', ') || facts.missing,
        },
        // Nobody has asked for what was never online, and there is nothing to confirm of it.
        ...(offer.standing === 'draft'
          ? []
          : [
              { label: facts.figures, value: facts.figuresOf(figures) },
              { label: facts.confirmBy, value: words.day(offer.confirmBy) },
            ]),
        gratuityOf(offer),
      ]}
    />
  )
}

/** What has an old and a new value to be told; of the others the words say all. */
const withValues: ReadonlySet<string> = new Set(['contact', 'quota', 'referents', 'valid-from', 'valid-until'])

const Values = ({ kind, oldValue, newValue }: OfferView['changes'][number]) => {
  if (!withValues.has(kind)) return <>{newValue !== null && kind.startsWith('contact') && `\u00a0: ${newValue}`}</>
  return (
    <>
      {'\u00a0: '}
      {words.valueOf(kind, oldValue)} → {words.valueOf(kind, newValue)}
    </>
  )
}

const History = ({ offer, names }: { offer: OfferView; names: ContentNames }) => (
  <section>
    <h2>{words.history}</h2>
    {offer.versions.map((version, place) => {
      const before = offer.versions.slice(place + 1).find(({ state }) => state === 'accepted')
      return (
        <details class="more" key={version.number}>
          <summary>
            {words.version(version.number)}, {words.versionStates[version.state]}
          </summary>
          <p>{words.written(version.author, words.moment(version.writtenAt.toString(), offer.timeZone))}</p>
          {version.reviewer !== null && version.reviewedAt !== null && (
            <p>{words.read(version.reviewer, words.moment(version.reviewedAt.toString(), offer.timeZone))}</p>
          )}
          {version.reviewWords !== null && <p class="note typed">{version.reviewWords}</p>}
          {before !== undefined && <Differences before={before.content} after={version.content} names={names} />}
        </details>
      )
    })}
    <ul>
      {offer.changes.map((change, place) => (
        <li key={place}>
          {words.acted[change.kind] ?? words.history}
          <Values {...change} />
          <span class="hint"> {words.written(change.by, words.moment(change.at.toString(), offer.timeZone))}</span>
        </li>
      ))}
    </ul>
  </section>
)

const linksOf = (visit: Visit, { id, standing, change, settings }: OfferView) => {
  const link = (act: string, label: string, icon: IconName) => ({ href: visit.href(pathTo(id, act)), label, icon })
  const { links } = words
  const copy = link('copie', links.copy, 'book')
  if (standing === 'withdrawn') return [copy]
  return [
    // What is to be corrected, or completed, has its link beside what is said of it.
    ...(change === 'to-correct' || change === 'draft' ? [] : [link('modifier', links.change, 'pencil')]),
    // The form of a draft holds its settings as well.
    ...(standing === 'draft'
      ? []
      : [link('reglages', links.settings, 'calendar'), link('confirmation', links.confirm, 'check')]),
    ...(settings.contactEmail === null ? [] : [link('test', links.test, 'mail')]),
    ...(standing === 'draft' || standing === 'suspended' || standing === 'held'
      ? []
      : [standing === 'paused' ? link('reprise', links.resume, 'arrow-right') : link('pause', links.pause, 'clock')]),
    copy,
    link('retrait', links.withdraw, 'trash'),
  ]
}

/** What the upkeep of the directory asks of an offer, or has done to it: why, and what to do now. */
const Upkeep = ({ visit, offer }: { visit: Visit; offer: OfferView }) => {
  const { upkeep } = words
  if (offer.standing === 'held') {
    return (
      <Notice tone="alert" title={upkeep.held}>
        <p>{upkeep.heldWords}</p>
      </Notice>
    )
  }
  const { toConfirm, standing } = offer
  if (toConfirm === null || standing === 'withdrawn') return null
  const isSuspended = standing === 'suspended'
  return (
    <>
      <Notice tone="alert" title={isSuspended ? upkeep.suspended : upkeep.toConfirm(toConfirm.suspendedOn)}>
        <p>{upkeep.causes[toConfirm.cause]}</p>
        <p>{isSuspended ? upkeep.suspendedWords : upkeep.meanwhile(toConfirm.suspendedOn)}</p>
        <p>{offer.contact.bouncedAt === null ? upkeep.oneButton : upkeep.contactFirst}</p>
      </Notice>
      {offer.contact.bouncedAt === null && (
        <div class="actions">
          <ButtonLink href={visit.href(pathTo(offer.id, 'confirmation'))} label={words.links.confirm} icon="check" />
        </div>
      )}
    </>
  )
}

/** A draft says on its page what it lacks; each line leads to its field of the form. */
const DraftState = ({ visit, offer, theme }: { visit: Visit; offer: OfferView; theme: ThemeOpen | undefined }) => {
  const form = visit.href(pathTo(offer.id, 'modifier'))
  const missing = theme === undefined ? [] : missingIn(valuesOfOffer(offer), theme, offer)
  const { ready, complete, propose } = writingFr.missing
  return (
    <>
      {missing.length === 0 ? (
        <Notice tone="info">
          <p>{ready}</p>
        </Notice>
      ) : (
        <Missing missing={missing} form={form} />
      )}
      <div class="actions">
        <ButtonLink href={form} label={missing.length === 0 ? propose : complete} icon="pencil" />
      </div>
    </>
  )
}

const isDone = (name: string): name is keyof typeof words.done => name in words.done

const listRoute = (app: FastifyInstance, { deps, visits }: ProfessionalParts): void => {
  app.get('/offres', async (request, reply) => {
    const visit = await visits.of(request)
    const { suite } = listQuery.parse(request.query)
    const cursor = suite === undefined ? {} : { cursor: asId<OfferId>(suite) }
    const { items, nextCursor } = await listOffers(deps.db, professionalOf(request), { limit: perPage, ...cursor })
    return visits.send(reply, visit, {
      title: words.title,
      body: (
        <>
          <h1>{words.heading}</h1>
          {!onlyObserves(professionalOf(request)) && (
            <div class="actions">
              <ButtonLink href={visit.href('/offres/nouvelle')} label={words.new} icon="pencil" />
            </div>
          )}
          {items.length === 0 && <p class="lead">{words.empty}</p>}
          <ul class="referrals">
            {items.map((offer) => (
              <li key={offer.id}>
                <a class="referral" href={visit.href(pathTo(offer.id))}>
                  <span class="referral-who">
                    <strong>{nameOf(offer)}</strong>
                    <span class="hint">{offer.partner.name}</span>
                  </span>
                  <span class="referral-what">
                    {offer.theme.name}
                    {offer.windowDays !== null && (
                      <span class="hint">{words.window(offer.windowDays, offer.counting)}</span>
                    )}
                  </span>
                  <States offer={offer} />
                </a>
              </li>
            ))}
          </ul>
          {nextCursor !== null && (
            <div class="actions">
              <ButtonLink
                href={visit.href(`/offres?suite=${nextCursor}`)}
                label={words.more}
                icon="arrow-right"
                quiet
              />
            </div>
          )}
        </>
      ),
    })
  })
}

const offerRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  app.get('/offres/:id', async (request, reply) => {
    const visit = await parts.visits.of(request)
    const offer = await loadOffer(request, parts)
    const names = await namesOf(offer, parts)
    const { fait } = doneQuery.parse(request.query)
    const partner = await partnerOf(offer, parts)
    const [newest] = offer.versions
    const themes = await findTerritoryThemes(parts.deps.db, offer.territory.id)
    const theme = themes.find(({ code }) => code === newest?.content.theme)
    return parts.visits.send(reply, visit, {
      title: nameOf(offer),
      body: (
        <>
          <BackLink href={visit.href('/offres')} label={words.back} />
          {isDone(fait) && <Done words={words.done[fait]} />}
          <h1>{nameOf(offer)}</h1>
          <States offer={offer} />
          {offer.standing === 'without-agreement' && (
            <Notice tone="alert">
              <p>{words.withoutAgreement}</p>
            </Notice>
          )}
          <Upkeep visit={visit} offer={offer} />
          {offer.contact.bouncedAt !== null && offer.toConfirm?.cause !== 'bounce' && (
            <Notice tone="alert">
              <p>{words.bounced}</p>
            </Notice>
          )}
          {offer.change === 'to-correct' && (
            <Notice tone="alert" title={words.refused}>
              <p class="typed">{newest?.reviewWords}</p>
              <p>
                <a href={visit.href(pathTo(offer.id, 'modifier'))}>{words.correct}</a>
              </p>
            </Notice>
          )}
          {offer.change === 'draft' && <DraftState visit={visit} offer={offer} theme={theme} />}
          <h2>{offer.standing === 'draft' ? words.asWillBeRead : words.asRead}</h2>
          <AsRead partner={partner} content={offer.content} />
          {newest !== undefined && offer.change !== null && offer.standing !== 'draft' && (
            <>
              <h2>{words.pending[offer.change]}</h2>
              <Differences before={offer.content} after={newest.content} names={names} />
            </>
          )}
          <OfferFacts offer={offer} names={names} />
          <LinkCards links={linksOf(visit, offer)} />
          <History offer={offer} names={names} />
        </>
      ),
    })
  })
}

/** Each act that is one button, on a page that says what it does. */
const actRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits } = parts
  const acts: Readonly<Record<keyof typeof words.acts, (id: string, request: FastifyRequest) => Promise<OfferView>>> = {
    confirmation: (id, request) => confirmOffer(id, professionalOf(request), deps),
    pause: (id, request) => pauseOffer(id, { paused: true }, professionalOf(request), deps),
    reprise: (id, request) => pauseOffer(id, { paused: false }, professionalOf(request), deps),
    test: (id, request) => testOfferContact(id, professionalOf(request), deps),
    copie: (id, request) => duplicateOffer(id, professionalOf(request), deps),
    retrait: (id, request) => withdrawOffer(id, professionalOf(request), deps),
  }
  for (const name of ['confirmation', 'pause', 'reprise', 'test', 'copie', 'retrait'] as const) {
    const { heading, words: explained, send } = words.acts[name]
    formPage<OfferView>(app, visits, {
      path: `/offres/:id/${name}`,
      load: (_visit, request) => loadOffer(request, parts),
      initial: () => ({}),
      page: (visit, offer, form) => ({
        title: heading,
        body: (
          <>
            <BackLink href={visit.href(pathTo(offer.id))} label={nameOf(offer)} />
            <ErrorSummary visit={visit} errors={form.errors} />
            <h1>{heading}</h1>
            <p class="lead">{explained}</p>
            <Form visit={visit} form={form}>
              <Submit label={send} icon={null} />
            </Form>
            <StayLink href={visit.href(pathTo(offer.id))} label={words.stay} />
          </>
        ),
      }),
      act: async (_visit, offer, _values, { request }) => {
        const { id } = await acts[name](offer.id, request)
        return { goTo: `${pathTo(id)}?fait=${name}` }
      },
    })
  }
}

/** The offers of a partner: how they stand, what young people read, their history, and the acts that need no reading. */
export const offerRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const route of [listRoute, offerRoute, actRoutes]) route(app, parts)
}
