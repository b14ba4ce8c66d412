import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const command = fileURLToPath(new URL('migrate-command.ts', import.meta.url))

const migrateAt = (databaseUrl: string) => {
  const ended = spawnSync(process.execPath, ['--import', 'tsx', command], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    encoding: 'utf8',
  })
  return { code: ended.status, words: ended.stderr }
}

test('a database that does not answer is told in one sentence, without its password', () => {
  const { code, words } = migrateAt('postgres://boussole:secret@127.0.0.1:1/boussole')
  expect(code).toBe(1)
  expect(words).toBe(
    'No database answers at postgres://boussole@127.0.0.1:1/boussole (ECONNREFUSED). Is it running? Is DATABASE_URL right?\n',
  )
})

test.each(['', 'boussole'])('%j is no address of a database', (databaseUrl) => {
  const { code, words } = migrateAt(databaseUrl)
  expect(code).toBe(2)
  expect(words).toMatch(/^DATABASE_URL .*postgres:\/\/.*\n$/)
})
