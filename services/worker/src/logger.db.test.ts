import { addNote, closeDatabase, findZones, openDatabase, transact } from '@boussole/db'
import { useDatabase } from '@boussole/testing'
import { randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { createLogger } from './logger.ts'

const database = useDatabase()

test('the log of a statement that failed holds its code and its place, and nobody’s words', async () => {
  const lines: string[] = []
  const log = createLogger('info', { write: (line) => lines.push(line) })
  const db = openDatabase({ url: database.url, connections: 1, applicationName: 'test', onError: () => undefined })
  const now = Temporal.Instant.from('2026-11-20T09:00:00Z')
  const ids = { referralId: randomUUID(), authorId: randomUUID(), partnerId: null }
  const note = { ...ids, words: 'Camille Durand', visibility: 'shared', now } as const
  for (const failing of [transact(db, (tx) => addNote(tx, note)), findZones(db, 'Camille Durand')]) {
    await failing.then(
      () => expect.unreachable('this statement fails'),
      (error: unknown) => log.error({ err: error }, 'a mail could not be prepared'),
    )
  }
  await closeDatabase(db)
  expect(lines.join('')).not.toMatch(/Camille|Durand/)
  expect(lines.map((line) => /"code":"(\w+)"/.exec(line)?.[1])).toEqual(['23503', '22P02'])
  expect(lines[0]).toContain('"table":"notes"')
  expect(lines[0]).toMatch(/"frames":\["at /)
})
