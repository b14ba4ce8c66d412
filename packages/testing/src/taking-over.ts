import { closeDatabase, findProfessional, listLines, openDatabase } from '@boussole/db'
import type { Database } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { Professional, UserId } from '@boussole/domain'
import type { ImportKind } from '@boussole/contracts'
import { beforeAll } from 'vitest'
import { givenProfessional, givenTerritory } from './builders.ts'
import { useDatabase } from './database.ts'
import type { TestDatabase } from './database.ts'
import { inChunks } from './many-lines.ts'

/** A SIRET with a right key, from any number. */
export const siretOf = (number: number): string => {
  const base = String(number).padStart(13, '0')
  const sum = Array.from(base).reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return `${base}${(10 - (sum % 10)) % 10}`
}

/** What tests of imports work with; to be read inside tests and hooks. */
export interface TakingOver {
  readonly database: TestDatabase
  readonly db: Database
  readonly territoryId: string
  readonly animator: Professional
  readonly who: (userId: string) => Promise<Professional>
  /** Sends a file; the id of its import. */
  readonly receive: (content: string | Buffer, kind?: ImportKind, fileName?: string) => Promise<string>
  /** Sends a file and tries it with the columns that are proposed. */
  readonly tryOut: (content: string | Buffer, kind?: ImportKind) => Promise<string>
  readonly applied: (content: string | Buffer, kind?: ImportKind) => Promise<string>
  readonly lines: (id: string) => ReturnType<typeof listLines>
}

/** The Loire with all its communes, and its animator, on a database of this file's own. */
export const useTakingOver = (): TakingOver => {
  // Loaded when it is called: every other test loads this package too.
  const commands = () => import('@boussole/commands')
  const database = useDatabase({ communes: true })
  let ready: { db: Database; territoryId: string; animator: Professional } | undefined
  const its = () => {
    if (ready === undefined) throw new Error('only inside tests and hooks')
    return ready
  }
  const who = async (userId: string): Promise<Professional> => {
    const found = await findProfessional(its().db, asId<UserId>(userId))
    if (found === undefined) throw new Error('nobody')
    return found
  }
  beforeAll(async () => {
    const db = openDatabase({ url: database.url, connections: 5, applicationName: 'tests', onError: () => undefined })
    const territory = await givenTerritory(database.pool)
    await database.pool.query(
      `insert into territory_communes select code, $1 from communes where department_code = '42' on conflict do nothing`,
      [territory.id],
    )
    const userId = await givenProfessional(database.pool, { role: 'animator', territoryId: territory.id })
    const animator = await findProfessional(db, asId<UserId>(userId))
    if (animator === undefined) throw new Error('nobody')
    ready = { db, territoryId: territory.id, animator }
    return () => closeDatabase(db)
  })
  const receive: TakingOver['receive'] = async (content, kind = 'partners', fileName = 'fichier.csv') => {
    const { receiveImport } = await commands()
    const sent = { territoryId: its().territoryId, kind, fileName, content: inChunks(content) }
    return receiveImport(sent, its().animator, its())
  }
  const tryOut: TakingOver['tryOut'] = async (content, kind) => {
    const { readImport, runImports, tryImport } = await commands()
    const id = await receive(content, kind)
    const { mapping } = await readImport(id, its().animator, its().db)
    await tryImport(id, { mapping: mapping ?? [] }, its().animator, its())
    await runImports(its())
    return id
  }
  return {
    database,
    get db() {
      return its().db
    },
    get territoryId() {
      return its().territoryId
    },
    get animator() {
      return its().animator
    },
    who,
    receive,
    tryOut,
    applied: async (content, kind) => {
      const { applyImport, runImports } = await commands()
      const id = await tryOut(content, kind)
      await applyImport(id, { withoutRefused: true, withMailTwins: false }, its().animator, its())
      await runImports(its())
      return id
    },
    lines: (id) => listLines(its().db, id, { limit: 200 }),
  }
}
