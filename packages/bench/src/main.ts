import { parseArgs } from 'node:util'
import { redisProgram } from '@boussole/testing'
import { lineOf, verdictOf } from './figure.ts'
import type { Line, Verdict } from './figure.ts'
import { startServer } from './ground.ts'
import { watchMachine } from './machine.ts'
import { rowNames, rows } from './rows.ts'

// `npm run bench [-- --quick] [-- --only <row>]`: our figures beside their limits or peers, measured side by side. A
// target that is missed on a quiet machine ends it with code 1.

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, profile: { type: 'string' } },
})
const { only, quick, profile } = values
if (only !== undefined && !rowNames.some((name) => name === only)) {
  console.error(`--only takes one of: ${rowNames.join(', ')}`)
  process.exit(2)
}
// What was started ends with this process, once it ends by itself.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const started = performance.now()
const server = await startServer()
const hasRedis = redisProgram(process.env['PATH']) !== undefined
console.log(`Node ${process.version}, ${server.words}, ${hasRedis ? 'Redis' : 'no redis-server on the PATH'}`)

const counted: Verdict[] = []
const print = (line: Line, isQuiet: boolean): void => {
  if ('ours' in line) counted.push(verdictOf(line, isQuiet))
  console.log(lineOf(line, isQuiet))
}
let failed = 0
for (const name of rowNames) {
  if (only !== undefined && only !== name) continue
  const quiet = watchMachine()
  const since = performance.now()
  let lines: readonly Line[]
  try {
    lines = await rows[name]({ server, isQuick: quick, hasRedis, profile })
  } catch (error) {
    failed += 1
    console.log(`\n${name}: could not be measured`)
    console.error(error)
    continue
  }
  const { isQuiet, words } = quiet()
  console.log(`\n${name} (${Math.round((performance.now() - since) / 1000)} s; ${words})`)
  for (const line of lines) print(line, isQuiet)
}
await server.stop()
const count = (verdict: Verdict): number => counted.filter((one) => one === verdict).length
console.log(
  `\n${count('pass')} pass, ${count('MISS')} missed, ${count('noisy')} noisy, ${failed} not measured; ${Math.round((performance.now() - started) / 1000)} s`,
)
process.exit(count('MISS') + failed > 0 ? 1 : 0)
