import { parseArgs } from 'node:util'
import { createEnding } from '@boussole/local'
import { playChaos } from './play.ts'

// `npm run chaos -- [--quick] [--only <act>] [--seed <number>] [--kills <number>]`

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    seed: { type: 'string', default: '7' },
    kills: { type: 'string' },
  },
})
const ending = createEnding((error) => console.error(error))
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    ending.end().then(
      () => process.exit(1),
      () => process.exit(1),
    )
  })
}
const holds = await playChaos(
  {
    quick: values.quick,
    only: values.only,
    seed: Number(values.seed),
    // Played alone, it has the time.
    kills: Number(values.kills ?? (values.only === 'kill-workers' ? 50 : 10)),
  },
  ending,
)
process.exit(holds ? 0 : 1)
