import { Readable } from 'node:stream'
import { listLines } from '@boussole/db'
import type { Database, Import } from '@boussole/db'
import { stringify } from 'csv-stringify'
import type { FastifyInstance } from 'fastify'
import type { ProfessionalParts } from '../../professional/parts.ts'
import { importOf } from './columns.tsx'
import { importsFr } from './imports.fr.ts'
import { lineInWords } from './lines.tsx'
import { importsPath } from './list.tsx'
import { toldOf } from './told.ts'

const linesAtOnce = 1_000

/** Every line of the report with the cells of the file, page after page: no more than a page is in memory. */
async function* reportRows(db: Database, { id, kind, file }: Import): AsyncGenerator<string[]> {
  yield [...importsFr.report.head, ...(file?.headers ?? [])]
  for (let after = 0; ;) {
    const lines = await listLines(db, id, { after, limit: linesAtOnce })
    const told = await toldOf(db, kind, lines)
    for (const line of lines) {
      const said = lineInWords(line, told)
      yield [
        String(line.line),
        line.outcome === null ? '' : importsFr.outcomes[line.outcome],
        line.name ?? '',
        said.faults.join(' '),
        said.mended.join(', '),
        said.changes.join(' ; '),
        said.lacks,
        said.twin,
        ...line.cells,
      ]
    }
    const last = lines.at(-1)
    if (last === undefined || lines.length < linesAtOnce) return
    after = last.line
  }
}

/** The report as a file for spreadsheets; what they would read as a formula is kept as words. */
export const importReportRoute = (app: FastifyInstance, parts: ProfessionalParts): void => {
  app.get(`${importsPath}/:id/rapport.csv`, async (request, reply) => {
    const found = await importOf(request, parts)
    const rows = Readable.from(reportRows(parts.deps.db, found))
    const csv = rows.pipe(stringify({ bom: true, delimiter: ';', escape_formulas: true }))
    rows.on('error', (error) => csv.destroy(error))
    reply.header('content-disposition', `attachment; filename="boussole-import-${found.id}.csv"`)
    return reply.type('text/csv; charset=utf-8').send(csv)
  })
}
