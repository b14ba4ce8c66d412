import { closeDatabase, openDatabase } from '@boussole/db'
import type { Database } from '@boussole/db'
import { givenProfessional, useDatabase } from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'
import type { Deps } from './deps.ts'
import { provePassword } from './open-session.ts'
import { hashPassword, passwordsVerified } from './passwords.ts'

const database = useDatabase()
let deps: Deps

beforeAll(async () => {
  const db: Database = openDatabase({
    url: database.url,
    connections: 2,
    applicationName: 'test',
    onError: () => undefined,
  })
  deps = { db, trackingKey: 'the-tracking-key-of-the-tests-0123456789' }
  const password_hash = await hashPassword('un bon mot de passe 42')
  await givenProfessional(database.pool, { email: 'connue@partenaire.example', password_hash })
  await givenProfessional(database.pool, { email: 'sans@partenaire.example' })
  await givenProfessional(database.pool, {
    email: 'partie@partenaire.example',
    password_hash,
    left_at: '2026-01-01T00:00:00Z',
  })
  return () => closeDatabase(db)
})

test.each(['connue', 'sans', 'partie', 'personne'])(
  'a wrong password costs one verification and says the same, whoever has the address: %s',
  async (name) => {
    const before = passwordsVerified()
    await expect(provePassword({ email: `${name}@partenaire.example`, password: 'faux' }, deps)).rejects.toThrow(
      'credentials-wrong',
    )
    expect(passwordsVerified() - before).toBe(1)
  },
)
