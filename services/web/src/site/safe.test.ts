import { expect, test } from 'vitest'
import { createSafe } from './safe.ts'

const key = 'the-cookie-key-of-the-tests-0123456789'

test('what was sealed for one cookie is nothing under the name of another', async () => {
  const safe = createSafe([key])
  const sealed = await safe.seal('code', { userId: '1' }, 60)
  expect(await safe.open('code', sealed)).toEqual({ userId: '1' })
  expect(await safe.open('pro', sealed)).toBeUndefined()
})

test('its name cannot be changed afterwards, and an earlier key still opens it', async () => {
  const sealed = await createSafe([key]).seal('code', 1, 60)
  const newer = createSafe(['another-key-of-the-tests-0123456789', key])
  expect(await newer.open('code', sealed)).toBe(1)
  const [head = '', ...others] = sealed.split('.')
  const header = Buffer.from(head, 'base64url').toString().replace('"code"', '"pro"')
  const renamed = [Buffer.from(header).toString('base64url'), ...others].join('.')
  expect(await newer.open('pro', renamed)).toBeUndefined()
})

test('what is over is nothing, unless it may be late, and then not by more than that', async () => {
  const safe = createSafe([key])
  const sealed = await safe.seal('pro', 1, -60)
  expect(await safe.open('pro', sealed)).toBeUndefined()
  expect(await safe.open('pro', sealed, 59)).toBeUndefined()
  expect(await safe.open('pro', sealed, 70)).toBe(1)
})
