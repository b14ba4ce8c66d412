import { z } from 'zod'
import { day } from './times.ts'
import { id, sampleId } from './words.ts'

const named = z.strictObject({ code: z.string(), name: z.string() })

/** A referent as the own partner sees them; no theme: all of them; no zone: the whole territory. */
const member = z.strictObject({
  referentId: z.string(),
  name: z.string(),
  deputyId: z.string().nullable(),
  themes: z.array(z.string()),
  zones: z.array(z.string()),
  /** Those that are not over; both days count. */
  absences: z.array(z.strictObject({ id: z.string(), fromDay: day, toDay: day })),
  offers: z.array(z.strictObject({ id: z.string(), title: z.string() })),
})

/** GET /referents: the teams of the partners one answers for. */
export const teamList = z
  .strictObject({
    items: z.array(
      z.strictObject({
        partnerId: z.string(),
        name: z.string(),
        today: day,
        members: z.array(member),
        themes: z.array(named),
        zones: z.array(named),
      }),
    ),
  })
  .meta({ id: 'Teams' })

/** POST /absences: both days count; the deputy receives meanwhile. */
export const absencePlanned = z.strictObject({ referentId: id(), fromDay: day, toDay: day }).meta({
  id: 'AbsencePlanned',
  example: { referentId: sampleId, fromDay: '2026-12-21', toDay: '2027-01-03' },
})

/** What POST /absences answers: offers for which nobody answers on these days pause by themselves. */
export const absenceKept = z
  .strictObject({
    id: z.string(),
    pausedOffers: z.array(z.strictObject({ offerId: z.string(), title: z.string(), fromDay: day, toDay: day })),
  })
  .meta({ id: 'AbsenceKept' })

export const absenceParams = z.strictObject({ referent: id(), id: z.string().regex(/^\d{1,18}$/) })
