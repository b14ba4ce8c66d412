import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'

/** A meeting as a calendar needs it. Instants are ISO 8601. */
export interface CalendarMeeting {
  /** The same for every message about it (RFC 5545, 3.8.4.7). */
  readonly uid: string
  /** Raised by each change (RFC 5545, 3.8.7.4). */
  readonly sequence: number
  /** `REQUEST` asks somebody, `CANCEL` calls it off, `PUBLISH` only tells. */
  readonly method: 'REQUEST' | 'CANCEL' | 'PUBLISH'
  /** When this message was written. */
  readonly writtenAt: string
  readonly startsAt: string
  readonly endsAt: string
  readonly subject: string
  readonly words: string
  readonly place: string
  /** The page of the meeting. */
  readonly url: string
  readonly organizer: { readonly name: string; readonly email: string }
  readonly attendee?: { readonly name: string; readonly email: string }
}

/** A file that a mail carries for calendars. */
export interface CalendarFile {
  readonly method: CalendarMeeting['method']
  readonly content: string
}

const oneAddress = /^[^\s\p{C},;:<>()[\]"\\@]+@[^\s\p{C},;:<>()[\]"\\@]+$/u

/** Words as a calendar may hold them: lines, and no other control character. */
const lines = (words: string): string => words.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{C}\n]/gu, '')

/** A name inside a parameter: one line, without the quotes that would end it; the address where nothing is left. */
const named = ({ name, email }: { readonly name: string; readonly email: string }) => {
  const words = lines(name).replaceAll(/[\n"]/g, ' ').trim()
  return { name: words === '' ? email : words, email }
}

const isAddress = (person: { readonly email: string }): boolean => oneAddress.test(person.email)

/** An invitation, a change or a cancellation for calendars (iCalendar, RFC 5545 and 5546). Errors: an instant that is none. */
export const calendarFile = (meeting: CalendarMeeting): CalendarFile => {
  const { method, organizer, attendee } = meeting
  const calendar = ical({ prodId: '//Boussole//Rencontres//FR', method: ICalCalendarMethod[method] })
  const event = calendar.createEvent({
    id: meeting.uid,
    sequence: meeting.sequence,
    stamp: new Date(meeting.writtenAt),
    start: new Date(meeting.startsAt),
    end: new Date(meeting.endsAt),
    summary: lines(meeting.subject),
    description: lines(meeting.words),
    location: lines(meeting.place),
    url: meeting.url,
    status: method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  })
  if (isAddress(organizer)) event.organizer(named(organizer))
  // Answers are given on the page: a calendar's own would go to a mailbox.
  if (attendee !== undefined && isAddress(attendee)) event.createAttendee({ ...named(attendee), rsvp: false })
  return { method, content: calendar.toString() }
}
