// The one way in: `npm start`, `npm test` and the other scripts of package.json call `node scripts/run.mjs <job>`.
// This file only looks at the machine, in words that old versions of Node still read. Windows is out of scope.
import fs from 'fs'

const needed = JSON.parse(fs.readFileSync(new URL('../package.json', import.meta.url), 'utf8')).engines.node.slice(2)
const [major, minor] = needed.split('.').map(Number)
const [ourMajor, ourMinor] = process.versions.node.split('.').map(Number)

if (process.platform === 'win32') {
  console.error(
    '\nBoussole ne fonctionne pas sous Windows : utilisez WSL.\nBoussole does not run on Windows: use WSL.\n',
  )
  process.exitCode = 1
} else if (ourMajor < major || (ourMajor === major && ourMinor < minor)) {
  console.error(`
Boussole a besoin de Node ${needed} ou plus récent ; cette machine a Node ${process.versions.node}.
Boussole needs Node ${needed} or later; this machine has Node ${process.versions.node}. See https://nodejs.org/
`)
  process.exitCode = 1
} else {
  // oxlint-disable-next-line typescript/no-floating-promises -- old Node cannot read `await` here; a rejection ends us
  import('./jobs.mjs')
}
