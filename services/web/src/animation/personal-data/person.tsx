import { erasePerson, handOverCopy, readPersonCopy, readPersonRequest, sendPersonLink } from '@boussole/commands'
import { readEmail, readPhone } from '@boussole/contracts'
import { findRequestsOfPerson, platformNow } from '@boussole/db'
import type { PersonRequest, PersonSought } from '@boussole/db'
import { Refusal } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BackLink, ButtonLink, Done, Facts, LinkCards, StayLink } from '../../components/blocks.tsx'
import { Agreement, Choices, ErrorSummary, Form, Submit, TextField } from '../../components/form.tsx'
import { formatIn, sendDataCopy } from '../../data-copy/send-data-copy.ts'
import { professionalOf } from '../../professional/parts.ts'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { formPage, valueOf } from '../../site/form.ts'
import type { Visit } from '../../site/visit.tsx'
import { personalDataFr } from './personal-data.fr.ts'

const words = personalDataFr.person
const base = '/animation/droits'

const query = z.object({
  q: z.string().max(800).optional().catch(undefined),
  fait: z.enum(['efface']).optional().catch(undefined),
})
const sealedShape = z.object({
  userId: z.string(),
  sought: z.union([
    z.strictObject({ email: z.string() }),
    z.strictObject({ phone: z.string() }),
    z.strictObject({ reference: z.string() }),
  ]),
})
/** Seconds for which what was looked for, and a copy that was handed over, can be opened again. */
const goodSeconds = 1800

/** What was typed, as a whole address, a whole number or a reference. */
const soughtIn = (typed: string): PersonSought | undefined => {
  const email = readEmail(typed)
  if ('email' in email) return { email: email.email }
  const phone = readPhone(typed, null)
  if ('phone' in phone) return { phone: phone.phone }
  return /^[0-9a-f]{8}$/i.test(typed) ? { reference: typed } : undefined
}

interface Looking {
  readonly found: readonly PersonRequest[] | undefined
  readonly isErased: boolean
}

const Found = ({ visit, found }: { visit: Visit; found: readonly PersonRequest[] }) => (
  <section aria-live="polite">
    <h2>{found.length === 0 ? words.none : words.found(found.length)}</h2>
    {found.length === 0 && <p>{words.noneWhy}</p>}
    <ul class="referrals">
      {found.map((request) => (
        <li key={request.id}>
          <a class="referral" href={visit.href(`${base}/${request.id}`)}>
            <span class="referral-who">
              <strong>{request.firstName}</strong>
              <span class="hint">{words.page.heading(request.reference)}</span>
            </span>
            <span class="referral-what">
              {request.theme}
              <span class="hint">{request.commune}</span>
            </span>
            <span class="referral-when">
              {request.isOpen ? words.isOpen : words.isOver}
              <span class="hint">
                {words.asked(personalDataFr.moment(request.submittedAt.toString(), request.timeZone))}
              </span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  </section>
)

/** Somebody is looked for by what they left; what was typed stands in no address, history or log. */
const searchRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits, safe } = parts
  formPage<Looking>(app, visits, {
    path: base,
    load: async (_visit, request) => {
      const professional = professionalOf(request)
      const { q, fait } = query.parse(request.query)
      const sealed = q === undefined ? undefined : sealedShape.safeParse(await safe.open('personne', q)).data
      const sought = sealed?.userId === professional.userId ? sealed.sought : undefined
      return {
        found: sought === undefined ? undefined : await findRequestsOfPerson(deps.db, professional, sought),
        isErased: fait === 'efface',
      }
    },
    initial: () => ({}),
    page: (visit, { found, isErased }, form) => ({
      title: words.title,
      body: (
        <>
          <BackLink href={visit.href('/animation')} label={personalDataFr.back} />
          {isErased && <Done words={words.done.efface} />}
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          {found !== undefined && <Found visit={visit} found={found} />}
          {found !== undefined && <h2>{words.again}</h2>}
          <Form visit={visit} form={form}>
            <TextField form={form} name="personne" label={words.sought} hint={words.soughtHint} autocomplete="off" />
            <Submit label={words.send} icon="search" />
          </Form>
          <LinkCards links={[{ href: visit.href('/animation/conservation'), label: words.retention, icon: 'trash' }]} />
        </>
      ),
    }),
    act: async (_visit, _data, values, { request }) => {
      const sought = soughtIn(valueOf(values, 'personne'))
      if (sought === undefined) return { errors: [{ field: 'personne', message: words.soughtWrong }] }
      const { userId } = professionalOf(request)
      return { goTo: `${base}?q=${await safe.seal('personne', { userId, sought }, goodSeconds)}` }
    },
  })
}

const idIn = (request: FastifyRequest): string => z.object({ id: z.string() }).parse(request.params).id

/** The request that the address names. Refuses: `not-found`. */
const load =
  ({ deps }: ProfessionalParts) =>
  async (_visit: Visit, request: FastifyRequest) => ({
    person: await readPersonRequest(idIn(request), professionalOf(request), deps.db),
    isSent: z.object({ fait: z.literal('lien').optional().catch(undefined) }).parse(request.query).fait === 'lien',
  })

type Loaded = Awaited<ReturnType<ReturnType<typeof load>>>

const answerRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { deps, visits, safe } = parts
  formPage<Loaded>(app, visits, {
    path: `${base}/:id`,
    load: load(parts),
    initial: () => ({}),
    page: (visit, { person, isSent }, form) => ({
      title: words.page.title,
      body: (
        <>
          <BackLink href={visit.href(base)} label={words.title} />
          {isSent && <Done words={words.done.lien} />}
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.page.heading(person.reference)}</h1>
          <Facts
            facts={[
              { label: words.page.firstName, value: person.firstName },
              { label: words.page.reach, value: [person.email, person.phone].filter((way) => way !== null).join(', ') },
              { label: words.page.about, value: `${person.theme}, ${person.commune}` },
              {
                label: words.page.received,
                value: personalDataFr.moment(person.submittedAt.toString(), person.timeZone),
              },
            ]}
          />
          <Form visit={visit} form={form}>
            <Choices
              form={form}
              name="geste"
              kind="one"
              legend={words.page.act}
              choices={[
                ...(person.email === null
                  ? []
                  : [{ value: 'lien', label: words.page.link, hint: words.page.linkHint }]),
                { value: 'copie', label: words.page.copy, hint: words.page.copyHint },
                { value: 'effacement', label: words.page.erase, hint: words.page.eraseHint },
              ]}
            />
            <Agreement form={form} name="verifie" label={words.page.verified} />
            <Submit label={words.page.send} icon="check" />
          </Form>
        </>
      ),
    }),
    act: async (_visit, { person }, values, { request }) => {
      const professional = professionalOf(request)
      const act = valueOf(values, 'geste')
      const errors = [
        ...(['lien', 'copie', 'effacement'].includes(act) ? [] : [{ field: 'geste', message: words.page.actMissing }]),
        // The link goes to the address that is known: whoever reads there is who may.
        ...(act === 'lien' || valueOf(values, 'verifie') === 'oui'
          ? []
          : [{ field: 'verifie', message: words.page.verifiedMissing }]),
      ]
      if (errors.length > 0) return { errors }
      const key = await safe.seal(`personne/${act}`, { userId: professional.userId, id: person.id }, goodSeconds)
      if (act === 'effacement') return { goTo: `${base}/${person.id}/effacement?cle=${key}` }
      if (act === 'lien') {
        await sendPersonLink(person.id, professional, deps)
        return { goTo: `${base}/${person.id}?fait=lien` }
      }
      await handOverCopy(person.id, professional, deps)
      return { goTo: `${base}/${person.id}/copie?cle=${key}` }
    },
  })
}

/** Was this act on this person said to be verified by this professional, a moment ago? The key that says so. Refuses otherwise: `not-found`. */
const mustBeVerified = async (
  request: FastifyRequest,
  { safe }: ProfessionalParts,
  act: 'copie' | 'effacement',
): Promise<string> => {
  const { cle } = z.object({ cle: z.string().max(800).catch('') }).parse(request.query)
  const proof = z.object({ userId: z.string(), id: z.string() }).safeParse(await safe.open(`personne/${act}`, cle)).data
  if (proof?.userId !== professionalOf(request).userId || proof.id !== idIn(request)) throw new Refusal('not-found')
  return cle
}

/** The copy, once its handing over is in the journal: to be read, and as raw data. */
const copyRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  app.get(`${base}/:id/copie`, async (request, reply) => {
    const key = await mustBeVerified(request, parts, 'copie')
    const visit = await parts.visits.of(request)
    const { id, reference } = await readPersonRequest(idIn(request), professionalOf(request), parts.deps.db)
    const files = `${base}/${id}/copie/fichier?cle=${encodeURIComponent(key)}`
    return parts.visits.send(reply, visit, {
      title: words.copy.title,
      body: (
        <>
          <BackLink href={visit.href(`${base}/${id}`)} label={words.page.heading(reference)} />
          <h1>{words.copy.heading}</h1>
          <p class="lead">{words.copy.words}</p>
          <div class="actions">
            <ButtonLink href={visit.href(files)} label={words.copy.read} icon="download" />
            <ButtonLink href={visit.href(`${files}&format=json`)} label={words.copy.raw} icon="download" quiet />
          </div>
        </>
      ),
    })
  })

  app.get(`${base}/:id/copie/fichier`, async (request, reply) => {
    await mustBeVerified(request, parts, 'copie')
    const id = idIn(request)
    const { reference } = await readPersonRequest(id, professionalOf(request), parts.deps.db)
    return sendDataCopy(reply, await readPersonCopy(id, professionalOf(request), parts.deps), {
      format: formatIn(request),
      fileName: words.page.fileName(reference),
      language: 'fr',
      now: await platformNow(parts.deps.db),
    })
  })
}

const eraseRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  formPage<Loaded>(app, parts.visits, {
    path: `${base}/:id/effacement`,
    load: async (visit, request) => {
      const loaded = await load(parts)(visit, request)
      await mustBeVerified(request, parts, 'effacement')
      return loaded
    },
    initial: () => ({}),
    page: (visit, { person }, form) => ({
      title: words.erase.title,
      body: (
        <>
          <BackLink href={visit.href(`${base}/${person.id}`)} label={words.page.heading(person.reference)} />
          <ErrorSummary visit={visit} errors={form.errors} />
          <h1>{words.erase.heading}</h1>
          <ul>
            {words.erase.words.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <Form visit={visit} form={form}>
            <Submit label={words.erase.send} icon="trash" />
          </Form>
          <StayLink href={visit.href(`${base}/${person.id}`)} label={words.erase.stay} />
        </>
      ),
    }),
    act: async (_visit, { person }, _values, { request }) => {
      await erasePerson(person.id, professionalOf(request), parts.deps)
      return { goTo: `${base}?fait=efface` }
    },
  })
}

/** What somebody asks of their own data, answered from one place: a link, a copy, or that it goes. */
export const personRoutes = (app: FastifyInstance, parts: ProfessionalParts): void => {
  for (const routes of [searchRoute, answerRoute, copyRoute, eraseRoute]) routes(app, parts)
}
