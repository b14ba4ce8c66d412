import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

test('without settings the data are in the repository and the ports are those of the documentation', () => {
  expect(readSettings({}, '/srv/boussole')).toEqual({
    dataDir: '/srv/boussole/.boussole',
    ports: { WEB_PORT: 3000, API_PORT: 3001, WORKER_PORT: 3002, SMTP_PORT: 3025 },
    siteUrl: 'http://localhost:3000',
    databaseUrl: undefined,
    yearDays: 365,
  })
})

test('each setting can be given, and an empty one is as good as none', () => {
  expect(readSettings({ DATA_DIR: '/data', API_PORT: '4001', SMTP_PORT: '', WEB_PORT: '4000' }, '/srv')).toMatchObject({
    dataDir: '/data',
    ports: { API_PORT: 4001, SMTP_PORT: 3025 },
    siteUrl: 'http://localhost:4000',
  })
})

test.each(['0', '65536', '-1', '3001.5', 'http', ' 3001', '1e3'])('the port %j is refused by its name', (port) => {
  expect(() => readSettings({ WORKER_PORT: port }, '/srv')).toThrow('WORKER_PORT is a port')
})

test.each(['0', '367', 'un an'])('a year of %j days is refused', (days) => {
  expect(() => readSettings({ YEAR_DAYS: days }, '/srv')).toThrow('YEAR_DAYS is a number of days')
})

test.each(['1', '65535'])('the port %s is taken as it is', (port) => {
  expect(readSettings({ WORKER_PORT: port }, '/srv').ports.WORKER_PORT).toBe(Number(port))
})

test('two programs on one port are refused before anything is done', () => {
  expect(() => readSettings({ SMTP_PORT: '3001' }, '/srv')).toThrow('API_PORT and SMTP_PORT are both 3001')
})
