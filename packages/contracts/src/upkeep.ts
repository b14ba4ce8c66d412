import { upkeepCauses, upkeepKinds } from '@boussole/domain'
import { z } from 'zod'
import { day, instant } from './times.ts'

/** GET /upkeep/runs: `cursor` is the one that the page before gave. */
export const upkeepRunsQuery = z.strictObject({ cursor: z.string().max(100).optional() })
export const upkeepRunParams = z.strictObject({ id: z.string().max(60) })

const run = {
  id: z.string(),
  territory: z.strictObject({ id: z.string(), name: z.string() }),
  day,
  at: instant,
  /** Offers online, and how many of them it could suspend at the most. */
  online: z.int(),
  allowed: z.int(),
  undoneAt: instant.nullable(),
}

/** The runs that did something, the latest first. */
export const upkeepRunList = z
  .strictObject({ items: z.array(z.strictObject(run)), nextCursor: z.string().nullable() })
  .meta({ id: 'UpkeepRunList' })

/** A run, and what it did; what became of it when the run was taken back. */
export const upkeepRunView = z
  .strictObject({
    ...run,
    changes: z.array(
      z.strictObject({
        offerId: z.string(),
        title: z.string(),
        kind: z.enum(upkeepKinds),
        cause: z.enum(upkeepCauses),
        dueOn: day,
        undoing: z.enum(['undone', 'changed-since', 'told']).nullable(),
      }),
    ),
  })
  .meta({ id: 'UpkeepRun' })
