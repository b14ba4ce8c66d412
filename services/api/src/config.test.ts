import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const url = { DATABASE_URL: 'postgres://boussole@127.0.0.1/boussole' }
const long = 'a-secret-of-at-least-thirty-two-characters'
const production = { ...url, NODE_ENV: 'production', JWT_KEYS: `2026a:${long}`, TRACKING_KEY: long }

test('a machine of one’s own needs only its database, and listens to itself alone', () => {
  expect(readConfig(url)).toMatchObject({
    host: '127.0.0.1',
    port: 3001,
    publicRatePerMinute: 300,
    trustProxy: undefined,
    jwtKeys: [{ kid: 'local' }],
  })
})

test('production does not start without its secrets', () => {
  expect(() => readConfig({ ...url, NODE_ENV: 'production' })).toThrow(/JWT_KEYS: required.*\n.*TRACKING_KEY: required/)
  expect(readConfig(production)).toMatchObject({ trackingKey: long, jwtKeys: [{ kid: '2026a', secret: long }] })
})

test('production refuses the secrets of the local machine, even beside a good one', () => {
  const local = readConfig(url)
  const [key] = local.jwtKeys
  expect(() => readConfig({ ...production, JWT_KEYS: `2026a:${long},${key?.kid}:${key?.secret}` })).toThrow(/JWT_KEYS/)
  expect(() => readConfig({ ...production, TRACKING_KEY: local.trackingKey })).toThrow(/TRACKING_KEY/)
})

test('a ring of keys keeps their order, and a secret may hold colons', () => {
  expect(readConfig({ ...production, JWT_KEYS: `b:${long}:x, a:${long}` }).jwtKeys).toEqual([
    { kid: 'b', secret: `${long}:x` },
    { kid: 'a', secret: long },
  ])
})

test.each([
  ['a secret that is too short', { JWT_KEYS: 'a:short' }],
  ['a key without a name', { JWT_KEYS: long }],
  ['the same name twice', { JWT_KEYS: `a:${long},a:${long}x` }],
  ['a short tracking key', { TRACKING_KEY: 'short' }],
  ['a port that is none', { API_PORT: '70000' }],
  ['a limit of zero', { PUBLIC_RATE_PER_MINUTE: '0' }],
  ['everybody as a trusted proxy', { TRUST_PROXY: 'true' }],
  ['no database', { DATABASE_URL: '' }],
])('%s stops the start, and the message does not repeat the value', (_, wrong) => {
  const [[name, value] = ['', '']] = Object.entries(wrong)
  expect(() => readConfig({ ...production, ...wrong })).toThrow(new RegExp(`${name}: `))
  expect(() => readConfig({ ...production, ...wrong })).not.toThrow(value === '' ? /^$/ : new RegExp(value))
})
