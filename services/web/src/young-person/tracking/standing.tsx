import type { TrackingView } from '@boussole/contracts'
import { ButtonLink, PromiseDate } from '../../components/blocks.tsx'
import { Icon } from '../../components/icon.tsx'
import type { IconName } from '../../components/icon.tsx'
import type { Visit } from '../../site/visit.tsx'
import { contactedDay, hasHappened, isClaimed, isNotified, trackingWordsIn } from './parts.ts'
import type { TrackedReferral } from './parts.ts'

const look: Readonly<Record<TrackedReferral['state'], { readonly tone: string; readonly icon: IconName }>> = {
  sent: { tone: 'waiting', icon: 'clock' },
  accepted: { tone: 'waiting', icon: 'clock' },
  contacted: { tone: 'good', icon: 'check' },
  declined: { tone: 'ended', icon: 'cross' },
  lapsed: { tone: 'ended', icon: 'warning' },
  redirected: { tone: 'ended', icon: 'swap' },
  withdrawn: { tone: 'ended', icon: 'cross' },
  closed: { tone: 'ended', icon: 'check' },
  unresolved: { tone: 'alert', icon: 'people' },
}

const Next = ({ visit, view, referral }: { visit: Visit; view: TrackingView; referral: TrackedReferral }) => {
  const words = trackingWordsIn(visit.language)
  const { standing, acts } = words
  const { state, partner, dueDay, contactedAt, newsDay } = referral
  const promise = <PromiseDate words={standing.promise} date={words.day(dueDay)} />
  const next = view.contact.email === null ? standing.sentNextByLink : standing.sentNext
  switch (state) {
    case 'sent':
      return (
        <>
          <p>{isNotified(view, referral) ? standing.notified(partner.name) : standing.sent(partner.name)}</p>
          {promise}
          <p class="hint">{next}</p>
        </>
      )
    case 'accepted':
      if (referral.graceUntil !== null) {
        return (
          <>
            <p>{standing.grace(partner.name)}</p>
            <p class="hint">{standing.graceNext}</p>
          </>
        )
      }
      return (
        <>
          <p>{standing.accepted(partner.name)}</p>
          {promise}
          <p class="hint">{next}</p>
        </>
      )
    case 'contacted': {
      const day = contactedDay(view, referral)
      return (
        <>
          <p>
            {hasHappened(view, referral, 'contact-recorded')
              ? standing.contacted(partner.name, words.day(day))
              : standing.tried(partner.name, words.day(day))}
          </p>
          <p class="hint">{isClaimed(view, referral) ? standing.claimedNext : standing.contactedNext}</p>
        </>
      )
    }
    case 'unresolved': {
      const mayChoose = view.choices.some(({ referralId }) => referralId === referral.id)
      return (
        <>
          <p>{standing.unresolved}</p>
          {newsDay !== null && <PromiseDate words={standing.news} date={words.day(newsDay)} />}
          {mayChoose && (
            <>
              <p>{standing.unresolvedChoice}</p>
              <ButtonLink href={visit.href(`/suivi/choix/${referral.id}`)} label={acts.choose} icon="arrow-right" />
            </>
          )}
        </>
      )
    }
    case 'closed':
      return (
        <>
          <p>{contactedAt === null ? standing.closedByTeam : standing.closed(partner.name)}</p>
          <p class="hint">{standing.closedNext}</p>
        </>
      )
    case 'withdrawn':
      return <p>{standing.withdrawn(partner.name)}</p>
    case 'redirected':
    case 'declined':
    case 'lapsed':
      return <p>{standing.moved(partner.name)}</p>
  }
}

const Links = ({ visit, view, referral }: { visit: Visit; view: TrackingView; referral: TrackedReferral }) => {
  const { acts } = trackingWordsIn(visit.language)
  const { id, state, partner, contactedAt } = referral
  if (state !== 'contacted' && state !== 'closed') return null
  const mayClaim = contactedAt !== null && !isClaimed(view, referral)
  const mayJudge = !hasHappened(view, referral, 'feedback-given')
  if (!mayClaim && !mayJudge) return null
  return (
    <p class="standing-links">
      {mayClaim && <a href={visit.href(`/suivi/reclamation/${id}`)}>{acts.claim(partner.name)}</a>}
      {mayJudge && <a href={visit.href(`/suivi/avis/${id}`)}>{acts.feedback(partner.name)}</a>}
    </p>
  )
}

/** A second service that supports the young person, or asks to. */
const Together = ({ visit, referral }: { visit: Visit; referral: TrackedReferral }) => {
  const { accompaniment: words } = trackingWordsIn(visit.language)
  const { accompaniment, partner } = referral
  if (accompaniment === null) return null
  const { beganAt, pathwayReferent } = accompaniment
  const href = visit.href(`/suivi/accompagnement/${referral.id}`)
  return (
    <div class="together">
      <h3>{words.heading}</h3>
      <p>{(beganAt === null ? words.asked : words.runs)(partner.name, accompaniment.partner.name)}</p>
      <p class="hint">{words.pathway(pathwayReferent.name, pathwayReferent.partnerName)}</p>
      {beganAt === null ? (
        <ButtonLink href={href} label={words.answer} icon="arrow-right" />
      ) : (
        <p class="standing-links">
          <a href={href}>{words.change}</a>
        </p>
      )}
    </div>
  )
}

/** Where one of the chosen services stands: state, what comes next and by when, what can be done. */
export const Standing = ({
  visit,
  view,
  referral,
}: {
  visit: Visit
  view: TrackingView
  referral: TrackedReferral
}) => {
  const { standing } = trackingWordsIn(visit.language)
  const { tone, icon } = look[referral.state]
  const isOnlyTried = referral.state === 'contacted' && !hasHappened(view, referral, 'contact-recorded')
  return (
    <li class={`standing standing-${tone}`}>
      <p class="standing-state">
        <Icon name={icon} />
        <span>{isOnlyTried ? standing.triedState : standing.states[referral.state]}</span>
      </p>
      <h2>
        <span lang="fr">{referral.partner.name}</span>
      </h2>
      <p class="standing-offer" lang="fr">
        {referral.offerTitle}
      </p>
      <Next visit={visit} view={view} referral={referral} />
      <Together visit={visit} referral={referral} />
      <Links visit={visit} view={view} referral={referral} />
    </li>
  )
}
