import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestOptions } from 'vitest'
import { skippedFor } from './skip-report.ts'

/** Public schemas are not ours to hand on: they are read beside the repository, or where REFERENCE_DATA says. */
const folder = process.env.REFERENCE_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url))

/** The JSON schemas against which exports are held, by their publishers' paths. */
const paths = {
  'data.inclusion structure': 'data-inclusion-v1/schemas/v1/structure.json',
  'data.inclusion service': 'data-inclusion-v1/schemas/v1/service.json',
  'HSDS service': 'hsds-3.0/service.json',
} as const

/** Options for a `describe` that needs them: without them its tests are skipped, counted and named. */
export const needsPublicSchemas = (): TestOptions =>
  Object.values(paths).every((path) => existsSync(join(folder, path)))
    ? {}
    : skippedFor('no public schemas (data.inclusion v1 and HSDS 3.0; name their folder with REFERENCE_DATA)')

/** One of them, as published. */
export const publicSchema = (name: keyof typeof paths): unknown =>
  JSON.parse(readFileSync(join(folder, paths[name]), 'utf8'))
