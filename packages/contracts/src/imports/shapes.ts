import { importStates, lineOutcomes } from '@boussole/domain'
import type { TerritoryId } from '@boussole/domain'
import { z } from 'zod'
import { instant } from '../times.ts'
import { id } from '../words.ts'
import { importKinds } from './fields.ts'

const kinds = z.enum(importKinds, 'Les valeurs possibles sont : partners, offers, referents.')

/** POST /imports: of which territory, and of what the file that is sent as the body is. */
export const importQuery = z.strictObject({
  territory: id<TerritoryId>(),
  kind: kinds,
  name: z.string().max(160).default('fichier'),
  /** Apply it as soon as it is tried, if no line is refused. */
  apply: z.enum(['true', 'false'], 'Les valeurs possibles sont : true, false.').default('false'),
})

export const importParams = z.strictObject({ id: z.string().max(60) })

/** An import: where it stands, and how many of its lines came to which end. */
export const importView = z
  .strictObject({
    id: z.string(),
    kind: kinds,
    state: z.enum(importStates),
    createdAt: instant,
    lines: z.int(),
    /** Of what is under way: bytes while the file is read, lines afterwards. */
    progress: z.strictObject({ done: z.int(), whole: z.int() }),
    counts: z.record(z.enum(lineOutcomes), z.int()),
    /** Why nothing was done, in words, and the first lines it is about. */
    failure: z.strictObject({ code: z.string(), detail: z.string(), lines: z.array(z.int()) }).nullable(),
  })
  .meta({ id: 'Import' })

/** GET /exports/{name} */
export const exportQuery = z.strictObject({ territory: id<TerritoryId>() })
export const exportParams = z.strictObject({ name: z.string().max(60) })
