import { meetingContent, readShape } from '@boussole/contracts'
import type { MeetingContent } from '@boussole/contracts'
import type { Meeting } from '@boussole/db'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { inOrderOf, valueOf } from '../site/form.ts'
import type { FormError, Values } from '../site/form.ts'
import { meetingsFr } from './meetings.fr.ts'

const words = meetingsFr.form

const isoDay = z.iso.date()
const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Of each field of a meeting: where it is typed, and what is said when it is not right. */
const fields: Readonly<Record<string, FormError>> = {
  subject: { field: 'objet', message: words.subjectMissing },
  words: { field: 'mots', message: words.wordsTooLong },
  place: { field: 'lieu', message: words.placeMissing },
  link: { field: 'visio', message: words.linkWrong },
}

/** The fields as they follow each other in the form: what is wrong is told in the same order. */
const order = ['objet', 'jour', 'debut', 'fin', 'lieu', 'visio', 'mots']

/** A meeting as it is typed in its form: a day and two hours, as they are where the territory is. */
export const readTyped = (
  values: Values,
  timeZone: string,
): { readonly value: MeetingContent } | { readonly errors: readonly FormError[] } => {
  const day = isoDay.safeParse(valueOf(values, 'jour'))
  const from = hour.safeParse(valueOf(values, 'debut'))
  const to = hour.safeParse(valueOf(values, 'fin'))
  const at = (plainTime: string): string =>
    day.success ? Temporal.PlainDate.from(day.data).toZonedDateTime({ timeZone, plainTime }).toInstant().toString() : ''
  const read = readShape(meetingContent, {
    subject: valueOf(values, 'objet'),
    words: valueOf(values, 'mots').replaceAll('\r\n', '\n'),
    startsAt: day.success && from.success ? at(from.data) : '2000-01-01T00:00:00Z',
    endsAt: day.success && to.success ? at(to.data) : '2000-01-01T01:00:00Z',
    place: valueOf(values, 'lieu'),
    link: valueOf(values, 'visio'),
  })
  const errors = [
    ...(day.success ? [] : [{ field: 'jour', message: words.dayMissing }]),
    ...(from.success ? [] : [{ field: 'debut', message: words.fromMissing }]),
    ...(to.success ? [] : [{ field: 'fin', message: words.toMissing }]),
    ...('errors' in read ? read.errors.map(({ path, message }) => fields[path] ?? { field: '', message }) : []),
  ]
  if (!('errors' in read) && errors.length === 0) return read
  return { errors: inOrderOf(order, errors) }
}

/** What the form of a meeting holds before anything is changed. */
export const typedOf = ({ subject, words: said, startsAt, endsAt, place, link, timeZone }: Meeting): Values => {
  const [starts, ends] = [startsAt.toZonedDateTimeISO(timeZone), endsAt.toZonedDateTimeISO(timeZone)]
  const hourOf = (moment: Temporal.ZonedDateTime): string => moment.toPlainTime().toString({ smallestUnit: 'minute' })
  return {
    objet: [subject],
    mots: [said],
    jour: [starts.toPlainDate().toString()],
    debut: [hourOf(starts)],
    fin: [hourOf(ends)],
    lieu: [place],
    visio: [link],
  }
}
