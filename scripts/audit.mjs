import { spawnSync } from 'node:child_process'
import { root } from './children.mjs'
import { pnpm } from './install.mjs'

const serious = new Set(['high', 'critical'])

/** What the registry told; undefined when it told nothing that can be read. */
const read = (output) => {
  try {
    return JSON.parse(output)
  } catch {
    return undefined
  }
}

/**
 * Asks the registry for known weaknesses of what production runs with. 0: none that is high; 1: there are, by name;
 * 3: the registry did not answer, so nothing is known.
 */
export const audit = () => {
  const { stdout } = spawnSync('npx', ['--yes', pnpm, 'audit', '--prod', '--json'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
  })
  const told = read(stdout ?? '')
  if (told?.advisories === undefined) {
    console.log(`Audit: the registry does not answer (${told?.error?.message ?? 'no answer'}): nothing is known.`)
    return 3
  }
  const found = Object.values(told.advisories)
  const high = found.filter(({ severity }) => serious.has(severity))
  for (const { severity, module_name: name, title, url } of high) console.log(`${severity}: ${name}, ${title} ${url}`)
  console.log(`Audit of what production runs with: ${high.length} high or critical, ${found.length} in all.`)
  return high.length === 0 ? 0 : 1
}
