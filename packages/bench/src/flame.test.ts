import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { drawFlames } from './flame.ts'

const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 6 })

test('a flame graph shows each function as wide as the processor it took, and what waits not at all', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'boussole-flame-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const profile = {
    nodes: [
      { id: 1, callFrame: frame('(root)', ''), children: [2, 4] },
      { id: 2, callFrame: frame('ask', 'file:///x/packages/db/src/a.ts'), children: [3] },
      { id: 3, callFrame: frame('', 'file:///x/node_modules/.pnpm/pg@8/node_modules/pg/lib/<b>.js') },
      { id: 4, callFrame: frame('(idle)', '') },
    ],
    samples: [2, 3, 4],
    timeDeltas: [1_000, 3_000, 50_000],
  }
  await writeFile(join(folder, 'one.cpuprofile'), JSON.stringify(profile))
  await drawFlames(folder, 'A & B')
  const svg = await readFile(join(folder, 'one.svg'), 'utf8')
  expect(svg).toContain('A &amp; B: 4 ms of processor')
  expect(svg).toContain('<title>ask · packages/db, 100.0 %</title>')
  expect(svg).toContain('<title>&lt;b>.js:7 · pg, 75.0 %</title>')
  expect(svg).not.toContain('idle')
})
