import { hashPassword } from '@boussole/commands'
import {
  communesFound,
  inbox,
  referralView,
  requestSubmitted,
  sessionOpened,
  themesOpen,
  trackingView,
} from '@boussole/contracts'
import { demoPassword, demoSignIns, loadDemo } from '@boussole/local'
import { useDatabase } from '@boussole/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import type { TestApi } from './test-api.ts'
import { startTestApi } from './test-api.ts'

const database = useDatabase({ communes: true })

let api: TestApi

beforeAll(async () => {
  const client = await database.pool.connect()
  await loadDemo(client, { hashPassword })
  client.release()
  api = await startTestApi(database.url)
  return () => api.stop()
})

const signIn = async (email: string): Promise<string> => {
  const seen = await api.ask('POST', 'sessions', { body: { email, password: demoPassword } })
  return sessionOpened.parse(seen.json).accessToken
}

describe('on the demo directory', () => {
  test.each(['Saint-Étienne', 'st etienne', 'ROANNE', 'saint chamond', '42600', 'Saint-Denis de la Réunion'])(
    'someone who lives in « %s » is offered something for every theme, and gets a date',
    async (words) => {
      const found = communesFound.parse((await api.ask('GET', `communes?q=${encodeURIComponent(words)}`)).json)
      const commune = found.items.find(({ territory }) => territory !== null)
      const themes = themesOpen.parse((await api.ask('GET', `communes/${commune?.code}/themes`)).json)
      expect(themes.items.length).toBeGreaterThan(0)
      for (const theme of themes.items) {
        const { status, json } = await api.ask('POST', 'requests', {
          body: {
            commune: commune?.code,
            theme: theme.code,
            age: 19,
            offers: 'best',
            contact: {
              firstName: 'Camille',
              email: `camille.${crypto.randomUUID()}@exemple.example`,
              moments: `${words} ${theme.code}`,
            },
            consents: { contact: true, redirect: true },
          },
        })
        expect([theme.code, status]).toEqual([theme.code, 201])
        const { trackingToken: token } = requestSubmitted.parse(json)
        const view = trackingView.parse((await api.ask('GET', 'tracking', { token })).json)
        expect(view.referrals[0]?.dueDay).toMatch(/^\d{4}-\d\d-\d\d$/)
      }
    },
  )

  test('a commune of another department is told kindly that nothing is open there yet', async () => {
    const body = { commune: '75056', theme: 'logement', age: 19 }
    expect(await api.ask('POST', 'matches', { body })).toMatchObject({
      status: 422,
      json: { code: 'territory-closed' },
    })
  })

  test('each demonstration account signs in and sees only its perimeter', async () => {
    const territories = new Map<string, Set<string>>()
    for (const { role, email } of demoSignIns) {
      const token = await signIn(email)
      const seen = await api.ask('GET', 'referrals?limit=100', { token })
      const { items } = inbox.parse(seen.json)
      territories.set(role, new Set(items.map(({ commune }) => commune.code.slice(0, 2))))
      for (const { id } of items.slice(0, 3)) {
        const view = referralView.parse((await api.ask('GET', `referrals/${id}`, { token })).json)
        expect(view.contact?.firstName).toBe('Camille')
      }
    }
    expect(territories.get('Animation nationale')).toEqual(new Set(['42', '97']))
    expect(territories.get('Animatrice, Loire')).toEqual(new Set(['42']))
    expect(territories.get('Animatrice régionale')).toEqual(new Set(['42']))
    expect(territories.get('Animatrice, La Réunion')).toEqual(new Set(['97']))
  })
})
