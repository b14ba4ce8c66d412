import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { calendarFile } from './calendar.ts'
import type { CalendarMeeting } from './calendar.ts'

const meeting: CalendarMeeting = {
  uid: 'rencontre-7d21@boussole.example',
  sequence: 2,
  method: 'REQUEST',
  writtenAt: '2026-11-26T09:00:00Z',
  startsAt: '2026-12-08T13:00:00Z',
  endsAt: '2026-12-08T15:00:00Z',
  subject: 'Groupe de travail « logement » ; point d’étape, et tour de table des référentes et référents de la Loire',
  words: 'Ordre du jour :\n- les délais\n- les absences',
  place: 'Info Jeunes Loire, 12 rue de la Rose-des-Vents, Saint-Étienne',
  url: 'https://boussole.example/pro/rencontres/7d21',
  organizer: { name: 'Marion Delcasse', email: 'marion.delcasse@info-jeunes-loire.example' },
  attendee: { name: 'Amélie Garcin', email: 'amelie.garcin@premier-toit.example' },
}

const read = (content: string) => {
  const calendar = ICAL.Component.fromString(content)
  const component = calendar.getFirstSubcomponent('vevent')
  if (component === null) throw new Error('no event in the calendar')
  const event = new ICAL.Event(component)
  return { method: calendar.getFirstPropertyValue('method'), status: component.getFirstPropertyValue('status'), event }
}

describe('a file for calendars', () => {
  test('says what, when and where, by whom and to whom, as another reader reads it', () => {
    const { method, content } = calendarFile(meeting)
    const { event, status, ...told } = read(content)
    expect(method).toBe('REQUEST')
    expect(told.method).toBe('REQUEST')
    expect(status).toBe('CONFIRMED')
    expect(event.uid).toBe(meeting.uid)
    expect(event.sequence).toBe(2)
    expect(event.summary).toBe(meeting.subject)
    expect(event.description).toBe(meeting.words)
    expect(event.location).toBe(meeting.place)
    expect(event.startDate.toJSDate().toISOString()).toBe('2026-12-08T13:00:00.000Z')
    expect(event.endDate.toJSDate().toISOString()).toBe('2026-12-08T15:00:00.000Z')
    expect(event.organizer).toBe(`mailto:${meeting.organizer.email}`)
    expect(event.attendees.map((each) => String(each.getFirstValue()).toLowerCase())).toEqual([
      'mailto:amelie.garcin@premier-toit.example',
    ])
  })

  test('calls a meeting off', () => {
    const { content } = calendarFile({ ...meeting, method: 'CANCEL', sequence: 3 })
    const { method, status, event } = read(content)
    expect({ method, status, sequence: event.sequence, uid: event.uid }).toEqual({
      method: 'CANCEL',
      status: 'CANCELLED',
      sequence: 3,
      uid: meeting.uid,
    })
  })

  test('has lines of 75 octets at the most, each ended by CRLF (RFC 5545, 3.1)', () => {
    const { content } = calendarFile({ ...meeting, subject: 'é'.repeat(300) })
    const each = content.split('\r\n')
    expect(each.filter((line) => Buffer.byteLength(line) > 75 || line.includes('\n'))).toEqual([])
  })

  test('no words begin a line of their own in it', () => {
    const names =
      /^(BEGIN|END|VERSION|PRODID|METHOD|UID|SEQUENCE|DTSTAMP|DTSTART|DTEND|SUMMARY|LOCATION|DESCRIPTION|ORGANIZER|ATTENDEE|URL|STATUS)\b| /
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
      fc
        .array(fc.constantFrom('\r\n', '\n', 'ATTACH:x', 'X-EVIL:1', '"', ';', ',', ':', '\\', '\u0000', 'é'))
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(hostile, (words) => {
        const person = { name: words, email: words }
        const { content } = calendarFile({
          ...meeting,
          subject: words,
          words,
          place: words,
          organizer: { ...meeting.organizer, name: words },
          attendee: person,
        })
        expect(content.split('\r\n').filter((line) => line !== '' && !names.test(line))).toEqual([])
        expect(read(content).event.uid).toBe(meeting.uid)
      }),
      { numRuns: 200 },
    )
  })
})
