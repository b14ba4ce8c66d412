import { phoneInWords } from '@boussole/contracts'
import type { ReferralView } from '@boussole/contracts'
import { findReferralFor } from '@boussole/db'
import { contactChannels, isAwaited, isHeld, isOpen, localDay, mayAct, Refusal, transitions } from '@boussole/domain'
import type { Professional, ReferralState, Standing, Thing } from '@boussole/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BackLink, Done, Facts, LinkCards, Notice, mailTo } from '../components/blocks.tsx'
import { Form } from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icon.tsx'
import { professionalOf } from '../professional/parts.ts'
import type { ProfessionalParts } from '../professional/parts.ts'
import type { Visit } from '../site/visit.tsx'
import { Due } from './due.tsx'
import { partnerFr } from './messages.fr.ts'
import { problemsFr } from './problems/problems.fr.ts'
import { togetherFr } from './together.fr.ts'

const words = partnerFr.page

/** A referral with who looks at it. */
export interface Seen {
  readonly referral: ReferralView
  readonly professional: Professional
  /** What this person is to it. */
  readonly standings: readonly Standing[]
}

const params = z.object({ id: z.string() })

/** The referral of this address. Refuses: `not-found`, also when it is somebody else's. */
export const loadReferral = async (
  request: FastifyRequest,
  { deps }: Pick<ProfessionalParts, 'deps'>,
): Promise<Seen> => {
  const professional = professionalOf(request)
  const { id } = params.parse(request.params)
  const seen = await findReferralFor(deps.db, professional, id)
  if (seen === undefined) throw new Refusal('not-found')
  return { ...seen, professional }
}

/** The same, for who may do one of these things with it. Refuses: `not-found`, `not-allowed`. */
export const loadToAct = async (
  request: FastifyRequest,
  parts: Pick<ProfessionalParts, 'deps'>,
  ...things: readonly Thing[]
): Promise<Seen> => {
  const seen = await loadReferral(request, parts)
  if (!things.some((thing) => mayAct(thing, seen.standings))) throw new Refusal('not-allowed')
  return seen
}

/** The address of a referral's page, or of one of its acts. */
export const pathTo = (id: string, act = ''): string => `/mises-en-relation/${id}${act === '' ? '' : `/${act}`}`

export const nameOf = ({ referral }: Seen): string => referral.contact?.firstName ?? referral.firstName ?? ''

interface Act {
  readonly path: string
  readonly label: string
  readonly icon: IconName
}

/** What the animation may do with it in its own name: the partner's answers are the partner's. */
const supervisionOf = (state: ReferralState): Act[] => {
  const may = (to: 'redirected' | 'closed' | 'withdrawn') => transitions[state][to]?.includes('animator') ?? false
  return [
    ...(may('redirected') ? [{ path: 'reorientation', label: partnerFr.redirect.link, icon: 'swap' } as const] : []),
    ...(may('closed') ? [{ path: 'fin', label: partnerFr.close.link, icon: 'flag' } as const] : []),
    ...(isAwaited(state) ? [{ path: 'prolongation', label: partnerFr.extend.link, icon: 'calendar' } as const] : []),
    ...(may('withdrawn') ? [{ path: 'arret', label: partnerFr.withdraw.link, icon: 'cross' } as const] : []),
  ]
}

/** What this person may do with it now. */
const actsOn = ({ referral: { state, accompaniment, referent }, standings }: Seen): Act[] => {
  const note: Act[] = mayAct('shared-notes', standings)
    ? [{ path: 'note', label: partnerFr.note.link, icon: 'pencil' }]
    : []
  if (!mayAct('referral', standings)) {
    return isOpen(state) && mayAct('supervision', standings) ? [...supervisionOf(state), ...note] : note
  }
  const may = (to: 'accepted' | 'contacted' | 'declined' | 'redirected' | 'closed') =>
    transitions[state][to]?.includes('referent') ?? false
  return [
    ...(may('contacted') || state === 'contacted'
      ? [{ path: 'contact', label: partnerFr.contact.link, icon: 'phone' } as const]
      : []),
    ...(may('accepted') ? [{ path: 'prise', label: partnerFr.accept.link, icon: 'check' } as const] : []),
    ...(may('closed') ? [{ path: 'fin', label: partnerFr.close.link, icon: 'flag' } as const] : []),
    ...(isHeld(state)
      ? [
          {
            path: 'passage',
            label: referent === null ? partnerFr.handOver.link : partnerFr.handOver.linkFollowed,
            icon: 'people',
          } as const,
        ]
      : []),
    ...(may('redirected') ? [{ path: 'reorientation', label: partnerFr.redirect.link, icon: 'swap' } as const] : []),
    ...(may('declined') ? [{ path: 'refus', label: partnerFr.decline.link, icon: 'cross' } as const] : []),
    ...note,
    ...(state === 'contacted' && accompaniment === null && mayAct('accompaniment', standings)
      ? [{ path: 'a-deux', label: togetherFr.links.propose, icon: 'people' } as const]
      : []),
  ]
}

const Contact = ({ contact }: { contact: ReferralView['contact'] }) => {
  if (contact === null) return <p class="hint">{words.noContact}</p>
  const { phone, email, prefers, moments, message } = contact
  const facts = [
    { label: words.prefers, value: prefers && partnerFr.prefers[prefers] },
    { label: words.moments, value: moments },
    { label: words.message, value: message },
  ]
  return (
    <>
      <p class="ways">
        {phone !== null && (
          <a href={`tel:${phone}`}>
            <Icon name="phone" />
            <span>{words.call(phoneInWords(phone))}</span>
          </a>
        )}
        {email !== null && (
          <a href={mailTo(email)}>
            <Icon name="mail" />
            <span>{words.write(email)}</span>
          </a>
        )}
      </p>
      <Facts facts={facts.filter(({ value }) => value !== null)} />
    </>
  )
}

/** The accompaniment by two partners, where there is one or it is asked for. */
const Together = ({ visit, seen, timeZone }: { visit: Visit; seen: Seen; timeZone: string }) => {
  const { accompaniment, id, partner: own } = seen.referral
  if (accompaniment === null) return null
  const { partner, referent, pathwayReferent, proposedAt, beganAt, consent } = accompaniment
  const dayOf = (at: typeof proposedAt): string => localDay(at, timeZone).toString()
  const isCompanion = seen.standings.every((standing) => standing === 'companion')
  return (
    <section class="checked">
      <h2>{togetherFr.heading}</h2>
      {isCompanion && <p>{togetherFr.asCompanion(own.name)}</p>}
      <Facts
        facts={[
          { label: togetherFr.partner, value: isCompanion ? own.name : partner.name },
          { label: isCompanion ? togetherFr.ownReferent : togetherFr.referent, value: referent.name },
          {
            label: togetherFr.pathwayReferent,
            value: `${pathwayReferent.name}, ${pathwayReferent.partnerName}`,
          },
          {
            label: togetherFr.standing,
            value: beganAt === null ? togetherFr.asked(dayOf(proposedAt)) : togetherFr.runs(dayOf(beganAt), consent),
          },
        ]}
      />
      {mayAct('accompaniment-course', seen.standings) && (
        <p class="standing-links">
          <a href={visit.href(pathTo(id, 'referent-de-parcours'))}>{togetherFr.links.pathway}</a>
          <a href={visit.href(pathTo(id, 'fin-a-deux'))}>
            {beganAt === null ? togetherFr.links.takeBack : togetherFr.links.end}
          </a>
        </p>
      )}
    </section>
  )
}

/** One button for each way in which one may have tried. */
const Attempt = ({ visit, referral, csrf }: { visit: Visit; referral: ReferralView; csrf: string }) => (
  <section class="checked">
    <h2>{partnerFr.attempt.heading}</h2>
    <p>{isAwaited(referral.state) ? partnerFr.attempt.words : partnerFr.attempt.again}</p>
    <Form visit={visit} form={{ values: {}, errors: [], csrf }} action={pathTo(referral.id, 'contact')}>
      <input type="hidden" name="joint" value="non" />
      <div class="one-click">
        {contactChannels.map((channel) => (
          <button class="button button-quiet" type="submit" name="moyen" value={channel} key={channel}>
            {partnerFr.channels[channel]}
          </button>
        ))}
      </div>
    </Form>
  </section>
)

const ReferralPage = ({
  visit,
  seen,
  csrf,
  done,
  timeZone,
}: {
  visit: Visit
  seen: Seen
  csrf: string
  done: string | null
  timeZone: string
}) => {
  const { referral } = seen
  const acts = actsOn(seen)
  const { id, state, age, commune, need, theme, offer, partner, dueDay, sentAt, windowDays, counting } = referral
  return (
    <>
      <BackLink href={visit.href('/')} label={words.back} />
      {done !== null && <Done words={done} />}
      <h1>
        {nameOf(seen) === '' ? partnerFr.inbox.somebody : nameOf(seen)}
        {`, ${partnerFr.inbox.age(age)}`}
      </h1>
      <p class="referral-head">
        <span class={`state state-${isAwaited(state) ? 'awaited' : state}`}>{partnerFr.states[state]}</span>
        <Due {...referral} />
        {isAwaited(state) && <span>{partnerFr.inbox.due(dueDay)}</span>}
      </p>
      {state === 'unresolved' && (
        <Notice tone="info">
          <p>{words.unresolved(referral.unresolvedCause)}</p>
        </Notice>
      )}
      <section class="checked">
        <h2>{words.contact}</h2>
        <Contact contact={referral.contact} />
      </section>
      {mayAct('referral', seen.standings) && isHeld(state) && <Attempt visit={visit} referral={referral} csrf={csrf} />}
      {acts.length > 0 && (
        <section>
          <h2>{mayAct('referral', seen.standings) ? words.acts : words.supervision}</h2>
          <LinkCards
            links={acts.map(({ path, label, icon }) => ({ href: visit.href(pathTo(id, path)), label, icon }))}
          />
        </section>
      )}
      <section>
        <h2>{words.notes}</h2>
        {referral.notes.length === 0 && <p class="hint">{words.noNotes}</p>}
        {referral.notes.map((note) => (
          <article class="note" key={note.id}>
            <p class="typed">{note.words}</p>
            <p class="hint">
              {partnerFr.moment(note.writtenAt.toString(), timeZone)}
              {note.author !== null && ` · ${note.author}`}
              {note.visibility === 'private' && ` · ${togetherFr.note.isPrivate}`}
            </p>
          </article>
        ))}
      </section>
      <section class="checked">
        <h2>{words.about}</h2>
        <Facts
          facts={[
            { label: words.need, value: need?.name ?? theme.name },
            { label: words.commune, value: commune.name },
            { label: words.offer, value: offer.title },
            { label: words.partner, value: partner.name },
            ...(referral.referent === null ? [] : [{ label: words.followedBy, value: referral.referent.name }]),
            { label: words.reference, value: <span class="reference">{id.slice(0, 8).toUpperCase()}</span> },
            { label: words.sent, value: partnerFr.moment(sentAt.toString(), timeZone) },
            { label: words.promised, value: partnerFr.promise(windowDays, counting) },
            ...referral.answers.map(({ question, answers }) => ({ label: question, value: answers.join(' · ') })),
          ]}
        />
      </section>
      <Together visit={visit} seen={seen} timeZone={timeZone} />
      <section>
        <h2>{words.history}</h2>
        <ol class="timeline">
          {referral.timeline.map((entry, place) => (
            <li key={place}>
              <p>{words.event(entry)}</p>
              <p class="hint">
                {partnerFr.moment(entry.at.toString(), timeZone)} · {words.by(entry.by.name, entry.by.kind)}
              </p>
            </li>
          ))}
        </ol>
        {referral.attempts > 0 && <p class="hint">{words.attempts(referral.attempts)}</p>}
        {referral.lateContactAt !== null && <p class="hint">{words.late}</p>}
      </section>
      {mayAct('problem-reporting', seen.standings) && (
        <p class="standing-links">
          <a href={visit.href(`/signalements/nouveau?demande=${id}`)}>{problemsFr.link}</a>
        </p>
      )}
    </>
  )
}

const query = z.object({
  fait: z
    .enum([
      'prise',
      'contact',
      'tentative',
      'refus',
      'fin',
      'note',
      'passage',
      'equipe',
      'reorientation',
      'prolongation',
      'arret',
      'a-deux',
      'proposition',
      'parcours',
      'fin-a-deux',
      'retrait',
    ])
    .optional()
    .catch(undefined),
})

/** One referral: who asks, how to reach them, what has happened, what can be done. */
export const referralRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  const { visits } = parts
  app.get('/mises-en-relation/:id', async (request, reply) => {
    const visit = await visits.of(request)
    const seen = await loadReferral(request, parts)
    const { fait } = query.parse(request.query)
    return visits.send(reply, visit, {
      title: nameOf(seen) === '' ? partnerFr.inbox.somebody : nameOf(seen),
      body: (
        <ReferralPage
          visit={visit}
          seen={seen}
          csrf={visits.csrf(reply)}
          done={fait === undefined ? null : { ...partnerFr.done, ...togetherFr.done }[fait]}
          timeZone={seen.referral.timeZone}
        />
      ),
    })
  })
}
