import type { Meeting, MeetingSummary } from '@boussole/db'
import type { Visit } from '../site/visit.tsx'
import { meetingsFr as words } from './meetings.fr.ts'

const stateOf = ({ isCancelled, hasBegun, minutesSentAt, coming, invited }: MeetingSummary) => {
  if (isCancelled) return { tone: 'alert', said: words.states.cancelled }
  if (minutesSentAt !== null) return { tone: 'good', said: words.states.sent }
  if (hasBegun) return { tone: 'over', said: words.states.past }
  return { tone: 'waiting', said: words.states.coming(coming, invited) }
}

export const MeetingState = ({ meeting }: { meeting: MeetingSummary }) => {
  const { tone, said } = stateOf(meeting)
  return <span class={`state state-${tone}`}>{said}</span>
}

/** Meetings, one under the other. `base`: where their pages are. */
export const MeetingList = ({ visit, items, base }: { visit: Visit; items: readonly MeetingSummary[]; base: string }) =>
  items.length === 0 ? null : (
    <ul class="referrals">
      {items.map((meeting) => (
        <li key={meeting.id}>
          <a class="referral" href={visit.href(`${base}/${meeting.id}`)}>
            <span class="referral-who">
              <strong>{meeting.subject}</strong>
              <span class="hint">{meeting.territoryName}</span>
            </span>
            <span class="referral-what">
              {words.when(meeting.startsAt.toString(), meeting.endsAt.toString(), meeting.timeZone)}
              <span class="hint">{meeting.place === '' ? words.facts.link : meeting.place}</span>
            </span>
            <span class="referral-when">
              <MeetingState meeting={meeting} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  )

/** The two lists of meetings. */
export const MeetingTabs = ({ visit, base, past }: { visit: Visit; base: string; past: boolean }) => (
  <nav class="tabs" aria-label={words.lists}>
    <a href={visit.href(base)} {...(past ? {} : { 'aria-current': 'page' as const })}>
      {words.upcoming}
    </a>
    <a href={visit.href(`${base}?liste=passees`)} {...(past ? { 'aria-current': 'page' as const } : {})}>
      {words.past}
    </a>
  </nav>
)

/** When, where and by whom. */
export const factsOf = (meeting: Meeting) => [
  {
    label: words.facts.when,
    value: words.when(meeting.startsAt.toString(), meeting.endsAt.toString(), meeting.timeZone),
  },
  ...(meeting.place === '' ? [] : [{ label: words.facts.place, value: meeting.place }]),
  ...(meeting.link === ''
    ? []
    : [
        {
          label: words.facts.link,
          value: (
            <a href={meeting.link} rel="noreferrer">
              {meeting.link}
            </a>
          ),
        },
      ]),
  { label: words.facts.by, value: meeting.calledBy.name },
]
