import { audit } from './audit.mjs'
import { giveUp, runFile, runTool, stopIfAsked } from './children.mjs'
import { install } from './install.mjs'

/** Runs every step even when one fails, so that one run shows everything. Returns the names of those that failed. */
const check = async () => {
  const steps = [
    ['format', 'oxfmt', '--check'],
    ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
    ['types', 'tsc', '-p', 'tsconfig.json'],
    ['unused', 'knip', '--no-progress'],
  ]
  const failed = []
  for (const [name, tool, ...args] of steps) {
    console.log(`\n> ${name}: ${[tool, ...args].join(' ')}`)
    const code = await runTool(tool, ...args)
    stopIfAsked()
    console.log(code === 0 ? `> ${name}: passed` : `> ${name}: FAILED (code ${code})`)
    if (code !== 0) failed.push(name)
  }
  console.log(failed.length === 0 ? '\nCheck: all passed.' : `\nCheck: FAILED (${failed.join(', ')}), see above.`)
  return failed
}

const jobs = {
  start: (args) => runFile('packages/local/src/start.ts', args),
  // With arguments, only the tests they choose. Vitest's own summary always comes last.
  test: async (args) => {
    const failed = args.length === 0 ? await check() : []
    if (failed.length > 0) console.log('The tests run all the same; this command will end as failed.')
    const code = await runTool('vitest', 'run', ...args)
    return code === 0 && failed.length > 0 ? 1 : code
  },
  check: async () => ((await check()).length === 0 ? 0 : 1),
  audit,
  format: () => runTool('oxfmt', '--write'),
  build: (args) => runFile('scripts/build.mjs', args),
  migrate: (args) => runFile('packages/db/src/migrate-command.ts', args),
  simulate: (args) => runFile('packages/simulator/src/main.ts', args),
  chaos: (args) => runFile('packages/testing/src/chaos/main.ts', args),
  bench: (args) => runFile('packages/bench/src/main.ts', args),
  'prove:ten-days': (args) => runFile('packages/testing/src/proofs/ten-days.ts', args),
  'measure:pages': (args) => runFile('packages/testing/src/browser/measure-pages.ts', args),
  'measure:import': (args) => runFile('packages/testing/src/proofs/measure-import.ts', args),
  screens: (args) => runFile('packages/testing/src/browser/take-screens.ts', args),
}

const [name, ...args] = process.argv.slice(2)
const job = Object.entries(jobs).find(([known]) => known === name)?.[1]
if (job === undefined) giveUp(2, `Unknown job; there are: ${Object.keys(jobs).join(', ')}`)
await install()
process.exitCode = await job(args)
