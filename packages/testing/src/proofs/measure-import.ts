import { applyImport, readImport, receiveImport, runImports, tryImport, undoImport } from '@boussole/commands'
import { closeDatabase, findProfessional, openDatabase } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { createDemoDatabase } from '../demo-database.ts'
import { inChunks, manyPartnerLines } from '../many-lines.ts'

// What a file of 50,000 partners costs: lines a second of each step, and the memory of this process, which sends the
// file, reads it and has it written.

const lines = Number(process.argv[2] ?? 50_000)
const email = 'marion.delcasse@info-jeunes-loire.example'

const database = await createDemoDatabase()
const onError = (error: Error) => process.stderr.write(`${error.message}\n`)
const db = openDatabase({ url: database.url, connections: 5, applicationName: 'measure', onError })
const { rows } = await db.$client.query<{ id: string }>('select id from users where email = $1', [email])
const animator = await findProfessional(db, asId<UserId>(rows[0]?.id ?? ''))
const [territoryId] = animator?.territoryIds ?? []
if (animator === undefined || territoryId === undefined) throw new Error('no animator')

let peak = 0
const watching = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, 50)
const inMb = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`
const content = manyPartnerLines(lines)
const deps = { db }
process.stdout.write(
  `${lines} lines, ${inMb(Buffer.byteLength(content))}; before: ${inMb(process.memoryUsage.rss())}\n`,
)

const timed = async <Result>(what: string, act: () => Promise<Result>): Promise<Result> => {
  const start = performance.now()
  const result = await act()
  const seconds = (performance.now() - start) / 1000
  const speed = Math.round(lines / seconds)
  process.stdout.write(`${what}: ${seconds.toFixed(1)} s, ${speed} lines a second, at most ${inMb(peak)}\n`)
  return result
}

const sent = { territoryId, kind: 'partners' as const, fileName: 'many.csv', content: inChunks(content) }
const id = await timed('received', () => receiveImport(sent, animator, deps))
const { mapping } = await readImport(id, animator, db)
await tryImport(id, { mapping: mapping ?? [] }, animator, deps)
await timed('tried', () => runImports(deps))
await applyImport(id, { withoutRefused: true, withMailTwins: false }, animator, deps)
await timed('applied', () => runImports(deps))
await undoImport(id, animator, deps)
await timed('undone', () => runImports(deps))
const { state, failure } = await readImport(id, animator, db)
process.stdout.write(`ends as: ${state}${failure === null ? '' : ` (${failure})`}\n`)
clearInterval(watching)
await closeDatabase(db)
await database.leave()
