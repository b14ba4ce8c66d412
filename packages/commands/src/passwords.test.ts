import { expect, test } from 'vitest'
import { hashPassword, isPassword, nobodysHash } from './passwords.ts'

test('a password is recognised by its hash, and no other is', async () => {
  const kept = await hashPassword('un bon mot de passe 42')
  expect(await isPassword('un bon mot de passe 42', kept)).toBe(true)
  expect(await isPassword('un bon mot de passe 43', kept)).toBe(false)
  expect(await isPassword('', kept)).toBe(false)
})

test('an account that does not exist costs the same work, and no password opens it', async () => {
  const costOf = (phc: string) => phc.split('$').slice(1, 4)
  expect(costOf(nobodysHash)).toEqual(costOf(await hashPassword('x')))
  expect(costOf(nobodysHash)[0]).toBe('argon2id')
  expect(await isPassword('un bon mot de passe 42', null)).toBe(false)
})
