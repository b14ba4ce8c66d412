import { createHash } from 'node:crypto'
import {
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { giveUp, root, run, stopIfAsked } from './children.mjs'

export const pnpm = 'pnpm@10.34.9'
const marker = join(root, 'node_modules', '.boussole-installed')
const lock = join(root, '.boussole', 'installing')

/** What the installed packages depend on: the same fingerprint means there is nothing to install. */
const fingerprint = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .update(readFileSync(join(root, 'pnpm-workspace.yaml')))
    .update([pnpm, process.version, process.platform, process.arch].join())
    .digest('hex')

const unlessMissing = (read) => {
  try {
    return read()
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

const isInstalled = () => unlessMissing(() => readFileSync(marker, 'utf8')) === fingerprint()

const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** The lock is a link whose target is a process id: a link is made whole or not at all. False when another has it. */
const takeLock = () => {
  mkdirSync(dirname(lock), { recursive: true })
  try {
    symlinkSync(String(process.pid), lock)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** From now on the lock holds as long as the installer lives, even if we are killed before it. */
const handLockTo = (pid) => {
  symlinkSync(String(pid), `${lock}-${pid}`)
  renameSync(`${lock}-${pid}`, lock)
}

const releaseLock = () => rmSync(lock, { force: true })

/** One install at a time in one tree: waits for the one that runs, and forgets the lock of one that died. */
const waitForLock = async () => {
  for (let waitedMs = 0; !takeLock(); waitedMs += 200) {
    const holder = Number(unlessMissing(() => readlinkSync(lock)))
    if (Number.isNaN(holder)) continue
    if (!isAlive(holder)) {
      releaseLock()
      continue
    }
    if (waitedMs === 0) console.log(`Process ${holder} is installing the packages already; waiting for it.`)
    if (waitedMs > 600_000)
      giveUp(1, `Process ${holder} has held ${lock} for ten minutes: stop it, or delete that file.`)
    await wait(200)
    stopIfAsked()
  }
  process.once('exit', releaseLock)
}

const explainFailure = (code) => {
  const { bavail, bsize } = statfsSync(root)
  const free = ((bavail * bsize) / 1e9).toFixed(1)
  giveUp(
    code,
    `L'installation n'a pas abouti (code ${code}) : la cause est dite ci-dessus.`,
    `Vérifiez le réseau et la place sur le disque (${free} Go libres, il en faut 2), puis relancez la même commande.`,
    '',
    `The packages could not be installed (code ${code}): the cause is said above.`,
    `Check the network and the disk (${free} GB free, 2 are needed), then run the same command again.`,
    `If you changed a package.json, first run: npx ${pnpm} install --no-frozen-lockfile`,
  )
}

/** Installs what the lockfile asks for, unless it is there already. Killed half-way, the next run does it again. */
export const install = async () => {
  if (isInstalled()) return
  await waitForLock()
  if (!isInstalled()) {
    console.log('Installing the packages (the first time, or their list changed): about a minute.')
    rmSync(marker, { force: true })
    // Without a network, say so within seconds rather than minutes.
    const network = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000']
    const options = ['--frozen-lockfile', '--config.confirmModulesPurge=false', ...network]
    const code = await run('npx', ['--yes', ...network, pnpm, 'install', ...options], handLockTo)
    stopIfAsked()
    if (code !== 0) explainFailure(code)
    writeFileSync(marker, fingerprint())
    console.log('Packages installed.\n')
  }
  releaseLock()
  process.off('exit', releaseLock)
}
